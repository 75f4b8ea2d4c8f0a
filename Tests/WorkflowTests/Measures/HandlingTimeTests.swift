import Testing

@testable import Workflow

/// 办理时限 in working days. Here a natural day counts half a working day and a month twenty.
@Suite struct `Handling time` {
    private func days(
        _ items: [(limit: String?, bundle: String)], time: String = "apart: promised, combine: sum", flag: String = "up", size: Int = 1,
        assumptions: [String: String] = [:]
    ) throws -> (apart: Double, together: Double, unknown: [String]) {
        let plan = try Sample(
            items: items.enumerated().map {
                Sample.Item(id: "item-\($0 + 1)", roles: "holder: person", limit: $1.limit, bundle: $1.bundle)
            }, roles: "holder: {person: size}", time: time, answers: "flag: \(flag), size: \(size), extra: one, mode: plain",
            assumptions: assumptions
        ).plan()
        return (plan.apart.handlingDays, plan.together.handlingDays, plan.itemsWithoutLimit)
    }

    private static let five = "promised: 5 working days"
    private static let ten = "promised: 10 working days"
    private static let three = "promised: 3 working days"

    /// 5 then 10, and 3 beside them.
    @Test func `apart the sum, together the longest path`() throws {
        let items = [(limit: Self.five, bundle: ""), (limit: Self.ten, bundle: "after: item-1"), (limit: Self.three, bundle: "")]
        #expect(try days(items) == (18, 15, []))
        #expect(try days(items, time: "apart: promised, combine: longest-path") == (15, 15, []))
    }

    /// 5, then nothing in this situation, then 10: an item that is not part of it counts as done, and its own limit nowhere.
    @Test func `a path leads through what falls out`() throws {
        let items = [
            (limit: Self.five, bundle: ""), (limit: Self.three, bundle: "after: item-1, only-if: {flag: down}"),
            (limit: Self.ten, bundle: "after: item-2"),
        ]
        #expect(try days(items) == (15, 15, []))
        #expect(try days(items, flag: "down") == (18, 18, []))
    }

    /// 10 within 5 counts nothing; where the item that it is within falls out, it counts itself.
    @Test func `one within another counts nothing`() throws {
        let items = [(limit: Self.five, bundle: "only-if: {flag: up}"), (limit: Self.ten, bundle: "after: item-1, within: item-1")]
        #expect(try days(items) == (5, 5, []))
        #expect(try days(items, flag: "down") == (10, 10, []))
    }

    @Test(arguments: [
        ("promised: immediate", 0.0), ("promised: 5 working days", 5), ("promised: 8 days", 4), ("promised: 2 months", 40),
        ("promised: 1 year", 240), ("promised: 4 hours", 0.5), ("promised: 48 minutes", 0.1), ("statutory: 20 working days", 20),
        ("promised: 5 working days, statutory: 20 working days", 5),
    ])
    func `every unit counts as the assumptions say`(limit: String, expected: Double) throws {
        #expect(try days([(limit: limit, bundle: "")]) == (expected, expected, []))
    }

    @Test func `immediate counts as assumed`() throws {
        let items = [(limit: "promised: immediate" as String?, bundle: "")]
        #expect(try days(items, assumptions: ["immediate": "0.5 working days"]) == (0.5, 0.5, []))
    }

    @Test func `the law's limit where no promise is known, or by convention`() throws {
        let items = [
            (limit: "promised: 5 working days, statutory: 20 working days" as String?, bundle: ""), (limit: Self.ten, bundle: ""),
            (limit: "statutory: 30 working days", bundle: ""),
        ]
        #expect(try days(items) == (45, 30, []))
        #expect(try days(items, time: "apart: statutory, combine: sum") == (60, 30, []))
    }

    @Test func `a limit that nobody knows counts nothing and is named`() throws {
        #expect(try days([(limit: nil, bundle: ""), (limit: Self.five, bundle: "after: item-1")]) == (5, 5, ["item-1"]))
        #expect(try days([(limit: nil, bundle: "only-if: {flag: down}"), (limit: Self.five, bundle: "")]) == (5, 5, []))
        #expect(try days([(limit: Self.five, bundle: ""), (limit: nil, bundle: "within: item-1")]) == (5, 5, []))
    }

    @Test func `a variant has its own limit, visits and department`() throws {
        func plan(_ flag: String) throws -> Plan {
            let variants = """
                variants: [{only-if: {flag: down, mode: fancy}, time-limit: {promised: immediate}},
                      {only-if: {flag: down}, time-limit: {promised: 7 working days}, department: other-office,
                       visits: {apart: 3, grade: constructed}}]
                """
            return try Sample(
                items: [.init(id: "first", limit: Self.five), .init(id: "second", limit: Self.ten, bundle: variants)],
                answers: "flag: \(flag), size: 1, extra: one, mode: plain"
            ).plan()
        }
        let (up, down) = (try plan("up").apart, try plan("down").apart)
        #expect([up.handlingDays, down.handlingDays] == [15, 12])
        #expect([up.visits, down.visits] == [2, 4])
        #expect([up.departments, down.departments] == [1, 2])
    }

    /// Apart once for each, together at the same time.
    @Test func `an item done three times`() throws {
        #expect(
            try days([(limit: Self.five, bundle: "each: holder"), (limit: Self.three, bundle: "after: item-1")], size: 3) == (18, 8, []))
    }

    /// The base journeys: allowance 10 and enrolment 10, the card within it; permit 20, the certificate within it; the two cities' guides
    /// give no limit.
    @Test(arguments: [
        ("newborn", 20.0, 10.0), ("transport-company", 20, 20), ("disability-services", 0, 0), ("after-a-death", 0, 0),
    ])
    func `of the shipped bundles`(bundle: String, apart: Double, together: Double) throws {
        let plan = try Story(bundle: bundle, from: Story.base[bundle] ?? "").plan()
        #expect([plan.apart.handlingDays, plan.together.handlingDays] == [apart, together])
    }
}
