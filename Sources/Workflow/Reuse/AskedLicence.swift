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
    public static let about = "What came of asking for a licence of somebody."
    public static let meanings: [String: Meaning] = [
        "role": "Whose, as a role of the bundle: `mother`, `child#2`.",
        "licence": .licence,
        "outcome":
            "What came of it: it is used; there is none; it does not stand in; a person has to say which; its provider could not say; or it was not looked for.",
        "why": "Why it does not stand in, in both languages; no value is told.",
    ]
}
