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
    /// Of whoever hands it in for the applicant.
    public var mandate: ShownMandate?

    public init(
        bundle: String, from: String? = nil, answers: [String: String] = [:], holds: [Held]? = nil, without: [String] = [],
        mandate: ShownMandate? = nil
    ) {
        (self.bundle, self.from, self.answers, self.holds, self.without) = (bundle, from, answers, holds, without)
        self.mandate = mandate
    }
}

/// A mandate in words, as somebody shows it.
public struct ShownMandate: Sendable, Hashable, Codable {
    /// Who may act for the applicant, under a pseudonym; never a name.
    public var agent: String
    /// The number under which the written mandate is filed.
    public var reference: String
    /// `2026-06-30`; nil: until the case is closed.
    public var until: String?
    /// Items of the case that it is for; nil: the whole case.
    public var items: [String]?

    public init(agent: String, reference: String, until: String? = nil, items: [String]? = nil) {
        (self.agent, self.reference, self.until, self.items) = (agent, reference, until, items)
    }
}
