/// How a line or an area is drawn: colours that differ in lightness too, and dashes, so that they print in grey.
struct Ink: Sendable, Hashable {
    var colour: String
    var dash: String?

    static let apart = Ink(colour: "#c58a1c", dash: "5 3")
    static let together = Ink(colour: "#1f3a63")
    static let saved = Ink(colour: "#2a7f7a", dash: "1.5 2.5")
    static let rule = Ink(colour: "#d5dbe4")
    static let axis = Ink(colour: "#8b93a0")
}

/// One of several things that a picture shows.
struct InkedTitle: Sendable, Hashable {
    var title: String
    var ink: Ink
}

extension Arm {
    var ink: Ink { self == .apart ? .apart : .together }
}
