import TestSupport
import Testing

@testable import Workflow

/// Which guides count.
@Suite struct `Baselines` {
    private static let sample = Sample(items: [
        .init(
            id: "only",
            lines: [
                paper("paper-a", askedBy: "g2: {originals: 1}, g1: {copies: 2}"),
                paper("paper-b", askedBy: "g2: {originals: 1, copies: 1}, g3: {copies: 2}, g1: {originals: 1}"),
                paper("paper-c", askedBy: "g3: {originals: 1, copies: 1}"),
                paper("paper-a", askedBy: "g2: {originals: 3}"),
            ])
    ])

    @Test func `one guide per item: what it asks for, as it asks`() throws {
        let plan = try Self.sample.plan()
        #expect(plan.sheet == ["only/1 paper-a holder 0+2 handed-in", "only/2 paper-b holder 1+0 handed-in"])
        #expect(plan.totals == "2 行 3 份 2 种 → 2 行 3 份 2 种")
        #expect(plan.ledger.lines.map { plan.ledger.guides($0).map(\.id.value) } == [["g1"], ["g1"]])
        #expect(plan.ledger.lines.map { plan.ledger.grade($0) } == [.official, .official])
    }

    /// Most pieces of any one guide, never a maximum per column; on a tie the first named.
    @Test func `every guide: the largest demand of any one guide`() throws {
        let plan = try Self.sample.plan(.everyGuide)
        #expect(
            plan.sheet == [
                "only/1 paper-a holder 0+2 handed-in", "only/2 paper-b holder 1+1 handed-in", "only/3 paper-c holder 1+1 handed-in",
                "only/4 paper-a holder 3+0 duplicate line:only/1",
            ])
        #expect(plan.totals == "4 行 9 份 3 种 → 3 行 6 份 3 种")
        #expect(plan.ledger.lines.map { plan.ledger.guides($0).map(\.id.value) } == [["g2", "g1"], ["g2", "g3", "g1"], ["g3"], ["g2"]])
        #expect(plan.ledger.lines.map { plan.ledger.grade($0) } == [.official, .law, .law, .mirror])
    }

    @Test func `line numbers are the same in every baseline`() throws {
        #expect(try Self.sample.plan().ledger.lines.map(\.number) == [1, 2])
        var other = Self.sample
        other.baseline = "only: g3"
        #expect(try other.plan().sheet == ["only/2 paper-b holder 0+2 handed-in", "only/3 paper-c holder 1+1 handed-in"])
    }

    /// A city's own choice, in a file; items that it does not name keep the bundle's.
    @Test func `a file of choices`() throws {
        let folder = try ScratchFolder(try Self.sample.files())
        try folder.write("baseline: ours\ntitle: {zh: 我市, en: Our city}\nbundle: thing\nguides: {only: g2}\n", to: "choice.txt")
        let compilation = try DefinitionCheck.run(at: folder.path).compilation
        let bundle = try #require(compilation.bundle("thing"))
        let journey = try #require(compilation.journey("case", of: "thing"))
        let baseline = try BaselineFile.read(at: folder.path + "/choice.txt", for: bundle)
        #expect([baseline.id, baseline.title.zh, baseline.title.en] == ["ours", "我市", "Our city"])
        #expect(
            bundle.plan(journey.situation, baseline).sheet == [
                "only/1 paper-a holder 1+0 handed-in", "only/2 paper-b holder 1+1 handed-in",
                "only/4 paper-a holder 3+0 duplicate line:only/1",
            ])
    }

    /// What is shown electronically may count as handed in, by convention; the balance does not change.
    @Test func `licences that are shown may count together`() throws {
        func plan(_ counted: Bool) throws -> Plan {
            try Sample(
                items: [.init(id: "only", lines: [paper("paper-a"), paper("paper-b")])], licences: ["card": "replaces: [paper-a]"],
                shownLicencesAreMaterials: counted, people: "holder: {holds: [card]}"
            ).plan()
        }
        #expect(try plan(false).totals == "2 行 2 份 2 种 → 1 行 1 份 1 种")
        #expect(try plan(true).totals == "2 行 2 份 2 种 → 2 行 2 份 2 种")
        #expect(try plan(true).balance == plan(false).balance)
    }
}
