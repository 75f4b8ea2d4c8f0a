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
        let limits = walk.events.count {
            if case .clockStarted(_, _, let one, let other) = $0.fact { one != nil || other != nil } else { false }
        }
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
        try story.supervisor("extend", on: "2026-03-24", .because("the road authority has not answered"))
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

    /// What the command shows: last days as the events fixed them beside those of the days, and every day.
    @Test func `is told in tables, runs of days that do not count in one row`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hold", on: "2026-03-05", .hold(until: "2026-03-20"))
        try story.officer("resume", on: "2026-03-20")
        try story.officer("grant", on: "2026-03-23")
        try story.officer("deliver", on: "2026-03-24")
        let report = try #require(story.report(today: "2026-04-30", .en))
        #expect(report.agrees)
        #expect(
            report.text(.en) == """
                permit
                ══════

                Last days
                  since       limit                                                  cause                 due         by the days
                  ──────────  ─────────────────────────────────────────────────────  ────────────────────  ──────────  ───────────
                  2026-03-02  the limit of this state (received)                     the state is entered  2026-03-09  2026-03-09
                  2026-03-03  the limit of the law                                   the clock begins      2026-03-31  2026-03-31
                  2026-03-20  the limit of the law                                   the clock goes on     2026-04-16  2026-04-16
                  2026-03-23  the limit of this state (granted and to be delivered)  the state is entered  2026-04-07  2026-04-07

                When the clock stood still
                  after       through     state    reason         basis                                     expected end
                  ──────────  ──────────  ───────  ─────────────  ────────────────────────────────────────  ────────────
                  2026-03-05  2026-03-20  on hold  expert review  administrative licensing law, article 45  2026-03-20

                Day by day
                  day                       by law  promised  this state  why
                  ────────────────────────  ──────  ────────  ──────────  ─────────────────────────────────────────────────────────────────────────────────────────────────
                  2026-03-02                     –                     –  by law: the clock has not begun; this state: the day itself does not count (Civil Code, art. 201)
                  2026-03-03                     –                        the day itself does not count (Civil Code, art. 201)
                  2026-03-04                  1/20
                  2026-03-05                  2/20
                  2026-03-06 to 2026-03-19       –                        on hold: expert review
                  2026-03-20                     –                        the day itself does not count (Civil Code, art. 201)
                  2026-03-21 to 2026-03-22       –                        weekend
                  2026-03-23                  3/20                     –  this state: the day itself does not count (Civil Code, art. 201)
                  2026-03-24                     –                        decided

                """)
        #expect(try #require(story.report(today: "2026-04-30", .zh)).text(.zh).contains("中止计时：中文 expert review"))
    }
}

extension CaseStory {
    func report(today: String, _ language: Language) -> ClockReport? {
        guard let ledger = try? ledger(today: today) else { return nil }
        return ClockReport(ledger, of: state, under: rules, language)
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
        return ClockLedger(events, item: item, under: rules, calendar: calendar, today: day)
    }
}
