/// The figures and lines as JSON knows them: stable keys in camelCase, texts in one language.
public struct FiguresMessage: Codable, Sendable {
    public struct Convention: Codable, Sendable {
        public var formsAreMaterials: Bool
        public var shownLicencesAreMaterials: Bool
        public var limit: String
        public var combine: String
        public var itemsWithoutLimit: [String]
    }

    public var forms: Int
    public var fields: Int
    public var materials: Int
    public var pieces: Int
    public var kinds: Int
    public var visits: Int
    public var steps: Int
    public var departments: Int
    public var handlingDays: Double
    public var minutes: Double
    public var convention: Convention

    init(_ figures: Figures, _ plan: Plan) {
        forms = figures.forms
        fields = figures.fields
        materials = figures.materials
        pieces = figures.pieces
        kinds = figures.kinds
        visits = figures.visits
        steps = figures.steps
        departments = figures.departments
        handlingDays = figures.handlingDays.rounded(to: 4)
        minutes = figures.minutes.rounded(to: 2)
        let counting = plan.bundle.definition.counting
        convention = Convention(
            formsAreMaterials: counting.formsAreMaterials, shownLicencesAreMaterials: counting.shownLicencesAreMaterials,
            limit: counting.limit.rawValue, combine: counting.combine.rawValue, itemsWithoutLimit: plan.itemsWithoutLimit)
    }
}

public struct LineMessage: Codable, Sendable {
    public struct By: Codable, Sendable {
        public var kind: String
        public var id: String
    }

    public var line: String
    public var item: String
    public var instance: Int?
    public var department: String
    public var material: String
    public var subject: String
    public var title: String
    public var disposition: String
    public var by: By?
    public var reason: String
    /// Ids of the guides that ask for it.
    public var guides: [String]
    public var grade: String
    public var originals: Int
    public var copies: Int
    /// Of a case: how far the office has a paper that is handed in, and the SHA-256 of its files.
    public var received: PaperReception?
    public var files: [String]?

    public init(_ line: LedgerLine, _ ledger: Ledger, _ language: Language) {
        self.line = ledger.id(line)
        item = ledger.itemId(line)
        instance = line.itemInstance.map { $0 + 1 }
        department = ledger.department(line).id.value
        material = ledger.material(line)
        subject = ledger.subject(line)
        title = ledger.title(line)[language]
        disposition = line.disposition.rawValue
        by = ledger.replacement(line).map { By(kind: $0.kind, id: $0.id) }
        reason = ledger.reason(line)[language]
        guides = ledger.guides(line).map(\.id.value)
        grade = ledger.grade(line).rawValue
        originals = line.demand.originals
        copies = line.demand.copies
    }

    private enum CodingKeys: String, CodingKey {
        case line, item, instance, department, material, subject, title, disposition, by, reason, guides, grade, originals, copies,
            received, files
    }

    /// As synthesised, but with `by` written as null where nothing replaces the paper.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(line, forKey: .line)
        try container.encode(item, forKey: .item)
        try container.encodeIfPresent(instance, forKey: .instance)
        try container.encode(department, forKey: .department)
        try container.encode(material, forKey: .material)
        try container.encode(subject, forKey: .subject)
        try container.encode(title, forKey: .title)
        try container.encode(disposition, forKey: .disposition)
        try container.encode(by, forKey: .by)
        try container.encode(reason, forKey: .reason)
        try container.encode(guides, forKey: .guides)
        try container.encode(grade, forKey: .grade)
        try container.encode(originals, forKey: .originals)
        try container.encode(copies, forKey: .copies)
        try container.encodeIfPresent(received, forKey: .received)
        try container.encodeIfPresent(files, forKey: .files)
    }
}

/// A guide behind the lines.
public struct GuideMessage: Codable, Sendable {
    public var id: String
    public var issuer: String
    public var title: String
    public var number: String?
    public var place: String?
    public var date: String?
    public var readAt: String?
    public var grade: String

    init(_ guide: GuideDefinition, _ language: Language) {
        id = guide.id.value
        issuer = guide.issuer[language]
        title = guide.title[language]
        number = guide.number
        place = guide.place?[language]
        date = guide.date?[language]
        readAt = guide.readAt
        grade = guide.grade.rawValue
    }
}

extension Ledger {
    /// Every guide that counts in some line, in the order of use.
    public var guidesUsed: [GuideDefinition] {
        var seen: Set<Int> = []
        return lines.flatMap(\.guides).filter { seen.insert($0).inserted }.map { bundle.shared.guides[$0] }
    }
}

public struct BalanceMessage: Codable, Sendable {
    public var eliminated: Int
    public var shifted: Int
    public var deferred: Int
    public var handedIn: Int

    init(_ balance: Balance) {
        eliminated = balance.eliminated
        shifted = balance.shifted
        deferred = balance.deferred
        handedIn = balance.handedIn
    }
}

public struct StopMessage: Codable, Sendable {
    public var because: String
    public var basis: [String]

    init(_ stop: CompiledStop, _ language: Language) {
        because = stop.because[language]
        basis = stop.basis.map { $0.citation[language] }
    }
}

extension Double {
    /// Rounded to so many decimals, for print.
    func rounded(to decimals: Int) -> Double {
        var factor = 1.0
        for _ in 0..<decimals { factor *= 10 }
        return (self * factor).rounded() / factor
    }
}

/// Writes null where it has nothing, instead of leaving the key out.
public protocol WritesNulls {
    static var nulls: Set<String> { get }
}

extension LineMessage: WritesNulls {
    public static let nulls: Set<String> = ["by"]
}
