extension Ledger {
    /// The licences that stand in for papers, each with whose it is and whose the paper is besides.
    var licencesUsed: [(wanted: LicenceGathering.Wanted, others: [LicenceGathering.RolePlace])] {
        lines.compactMap { line in
            guard let (subject, licence) = licenceBehind(line) else { return nil }
            return (LicenceGathering.Wanted(place: place(subject), licence: licence), line.subjects.filter { $0 != subject }.map(place))
        }
    }

    /// What the form reads of licences of each type about each of the people.
    var fieldsWanted: [LicenceGathering.Wanted: Set<String>] {
        var fields: [LicenceGathering.Wanted: Set<String>] = [:]
        for entry in form().entries {
            guard case .licence(let licence, let name) = entry.origin else { continue }
            fields[LicenceGathering.Wanted(place: place(entry.subject), licence: licence), default: []].insert(name)
        }
        return fields
    }

    private func place(_ subject: Int) -> LicenceGathering.RolePlace {
        let origin = roles.origins[subject]
        return LicenceGathering.RolePlace(role: origin.role, instance: origin.instance)
    }

    /// Whose licence settles a line, and of which type; nil where none does, or one that an event will bring.
    func licenceBehind(_ line: LedgerLine) -> (subject: Int, licence: Int)? {
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
            guard let (subject, licence) = licenceBehind(base) else { continue }
            papers[LicenceGathering.Wanted(place: place(subject), licence: licence), default: []].append(Int32(number))
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
                licence: Int32(one.wanted.licence), provider: one.provider, fault: one.fault.code, authorisation: one.authorisation,
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
        for (number, one) in read.enumerated() where papers[number] == nil {
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
            guard case .licence(let licence, let name) = entry.origin else { continue }
            let fills = read.first { one in
                one.licence == licence
                    && one.shown.licence.holders.enumerated().contains { number, holder in
                        bundle.shared.licences[licence].fillsIn.contains {
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
