import TestSupport
import Testing

@testable import Workflow

/// The range over situations, which is put together from groups of questions, against looking at every situation.
@Suite struct `The range over situations` {
    struct Extremes: Equatable {
        var apart: ClosedRange<Int>
        var together: ClosedRange<Int>

        init?(_ plans: [Plan]) {
            let (apart, together) = (plans.map(\.apart.materials), plans.map(\.together.materials))
            guard let least = apart.min(), let most = apart.max(), let fewest = together.min(), let highest = together.max() else {
                return nil
            }
            (self.apart, self.together) = (least...most, fewest...highest)
        }

        init(_ range: SituationRange) {
            (apart, together) = (range.apart, range.together)
        }
    }

    /// Every situation that does not stop, with the holdings and sources of the base.
    private func everySituation(of bundle: CompiledBundle, _ base: Situation, _ baseline: Baseline) -> [Plan] {
        let space = AnswerSpace(bundle.shared, bundle.questions)
        var plans: [Plan] = []
        var situation = base
        space.forEach(space.closure(of: Set(bundle.questions.map(\.question))), from: Answers(questions: bundle.shared.questions.count)) {
            situation.answers = $0
            let plan = bundle.plan(situation, baseline)
            if plan.ledger.stops.isEmpty { plans.append(plan) }
            return true
        }
        return plans
    }

