/// A name as an author wrote it, with its place.
public typealias Name = Located<String>

/// When something holds: any one of the alternatives, and all comparisons of it.
///
/// Nothing but answers is ever compared, so every condition can be decided, enumerated and explained.
public struct Condition: Sendable {
    /// One question and the answers that satisfy it: names, or numbers such as `2`, `2 or more`, `2 to 4`.
    public struct Comparison: Sendable {
        public var question: Name
        public var answers: [Name]
    }

    public var alternatives: [[Comparison]]
}
