/// What a stored case does not tell, so that nobody can know what would have come of it under other definitions.
public enum ReplayUnknown: Hashable, Sendable, Comparable {
    /// A question that it was not asked, or of which its answer is none any more.
    case question(String)
    /// Whether somebody has a licence that nobody read: licence and role.
    case licence(String, of: String)
    /// Whether a source that was not asked has something of somebody: source and role.
    case source(String, of: String)
    /// What its papers came to is not what its answers and licences say: line. A licence was awaited, a source
    /// had nothing of one of several, or two roles are one person.
    case record(String)
    /// How it would have gone on after a move that the new process has not: item and move.
    case move(String, String)

    /// In the order in which they are told.
    private var rank: Int {
        switch self {
        case .question: 0
        case .licence: 1
        case .source: 2
        case .record: 3
        case .move: 4
        }
    }

    private var words: [String] {
        switch self {
        case .question(let one), .record(let one): [one]
        case .licence(let one, let other), .source(let one, let other), .move(let one, let other): [one, other]
        }
    }

    public static func < (one: ReplayUnknown, other: ReplayUnknown) -> Bool {
        one.rank != other.rank ? one.rank < other.rank : one.words.lexicographicallyPrecedes(other.words)
    }

    /// `question:children`, `licence:marriage-certificate:mother`
    public var name: String { ([["question", "licence", "source", "record", "move"][rank]] + words).joined(separator: ":") }
}