    private func compiled(_ sample: Sample) throws -> (bundle: CompiledBundle, base: Situation) {
        let compilation = try sample.compiled()
        let bundle = try #require(compilation.bundle("thing"))
        return (bundle, try #require(compilation.journey("case", of: "thing")).situation)
    }

    /// Conditions on items, lines, alternatives, roles, promises, licences and dropped papers; forms that count; a stop over two questions.
    private static let sample = Sample(
        items: [
            .init(
                id: "first", roles: "holder: person, friend: {person: optional}",
                lines: [
                    paper("paper-a", "only-if: {flag: up}"), paper("paper-b", of: "friend"), paper("paper-c", "only-if: {extra: two}"),
                ],
                form: "asked-by: {g1: {originals: 1}}, constructed: [holder.name]", bundle: "only-if: {mode: plain}"),
            .init(
                id: "second", roles: "holder: person, car: vehicle",
                lines: [
                    paper("paper-a"), paper("paper-d", of: "car", "each: car"),
                    paper("paper-e", "promise: {only-if: {mode: fancy}, basis: [{law: some-law}]}"),
                    "{or: [[\(paper("paper-f"))], [\(paper("paper-g"))]], only-if: {extra: one}}",
                ], issues: ["{licence: made, for: holder, only-if: {flag: up}}"],
                form: "asked-by: {g1: {originals: 1}}, constructed: [holder.name]"),
            .init(id: "third", lines: [paper("paper-h"), paper("paper-i"), paper("paper-g")], bundle: "after: second"),
        ],
        licences: [
            "card": "replaces: [{material: paper-g, only-if: {flag: up}}]", "made": "replaces: [paper-h]",
        ],
        roles: "holder: person, friend: {person: optional, only-if: {mode: [fancy]}}, car: {vehicle: size}",
        more: [
            "not-asked: [{material: paper-i, of: holder, only-if: {size: 3}, because: {zh: 不, en: No}, basis: [{law: some-law}]}]",
            "stops: [{only-if: {size: 0, flag: down}, because: {zh: 不办, en: Not here}, basis: [{law: some-law}]}]",
        ], formsAreMaterials: true, people: "holder: {holds: [card]}")

    @Test func `equals looking at every situation of a small bundle`() throws {
        let (bundle, base) = try compiled(Self.sample)
        let plans = everySituation(of: bundle, base, .oneGuide(of: bundle))
        // size 4 × mode 2 × (flag up 1 × extra 2, flag down 1), without the one of size 0 that stops, in each mode.
        #expect(plans.count == 4 * 2 * 3 - 2)
        let range = bundle.range(from: base, .oneGuide(of: bundle), within: .seconds(60))
        #expect(Extremes(range) == Extremes(plans))
        #expect(!range.bounded)
    }

    /// The flag decides one line, the mode another, of the same paper: with both lines the second is a duplicate. What the size decides has
    /// nothing to do with them: 0 to 2 lines of one, 0 to 3 of the other.
    @Test func `questions that meet in a paper are looked at together, others apart`() throws {
        let (bundle, base) = try compiled(
            Sample(
                items: [
                    .init(id: "first", lines: [paper("paper-a", "only-if: {flag: up}")]),
                    .init(id: "second", lines: [paper("paper-a", "only-if: {mode: fancy}")]),
                    .init(id: "third", roles: "car: vehicle", lines: [paper("paper-b", of: "car", "each: car")]),
                ], roles: "holder: person, car: {vehicle: size}"))
        let range = bundle.range(from: base, .oneGuide(of: bundle), within: .seconds(60))
        #expect(Extremes(range) == Extremes(everySituation(of: bundle, base, .oneGuide(of: bundle))))
        #expect([range.apart, range.together] == [0...5, 0...4])
        #expect(range.situations == 2 * 2 * 4)
    }

    /// Small bundles made at random: the groups of questions must meet where papers meet.
    @Test(arguments: 0..<40)
    func `equals looking at every situation of bundles made at random`(seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let (bundle, base) = try compiled(.random(&numbers))
        for baseline in [Baseline.oneGuide(of: bundle), .everyGuide] {
            let range = bundle.range(from: base, baseline, within: .seconds(60))
            #expect(Extremes(range) == Extremes(everySituation(of: bundle, base, baseline)))
        }
    }

    /// It is the range of the bundle: with the same holdings and sources it does not matter where it starts from, be it a situation that
    /// stops.
    @Test func `is the same from wherever it starts`() throws {
        let (bundle, base) = try compiled(Self.sample)
        let baseline = Baseline.oneGuide(of: bundle)
        let space = AnswerSpace(bundle.shared, bundle.questions)
        let expected = Extremes(bundle.range(from: base, baseline, within: .seconds(60)))
        var situation = base
        var other: [Extremes] = []
        space.forEach(space.closure(of: Set(bundle.questions.map(\.question))), from: base.answers) {
            situation.answers = $0
            let extremes = Extremes(bundle.range(from: situation, baseline, within: .seconds(60)))
            if extremes != expected { other.append(extremes) }
            return true
        }
        #expect(other == [])
    }

    @Test func `with no time it says that it is bounded, and still contains where it started`() throws {
        let (bundle, base) = try compiled(Self.sample)
        let baseline = Baseline.oneGuide(of: bundle)
        let range = bundle.range(from: base, baseline, within: .zero)
        let plan = bundle.plan(base, baseline)
        #expect(range.bounded)
        #expect(range.apart.contains(plan.apart.materials))
        #expect(range.together.contains(plan.together.materials))
        #expect(!bundle.range(from: base, baseline, within: .seconds(60)).bounded)
    }

    /// Only the first so many answers of a question are allowed, so that all situations can be looked at in a moment.
    private func narrowed(_ id: String, to highest: [String: Int]) throws -> (bundle: CompiledBundle, base: Situation) {
        let whole = try #require(Checkout.compilation.bundle(id))
        let questions = whole.questions.map { entry in
            guard let most = highest[whole.shared.questions[entry.question].id] else { return entry }
            return (question: entry.question, allowed: entry.allowed & (1 << UInt64(most)) - 1)
        }
        let bundle = whole.having(questions: questions)
        let name = try #require(Story.base[id])
        let journey = try #require(Checkout.compilation.journey(name, of: id))
        return (bundle, journey.situation)
    }

    private func allows(_ bundle: CompiledBundle, _ answers: Answers) -> Bool {
        bundle.questions.allSatisfy { entry in
            answers[entry.question].map { entry.allowed & (1 << UInt64($0)) != 0 } ?? true
        }
    }

    @Test(arguments: ["newborn", "transport-company", "disability-services", "after-a-death"], ["one-guide", "every-guide"])
    func `contains the base figures and those of every journey`(id: String, name: String) throws {
        let one = [
            "children", "vehicles", "drivers", "hospital", "child-living", "time-of-application", "vehicle-origin", "mother-household",
            "father-household", "organisation-form", "credit",
        ]
        let (bundle, base) = try narrowed(id, to: Dictionary(uniqueKeysWithValues: one.map { ($0, 1) }))
        let baseline = name == "one-guide" ? Baseline.oneGuide(of: bundle) : .everyGuide
        let range = bundle.range(from: base, baseline, within: .seconds(60))
        #expect(!range.bounded)
        for journey in Checkout.compilation.journeys where journey.bundle == id && allows(bundle, journey.situation.answers) {
            // The range keeps the holdings and the sources of the base.
            var situation = base
            situation.answers = journey.situation.answers
            let plan = bundle.plan(situation, baseline)
            guard plan.ledger.stops.isEmpty else { continue }
            #expect(range.apart.contains(plan.apart.materials), "\(journey.id)")
            #expect(range.together.contains(plan.together.materials), "\(journey.id)")
        }
    }

    /// The transport bundle with at most two vehicles and one driver. From a situation that stops (vehicles of up to 4500 kg) the range is
    /// the same: what is left out is the situation, not the lines that no question decides.
    @Test func `equals looking at every situation of the transport bundle`() throws {
        let (bundle, base) = try narrowed(
            "transport-company",
            to: ["vehicles": 2, "drivers": 1, "vehicle-origin": 1, "organisation-form": 1, "credit": 1, "drivers-age": 1])
        let baseline = Baseline.everyGuide
        let expected = Extremes(everySituation(of: bundle, base, baseline))
        let range = bundle.range(from: base, baseline, within: .seconds(60))
        #expect(Extremes(range) == expected)
        #expect(!range.bounded)

        var stopped = base
        let mass = try #require(bundle.shared.questions.firstIndex { $0.id == "mass" })
        stopped.answers[mass] = bundle.shared.questions[mass].answer("up-to-4500-kg")
        #expect(Extremes(bundle.range(from: stopped, baseline, within: .seconds(60))) == expected)
    }
}

extension Sample {
    /// Three items with a few lines each, on which conditions, roles, licences and sources are scattered.
    static func random(_ numbers: inout SeededNumbers) -> Sample {
        let conditions = [
            "", "", "", "", "", "only-if: {flag: up}", "only-if: {flag: down}", "only-if: {extra: two}", "only-if: {mode: fancy}",
            "only-if: {size: 2 or more}",
            "only-if: [{flag: up, mode: plain}, {size: 1}]",
        ]
        let guides = ["g1: {originals: 1}", "g1: {copies: 1}, g2: {originals: 1, copies: 1}", "g2: {originals: 1}"]
        let materials = ["paper-a", "paper-b", "paper-c", "paper-d"]
        func one(_ list: [String]) -> String { list.randomElement(using: &numbers)! }
        func line() -> String {
            let of = one(["holder", "holder", "friend", "[holder, friend]", "car"])
            var keys = [
                one(conditions), one(["", "", "merged: [holder.note]", "promise: {only-if: {mode: fancy}, basis: [{law: some-law}]}"]),
            ]
            keys.append(
                one([
                    "stays: {because: {zh: 留, en: Stays}}",
                    "stays: {because: {zh: 留, en: Stays}}, paper-itself: {because: {zh: 留, en: Itself}}",
                ]))
            if of == "car" { keys.append("each: car") }
            let rest = keys.filter { !$0.isEmpty }.joined(separator: ", ")
            guard one(["single", "single", "or"]) == "or", of != "car" else {
                return paper(one(materials), of: of, askedBy: one(guides), rest)
            }
            return "{or: [[\(paper(one(materials), of: of))], [\(paper(one(materials), of: of, askedBy: one(guides)))]], \(rest)}"
        }
        let items = (1...3).map { number in
            let after = number == 1 ? "" : one(["", "after: item-\(number - 1)", "after: item-1"])
            return Item(
                id: "item-\(number)", roles: "holder: person, friend: {person: optional}, car: vehicle",
                lines: [line(), line(), line()],
                issues: [[], ["{licence: made, for: \(one(["holder", "friend"]))}"]].randomElement(using: &numbers)!,
                form: [nil, "of: holder, asked-by: {g1: {originals: 1}}, constructed: [holder.name]"].randomElement(using: &numbers)!,
                bundle: [after, one(conditions)].filter { !$0.isEmpty }.joined(separator: ", "))
        }
        let because = "because: {zh: 不, en: No}, basis: [{law: some-law}]"
        return Sample(
            items: items,
            licences: [
                "card": "replaces: [\(one(["paper-a", "{material: paper-b, \(one(conditions.suffix(6)))}"]))]",
                "made": "replaces: [paper-c, {material: paper-d, only-if: {flag: up}}]",
            ], sources: ["register": "replaces: [\(one(["paper-b", "{material: paper-c, only-if: {mode: plain}}"]))]"],
            roles: "holder: person, friend: {person: optional, \(one(Array(conditions.suffix(6))))}, car: {vehicle: size}",
            more: [
                "not-asked: [{material: paper-d, of: holder, \(one(Array(conditions.suffix(6)))), \(because)}]",
                one([
                    "", "", "stops: [{only-if: {size: 0, mode: fancy}, \(because)}]",
                    "stops: [{only-if: {flag: down, size: 3}, \(because)}]",
                ]),
            ], formsAreMaterials: Bool.random(using: &numbers), people: "holder: {holds: [card]}")
    }
}
