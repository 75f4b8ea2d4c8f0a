import Testing

@testable import Workflow

/// What is to happen comes in the order of its moments, and of one moment in the order in which it was put down.
@Suite struct `The agenda of a simulation` {
    @Test(arguments: [1, 600, 90_000, 40_000_000]) func `keeps the order of moments, near and far`(spread: Int64) throws {
        let draws = Draws(seed: UInt64(spread))
        var agenda = Agenda()
        var waiting: [(at: Int64, number: Int32)] = []
        var (now, number) = (Int64(0), 0)
        func put(_ count: Int) {
            for _ in 0..<count {
                // Some are put down for a moment that has gone by.
                let at = now + Int64(draws.unit(.work, number) * Double(spread)) - spread / 50
                agenda.add(.batch(Int32(number)), at: at)
                waiting.append((max(0, at), Int32(number)))
                number += 1
            }
        }
        put(700)
        var taken = 0
        while let entry = agenda.next() {
            let first = try #require(waiting.indices.min { (waiting[$0].at, waiting[$0].number) < (waiting[$1].at, waiting[$1].number) })
            guard case .batch(let what) = entry.what else { throw Unexpected() }
            #expect(entry.at == waiting[first].at && what == waiting[first].number)
            waiting.remove(at: first)
            now = max(now, entry.at)
            taken += 1
            if number < 4_000 { put(number % 3) }
        }
        #expect(waiting.isEmpty && taken == number)
    }

    private struct Unexpected: Error {}
}
