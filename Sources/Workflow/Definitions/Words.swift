/// What stands behind a statement, best first.
public enum Grade: String, Sendable, CaseIterable, Comparable {
    /// The text of a law or rule.
    case law
    /// A page of the government.
    case official
    /// A copy of an official text somewhere else.
    case mirror
    /// Made by us.
    case constructed

    public static func < (left: Grade, right: Grade) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}

/// The kind of person or thing that a role stands for.
public enum RoleKind: String, Sendable, CaseIterable {
    case person
    case deceasedPerson = "deceased-person"
    case organisation
    case vehicle
    case household

    /// It is nobody who could apply or authorise.
    var isThing: Bool { self == .vehicle || self == .household }
}

/// An article of a law that something rests on.
public struct LegalBasis: Sendable {
    public var law: Name
    /// The article as cited: `24`, `13(3)`.
    public var article: String?
}

public struct DepartmentDefinition: Sendable {
    public var id: Name
    public var title: Title
    /// Of the bodies that act as this department, as e-licences name those that issue them.
    public var codes: [CreditCode] = []
}

public struct MaterialDefinition: Sendable {
    public var id: Name
    public var title: Title
}

/// A field of a form.
public struct FieldDefinition: Sendable {
    /// How long it takes to type.
    public enum Typing: String, Sendable, CaseIterable {
        case short, long
    }

    public var id: Name
    public var title: Title
    public var typing: Typing
    public var answeredBy: Name?
    /// It is the code of the person or firm itself, so that what a licence says in it must be the code of its holder.
    public var isHolderCode = false
    /// Where nothing is said, it is taken for a person's.
    public var dataClass = DataClass.personal
    /// What becomes of it when somebody has typed it (一次提交、多次复用): it fills in his next form, or does so when he says so, or is typed anew.
    public var reuse = ReusePolicy.askAgain
    /// What may be typed in it.
    public var content = FieldContent.text
}

public struct LawDefinition: Sendable {
    public var id: Name
    public var title: Title
    public var number: String?
    public var inForce: Day?
}

/// A published guide (办事指南) or rule that asks for papers.
public struct GuideDefinition: Sendable {
    public var id: Name
    public var issuer: Title
    public var title: Title
    public var number: String?
    public var place: Title?
    /// Its date, or what is known of it.
    public var date: Title?
    public var readAt: String?
    public var grade: Grade
}

/// A word of the trade that messages and reports need: a step, a kind of item, an event.
public struct WordDefinition: Sendable {
    public var id: Name
    public var title: Title
    /// Its code in GB/T 39554, where it has one.
    public var code: String?

    /// 行政许可 in GB/T 39554.
    static let permitCode = "01"
}

/// An assumed value that no guide gives.
public struct AssumptionDefinition: Sendable {
    public var value: TimeSpan
    public var grade: Grade
    public var because: Title
}

/// The assumptions behind minutes and days.
public struct Assumptions: Sendable {
    public var typedShortField: AssumptionDefinition
    public var typedLongField: AssumptionDefinition
    public var prefilledField: AssumptionDefinition
    public var paper: AssumptionDefinition
    public var copy: AssumptionDefinition
    public var visit: AssumptionDefinition
    public var workingDay: AssumptionDefinition
    public var immediate: AssumptionDefinition
    public var naturalDay: AssumptionDefinition
    public var month: AssumptionDefinition
    public var announcedDay: AssumptionDefinition
}

/// A question of the applicant's situation (情形).
public struct QuestionDefinition: Sendable {
    public enum Answers: Sendable {
        case named([(id: Name, title: Title)])
        case number(ClosedRange<Int>)
    }

    /// Where the answer comes from without asking.
    public struct Source: Sendable {
        public var licence: Name
        public var role: Name
        public var field: String
        public var contains: [(text: String, answer: Name)]
        public var otherwise: Name
    }

    public var id: Name
    public var ask: Title
    public var answers: Answers
    public var onlyIf: Condition?
    public var answeredBy: Source?
}
