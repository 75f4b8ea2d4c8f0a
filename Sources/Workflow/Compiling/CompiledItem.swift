/// A guide that asks, resolved.
struct CompiledAsking: Sendable {
    var guide: Int
    var demand: Demand
}

/// A paper of a line; roles are places in the item's own list of roles.
final class CompiledPaper: Sendable {
    /// Its place in its list of alternatives.
    let place: Int
    let material: Int
    let of: [Int]
    let onlyIf: CompiledCondition
    let title: Title?
    let askings: [CompiledAsking]
    let position: SourcePosition

    init(
        place: Int,
        material: Int,
        of: [Int],
        onlyIf: CompiledCondition,
        title: Title?,
        askings: [CompiledAsking],
        position: SourcePosition
    ) {
        self.place = place
        self.material = material
        self.of = of
        self.onlyIf = onlyIf
        self.title = title
        self.askings = askings
        self.position = position
    }
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

final class CompiledLine: Sendable {
    let number: Int
    let onlyIf: CompiledCondition
    let each: Int?
    let alternatives: [[CompiledPaper]]
    let paperItself: Title?
    let stays: Title?
    let merged: [CompiledField]
    let promise: CompiledPromise?
    let follows: CompiledFollows?
    let position: SourcePosition

    init(
        number: Int,
        onlyIf: CompiledCondition,
        each: Int?,
        alternatives: [[CompiledPaper]],
        paperItself: Title?,
        stays: Title?,
        merged: [CompiledField],
        promise: CompiledPromise?,
        follows: CompiledFollows?,
        position: SourcePosition
    ) {
        self.number = number
        self.onlyIf = onlyIf
        self.each = each
        self.alternatives = alternatives
        self.paperItself = paperItself
        self.stays = stays
        self.merged = merged
        self.promise = promise
        self.follows = follows
        self.position = position
    }
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
public final class CompiledItem: Sendable {
    struct Role: Sendable {
        var name: Name
        var kind: RoleKind
        var optional: Bool
    }

    /// The name under which a bundle's own list is printed.
    public static let wholeList = "whole-list"

    public let id: String
    public let title: Title
    public let department: Int
    public let kind: Int?
    public let basis: [CompiledBasis]
    /// Nil for a bundle's own list, which is not handled by itself.
    public let process: CompiledProcess?
    public let decidedIn: ItemDefinition.DecidedIn
    public let timeLimit: TimeLimit?
    public let visits: GradedCount
    public let steps: [Int]
    public let stepsGrade: Grade
    public let place: Title?
    public let confirmedBy: [Confirmation]
    let roles: [Role]
    let form: CompiledForm?
    let lines: [CompiledLine]
    let issues: [CompiledIssue]
    let position: SourcePosition
    /// `birth-registration/3` for each number of a line; 0 is the form.
    let paperIds: [String]

    init(
        id: String,
        title: Title,
        department: Int,
        kind: Int?,
        basis: [CompiledBasis],
        process: CompiledProcess? = nil,
        decidedIn: ItemDefinition.DecidedIn = .here,
        timeLimit: TimeLimit?,
        visits: GradedCount,
        steps: [Int],
        stepsGrade: Grade,
        place: Title?,
        confirmedBy: [Confirmation] = [],
        roles: [Role],
        form: CompiledForm?,
        lines: [CompiledLine],
        issues: [CompiledIssue],
        position: SourcePosition
    ) {
        self.id = id
        self.title = title
        self.department = department
        self.kind = kind
        self.basis = basis
        self.process = process
        self.decidedIn = decidedIn
        self.timeLimit = timeLimit
        self.visits = visits
        self.steps = steps
        self.stepsGrade = stepsGrade
        self.place = place
        self.confirmedBy = confirmedBy
        self.roles = roles
        self.form = form
        self.lines = lines
        self.issues = issues
        self.position = position
        paperIds = (0...(lines.map(\.number).max() ?? 0)).map { "\(id)/\($0)" }
    }

    /// The same item with other lines.
    func having(lines: [CompiledLine]) -> CompiledItem {
        CompiledItem(
            id: id, title: title, department: department, kind: kind, basis: basis, process: process, decidedIn: decidedIn,
            timeLimit: timeLimit, visits: visits, steps: steps, stepsGrade: stepsGrade, place: place, confirmedBy: confirmedBy,
            roles: roles,
            form: form, lines: lines, issues: issues, position: position)
    }

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
