import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R11: the rows of a store, built anew from the events, are those that were written command by command, byte for byte. ONETHING_REBUILDS
/// says for how many random cases (500; 10,000 in a run by hand).
@Suite struct `Rows built anew` {
    private static let most = ProcessInfo.processInfo.environment["ONETHING_REBUILDS"].flatMap(Int.init) ?? 500

    @Test func `are those that were written command by command`() async throws {
        let folder = try ScratchFolder()
        let store = try SQLiteStore(at: folder.path + "/written.sqlite")
        let office = Office(store: store)
        _ = try await office.publish(Checkout.definitions.folder.sources)
        var numbers = SeededNumbers(seed: UInt64.random(in: 0...UInt64.max))
        let bundles = Checkout.compilation.bundles.map { CaseRules($0) }
        for begin in stride(from: 0, to: Self.most, by: 100) {
            let cases = (begin..<min(begin + 100, Self.most)).map { number -> Grown in
                while true {
                    let one = Grown(StoreSamples.id(number), under: bundles[number % bundles.count], &numbers)
                    if !one.isEmpty { return one }
                }
            }
            try await store.write { store in for one in cases { try one.write(to: store) } }
        }
        let found = try await office.verify(rebuilding: true)
        #expect(found.intact && found.cases == Self.most, "\(found)")

        let anew = try SQLiteStore(at: folder.path + "/anew.sqlite")
        var last: CaseID?
        while true {
            let after = last
            let rebuilt = try await store.read { [shelf = office.shelf] store in
                try store.cases(after: after, limit: 100).map { row in
                    var events: [CaseEvent] = []
                    return try OpenCase(row.caseID, store, shelf, into: &events)?.projection
                }
            }
            guard let end = rebuilt.last else { break }
            try await anew.write { store in for case let one? in rebuilt { try store.write(one, instead: nil) } }
            last = end?.row.caseID
        }
        try store.close()
        try anew.close()
        let (written, rebuilt) = (try rows(folder.path + "/written.sqlite"), try rows(folder.path + "/anew.sqlite"))
        #expect(written == rebuilt)
        #expect(written.count > 100 * Self.most, "there is something to compare")
    }

    /// Every column of every row, its words in full, for the numbers of words are given as they come.
    private func rows(_ path: String) throws -> Data {
        func word(_ column: String) -> String { "(select word from words where number = \(column))" }
        let read = try OtherProgram.run(
            "select case_id, \(word("bundle")), definitions, phase, submitted, due, wakes from cases order by 1",
            """
            select case_id, place, \(word("item")), \(word("department")), stage, \(word("state")), statutory, promised, until, overdue,
                next_due, news, known, near, assigned from items order by 1, 2
            """,
            """
            select case_id, \(word("bundle")), items, granted, apart_lines, apart_pieces, apart_kinds, together_lines, together_pieces,
                together_kinds, handling_days, elapsed_days, joint_visits from measures order by 1
            """,
            "select case_id, paper, line, \(word("department")), due, late from disputes order by 1, 2",
            on: path)
        guard read.status == 0 else { throw Unexpected("cannot read \(path)") }
        return read.output
    }
}

/// A random case as it came to be, in the pieces in which it is written.
private struct Grown {
    private struct Piece {
        var events: [CaseEvent]
        var projection: Projection
    }

    private let id: CaseID
    private var pieces: [Piece] = []

    var isEmpty: Bool { pieces.isEmpty }

    init(_ id: CaseID, under rules: CaseRules, _ numbers: inout SeededNumbers) {
        self.id = id
        var commands = RandomCommands(rules: rules, numbers: SeededNumbers(seed: numbers.next()))
        var situation = rules.bundle.randomSituation(&commands.numbers)
        situation.starts = Day("2026-01-01")!.adding(days: Int.random(in: 0..<365, using: &commands.numbers))
        var now = Moment(day: situation.starts, minuteOfDay: Int.random(in: 0..<24 * 60, using: &commands.numbers))!
        var (state, tally) = (CaseState(), CaseTally())
        var command = CaseCommand(by: .applicant, .submit(Application(answers: situation.answers)))
        for _ in 0..<Int.random(in: 2...12, using: &commands.numbers) {
            var events: [CaseEvent] = []
            let circumstances = Circumstances(of: situation, at: now, calendar: rules.bundle.shared.calendar)
            try? CaseMachine.handle(command, on: &state, under: rules, given: circumstances, into: &events)
            // Some situations are told at once that nothing can be applied for.
            if state.phase == .new { break }
            if !events.isEmpty {
                tally.take(events, under: rules)
                let measures = CaseMeasures(state, tally, under: rules)
                pieces.append(
                    Piece(events: events, projection: Projection(id, state, definitions: 1, under: rules, measures: measures)))
            }
            now = now.adding(minutes: commands.pause())
            command = commands.next(on: state)
            // What is sealed is nobody's row.
            while case .fill = command.action { command = commands.next(on: state) }
        }
    }

    func write(to store: any StoreWriter) throws {
        var before: Projection?
        var version = 0
        for piece in pieces {
            _ = try store.append(piece.events, to: id, under: 1, expecting: version, at: 1)
            try store.write(piece.projection, instead: before)
            (version, before) = (version + piece.events.count, piece.projection)
        }
    }
}
