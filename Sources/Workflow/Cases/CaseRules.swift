/// The rules of a bundle as the machine reads them: flat tables of numbers, made once.
public final class CaseRules: Sendable {
    /// One state of one process.
    struct StateRule: Sendable {
        var clock: ClockRule
        var decision: ProcessDefinition.Decision?
        var end: ProcessDefinition.End?
        var waitsFor: ProcessDefinition.Waits?
        var atMost: TimeSpan?
        /// The move that happens when the limit has passed, among all moves; -1: it is only reported.
        var overdue: Int32
        /// Who has it, where that is not the item's department; else -1.
        var department: Int16
        /// The move that is made when a paper that may follow is late, among all moves; -1: it is only told.
        var papersLate: Int32
        var atLeast: TimeSpan?
        var warn: TimeSpan?
        /// The official paper that is issued where an item begins in it; -1: none.
        var paper: Int16
    }

    /// One move of one process.
    struct MoveRule: Sendable {
        var name: Int16
        var to: Int16
        var by: Movers
        var needs: MoveNeeds
        var once: Bool
        var countsFromReceipt: Bool
        /// Names of moves whose maker may not make this one, one bit for each.
        var otherThan: UInt64
        /// By how much it makes the statutory limit longer.
        var extends: TimeSpan?
        /// It may be made before the least time of a state has passed.
        var early: Bool
        /// The limit of the state that is left goes on in the state that is entered.
        var keepsLimit: Bool
        /// The official paper that it issues, its own or that of its state; -1: none.
        var paper: Int16
    }

    /// Where the tables of a process begin.
    struct ProcessRule: Sendable {
        var firstState: Int32
        var firstMove: Int32
        var firstEntry: Int32
        var names: Int32
        var hasByItself: Bool
        /// How long before the statutory and the promised limit it is told that they are near.
        var warn: TimeSpan?
    }

    public let bundle: CompiledBundle
    let baseline: Baseline
    /// The bundle with the lines only that the baseline asks for: what papers are settled by.
    let asked: CompiledBundle
    /// Every process that an item or a variant of the bundle has.
    public let processes: [CompiledProcess]
    let processRules: ContiguousArray<ProcessRule>
    let states: ContiguousArray<StateRule>
    let moves: ContiguousArray<MoveRule>
    /// For each state and name of a process the move among its own; -1: none.
    let entries: ContiguousArray<Int16>
    /// For each item of the bundle the place of its process, then those of its variants; -1: none of its own.
    private let processPlaces: ContiguousArray<[Int]>
    /// An item whose result another needs.
    struct Need: Sendable {
        var item: Int32
        /// Both are done for each of the same things: what is needed is the result for that thing.
        var ofSameThing: Bool
    }

    /// What each item of the bundle needs, one item after the other; and for each item the place of its first.
    let needs: ContiguousArray<Need>
    private let firstNeeds: ContiguousArray<Int>
    /// For each item of the bundle: decided in the department's own system.
    let decidedElsewhere: ContiguousArray<Bool>
    let allStop: Bool
    /// Something of the bundle issues official papers.
    let issuesPapers: Bool
    /// For each joint visit, the items of the bundle that take part, and the name of the move that each makes.
    let jointVisits: [[(item: Int32, move: String)]]

    public init(_ bundle: CompiledBundle) {
        self.bundle = bundle
        baseline = .oneGuide(of: bundle)
        asked = bundle.reduced(to: baseline)
        var processes: [CompiledProcess] = []
        for item in bundle.items {
            for process in [item.item.process] + item.variants.map(\.process) {
                if let process, !processes.contains(where: { $0.id == process.id }) { processes.append(process) }
            }
        }
        self.processes = processes
        var rules: ContiguousArray<ProcessRule> = []
        var states: ContiguousArray<StateRule> = []
        var moves: ContiguousArray<MoveRule> = []
        var entries: ContiguousArray<Int16> = []
        for process in processes {
            rules.append(
                ProcessRule(
                    firstState: Int32(states.count), firstMove: Int32(moves.count), firstEntry: Int32(entries.count),
                    names: Int32(process.moveNames.count), hasByItself: process.moves.contains { $0.by.contains(.itself) },
                    warn: process.definition.warn))
            for state in process.states.indices {
                for name in process.moveNames.indices { entries.append(Int16(process.move(name, from: state) ?? -1)) }
            }
            states += process.states.map { state in
                StateRule(
                    clock: state.clock, decision: state.decision, end: state.end, waitsFor: state.waitsFor, atMost: state.atMost,
                    overdue: state.overdue.map { Int32(moves.count + $0) } ?? -1,
                    department: Int16(state.department ?? -1), papersLate: state.papersLate.map { Int32(moves.count + $0) } ?? -1,
                    atLeast: state.atLeast, warn: state.warn, paper: Int16(state.paper ?? -1))
            }
            moves += process.moves.enumerated().map { place, move in
                MoveRule(
                    name: Int16(move.name), to: Int16(move.to), by: move.by, needs: move.needs, once: move.once,
                    countsFromReceipt: move.countsFromReceipt, otherThan: move.otherThan, extends: move.extends, early: move.early,
                    keepsLimit: move.keepsLimit || move.extends != nil, paper: Int16(process.paper(of: place) ?? -1))
            }
        }
        issuesPapers = bundle.receipt != nil || states.contains { $0.paper >= 0 } || moves.contains { $0.paper >= 0 }
        processRules = rules
        self.states = states
        self.moves = moves
        self.entries = entries
        processPlaces = ContiguousArray(
            bundle.items.map { item in
                ([item.item.process] + item.variants.map(\.process)).map { process in
                    process.flatMap { one in processes.firstIndex { $0.id == one.id } } ?? -1
                }
            })
        var needs: ContiguousArray<Need> = []
        var firstNeeds: ContiguousArray<Int> = [0]
        for item in bundle.items {
            needs += item.after.map { Need(item: Int32($0), ofSameThing: item.each != nil && bundle.items[$0].each == item.each) }
            firstNeeds.append(needs.count)
        }
        (self.needs, self.firstNeeds) = (needs, firstNeeds)
        decidedElsewhere = ContiguousArray(bundle.items.map { $0.item.decidedIn == .departmentSystem })
        jointVisits = bundle.definition.jointVisits.map { visit in
            visit.moves.compactMap { entry in
                bundle.items.firstIndex { $0.item.id == entry.item.value }.map { (Int32($0), entry.move.value) }
            }
        }
        allStop = bundle.definition.ifOneIsRefused == .allStop
    }

