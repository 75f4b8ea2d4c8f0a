/// Whether what is there already may be used once more.
public enum ReusePolicy: String, Sendable, Hashable, CaseIterable {
    case freely
    case askAgain = "ask-again"
    case never
}

/// A field of a holder that a licence or source fills in: `holder-1.id-number: 女方证件号`.
public struct FillIn: Sendable {
    /// The formal holder, such as `holder` or `holder-2`.
    public var holder: Name
    public var field: Name
    /// The name of the field on the licence itself.
    public var from: String
}

/// A material that a licence or source stands in for.
public struct Replacement: Sendable {
    public var material: Name
    public var onlyIf: Condition?
}

/// Doubts about data that stand in for a paper: what their owner has to do.
public struct DisputeDefinition: Sendable {
    /// Within which the owner answers, counted from the day after he is asked.
    public var within: TimeSpan
    /// The item is not decided before the answer.
    public var itemWaits: Bool
    public var basis: [LegalBasis]
}

/// A type of electronic licence (电子证照).
public struct LicenceDefinition: Sendable {
    public var id: Name
    public var title: Title
    public var issuedBy: Name
    public var typeCode: String?
    public var heldBy: [(holder: Name, kind: RoleKind)]
    /// Nil where it does not end.
    public var lasts: TimeSpan?
    public var replaces: [Replacement]
    public var fillsIn: [FillIn]
    /// Others than its holders whom it names by their numbers, under what they are to him: `legal-representative: 法定代表人证件号`.
    public var names: [(relation: Name, from: String)]
    public var reuse: ReusePolicy
    public var basis: [LegalBasis]
    public var disputes: DisputeDefinition?
}

/// Data that a department or hospital shares.
public struct SourceDefinition: Sendable {
    public var id: Name
    public var title: Title
    public var owner: Name
    /// By which registries know its records; nil: nobody is asked, it stands in wherever it is said to answer.
    public var typeCode: String?
    public var of: RoleKind
    public var replaces: [Replacement]
    public var fillsIn: [FillIn]
    /// It says whether it has a record of somebody, and hands nothing over (可用不可见).
    public var isYesOrNo: Bool
    public var whileDown: Title
    public var basis: [LegalBasis]
    public var disputes: DisputeDefinition?
}
