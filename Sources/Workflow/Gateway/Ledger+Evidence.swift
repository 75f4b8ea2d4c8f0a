extension Ledger {
    /// The licences that stand in for papers, each with whose it is and whose the paper is besides.
    var licencesUsed: [(wanted: LicenceGathering.Wanted, others: [LicenceGathering.RolePlace])] {
        lines.compactMap { line in
            guard let (subject, licence) = licenceBehind(line) else { return nil }
            return (LicenceGathering.Wanted(place: place(subject), licence: licence), line.subjects.filter { $0 != subject }.map(place))
        }
    }

    /// What the form reads of licences of each type.
    var fieldsWanted: [Int: Set<String>] {
        var fields: [Int: Set<String>] = [:]
        for entry in form().entries {
            if case .licence(let licence, let name) = entry.origin { fields[licence, default: []].insert(name) }
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

    /// What stands in for the papers of a case.
    func evidence(_ read: [LicenceGathering.Read]) -> [Evidence] {
        var papers: [Int: [Int32]] = [:]
        for (number, line) in lines.enumerated() {
            var base = line
            while case .duplicate(let first) = base.cause { base = lines[first] }
            guard let (subject, licence) = licenceBehind(base) else { continue }
            let place = place(subject)
            guard let one = read.firstIndex(where: { $0.licence == licence && $0.role == place.role && $0.instance == place.instance })
            else { continue }
            papers[one, default: []].append(Int32(number))
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