    /// Places in `needs` of what an item of the bundle needs.
    @inline(__always)
    func needs(of item: Int32) -> Range<Int> { firstNeeds[Int(item)]..<firstNeeds[Int(item) + 1] }

    /// The process of an item in a situation; nil for a bundle's own list, which is not handled by itself.
    func process(of item: Int, _ answers: Answers) -> Int? {
        let own = processPlaces[item]
        for (variant, process) in zip(bundle.items[item].variants, own.dropFirst()) where variant.onlyIf.holds(answers) {
            return process < 0 ? own[0] : process
        }
        return own[0] < 0 ? nil : own[0]
    }

    /// The department that has an item: that of its state, where the process names one, else the item's own.
    func holder(of item: ItemState, _ answers: Answers) -> Int {
        let department = state(item).department
        return department >= 0 ? Int(department) : bundle.department(of: Int(item.opened.item), answers)
    }

    func state(_ item: ItemState) -> StateRule { state(item.state, of: item.opened.process) }

    @inline(__always)
    func state(_ state: Int16, of process: Int32) -> StateRule {
        states[Int(processRules[Int(process)].firstState) + Int(state)]
    }

    /// The move of a name from where an item is; nil where there is none.
    @inline(__always)
    func move(_ name: Int, from state: Int16, of process: Int32) -> MoveRule? {
        place(of: name, from: state, of: process).map { moves[$0] }
    }

    /// Its place among all moves.
    @inline(__always)
    func place(of name: Int, from state: Int16, of process: Int32) -> Int? {
        let process = processRules[Int(process)]
        guard name >= 0, name < Int(process.names) else { return nil }
        let entry = entries[Int(process.firstEntry) + Int(state) * Int(process.names) + name]
        return entry < 0 ? nil : Int(process.firstMove) + Int(entry)
    }

    func move(_ name: Int, from item: ItemState) -> MoveRule? { move(name, from: item.state, of: item.opened.process) }

    /// How long before a limit ends it is told; nil where the limit is no longer than that.
    func warning(of limit: CaseEvent.Limit, _ item: ItemState) -> TimeSpan? {
        let (warn, whole): (TimeSpan?, TimeSpan?) =
            switch limit {
            case .state: (state(item).warn, state(item.untilOf, of: item.opened.process).atMost)
            case .statutory: (processRules[Int(item.opened.process)].warn, item.opened.limits.statutory)
            case .promised: (processRules[Int(item.opened.process)].warn, item.opened.limits.promised)
            }
        guard let warn, let whole, !whole.isZero, whole.unit != warn.unit || whole.wholeUnits > warn.wholeUnits else { return nil }
        return warn
    }

    /// Every move from where an item is.
    func moves(from item: ItemState) -> [MoveRule] {
        (0..<Int(processRules[Int(item.opened.process)].names)).compactMap { move($0, from: item) }
    }

    /// The first move that a rule makes from where an item is.
    func moveByItself(from item: ItemState) -> MoveRule? {
        for name in 0..<Int(processRules[Int(item.opened.process)].names) {
            if let move = move(name, from: item), move.by.contains(.itself) { return move }
        }
        return nil
    }

    public func process(of item: ItemState) -> CompiledProcess { processes[Int(item.opened.process)] }

    /// The number of a move's name in the process of an item.
    public func move(named name: String, of item: ItemState) -> Int? { process(of: item).moveNames.firstIndex(of: name) }
}
