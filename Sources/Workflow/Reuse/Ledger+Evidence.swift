extension Ledger {
    /// The licences and records of sources that stand in for papers or fill in the form, each with whose it is and whose the paper is besides.
    var licencesUsed: [(wanted: LicenceGathering.Wanted, others: [LicenceGathering.RolePlace])] {
        var used = lines.flatMap { line in
            behind(line).map { subject, type in
                let others = type < 0 ? [] : line.subjects.filter { $0 != subject }.map(place)
                return (wanted: LicenceGathering.Wanted(place: place(subject), licence: type), others: others)
            }
        }
        for prefill in bundle.prefills {
            for subject in roles.subjects[prefill.role] {
                let type: Int
                switch prefill.from {
                case .licence(let licence):
                    guard roles.holdings[subject].usable(licence, on: situation.starts, in: bundle.shared) != nil else { continue }
                    type = licence
                case .source(let source):
                    guard answers(source, about: [subject]) else { continue }
                    type = SharedDefinitions.number(ofSource: source)
                }
                let wanted = LicenceGathering.Wanted(place: place(subject), licence: type)
                if !used.contains(where: { $0.wanted == wanted }) { used.append((wanted, [])) }
            }
        }
        return used
    }

    /// What the form reads of licences of each type about each of the people.
    var fieldsWanted: [LicenceGathering.Wanted: Set<String>] {
        var fields: [LicenceGathering.Wanted: Set<String>] = [:]
        for entry in form().entries {
            guard let (type, name) = entry.origin.reading else { continue }
            fields[LicenceGathering.Wanted(place: place(entry.subject), licence: type), default: []].insert(name)
        }
        return fields
    }

    /// The items for whose papers or forms each licence is read, in the order of the bundle.
    var itemsServed: [LicenceGathering.Wanted: Set<Int>] {
        var items: [LicenceGathering.Wanted: Set<Int>] = [:]
        for (wanted, lines) in papersByLicence() { items[wanted] = Set(lines.map { self.lines[Int($0)].item }) }
        for entry in form().entries {
            guard let (type, _) = entry.origin.reading else { continue }
            let wanted = LicenceGathering.Wanted(place: place(entry.subject), licence: type)
            items[wanted, default: []].formUnion(entry.places.map(\.item))
        }
        return items
    }

    func place(_ subject: Int) -> LicenceGathering.RolePlace {
        let origin = roles.origins[subject]
        return LicenceGathering.RolePlace(role: origin.role, instance: origin.instance)
    }

    /// Whose licence settles a line, or whose records of a source, and of which type.
    private func behind(_ line: LedgerLine) -> [(subject: Int, type: Int)] {
        if case .source(let source) = line.cause { return line.subjects.map { ($0, SharedDefinitions.number(ofSource: source)) } }
        return licenceBehind(line).map { [(subject: $0.subject, type: $0.licence)] } ?? []
    }

    /// Whose licence settles a line, and of which type; nil where none does, or one that an event will bring.
    private func licenceBehind(_ line: LedgerLine) -> (subject: Int, licence: Int)? {
        guard case .licence(let licence, _) = line.cause else { return nil }
        let subject = line.subjects.first { roles.holdings[$0].usable(licence, on: situation.starts, in: bundle.shared) != nil }
        return subject.map { ($0, licence) }
    }

    /// The papers for which each licence stands in.
    func papersByLicence() -> [LicenceGathering.Wanted: [Int32]] {
        var papers: [LicenceGathering.Wanted: [Int32]] = [:]
        for (number, line) in lines.enumerated() {
            var base = line
            while case .duplicate(let first) = base.cause { base = lines[first] }
            for (subject, type) in behind(base) {
                papers[LicenceGathering.Wanted(place: place(subject), licence: type), default: []].append(Int32(number))
            }
        }
        return papers
    }

    /// What is to stand in for papers, and could not be read.
    func awaited(_ awaited: [LicenceGathering.Awaited]) -> [AwaitedEvidence] {
        let papers = papersByLicence()
        return awaited.compactMap { one in
            guard let lines = papers[one.wanted] else { return nil }
            let other = without(one.wanted)
            return AwaitedEvidence(
                licence: Int32(one.wanted.licence), provider: one.provider, fault: one.fault, authorisation: one.authorisation,
                holders: ([one.wanted.place] + one.others).map { .init(role: Int32($0.role), instance: Int32($0.instance)) },
                papers: lines, otherwise: lines.map { other.standIn(forLine: Int($0)) })
        }
    }

    /// The same situation where somebody has no licence of a type.
    private func without(_ wanted: LicenceGathering.Wanted) -> Ledger {
        var situation = situation
        let place = wanted.place
        if situation.parties.indices.contains(place.role), situation.parties[place.role].indices.contains(place.instance) {
            situation.parties[place.role][place.instance].holdings.removeAll { $0.licence == wanted.licence }
        }
        return bundle.ledger(situation, baseline)
    }

    /// What stands in for a line without anybody's licence; else the paper itself is handed in.
    private func standIn(forLine number: Int) -> Disposition {
        guard lines.indices.contains(number) else { return .handedIn }
        switch lines[number].disposition {
        case .shared, .produced, .merged, .notAsked: return lines[number].disposition
        case .handedIn, .duplicate, .licence, .promised, .follows, .notApplicable: return .handedIn
        }
    }

    /// What stands in for the papers of a case.
    func evidence(_ read: [LicenceGathering.Read]) -> [Evidence] {
        let byLicence = papersByLicence()
        var papers: [Int: [Int32]] = [:]
        for (number, one) in read.enumerated() {
            let wanted = LicenceGathering.Wanted(place: .init(role: one.role, instance: one.instance), licence: one.licence)
            papers[number] = byLicence[wanted]
        }
        // What answers a question of the case stands in for no paper, and the case rests on it.
        for (number, one) in read.enumerated() where papers[number] == nil && one.licence >= 0 {
            let answers = bundle.questions.contains { bundle.shared.questions[$0.question].source?.licence == one.licence }
            if answers { papers[number] = [] }
        }
        return papers.sorted { $0.key < $1.key }.map { one, lines in
            Evidence(
                licence: Int32(read[one].licence), register: read[one].number, use: read[one].use,
                authorisation: read[one].authorisation, papers: lines)
        }
    }

    /// What licences that were read fill in in the one form: field → value.
    func filledIn(by read: [LicenceGathering.Read]) -> [String: String] {
        var values: [String: String] = [:]
        for entry in form().entries {
            guard let (type, name) = entry.origin.reading else { continue }
            let fills = read.first { one in
                one.licence == type
                    && one.shown.licence.holders.enumerated().contains { number, holder in
                        bundle.shared.type(type).fillsIn.contains {
                            $0.holder == number && $0.field == entry.field && $0.from == name
                        }
                            && isThat(entry.subject, holder.code)
                    }
            }
            guard let value = fills?.shown.licence.fields[name] else { continue }
            values["\(roles.label([entry.subject])).\(bundle.shared.fields[entry.field].id.value)"] = value
        }
        return values
    }

    private func isThat(_ subject: Int, _ code: HolderCode) -> Bool {
        let origin = roles.origins[subject]
        let party = situation.parties[origin.role]
        return origin.instance < party.count && party[origin.instance].identity == "\(code.kind) \(code.text)"
    }
}

extension CompiledBundle {
    /// `mother`, or `child#2`.
    func label(_ place: LicenceGathering.RolePlace) -> String {
        if case .counted = roles[place.role].binding, place.instance > 0 { return "\(roles[place.role].id)#\(place.instance + 1)" }
        return roles[place.role].id
    }
}

extension OneForm.Origin {
    /// The type of licence or record that fills it in, and what of it; nil where nothing is read for it.
    fileprivate var reading: (type: Int, name: String)? {
        switch self {
        case .licence(let licence, let from): (licence, from)
        case .source(let source, let from): (SharedDefinitions.number(ofSource: source), from)
        case .typed, .answer, .item: nil
        }
    }
}
