@testable import Workflow

/// The people of a journey, and their licences as a registry issues them.
public struct JourneyPeople: Sendable {
    /// Role → code.
    public var codes: [String: String] = [:]
    public var entries: [[String: String]] = []

    public init(_ journey: CompiledJourney, _ bundle: CompiledBundle) {
        let shared = bundle.shared
        for (role, parties) in journey.situation.parties.enumerated() {
            for (instance, party) in parties.enumerated() where party.identity != nil || !party.holdings.isEmpty {
                let name = bundle.roles[role].id + (parties.count > 1 ? "#\(instance + 1)" : "")
                codes[name] = party.identity ?? Self.code(bundle.roles[role].kind, name)
            }
        }
        // Whoever is spared a paper by shared data has a record there.
        let ledger = bundle.ledger(journey.situation, .oneGuide(of: bundle))
        for line in ledger.lines {
            guard case .source(let source) = line.cause else { continue }
            for subject in line.subjects {
                let name = ledger.roles.label([subject])
                let code = codes[name] ?? Self.code(bundle.roles[ledger.roles.origins[subject].role].kind, name)
                codes[name] = code
                let record = shared.sources[source].record
                var entry = ["type": record.definition.id.value, "holder": code, "issuedOn": "2000-01-01"]
                for fill in record.fillsIn {
                    // What his licences say of it, the register says as well.
                    let said = ledger.roles.holdings[subject].lazy.compactMap { holding in
                        let type = shared.licences[holding.licence]
                        return type.kinds.count > 1
                            ? nil : type.fillsIn.first { $0.field == fill.field }.flatMap { holding.fields[$0.from] }
                    }.first
                    entry["KZ_\(fill.from)"] = record.codes.contains(fill.from) ? code : said ?? "示例"
                }
                if let (code, kind) = Self.otherKind(code) { (entry["holder"], entry["holder.kind"]) = (code, kind) }
                if !entries.contains(entry) { entries.append(entry) }
            }
        }
        var seen: Set<[String]> = []
        for (role, parties) in journey.situation.parties.enumerated() {
            for (instance, party) in parties.enumerated() {
                let name = bundle.roles[role].id + (parties.count > 1 ? "#\(instance + 1)" : "")
                for holding in party.holdings {
                    let type = shared.licences[holding.licence]
                    var entry = ["type": type.definition.id.value, "issuedOn": "2000-01-01"]
                    entry["expiresOn"] = holding.until?.description ?? "long-term"
                    let holders = type.definition.heldBy.map(\.holder.value)
                    for (place, holder) in holders.enumerated() {
                        // Of a couple the mother is the first, the father the second.
                        let whose = holders.count == 1 ? name : ["mother", "father"][place]
                        entry[holder] = codes[whose] ?? Self.code(type.kinds[place], whose)
                    }
                    for field in shared.fields(of: type) { entry["KZ_\(field)"] = holding.fields[field] ?? "示例" }
                    for fill in type.fillsIn where type.codes.contains(fill.from) {
                        entry["KZ_\(fill.from)"] = entry[holders[fill.holder]].map {
                            $0.split(separator: " ").last.map(String.init) ?? $0
                        }
                    }
                    if let (code, kind) = entry[holders[0]].flatMap(Self.otherKind) {
                        entry[holders[0]] = code
                        entry["\(holders[0]).kind"] = kind
                    }
                    let key = [entry["type"] ?? ""] + holders.map { entry[$0] ?? "" }
                    if seen.insert(key).inserted { entries.append(entry) }
                }
            }
        }
    }

    /// A synthetic code for whom the journey has none.
    private static func code(_ kind: RoleKind, _ name: String) -> String {
        switch kind {
        case .person, .deceasedPerson:
            let number = name.unicodeScalars.reduce(0) { ($0 * 31 + Int($1.value)) % 999 }
            let first = "99000019700101" + String("00\(number)".suffix(3))
            return first + "\(CitizenID.checkCharacter(for: first)!)"
        case .organisation: return "91990000MA0DEM0X5B"
        case .vehicle, .household: return "999 \(name)"
        }
    }

    private static func otherKind(_ code: String) -> (code: String, kind: String)? {
        let parts = code.split(separator: " ").map(String.init)
        return parts.count == 2 ? (parts[1], parts[0]) : nil
    }
}
