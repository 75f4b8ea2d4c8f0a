/// A row of the log of uses of data, for machines.
public struct DataUseMessage: Codable, Sendable {
    public var position: Int64
    public var at: String
    public var act: String
    public var role: String
    /// Whom an auditor sees under a pseudonym; others see the role.
    public var who: String
    public var organisation: String?
    public var `case`: String?
    public var item: String?
    /// Number of the licence in the registry.
    public var licence: Int64?
    public var type: String?
    public var fields: [String]
    /// The highest class of what was read.
    public var highest: DataClass?
    public var purpose: String
    public var basis: String
    /// Where it was read, where that is not here.
    public var provider: String?
    /// The last day on which its holder does not see it, and the law.
    public var deferredUntil: String?
    public var deferredBy: String?
    /// The row that is shown from now on.
    public var released: Int64?
    /// The case in which it was typed.
    public var origin: String?

    public init(_ logged: LoggedUse) {
        let use = logged.use
        position = logged.position
        at = Instant(milliseconds: use.at).rfc3339
        (act, role, who, organisation) = (use.act.rawValue, use.by.role, use.by.person ?? use.by.role, use.by.organisation)
        (`case`, item, licence, type, fields) = (use.caseID, use.item, use.licence, use.type, use.fields)
        (highest, purpose, basis, provider) = (use.highest, use.purpose, use.basis, use.provider)
        (deferredUntil, deferredBy) = (use.deferral?.until, use.deferral?.citation)
        (released, origin) = (use.released, use.origin)
    }
}

extension Deferral {
    /// As it was given: `personal-information-protection-law/35`.
    public var citation: String { [law, article].compactMap { $0 }.joined(separator: "/") }
}
