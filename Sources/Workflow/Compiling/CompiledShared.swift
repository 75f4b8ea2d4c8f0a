/// A question with its answers numbered; a question of a number has one answer for each number.
public struct CompiledQuestion: Sendable {
    public struct Answer: Sendable {
        public var id: String
        public var title: Title
    }

    /// A bit for each answer; 64 at most.
    static let mostAnswers = 64

    public var id: String
    public var ask: Title
    public var answers: [Answer]
    /// The number that the first answer stands for; nil for answers with names.
    public var lowest: Int?
    var onlyIf: CompiledCondition
    var source: Source?

    /// A licence that answers it.
    struct Source: Sendable {
        var licence: Int
        /// A role by name: each bundle has its own.
        var role: Name
        var field: String
        var contains: [(text: String, answer: Int)]
        /// Nil: ask.
        var otherwise: Int?
    }

    public func answer(_ text: String) -> Int? {
        answers.firstIndex { $0.id == text }
    }

    /// The number that an answer stands for.
    func number(_ answer: Int) -> Int { (lowest ?? 0) + answer }
}

/// What a licence or source replaces and fills in, with names resolved.
struct CompiledReplacement: Sendable {
    var material: Int
    var onlyIf: CompiledCondition
}

struct CompiledFillIn: Sendable {
    /// The place in `held-by`; 0 for a source.
    var holder: Int
    var field: Int
    var from: String
}

public struct CompiledLicence: Sendable {
    public var definition: LicenceDefinition
    public var issuer: Int
    var replaces: [CompiledReplacement]
    var fillsIn: [CompiledFillIn]
    /// Those of what it says that are the code of a holder.
    var codes: Set<String> = []
    /// What is known of it is whether there is one; nothing is handed over.
    var isYesOrNo = false

    var kinds: [RoleKind] { definition.heldBy.map(\.kind) }
}

public struct CompiledSource: Sendable {
    public var definition: SourceDefinition
    public var owner: Int
    var replaces: [CompiledReplacement]
    var fillsIn: [CompiledFillIn]
    /// What it knows of somebody, as a registry keeps it: like a licence of its owner.
    var record: CompiledLicence
}

/// An official paper with the laws behind it found.
public struct OfficialPaper: Sendable {
    public var definition: OfficialPaperDefinition
    public var basis: [CompiledBasis]
}

/// A basis with its law found.
public struct CompiledBasis: Sendable {
    public var law: LawDefinition
    public var article: String?
}

/// Everything that bundles share, with names resolved to places in these lists.
public struct SharedDefinitions: Sendable {
    public var departments: [DepartmentDefinition] = []
    public var materials: [MaterialDefinition] = []
    public var fields: [FieldDefinition] = []
    public var laws: [LawDefinition] = []
    public var guides: [GuideDefinition] = []
    public var questions: [CompiledQuestion] = []
    public var licences: [CompiledLicence] = [] { didSet { heldBy = Self.heldBy(licences) } }
    /// The licences that each kind of role may hold, by their places.
    private(set) var heldBy: [RoleKind: [Int]] = [:]
    public var sources: [CompiledSource] = []
    public var kinds: [WordDefinition] = []
    public var steps: [WordDefinition] = []
    public var events: [WordDefinition] = []
    public var officialPapers: [OfficialPaper] = []
    /// What people call a role, by its id.
    var roleTitles: [String: Title] = [:]
    public var assumptions: Assumptions?
    public var calendar = WorkingCalendar([])
    /// The years behind it, with the notices that arranged them.
    public var calendars: [CalendarYear] = []
    /// The question that answers a field, for each field.
    var fieldAnswers: [Int?] = []

    private static func heldBy(_ licences: [CompiledLicence]) -> [RoleKind: [Int]] {
        var held: [RoleKind: [Int]] = [:]
        for (place, licence) in licences.enumerated() { for kind in Set(licence.kinds) { held[kind, default: []].append(place) } }
        return held
    }
}

/// Licences and records of sources in one numbering: a licence has its place, a source the numbers below zero.
extension SharedDefinitions {
    /// Everything that a registry keeps of somebody.
    public var types: [CompiledLicence] { licences + sources.map(\.record) }

    func type(_ number: Int) -> CompiledLicence { number < 0 ? sources[-1 - number].record : licences[number] }

    /// Of a licence or a source by its name.
    func typeNumber(_ name: String) -> Int? {
        licences.firstIndex { $0.definition.id.value == name }
            ?? sources.firstIndex { $0.definition.id.value == name }.map(Self.number(ofSource:))
    }

    static func number(ofSource source: Int) -> Int { -1 - source }
}

extension CompiledBasis {
    public var citation: Title {
        guard let article else { return law.title }
        // `24 ¶3` is a paragraph (款), `32(1)` an item (项) of an article.
        let parts = article.split(whereSeparator: { " ¶()".contains($0) }).map(String.init)
        let zh = parts.count == 2 ? "第\(parts[0])条第\(parts[1])\(article.contains("¶") ? "款" : "项")" : "第\(article)条"
        return Title(zh: law.title.zh + zh, en: "\(law.title.en), art. \(article)")
    }
}

extension [CompiledBasis] {
    /// All of them in one text.
    public var citation: Title {
        Title(zh: map(\.citation.zh).joined(separator: "；"), en: map(\.citation.en).joined(separator: "; "))
    }
}
