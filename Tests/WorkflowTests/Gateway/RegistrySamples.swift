import Foundation
import TestSupport

@testable import Workflow

extension TryOffice {
    /// Issues a licence as an officer of the department that issues it.
    @discardableResult
    func issue(_ values: [String: String]) async throws -> Int64 {
        let shared = Checkout.compilation.shared
        let type = shared.types.first { $0.definition.id.value == values["type"] }
        let department = type.map { shared.departments[$0.issuer].id.value }
        do {
            return try await office.issueLicence(LicenceEntry(values), by: Caller(.officer, department: department)).number
        } catch let mistakes as LicenceMistakes {
            throw Unexpected(mistakes.all.map { "\($0.name) \($0.reason.en)" }.joined(separator: "; "))
        }
    }

    /// The identity cards of the couple in our journeys, and their marriage certificate: licences 1, 2 and 3.
    func issueCouple() async throws {
        for (id, name) in [(LicenceSamples.wife, "林晓月"), (LicenceSamples.husband, "周远山")] { try await issue(Self.card(id, name)) }
        try await issue(`The registry of licences`.marriage.values)
    }

    static func card(_ id: String, _ name: String) -> [String: String] {
        [
            "type": "resident-identity-card", "issuedOn": "2020-05-18", "expiresOn": "2040-05-18", "holder": id, "KZ_姓名": name,
            "KZ_性别": "女",
            "KZ_民族": "汉", "KZ_出生": "1995-01-01", "KZ_住址": "示例省示例市示例区一号街1号", "KZ_公民身份号码": id,
        ]
    }

    /// The couple of our journeys, of whom these apply.
    static func couple(_ applicants: String...) -> Applying {
        Applying(people: ["mother": LicenceSamples.wife, "father": LicenceSamples.husband], applicants: Set(applicants))
    }

    func uses(of id: String) async throws -> [DataUse] {
        try await office.dataUses(of: LicenceSamples.person(id), limit: 999, by: Caller(.auditor)).map(\.use)
    }
}

extension CaseAnswer {
    var ledger: [EventRecord.Paper] { events.first?.ledger ?? [] }
    /// Each asked licence in one line: `mother resident-identity-card used`.
    var askedLines: [String] { (licences ?? []).map { "\($0.role) \($0.licence) \($0.outcome.rawValue)" } }
    /// The lines for which a licence stands in, each once.
    var evidenceLines: [[String]] { events.filter { $0.type == "evidence" }.map { $0.papers ?? [] } }
}
