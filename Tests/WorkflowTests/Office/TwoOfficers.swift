import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R9: two officers at the same moment on the same item. ONETHING_RACES says how often it is tried (200; 10,000 in a run by hand).
@Suite struct `Two officers on one item` {
    private static let races = ProcessInfo.processInfo.environment["ONETHING_RACES"].flatMap(Int.init) ?? 200
    private static let officers = ["990001", "990002"].map { Caller(.officer, person: $0, department: "office") }

    private struct Outcome: Equatable {
        /// Whose request was done.
        var winners: [String?]
        var refusals: [String]
        /// The refused were told what they can do.
        var isHelped: Bool

        init(_ answers: [(caller: Caller, answer: CaseAnswer)]) {
            winners = answers.filter { $0.answer.refused == nil }.map(\.caller.person)
            refusals = answers.compactMap(\.answer.refused?.code)
            isHelped = answers.allSatisfy { $0.answer.refused?.canDo.isEmpty != true }
        }
    }

    /// Both ask at once, the second one something else.
    private static func race(
        _ office: Office, _ id: CaseID, _ requests: [CaseRequest], expecting version: Int? = nil
    ) async throws -> [(caller: Caller, answer: CaseAnswer)] {
        try await withThrowingTaskGroup { group in
            for (caller, request) in zip(officers, requests) {
                group.addTask { (caller, try await office.handle(request, on: id, by: caller, expecting: version)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func eachRace(_ office: TryOffice, _ body: @escaping @Sendable (CaseID) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<Self.races {
                // Some at the same time, so that races share commits with others.
                if number >= 8 { try await group.next() }
                group.addTask { try await body(try await office.started("thing", from: "case")) }
            }
            try await group.waitForAll()
        }
    }

    private static func office(_ kind: StoreKind) async throws -> TryOffice {
        try await TryOffice(kind, publishing: Sample(items: [.init(id: "permit")]).files())
    }

    @Test(arguments: StoreKind.allCases) func `one takes it on, and the other hears who can help him`(kind: StoreKind) async throws {
        let office = try await Self.office(kind)
        try await eachRace(office) { id in
            let claims = try await Self.race(office.office, id, [.claim(item: "permit"), .claim(item: "permit")])
            let outcome = Outcome(claims)
            #expect(outcome.winners.count == 1 && outcome.refusals == ["assigned"] && outcome.isHelped)
            // Who has it alone moves it, whoever comes first.
            let decide = CaseRequest.move(item: "permit", move: "decide", note: nil)
            let moves = Outcome(try await Self.race(office.office, id, [decide, decide]))
            #expect(moves.winners == outcome.winners && moves.isHelped)
        }
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.store.close()
    }

    @Test(arguments: StoreKind.allCases) func `one decides it, and the other's decision is refused`(kind: StoreKind) async throws {
        let office = try await Self.office(kind)
        let refuse = CaseRequest.move(item: "permit", move: "refuse", note: .init(reason: "no", remedies: "appeal"))
        try await eachRace(office) { id in
            let answers = try await Self.race(office.office, id, [.move(item: "permit", move: "decide", note: nil), refuse])
            let outcome = Outcome(answers)
            #expect(outcome.winners.count == 1 && outcome.refusals == ["case-closed"] && outcome.isHelped)
            let decisions = try await office.office.events(of: id).filter { $0.type == "decided" }
            #expect(decisions.map(\.decision) == [outcome.winners == ["990001"] ? "granted" : "refused"])
        }
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.store.close()
    }

    @Test(arguments: StoreKind.allCases) func `who has seen an older version is told, and nothing happens`(kind: StoreKind) async throws {
        let office = try await Self.office(kind)
        try await eachRace(office) { id in
            let version = try await office.office.look(at: id).state.version
            await #expect(throws: VersionConflict.self) {
                try await Self.race(office.office, id, [.claim(item: "permit"), .claim(item: "permit")], expecting: version)
            }
            // A task group ends with its first error; both were heard all the same.
            #expect(try await office.office.look(at: id).state.version == version + 1)
        }
        try office.store.close()
    }
}
