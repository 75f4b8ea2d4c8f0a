import TestSupport
import Testing

@testable import Workflow

/// Data that departments share: asked for each person once somebody has connected the source, and read on the office's own duty.
@Suite struct `A source that is asked` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")

    private static func record(_ type: String, of holder: String) -> [String: String] {
        var entry = ["type": type, "holder": holder, "issuedOn": "2020-01-01"]
        let shared = Checkout.compilation.shared
        for field in shared.types.first(where: { $0.definition.id.value == type }).map(shared.fields) ?? [] { entry["KZ_\(field)"] = "示例" }
        return entry
    }

    private func disposition(_ answer: CaseAnswer, _ line: String) -> String? { answer.ledger.first { $0.line == line }?.disposition }

    /// Lines of the base case that are spared by a source, with whose they are.
    private func spared(_ answer: CaseAnswer, by source: String) -> [EventRecord.Paper] {
        answer.ledger.filter { $0.disposition == "shared" && $0.by?.id == source }
    }

    @Test(arguments: StoreKind.allCases) func `stands in for whom it has, and for nobody else`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let before = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        let source = "population-register"
        let lines = spared(before, by: source)
        #expect(!lines.isEmpty && before.askedLines.allSatisfy { !$0.contains(source) }, "nobody has connected it")

        // Somebody else's record connects it: of these two it has nothing.
        try await office.issue(Self.record(source, of: "990000198003151011"))
        let none = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(
            spared(none, by: source).isEmpty
                && lines.allSatisfy { disposition(none, $0.line) == "handed-in" || disposition(none, $0.line) == "duplicate" })
        #expect(none.askedLines.contains("mother \(source) none"))

        for person in [LicenceSamples.wife, LicenceSamples.husband] { try await office.issue(Self.record(source, of: person)) }
        let both = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(spared(both, by: source).map(\.line) == lines.map(\.line))
        let uses = try await office.uses(of: LicenceSamples.husband).filter { $0.type == source && $0.act == .read }
        // He has authorised nothing: data are shared for the duty of whoever decides, and he sees that they were.
        #expect(uses.allSatisfy { $0.basis == "statutory-duty" && $0.caseID == both.caseID && $0.item != nil })
        let wife = try await office.uses(of: LicenceSamples.wife).filter { $0.type == source && $0.act == .read }
        #expect(wife.count == 1 && wife[0].fields == wife[0].fields.sorted())
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test(arguments: [false, true]) func `may say whether it has something, and hand nothing over`(elsewhere: Bool) async throws {
        var office = try await TryOffice(.memory)
        let other = elsewhere ? try await ServedRegistry(for: office.clock) : nil
        try await (other?.there ?? office).issue(Self.record("hospital-records", of: LicenceSamples.wife))
        if let other { office.connect(try await other.providers(sources: true)) }
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(answer.askedLines.contains("mother hospital-records used"))
        #expect(!spared(answer, by: "hospital-records").isEmpty)
        let uses = try await office.uses(of: LicenceSamples.wife).filter { $0.type == "hospital-records" && $0.act != .issued }
        #expect(uses.map(\.act) == (elsewhere ? [.asked, .found] : [.found]) && uses.allSatisfy { $0.fields.isEmpty })
        guard let other else { return }
        #expect(!other.takeCalls().contains("queryCertInfo"), "it was asked whether, and not what")
    }

    @Test func `that does not answer is the paper, as it says itself`() async throws {
        var office = try await TryOffice(.memory)
        let other = try await ServedRegistry(for: office.clock)
        try await other.there.issue(Self.record("population-register", of: LicenceSamples.wife))
        var one = try #require(try await other.providers(sources: true).all.first)
        one.types = ["population-register"]
        office.connect(LicenceProviders([one]))
        other.set(.down)
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        let asked = try #require(answer.licences?.first { $0.licence == "population-register" })
        #expect(asked.outcome == .unavailable && asked.why.last?.en.contains("The applicant hands in") == true)
        #expect(spared(answer, by: "population-register").isEmpty)
        #expect(!answer.events.contains { $0.type == "evidence-awaited" && $0.licence == "population-register" })
    }

    @Test func `may be declined, and is not doubted by a check before the decision`() async throws {
        let office = try await TryOffice(.memory)
        for person in [LicenceSamples.wife, LicenceSamples.husband] {
            try await office.issue(Self.record("population-register", of: person))
        }
        var applying = TryOffice.couple("mother")
        applying.declined = ["mother:population-register"]
        let answer = try await office.office.start(Self.birth, of: applying)
        #expect(answer.askedLines.contains("mother population-register declined"))

        let taken = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        let id = try #require(CaseID(taken.caseID))
        // It says something else by now: who doubts it disputes it.
        try await office.office.setLicence(1, to: .revoked, because: "why", by: Caller(.officer, department: "public-security"))
        _ = try await office.office.handle(.letTimePass, on: id, by: .system)
        #expect(try await !office.office.events(of: id).contains { $0.type == "evidence-lost" })
    }
}
