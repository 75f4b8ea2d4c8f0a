import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Stored cases walked again under changed definitions.
@Suite struct `A case that is walked again` {
    private static func permit() throws -> Sample { try .permit([paper("paper-a"), paper("paper-b")]) }

    /// Cases of a store, and what became of them under other definitions.
    private func replay(_ before: Sample, _ after: Sample, cases count: Int = 1) async throws -> CounterfactualReplay {
        let office = try await TryOffice(.memory, publishing: before.files())
        for _ in 0..<count { _ = try await office.started("thing", from: "case") }
        var replay = CounterfactualReplay(try #require(after.compiled().bundle("thing")))
        for one in try await office.office.loggedCases(limit: 50).cases { replay.walk(one) }
        return replay
    }

    private func changes(_ replay: CounterfactualReplay) -> [String] {
        replay.sortedChanges.map { "\($0.line)\($0.isLimit ? " limit" : ""): \($0.before ?? "-") → \($0.after ?? "-") ×\($1)" }
    }

    @Test func `under the same definitions is what it was`() async throws {
        let replay = try await replay(Self.permit(), Self.permit(), cases: 3)
        #expect((replay.cases, replay.known, replay.same, replay.unknowable) == (3, 3, 3, 0))
        #expect(replay.changes.isEmpty && replay.unknown.isEmpty)
        for figure in ReplayedCase.Figure.allCases { #expect(try #require(replay.comparison(figure)).difference.mean == 0, "\(figure)") }
    }

    @Test func `is asked for a new paper, and for nothing else`() async throws {
        let after = try Sample.permit([paper("paper-a"), paper("paper-b"), paper("paper-c", askedBy: "g1: {originals: 1, copies: 2}")])
        let replay = try await replay(Self.permit(), after, cases: 2)
        #expect(changes(replay) == ["permit/3: - → handed-in 1+2 ×2"])
        let expected: [ReplayedCase.Figure: Double] = [.materials: 1, .pieces: 3, .kinds: 1, .copies: 2, .minutes: 16]
        for figure in ReplayedCase.Figure.allCases {
            let one = try #require(replay.comparison(figure))
            #expect(one.difference.mean == expected[figure] ?? 0 && one.after - one.before == 2 * (expected[figure] ?? 0), "\(figure)")
        }
        #expect(replay.comparison(.materials)?.before == 4 && replay.comparison(.materials)?.after == 6)
    }

    @Test func `is spared a paper, and has a shorter limit`() async throws {
        var after = try Sample.permit([
            paper("paper-a", "stays: {because: {zh: 须交, en: it stays}}"), paper("paper-b", "follows: 5 working days"),
        ])
        after.items[0].limit = "statutory: 12 working days, from: accepted, basis: [{law: some-law, article: 3}]"
        let replay = try await replay(Self.permit(), after)
        #expect(
            changes(replay) == ["permit/2: handed-in 1+0 → follows ×1", "permit limit: 20 working days → 12 working days ×1"])
        #expect(replay.comparison(.handlingDays)?.difference.mean == -8 && replay.comparison(.materials)?.difference.mean == -1)
        let message = ReplayMessage(replay, .en)
        #expect(message.changes.map(\.limit) == [false, true] && message.figures["handlingDays"]?.before == 20)
        for language in Language.allCases {
            let text = ReplayText(language: language).render(replay)
            #expect(text.contains("permit/2") && text.contains(language("20 个工作日", "20 working days")))
        }
    }

    @Test func `cannot be known where it is asked what it was not asked`() async throws {
        var before = try Self.permit()
        (before.questions, before.answers) = ("flag, size, extra", "flag: up, size: 1, extra: one")
        let replay = try await replay(before, Self.permit(), cases: 2)
        #expect((replay.known, replay.unknowable) == (0, 2) && replay.unknown == [.question("mode"): 2])
        #expect(replay.comparison(.materials) == nil && replay.changes.isEmpty)
        #expect(ReplayMessage(replay, .en).unknown.map(\.what) == ["question:mode", "officers"])
        #expect(ReplayText(language: .en).render(replay).contains("`mode` was not asked (mode): 2"))
    }

    /// Whether somebody has a licence that nobody looked for is not known, whatever his paper was.
    @Test func `cannot be known where a licence would spare a paper that nobody read`() async throws {
        var after = try Self.permit()
        after.licences = ["card": "replaces: [paper-a]"]
        #expect(try await replay(Self.permit(), after).unknown == [.licence("card", of: "holder"): 1])
        after.licences = [:]
        after.sources = ["register": "replaces: [paper-b]"]
        #expect(try await replay(Self.permit(), after).unknown == [.source("register", of: "holder"): 1])
    }

    /// He had none then, and has none now.
    @Test func `is known where the licence was looked for`() async throws {
        var before = try Self.permit()
        before.licences = ["card": "replaces: [paper-a]"]
        before.sources = ["register": "replaces: [paper-b]"]
        before.answering = []
        var office = try await TryOffice(.memory, publishing: before.files())
        _ = try await office.started("thing", from: "case")
        let stored = try await office.office.loggedCases(limit: 5).cases
        var after = before
        after.items[0].lines.append(paper("paper-c"))
        after.licences = ["card": "replaces: [paper-a, paper-c]"]
        func walked(_ sample: Sample, _ cases: [LoggedCase]) throws -> CounterfactualReplay {
            var replay = CounterfactualReplay(try #require(sample.compiled().bundle("thing")))
            for one in cases { replay.walk(one) }
            return replay
        }
        let lacking = try walked(after, stored)
        #expect(changes(lacking) == ["permit/3: - → handed-in 1+0 ×1"] && lacking.unknown.isEmpty)
        // Who has it is spared the new paper too, and whatever the source says is as it was.
        before.people = "holder: {id: \"990000199501010021\", holds: [{licence: card}]}"
        before.answering = nil
        office = try await TryOffice(.memory, publishing: before.files())
        _ = try await office.started("thing", from: "case")
        let holding = try walked(after, try await office.office.loggedCases(limit: 5).cases)
        #expect(changes(holding) == ["permit/3: - → licence ×1"] && holding.comparison(.materials)?.difference.mean == 0)
    }

    @Test func `would be stopped, or go on by other moves`() async throws {
        var after = try Self.permit()
        after.more = ["stops: [{only-if: {flag: up}, because: {zh: 不办, en: no case for this}, basis: [{law: some-law, article: 1}]}]"]
        let stopped = try await replay(Self.permit(), after)
        #expect(stopped.stopped["no case for this"]?.cases == 1 && stopped.known == 0 && stopped.unknowable == 0)
        let office = try await TryOffice(.memory, publishing: Self.permit().files())
        let id = try await office.started("thing", from: "case")
        for number in 1...2 { _ = try await office.office.handle(.verify(line: "permit/\(number)"), on: id, by: .officer) }
        try await office.move(id, "permit", "accept")
        var other = try Self.permit()
        other.items[0].process = "registration"
        other.items[0].limit = "statutory: 20 working days, from: received, basis: [{law: some-law, article: 3}]"
        other.processes = try Sample.declared("registration")
        var replay = CounterfactualReplay(try #require(other.compiled().bundle("thing")))
        for one in try await office.office.loggedCases(limit: 5).cases { replay.walk(one) }
        #expect(replay.known == 1 && replay.unknown == [.move("permit", "accept"): 1])
    }

    private static let bundles = Checkout.compilation.bundles.map(\.id).sorted()

    /// Every example of our own definitions.
    @Test(arguments: bundles) func `of our own examples is what it was`(id: String) throws {
        let bundle = try #require(Checkout.compilation.bundle(id))
        let rules = CaseRules(bundle)
        var replay = CounterfactualReplay(bundle)
        for journey in Checkout.compilation.journeys where journey.bundle == id {
            replay.walk(LoggedCase(id: journey.id, events: journey.walk(under: rules).events, editions: [rules]))
        }
        #expect(replay.cases > 3 && replay.changes.isEmpty && replay.same == replay.known && replay.stopped.isEmpty)
        // What a case brings later or a source has not of one of several is not what its answers say.
        for what in replay.unknown.keys { if case .record = what { continue } else { Issue.record("\(what)") } }
        #expect(replay.known * 10 >= replay.cases * 8, "\(replay.known) of \(replay.cases): \(replay.unknown)")
    }
}
