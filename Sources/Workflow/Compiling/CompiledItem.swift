/// A guide that asks, resolved.
struct CompiledAsking: Sendable {
    var guide: Int
    var demand: Demand
}

/// A paper of a line; roles are places in the item's own list of roles.
struct CompiledPaper: Sendable {
    /// Its place in its list of alternatives.
    var place: Int
    var material: Int
    var of: [Int]
    var onlyIf: CompiledCondition
    var title: Title?
    var askings: [CompiledAsking]
    var position: SourcePosition
}

struct CompiledField: Sendable {
    var role: Int
    var field: Int
    var onlyIf: CompiledCondition
    var stays: Title?
    var constructed: Bool
    var position: SourcePosition
}

struct CompiledForm: Sendable {
    var title: Title
    var material: Int?
    /// Whose form it is.
    var of: Int?
    var askings: [CompiledAsking]
    var fields: [CompiledField]
    var position: SourcePosition
}

struct CompiledPromise: Sendable {
    var onlyIf: CompiledCondition
    var basis: [CompiledBasis]
}

struct CompiledFollows: Sendable {
    var within: TimeSpan
    var onlyIf: CompiledCondition
    var basis: [CompiledBasis]
}

struct CompiledLine: Sendable {
    var number: Int
    var onlyIf: CompiledCondition
    var each: Int?
    var alternatives: [[CompiledPaper]]
    var paperItself: Title?
    var stays: Title?
    var merged: [CompiledField]
    var promise: CompiledPromise?
    var follows: CompiledFollows?
    var position: SourcePosition
}

struct CompiledIssue: Sendable {
    var licence: Int
    var to: [Int]
    var onlyIf: CompiledCondition
    var position: SourcePosition
}

/// Legal and promised limit, resolved.
public struct TimeLimit: Sendable {
    public var promised: TimeSpan?
    public var statutory: TimeSpan?
    public var from: TimeLimitDefinition.Start?
    public var basis: [CompiledBasis]
    public var guide: Int?
}

/// An item with its names resolved; it still knows nothing of a bundle.
public struct CompiledItem: Sendable {
    struct Role: Sendable {
        var name: Name
        var kind: RoleKind
        var optional: Bool
    }

    /// The name under which a bundle's own list is printed.
    public static let wholeList = "whole-list"

    public var id: String
    public var title: Title
    public var department: Int
    public var kind: Int?
    public var basis: [CompiledBasis]
    /// Nil for a bundle's own list, which is not handled by itself.
    public var process: CompiledProcess?
    public var decidedIn: ItemDefinition.DecidedIn = .here
    public var timeLimit: TimeLimit?
    public var visits: GradedCount
    public var steps: [Int]
    public var stepsGrade: Grade
    public var place: Title?
    public var confirmedBy: [Confirmation] = []
    var roles: [Role]
    var form: CompiledForm?
    var lines: [CompiledLine]
    var issues: [CompiledIssue]
    var position: SourcePosition

    /// Every condition that stands in it, with its place.
    var conditions: [(CompiledCondition, SourcePosition)] {
        var all: [(CompiledCondition, SourcePosition)] = []
        for line in lines {
            all.append((line.onlyIf, line.position))
            all += line.alternatives.flatMap { $0.map { ($0.onlyIf, $0.position) } }
            if let promise = line.promise { all.append((promise.onlyIf, line.position)) }
            if let follows = line.follows { all.append((follows.onlyIf, line.position)) }
            all += line.merged.map { ($0.onlyIf, $0.position) }
        }
        all += (form?.fields ?? []).map { ($0.onlyIf, $0.position) }
        all += issues.map { ($0.onlyIf, $0.position) }
        return all
    }
}
