import TestSupport
import Testing

@testable import Workflow

/// The days of an item one by one: the ledger counts them anew, and must come to the last days that the events fixed.
@Suite struct `The ledger of a clock` {
    @Test(arguments: Checkout.compilation.journeys.map(\.path))
    func `agrees with every last day of the journey`(name: String) throws {
        let walk = try Walk.of(name)
        for item in walk.state.items.indices {
            guard let ledger = walk.ledger(of: item) else { continue }
            #expect(ledger.fixed.filter { !$0.agrees } == [], "item \(item)")
            #expect(ledger.rows.first?.day == walk.state.items[item].received)
            #expect(Self.flaws(of: ledger) == [])
        }
        let limits = walk.events.count { if case .clockStarted(_, _, let one, let other) = $0.fact { one != nil || other != nil } else { false } }
        let started = walk.state.items.indices.flatMap { walk.ledger(of: $0)?.fixed ?? [] }.filter { $0.cause == .started }
        #expect(Set(started.map(\.limit)).count <= 2 && started.count >= limits)
    }

    /// A number goes up by one on the days that count and on no other, and no day is left out.
    static func flaws(of ledger: ClockLedger) -> [String] {
        zip(ledger.rows, ledger.rows.dropFirst()).flatMap { before, row in
            var flaws = before.day.adding(days: 1) == row.day ? [] : ["a gap after \(before.day)"]
            for (one, other) in [(before.statutory, row.statutory), (before.promised, row.promised)] {
                guard let one, let other else { continue }
                if other.number - one.number != (other.isCounted ? 1 : 0) { flaws.append("\(row.day) jumps") }
            }
            return flaws
        }
    }

    /// 行政许可法 arts 42, 45, 82, 民法典 art. 201: accepted on Tuesday 03-03, on hold from 03-10 to 03-20, extended on 03-24, granted on 04-27.
    @Test func `says of each day whether it counts, and why`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20"))
        try story.officer("resume", on: "2026-03-20")
        try story.officer("extend", on: "2026-03-24", .because("the road authority has not answered"))
        try story.officer("grant", on: "2026-04-24")
        let found = try story.ledger(today: "2026-04-27")
        let ledger = try #require(found)
        func line(_ day: String) -> String {
            guard let row = ledger.rows.first(where: { $0.day.description == day }), let mark = row.statutory else { return "–" }
            return "\(mark.number)/\(mark.of) \(mark.why)"
        }
        #expect(line("2026-03-02") == "0/20 notStarted")
        #expect(line("2026-03-03") == "0/20 dayOfEvent")
        #expect(line("2026-03-04") == "1/20 counts")
        #expect(line("2026-03-07") == "3/20 dayOff")
        #expect(line("2026-03-10") == "5/20 counts")
        #expect(line("2026-03-11") == "5/20 standsStill(0)")
        #expect(line("2026-03-20") == "5/20 dayOfEvent")
        #expect(line("2026-03-23") == "6/20 counts")
        #expect(line("2026-03-24") == "7/30 counts")
        #expect(line("2026-04-06") == "15/30 dayOff")
        #expect(line("2026-04-24") == "29/30 counts")
        #expect(line("2026-04-27") == "29/30 decided")
        #expect(ledger.standstills.map(\.reason?.en) == ["expert review"])
        #expect(
            ledger.fixed.map { "\($0.on) \($0.cause) \($0.limit) \($0.due.day) \($0.counted)" } == [
                "2026-03-02 entered state 2026-03-09 2026-03-09", "2026-03-03 started statutory 2026-03-31 2026-03-31",
                "2026-03-20 resumed statutory 2026-04-13 2026-04-13", "2026-03-24 extended statutory 2026-04-27 2026-04-27",
                "2026-04-24 entered state 2026-05-12 2026-05-12",
            ])
    }
}

extension Walk {
    /// The ledger of one of its items, up to the last event.
    func ledger(of item: Int) -> ClockLedger? {
        ClockLedger(
            events, item: item, under: rules, calendar: bundle.shared.calendar, today: events.last?.on ?? journey.definition.starts.day)
    }
}

extension CaseStory {
    func ledger(today: String, item: Int = 0) throws -> ClockLedger? {
        guard let day = Day(today) else { throw Unexpected("\(today) is no day") }
        return ClockLedger(events, item: item, under: rules, calendar: rules.bundle.shared.calendar, today: day)
    }
}
