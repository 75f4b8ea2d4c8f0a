/// A value that is read from text, and that can say why a text is not one.
public protocol Legible: Hashable, Sendable {
    /// Why a text is not such a value.
    associatedtype Problem: IllegibleText

    /// Reads the whole text, which bears no extra blanks; throws the first thing that is wrong with it.
    init(parsing text: some StringProtocol) throws(Problem)
}

extension Legible {
    /// Reads the text, or is nil where `init(parsing:)` would say why not.
    public init?(_ text: some StringProtocol) {
        guard let value = try? Self(parsing: text) else { return nil }
        self = value
    }
}

/// A reason why a text could not be read; a value to compare, with words to print.
public protocol IllegibleText: Error, Hashable {
    /// The reason in words; it quotes no more of the text than one character, one word or one date.
    var reason: Title { get }
}
