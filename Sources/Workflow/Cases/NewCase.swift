/// What somebody hands in to begin a case.
public struct NewCase: Sendable, Hashable, Codable {
    public struct Held: Sendable, Hashable, Codable {
        /// `mother`, or `child#2`.
        public var role: String
        public var licence: String

        public init(role: String, licence: String) { (self.role, self.licence) = (role, licence) }
    }

    public var bundle: String
    /// An example whose answers and holdings hold where nothing else is said.
    public var from: String?
    /// Question → answer.
    public var answers: [String: String]
    /// Nil: those of the example, or none.
    public var holds: [Held]?
    /// Materials that must be handed in and are not attached.
    public var without: [String]

    public init(bundle: String, from: String? = nil, answers: [String: String] = [:], holds: [Held]? = nil, without: [String] = []) {
        (self.bundle, self.from, self.answers, self.holds, self.without) = (bundle, from, answers, holds, without)
    }
}
