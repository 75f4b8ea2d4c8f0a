/// What somebody hands in to begin a case.
public struct NewCase: Sendable, Hashable, Codable {
    public struct Held: Sendable, Hashable, Codable {
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
    public var agent: String
    public var reference: String
    public var until: String?
    public var items: [String]?

    public init(agent: String, reference: String, until: String? = nil, items: [String]? = nil) {
        (self.agent, self.reference, self.until, self.items) = (agent, reference, until, items)
    }
}

extension NewCase.Held: Described {
    public static let about: Meaning = "声明持有的证照 · A licence that is said to be held."
    public static let meanings: [String: Meaning] = [
        "role": "谁的，一件事中的角色：`mother`、`child#2` · Whose, as a role of the bundle: `mother`, `child#2`.",
        "licence": .licence,
    ]
}

extension ShownMandate: Described {
    public static let about: Meaning = "出示的委托，以文字表述 · A mandate in words, as somebody shows it."
    public static let meanings: [String: Meaning] = [
        "agent": "受托人，用化名，不用姓名 · Who may act for the applicant, under a pseudonym; never a name.",
        "reference": "书面委托书编号 · Under which the written mandate is filed.",
        "until": .day("最后一日；没有：至办件办结 · The last day; not there: until the case is closed."),
        "items": "委托的办件事项；没有：整个办件 · Items of the case that it is for; not there: the whole case.",
    ]
}
