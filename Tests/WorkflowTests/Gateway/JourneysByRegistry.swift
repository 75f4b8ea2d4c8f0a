import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Every journey of our own definitions once more, with its people's licences in the registry instead of declared: each paper comes out the
/// same, and every licence that stands in for one is read once, and logged once.
@Suite struct `A journey with its licences in the registry` {
    private static let journeys = Checkout.compilation.journeys

    @Test(arguments: journeys.map { "\($0.bundle)/\($0.id)" }) func `comes out as it was declared`(path: String) async throws {
        let journey = try #require(Self.journeys.first { "\($0.bundle)/\($0.id)" == path })
        let bundle = try #require(Checkout.compilation.bundle(journey.bundle))
        let office = try await TryOffice(.memory)
        let start = journey.definition.starts
        office.clock.set("\(start.day) \(String("\(start)".suffix(5)))")
        let people = People(journey, bundle)
        for entry in people.entries { try await office.issue(entry) }
        let application = NewCase(bundle: journey.bundle, from: journey.id)
        let declared = try await office.office.start(application)
        let found = try await office.office.start(
            application, of: Applying(people: people.codes, applicants: Set(people.codes.keys)))
        #expect(found.refused == declared.refused)
        // A source that does not answer is no matter of the registry.
        guard journey.situation.sources.allSatisfy({ $0 }) || declared.refused != nil || true else { return }
        #expect(found.ledger == declared.ledger)
        #expect(found.events.first?.answers == declared.events.first?.answers)
        let log = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 9_999) }.filter { $0.use.act == .read }
        #expect(Set(log.compactMap(\.use.licence)).count == log.count, "a licence is read once")
        let named = Set(found.events.filter { $0.type == "evidence" }.flatMap { $0.papers ?? [] })
        let byLicence = found.ledger.filter { $0.disposition == "licence" }.map(\.line)
        #expect(Set(byLicence).subtracting(named).isSubset(of: people.brought(byLicence, bundle)), "every line names its reading")
    }

    /// The people of a journey as the registry knows them.
    private struct People {
        var codes: [String: String] = [:]
        var entries: [[String: String]] = []

        init(_ journey: CompiledJourney, _ bundle: CompiledBundle) {
            let shared = bundle.shared
            for (role, parties) in journey.situation.parties.enumerated() {
                for (instance, party) in parties.enumerated() where party.identity != nil || !party.holdings.isEmpty {
                    let name = bundle.roles[role].id + (parties.count > 1 ? "#\(instance + 1)" : "")
                    codes[name] = party.identity ?? Self.code(bundle.roles[role].kind, name)
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
            // Nothing is in doubt that the journey does not doubt: what one licence of somebody says, all say.
            for place in entries.indices {
                for (field, value) in entries[place] where field.hasPrefix("KZ_") && value == "示例" { entries[place][field] = "示例" }
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

        /// Lines that rest on a licence which an event will bring: nothing is read for them yet.
        func brought(_ lines: [String], _ bundle: CompiledBundle) -> Set<String> {
            Set(lines.filter { line in bundle.items.contains { $0.waitsFor != nil && line.hasPrefix($0.item.id) } })
        }
    }
}
