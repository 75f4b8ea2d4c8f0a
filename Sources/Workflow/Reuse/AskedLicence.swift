/// What came of asking for a licence of somebody.
public struct AskedLicence: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// It stands in for papers.
        case used
        /// The registry has none.
        case none
        /// There is one, and it does not stand in: `why` says so.
        case refused
        /// A person has to say which, or whether: nothing is guessed.
        case asked
        /// Its provider could not say: it is awaited.
        case unavailable
        /// He has not authorised it: it was not looked for.
        case unauthorised = "not-authorised"
        /// The applicant does not want it used: it was not looked for.
        case declined
        /// Its type is used only where the applicant says so each time, and he has not: it was not looked for.
        case notAccepted = "not-accepted"
    }

    public var role: String
    public var licence: String
    public var outcome: Outcome
    public var why: [EventRecord.Words]
}

extension AskedLicence: Described {
    public static let about: Meaning = "查询某人证照的结果 · What came of asking for a licence of somebody."
    public static let meanings: [String: Meaning] = [
        "role": "谁的，一件事中的角色：`mother`、`child#2` · Whose, as a role of the bundle: `mother`, `child#2`.",
        "licence": .licence,
        "outcome": """
        结果：已使用；没有；不能代替；须由人选定；提供方无法答复；或未查询 · \
        What came of it: it is used; there is none; it does not stand in; a person has to say which; its provider could not say; or \
        it was not looked for.
        """,
        "why": "为何不能代替，两种语言；不透露任何值 · Why it does not stand in, in both languages; no value is told.",
    ]
}
