/// What is done next with an item, for each process, state and goal; and how long that takes, for each item.
final class Ways: Sendable {
    /// Who makes a move.
    enum Maker: UInt8, Sendable {
        case officer, supervisor, counter, applicant, payment
    }

    struct Step: Sendable {
        /// A move, among all moves of the rules.
        var move: Int32
        var name: Int16
        var maker: Maker
        /// An officer can say here that something is wrong, by this move; -1: nobody can.
        var asking: Int32
        var askingName: Int16
        /// Papers must have been looked at, those that may follow too.
        var needsPapers: Bool
        var decidesToGrant: Bool
    }

    let rules: CaseRules
    /// For each state of each process (in the order of the rules' states), towards granting and towards refusing.
    private let granting: ContiguousArray<Step?>
    private let refusing: ContiguousArray<Step?>
    /// For each item and each move (in the order of the rules' moves): an officer's work, and waiting without one.
    private let work: ContiguousArray<TimeLaw?>
    private let waits: ContiguousArray<TimeLaw?>
    private let batches: ContiguousArray<ScenarioDefinition.Batch?>
    /// The joint visit with which it is made; -1: it is made by itself. Empty where there are no joint visits.
    private let joint: ContiguousArray<Int8>

    init(_ rules: CaseRules, _ scenario: CompiledScenario) {
        self.rules = rules
        let way = StraightWay(rules)
        var (granting, refusing): (ContiguousArray<Step?>, ContiguousArray<Step?>) = ([], [])
        for (process, compiled) in rules.processes.enumerated() {
            for state in compiled.states.indices {
                var item = ItemState(OpenedItem(item: 0, instance: -1, process: Int32(process), event: -1, limits: ItemLimits()))
                item.state = Int16(state)
                func place(_ move: CaseRules.MoveRule) -> Int32 {
                    rules.place(of: Int(move.name), from: item.state, of: Int32(process)).map(Int32.init) ?? -1
                }
                let asking = rules.moves(from: item).first { $0.needs.contains(.gaps) }
                func step(_ goal: ProcessDefinition.Decision) -> Step? {
                    way.move(from: item, to: goal).map { move in
                        Step(
                            move: place(move), name: move.name, maker: Maker(move), asking: asking.map(place) ?? -1,
                            askingName: asking?.name ?? -1, needsPapers: move.needs.contains(.verifiedPapers),
                            decidesToGrant: rules.state(move.to, of: Int32(process)).decidesToGrant)
                    }
                }
                let grants = step(.granted)
                granting.append(grants)
                refusing.append(step(.refused) ?? grants)
            }
        }
        (self.granting, self.refusing) = (granting, refusing)
        func each<Value>(_ value: (_ item: Int, _ move: String) -> Value) -> ContiguousArray<Value> {
            ContiguousArray(
                rules.bundle.items.indices.flatMap { item in
                    rules.processes.flatMap { process in process.moves.map { value(item, process.moveNames[$0.name]) } }
                })
        }
        work = each { scenario.work.value($0, $1).map(TimeLaw.init) }
        waits = each { scenario.waits.value($0, $1).map(TimeLaw.init) }
        batches = each { scenario.batches.value($0, $1) }
        joint =
            rules.jointVisits.isEmpty
            ? []
            : each { item, move in
                Int8(rules.jointVisits.firstIndex { $0.contains { $0.item == Int32(item) && $0.move == move } } ?? -1)
            }
    }

    /// What is done next with an item; nil where time alone leads on, or nothing does.
    @inline(__always)
    func step(from state: Int16, of process: Int32, refusing: Bool) -> Step? {
        let place = Int(rules.processRules[Int(process)].firstState) + Int(state)
        return refusing ? self.refusing[place] : granting[place]
    }

    /// How long a move of an item takes an officer, in seconds; nil: no time at all.
    func work(_ move: Int32, of item: Int32, _ draws: Draws, _ index: Int, _ round: Int) -> Double? {
        work[Int(item) * rules.moves.count + Int(move)]?.seconds(draws, .work, index, round)
    }

    /// Whether a move of an item is made for many at once.
    @inline(__always)
    func batch(_ move: Int32, of item: Int32) -> ScenarioDefinition.Batch? { batches[Int(item) * rules.moves.count + Int(move)] }

    /// The joint visit with which a move of an item is made; nil: it is made by itself.
    @inline(__always)
    func jointVisit(_ move: Int32, of item: Int32) -> Int? {
        if joint.isEmpty { return nil }
        let visit = joint[Int(item) * rules.moves.count + Int(move)]
        return visit < 0 ? nil : Int(visit)
    }

    /// Whether an item will come to a move of a joint visit on its way to being granted.
    func leads(to visit: Int, of item: Int32, from state: Int16, of process: Int32) -> Bool {
        var (state, left) = (state, rules.processes[Int(process)].states.count)
        while left > 0, let step = step(from: state, of: process, refusing: false) {
            if jointVisit(step.move, of: item) == visit { return true }
            state = rules.moves[Int(step.move)].to
            left -= 1
        }
        return false
    }

    /// How long it is waited before a move is made that nobody works on, in seconds; nil: somebody does.
    func wait(_ move: Int32, of item: Int32, _ draws: Draws, _ index: Int, _ round: Int) -> Double? {
        waits[Int(item) * rules.moves.count + Int(move)]?.seconds(draws, .wait, index, round)
    }
}

extension Ways.Maker {
    init(_ move: CaseRules.MoveRule) {
        self =
            if move.by.contains(.officer) { .officer } else if move.by.contains(.supervisor) {
                .supervisor
            } else if move.by.contains(.counter) {
                .counter
            } else if move.by.contains(.applicant) { .applicant } else { .payment }
    }

    /// Somebody who works in an office.
    @inline(__always)
    var isOffice: Bool { self == .officer || self == .supervisor || self == .counter }

    func actor(elsewhere: Bool) -> Actor {
        switch self {
        case .officer: elsewhere ? .departmentSystem : .officer
        case .supervisor: .supervisor
        case .counter: .counter
        case .applicant: .applicant
        case .payment: .paymentSystem
        }
    }
}
