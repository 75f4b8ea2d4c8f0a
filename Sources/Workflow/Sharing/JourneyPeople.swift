/// The people of an example with their codes, and what registries would have of them: licences that they hold, and records of the sources that answer.
/// All of it is made up, as the example is.
public struct JourneyPeople: Sendable {
    /// Role → code, as `Applying` has them.
    public private(set) var codes: [String: String] = [:]
    /// As somebody hands them in to be issued (`LicenceEntry`).
    public private(set) var entries: [[String: String]] = []

    /// In place of what the example does not say.
    private static let unsaid = "示例"
    private static let issued = "2000-01-01"

    private let bundle: CompiledBundle
    private let ledger: Ledger

    public init(_ journey: CompiledJourney, _ bundle: CompiledBundle) {
        self.bundle = bundle
        ledger = bundle.ledger(journey.situation, .oneGuide(of: bundle))
        var seen: Set<[String]> = []
        let everybody = journey.situation.parties.enumerated().flatMap { role, parties in
            parties.enumerated().map { instance, party in
                (name: bundle.roles[role].id + (parties.count > 1 ? "#\(instance + 1)" : ""), role: role, party: party)
            }
        }
        for one in everybody where one.party.identity != nil || !one.party.holdings.isEmpty {
            codes[one.name] = one.party.identity ?? Self.code(bundle.roles[one.role].kind, one.name)
        }
        addRecords()
        for one in everybody {
            for holding in one.party.holdings {
                let entry = entry(holding, of: one.name, one.role)
                let key =
                    [entry["type"] ?? ""] + bundle.shared.licences[holding.licence].definition.heldBy.map { entry[$0.holder.value] ?? "" }
                if seen.insert(key).inserted { entries.append(entry) }
            }
        }
    }

    /// Whoever is spared a paper by shared data has a record there.
    private mutating func addRecords() {
        for line in ledger.lines {
            guard case .source(let source) = line.cause else { continue }
            let record = bundle.shared.sources[source].record
            for subject in line.subjects {
                let name = ledger.roles.label([subject])
                let code = codes[name] ?? Self.code(bundle.roles[ledger.roles.origins[subject].role].kind, name)
                codes[name] = code
                var entry = ["type": record.definition.id.value, "holder": code, "issuedOn": Self.issued]
                for fill in record.fillsIn {
                    entry["KZ_\(fill.from)"] = record.codes.contains(fill.from) ? code : said(fill.field, of: subject) ?? Self.unsaid
                }
                if let (code, kind) = Self.otherKind(code) { (entry["holder"], entry["holder.kind"]) = (code, kind) }
                if !entries.contains(entry) { entries.append(entry) }
            }
        }
    }

    /// What his licences say of it, the register says as well.
    private func said(_ field: Int, of subject: Int) -> String? {
        ledger.roles.holdings[subject].lazy.compactMap { holding in
            let type = bundle.shared.licences[holding.licence]
            return type.kinds.count > 1 ? nil : type.fillsIn.first { $0.field == field }.flatMap { holding.fields[$0.from] }
        }.first
    }

    private func entry(_ holding: Holding, of name: String, _ role: Int) -> [String: String] {
        let type = bundle.shared.licences[holding.licence]
        var entry = ["type": type.definition.id.value, "issuedOn": Self.issued]
        entry["expiresOn"] = holding.until?.description ?? "long-term"
        let holders = type.definition.heldBy.map(\.holder.value)
        for (holder, whose) in zip(holders, self.holders(name, role, count: holders.count)) {
            entry[holder] = codes[whose] ?? Self.code(bundle.roles[role].kind, whose)
        }
        for field in bundle.shared.fields(of: type) { entry["KZ_\(field)"] = holding.fields[field] ?? Self.unsaid }
        for fill in type.fillsIn where type.codes.contains(fill.from) {
            entry["KZ_\(fill.from)"] = entry[holders[fill.holder]].map { $0.split(separator: " ").last.map(String.init) ?? $0 }
        }
        if let (code, kind) = entry[holders[0]].flatMap(Self.otherKind) {
            entry[holders[0]] = code
            entry["\(holders[0]).kind"] = kind
        }
        return entry
    }

    /// Of several who hold one together, those of the group of which he is one, in its order.
    private func holders(_ name: String, _ role: Int, count: Int) -> [String] {
        if count == 1 { return [name] }
        for group in bundle.roles {
            guard case .group(let members) = group.binding, members.count == count, members.contains(role) else { continue }
            return members.map { bundle.roles[$0].id }
        }
        return [name] + (1..<count).map { "\(name) \($0)" }
    }

    /// A synthetic code for whom the example has none.
    private static func code(_ kind: RoleKind, _ name: String) -> String {
        switch kind {
        case .person, .deceasedPerson:
            let number = name.unicodeScalars.reduce(0) { ($0 * 31 + Int($1.value)) % 999 }
            let first = "99000019700101" + String("00\(number)".suffix(3))
            return first + (CitizenID.checkCharacter(for: first).map(String.init) ?? "")
        case .organisation: return "91990000MA0DEM0X5B"
        case .vehicle, .household: return "999 \(name)"
        }
    }

    private static func otherKind(_ code: String) -> (code: String, kind: String)? {
        let parts = code.split(separator: " ").map(String.init)
        return parts.count == 2 ? (parts[1], parts[0]) : nil
    }
}
