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
    public var guides: [String]
    public var grade: String
    public var originals: Int
    public var copies: Int
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

extension FiguresMessage: Described {
    public static let about: Meaning = "一种申请方式所需：分别办或一次办 · What one way of applying takes: apart, item by item, or together."
    public static let meanings: [String: Meaning] = [
        "forms": "表单（张） · Forms to fill in.",
        "fields": "手工填写的字段（个）；分别办时为各表单之和 · Fields typed by hand; apart, the sum over all forms.",
        "materials": "材料（行）：提交的账目行；分别办时为全部适用的行 · Lines of the ledger that are handed in; apart, all but those that are not applicable.",
        "pieces": "材料（份）：原件和复印件 · Originals and copies of them.",
        "kinds": "材料（种）：其中不同的材料 · Distinct materials among them.",
        "visits": "到窗口的跑动（次） · Ways to an office.",
        "steps": "申请人要走的环节（个） · Steps that the applicant has to take.",
        "departments": "申请人要打交道的部门（个） · Departments that the applicant has to deal with.",
        "handlingDays": "办理时限（工作日），按 `convention` 合并；小数 · In working days, as `convention` combines the limits; a decimal.",
        "minutes": "申请人用时（分钟），按 assumptions.yaml 估计 · Minutes of the applicant's own time, from assumptions.yaml: an estimate.",
        "convention": "计算口径 · How it was counted.",
    ]
}

extension FiguresMessage.Convention: Described {
    public static let about: Meaning = "一件事的计算口径，定义文件 `counting` 中声明 · How a bundle counts, as its file declares it under `counting`."
    public static let meanings: [String: Meaning] = [
        "formsAreMaterials": "表单是否算作材料 · Whether a form counts as a material.",
        "shownLicencesAreMaterials": "只需出示的证照是否算作材料 · Whether a licence that is only shown counts as a material.",
        "limit": .words(
            BundleDefinition.Counting.Limit.self, "按事项的哪一时限计算：承诺时限或法定时限 · Which limit of an item counts: the promised or the statutory one."
        ),
        "combine": .words(BundleDefinition.Counting.Combine.self, "多个事项的时限如何合为一个 · How the limits of several items become one."),
        "itemsWithoutLimit": "没有该时限、因而不计入 `handlingDays` 的事项 · Items that have no such limit and so add nothing to `handlingDays`.",
    ]
}

extension LineMessage: Described {
    public static let about: Meaning =
        "账目行：事项单独办理时要求的材料，及其在此处的处置 · A material that an item asks for where it is applied for apart, and what becomes of it here."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "item": .item,
        "instance": .number(
            1...Int.max, "同类事项中的第几个，从 1 起；只有一个的没有 · Which of several items of the same kind, from 1; not there where there is one."),
        "department": .department.and("要求该材料的部门 · It asks for the material."),
        "material": "材料，定义中的编号；表单为其事项或一件事的编号 · The material, by its id in the definitions; of a form, that of the item or bundle.",
        "subject": .subject,
        "title": .title,
        "disposition": .words(Disposition.self, "材料的处置：提交，或免交的方式 · What becomes of the paper: handed in, or why it need not be."),
        "by": "以何代替；没有的为 null · What stands in for it; null where nothing does.",
        "reason": "理由，一句话，按回答的语言 · Why, in a sentence in the language of the answer.",
        "guides": "要求它的办事指南（编号），见账目旁的 `guides` · Ids of the guides that ask for it; `guides` beside the ledger has them.",
        "grade": .words(Grade.self, "要求它的依据的等级 · How good the source is that asks for it."),
        "originals": "所需原件（份） · Originals that are asked for.",
        "copies": "所需复印件（份） · Copies that are asked for.",
        "received": """
        办件：已收到何种程度：文件已到、纸质已收，或只是声明已备 · \
        Of a case: how far the office has what is handed in: a file came, it came on paper, or it is only said to be there.
        """,
        "files": .digest.and("办件：各文件的 · Of a case: of each file of it."),
    ]
}

extension LineMessage.By: Described {
    public static let about: Meaning = "代替材料的内容 · What stands in for a paper."
    public static let meanings: [String: Meaning] = [
        "kind": .words(Ledger.replacementKinds, "种类 · What it is."),
        "id": "定义中的编号；账目行为其 `line` · Its id in the definitions; of a line, that of `line`.",
    ]
}

extension GuideMessage: Described {
    public static let about: Meaning = "要求材料的部门办事指南或规定 · The guide or rule of a department that asks for papers."
    public static let meanings: [String: Meaning] = [
        "id": "定义中的编号 · Its id in the definitions.",
        "issuer": "发布机关 · Who issued it.",
        "title": .title,
        "number": "文号，按发布机关所编 · Its number, as the issuer gave it.",
        "place": "文中位置 · Where in it.",
        "date": "日期，按发布机关的写法：`2025-01-02`，或只有年、月 · Its date, as the issuer wrote it: `2025-01-02` or only a year or month.",
        "readAt": "出处，多为网址 · Where it was read, mostly an address on the web.",
        "grade": .words(
            Grade.self,
            "依据等级：法律本身、官方网页、其转载，或自行拟定 · How good a source it is: the law itself, an official page, a copy of one, or made by us."),
    ]
}

extension BalanceMessage: Described {
    public static let about: Meaning =
        "账目各行的去向；四项之和为全部适用的行 · Lines of the ledger by what became of them. The four sums are all lines that apply."
    public static let meanings: [String: Meaning] = [
        "eliminated": "免交：由证照、数据或前序事项代替、无人提交的行 · Lines that nobody hands in, since a licence, data or an earlier item stand in.",
        "shifted": "转化：变为表单字段或现场核查的行 · Lines that became a field of the form or an inspection.",
        "deferred": "容缺后补或告知承诺的行 · Lines that follow later or are promised.",
        "handedIn": "提交的行 · Lines that are handed in.",
    ]
}

extension StopMessage: Described {
    public static let about: Meaning = "为何当场告知不必申请 · Why a situation is told at once not to apply."
    public static let meanings: [String: Meaning] = [
        "because": "理由，按回答的语言 · The reason, in the language of the answer.",
        "basis": .basis,
    ]
}
