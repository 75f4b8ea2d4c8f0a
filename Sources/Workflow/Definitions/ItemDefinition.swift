/// How many pieces of a paper one guide wants.
public struct Demand: Hashable, Sendable {
    public var originals: Int
    public var copies: Int

    public var pieces: Int { originals + copies }
}

/// A guide that asks, with what it wants.
public struct Asking: Sendable {
    public var guide: Name
    public var demand: Demand
}

/// A field of a form as an item names it: `holder.name`.
public struct FormField: Sendable {
    public var role: Name
    public var field: Name
    public var onlyIf: Condition?
    /// Why it is typed although a licence may hold it.
    public var stays: Title?
    /// No guide lists it: it is ours.
    public var constructed: Bool
}

public struct FormDefinition: Sendable {
    public var title: Title
    public var material: Name?
    /// Whose form it is.
    public var of: Name?
    public var askedBy: [Asking]
    public var fields: [FormField]
    public var position: SourcePosition
}

/// One entry of an item's list of materials.
public struct MaterialLine: Sendable {
    /// A paper of somebody, with who asks for it.
    public struct Paper: Sendable {
        public var material: Name
        public var of: [Name]
        /// When the list that it is in is a choice with it; only in `or`.
        public var onlyIf: Condition?
        public var title: Title?
        public var askedBy: [Asking]
    }

    public struct Promise: Sendable {
        public var onlyIf: Condition?
        public var basis: [LegalBasis]
    }

    /// A paper that may come later (容缺受理).
    public struct Follows: Sendable {
        public var within: TimeSpan
        /// When the applicant may choose it, and does.
        public var onlyIf: Condition?
        public var basis: [LegalBasis]
    }

    /// Lists of papers, any one of which suffices; one list of one paper in the usual case.
    public var alternatives: [[Paper]]
    public var onlyIf: Condition?
    public var each: Name?
    /// Why only the paper will do.
    public var paperItself: Title?
    /// Why nothing replaces it.
    public var stays: Title?
    public var merged: [FormField]
    public var promise: Promise?
    public var follows: Follows?
    public var position: SourcePosition
}

/// Legal and promised limits of an item.
public struct TimeLimitDefinition: Sendable {
    public enum Start: String, Sendable, CaseIterable {
        case received, accepted
    }

    public var promised: Located<TimeSpan>?
    public var statutory: Located<TimeSpan>?
    public var from: Start?
    public var basis: [LegalBasis]
    /// Who published the promise.
    public var guide: Name?
}

/// A count with what stands behind it.
public struct GradedCount: Sendable {
    public var count: Int
    public var grade: Grade
}

public struct GradedSteps: Sendable {
    public var steps: [Name]
    public var grade: Grade
}

public struct IssuedLicence: Sendable {
    public var licence: Name
    public var to: [Name]
    public var onlyIf: Condition?
}

public struct Confirmation: Sendable {
    public var department: Name
    public var document: String
    public var date: Day
}

/// A service item (事项) of one department; it knows nothing of a bundle.
public struct ItemDefinition: Sendable {
    public struct Role: Sendable {
        public var name: Name
        public var kind: RoleKind
        public var optional: Bool
    }

    /// Where the decision is made.
    public enum DecidedIn: String, Sendable, CaseIterable {
        case here
        /// In the department's own system; it comes back by hand-over.
        case departmentSystem = "department-system"
    }

    public var id: Name
    public var title: Title
    public var department: Name
    public var kind: Name
    public var basis: [LegalBasis]
    public var process: Name
    public var decidedIn: DecidedIn
    public var timeLimit: TimeLimitDefinition?
    public var visits: GradedCount
    public var steps: GradedSteps
    public var place: Title?
    public var roles: [Role]
    public var form: FormDefinition?
    public var lines: [MaterialLine]
    public var issues: [IssuedLicence]
    public var confirmedBy: [Confirmation]
}
