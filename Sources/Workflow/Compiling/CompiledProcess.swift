/// What the legal clock does in a state; done once the item is decided.
enum ClockRule: UInt8, Sendable {
    case notStarted, running, stopped, done
    /// The statutory limit runs, the promised one stands still.
    case promisedStopped
}

/// What a move must bring with it, or find.
public struct MoveNeeds: OptionSet, Sendable, Hashable {
    public var rawValue: UInt16

    public init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ needs: [ProcessDefinition.Need]) {
        self = needs.reduce(into: []) { $0.insert(MoveNeeds($1)) }
    }

    init(_ need: ProcessDefinition.Need) {
        self =
            switch need {
            case .reason: .reason
            case .basis: .basis
            case .expectedEnd: .expectedEnd
            case .remedies: .remedies
            case .gaps: .gaps
            case .papers: .papers
            case .verifiedPapers: .verifiedPapers
            case .payment: .payment
            case .newFacts: .newFacts
            }
    }

    // Numbers that are written down cost nothing to look up at every move.
    static let reason = MoveNeeds(rawValue: 1)
    static let basis = MoveNeeds(rawValue: 2)
    static let expectedEnd = MoveNeeds(rawValue: 4)
    static let remedies = MoveNeeds(rawValue: 8)
    static let gaps = MoveNeeds(rawValue: 16)
    static let papers = MoveNeeds(rawValue: 32)
    static let verifiedPapers = MoveNeeds(rawValue: 64)
    static let payment = MoveNeeds(rawValue: 128)
    static let newFacts = MoveNeeds(rawValue: 256)
    /// What the one who makes the move writes down.
    static let written = MoveNeeds(rawValue: 1 | 2 | 4 | 8 | 128)

    /// The needs as words of the format.
    var all: [ProcessDefinition.Need] { ProcessDefinition.Need.allCases.filter { contains(MoveNeeds($0)) } }
}

/// Who may make a move.
struct Movers: OptionSet, Sendable {
    var rawValue: UInt16

    static let applicant = Movers(rawValue: 1)
    static let officer = Movers(rawValue: 2)
    static let time = Movers(rawValue: 4)
    static let itself = Movers(rawValue: 8)
    static let agent = Movers(rawValue: 16)
    static let counter = Movers(rawValue: 32)
    static let supervisor = Movers(rawValue: 64)
    static let paymentSystem = Movers(rawValue: 128)
}

/// A process with its names resolved: states and moves by number.
public struct CompiledProcess: Sendable {
    struct State: Sendable {
        var clock: ClockRule
        var decision: ProcessDefinition.Decision?
        var end: ProcessDefinition.End?
        var waitsFor: ProcessDefinition.Waits?
        var department: Int?
        var atMost: TimeSpan?
        /// The move that happens when the limit has passed; nil where that is only reported.
        var overdue: Int?
        /// The official paper that is issued on entering it.
        var paper: Int?
        var basis: [CompiledBasis]
        /// The move that is made when a paper that may follow is late; nil where that is only told.
        var papersLate: Int?
        var atLeast: TimeSpan?
        var warn: TimeSpan?
    }

    struct Move: Sendable {
        /// Place of its name in `moveNames`.
        var name: Int
        var from: [Int]
        var to: Int
        var by: Movers
        /// Of the move itself and of the state that it leads to.
        var needs: MoveNeeds
        var once: Bool
        var countsFromReceipt: Bool
        var basis: [CompiledBasis]
        var byItselfBasis: [CompiledBasis]
        /// The official paper that it issues, instead of that of the state.
        var paper: Int?
        /// Places in `moveNames` of moves whose maker may not make this one, one bit for each.
        var otherThan: UInt64 = 0
        var extends: TimeSpan?
        var early: Bool
        var keepsLimit: Bool
    }

    /// Names of moves and states fit into one word of bits.
    static let most = 64

    public var definition: ProcessDefinition
    public var basis: [CompiledBasis]
    var states: [State]
    var moves: [Move]
    /// Each name once; moves of one name from several states are one word to people.
    public var moveNames: [String]

    public var id: String { definition.id.value }
    public var title: Title { definition.title }

    /// The official paper that a move issues; nil where it issues none.
    func paper(of move: Int) -> Int? { moves[move].paper ?? states[moves[move].to].paper }

    /// The move of a name from a state.
    func move(_ name: Int, from state: Int) -> Int? {
        moves.firstIndex { $0.name == name && $0.from.contains(state) }
    }

    func stateTitle(_ state: Int) -> Title { definition.states[state].title }

    func moveTitle(_ name: Int) -> Title { definition.moves[moves.firstIndex { $0.name == name }!].title }
}
