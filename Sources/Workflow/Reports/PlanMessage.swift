/// The plan of one situation, as `show` prints it.
public struct PlanMessage: Codable, Sendable {
    public struct Item: Codable, Sendable {
        public var id: String
        public var title: String
        public var department: String
        public var after: [String]
        public var instances: Int
        public var waitsFor: String?
    }

    public struct Field: Codable, Sendable {
        public var id: String
        public var title: String
        public var origin: String
        public var from: String?
        public var typed: Bool
        /// What kind of data it holds: `ordinary`, `personal` or `sensitive`.
        public var dataClass: DataClass
        public var grade: String

        private enum CodingKeys: String, CodingKey {
            case id, title, origin, from, typed, grade
            case dataClass = "class"
        }
    }

    /// What is opened only to fill in the form, and for what purpose.
    public struct Prefill: Codable, Sendable {
        public var from: String
        public var of: String
        public var because: String
    }

    public struct Form: Codable, Sendable {
        public var title: String
        public var fields: [Field]
        public var prefills: [Prefill]
    }

    public var bundle: String
    public var title: String
    public var journey: String
    public var baseline: String
    public var answers: [String: String]
    public var items: [Item]
    public var form: Form
    public var ledger: [LineMessage]
    public var guides: [GuideMessage]
    public var apart: FiguresMessage
    public var together: FiguresMessage
    public var balance: BalanceMessage
    public var stops: [StopMessage]

    public init(_ plan: Plan, journey: String, _ language: Language) {
        let ledger = plan.ledger
        let definition = plan.bundle
        bundle = definition.id
        title = definition.title[language]
        self.journey = journey
        baseline = ledger.baseline.id
        answers = ledger.answersByName
        items = definition.items.indices.filter { ledger.isActive($0) && !definition.items[$0].isWholeList }.map { index in
            let item = definition.items[index]
            let waits = item.waitsFor.flatMap { $0.onlyIf.holds(ledger.situation.answers) ? definition.shared.events[$0.event].title : nil }
            return Item(
                id: item.item.id, title: item.item.title[language],
                department: definition.shared.departments[definition.department(of: index, ledger.situation.answers)].id.value,
                after: item.after.filter(ledger.isActive).map { definition.items[$0].item.id }, instances: ledger.instances[index],
                waitsFor: waits?[language])
        }
        form = Form(
            title: plan.form.title[language],
            fields: plan.form.entries.map { entry in
                let field = definition.shared.fields[entry.field]
                let (origin, from) = ledger.describe(entry.origin)
                return Field(
                    id: "\(ledger.roles.label([entry.subject])).\(field.id.value)", title: field.title[language], origin: origin,
                    from: from,
                    typed: entry.isTyped, dataClass: field.dataClass, grade: entry.constructed ? Grade.constructed.rawValue : "listed")
            },
            prefills: definition.prefills.filter { !ledger.roles.subjects[$0.role].isEmpty }.map { prefill in
                let from =
                    switch prefill.from {
                    case .licence(let licence): "licence:\(definition.shared.licences[licence].definition.id.value)"
                    case .source(let source): "source:\(definition.shared.sources[source].definition.id.value)"
                    }
                return Prefill(from: from, of: definition.roles[prefill.role].id, because: prefill.because[language])
            })
        self.ledger = ledger.lines.map { LineMessage($0, ledger, language) }
        guides = ledger.guidesUsed.map { GuideMessage($0, language) }
        apart = FiguresMessage(plan.apart, plan)
        together = FiguresMessage(plan.together, plan)
        balance = BalanceMessage(plan.balance)
        stops = ledger.stops.map { StopMessage($0, language) }
    }
}

extension Ledger {
    /// The answers of the situation by name.
    var answersByName: [String: String] { bundle.words(of: situation.answers) }
}

extension PlanMessage: Described {
    public static let about: Meaning =
        "方案：一种情形所需的事项、一张表单、每份材料及理由，以及由此的减免 · What one situation takes: items, the one form, every paper with its reason, and what that saves."
    public static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "title": .title,
        "journey": "出发的示例；为空：没有 · The example from which it starts; empty: none.",
        "baseline": .words(
            ["one-guide", "every-guide"],
            "对照的基线：各事项排在首位的办事指南，或全部办事指南合计 · With what it is compared: the guide that stands first for each item, or all of them together."),
        "answers": .answers,
        "items": "所含事项，按一件事中的顺序 · The items that are part of it, in the order of the bundle.",
        "form": "代替各事项表单的一张表单 · The one form in place of those of the items.",
        "ledger": "材料账目：各事项单独办理时要求的每份材料，及其处置 · Every paper that an item would ask for apart, with what becomes of it.",
        "guides": "各行所依据的办事指南 · The guides behind the lines.",
        "apart": "分别办所需 · What it takes item by item.",
        "together": "一次办所需 · What it takes as one thing.",
        "balance": "各行的去向 · What became of the lines.",
        "stops": "当场告知不必申请的理由；为空：没有 · Why the situation is told at once not to apply; none: it is not.",
    ]
}

extension PlanMessage.Item: Described {
    public static let about: Meaning = "方案中的事项 · An item of a plan."
    public static let meanings: [String: Meaning] = [
        "id": .item,
        "title": .title,
        "department": .department,
        "after": "须先有其结果的事项 · Items of which it needs the result.",
        "instances": .number(1...Int.max, "同一事项的个数：双胞胎为 2 · How many of it there are: of twins, two."),
        "waitsFor": "等待的事件，以文字表述 · An event that it waits for, in words.",
    ]
}

extension PlanMessage.Field: Described {
    public static let about: Meaning = "一张表单的字段 · A field of the one form."
    public static let meanings: [String: Meaning] = [
        "id": "谁的哪个字段：`child#2.name` · Whose and which: `child#2.name`.",
        "title": .title,
        "origin": """
        `typed`（填写），或填入的来源：`licence:resident-identity-card`、`source:…`、`answer:…` · \
        `typed`, or what fills it in: `licence:resident-identity-card`, `source:…`, `answer:…`.
        """,
        "from": "在证照或数据来源中的字段名 · The field's name on the licence or in the source.",
        "typed": "是否由人填写 · Whether somebody types it.",
        "class": "数据分类（个人信息保护法第二十八条） · What kind of data it holds (个人信息保护法 art. 28).",
        "grade": .words(["listed", "constructed"], "部门的表单列有此项，或自行拟定 · Whether a department's form lists it, or it was made by us."),
    ]
}

extension PlanMessage.Prefill: Described {
    public static let about: Meaning = "只为填表而读取的内容 · What is opened only to fill in the form."
    public static let meanings: [String: Meaning] = [
        "from": "`licence:…` 或 `source:…`，加定义中的编号 · `licence:…` or `source:…`, with its id in the definitions.",
        "of": "谁的，一件事中的角色 · Whose, as a role of the bundle.",
        "because": "目的 · For what purpose.",
    ]
}

extension PlanMessage.Form: Described {
    public static let about: Meaning = "一张表单 · The one form."
    public static let meanings: [String: Meaning] = [
        "title": .title,
        "fields": "各字段，按其顺序 · Its fields, in their order.",
        "prefills": "只为填表而读取的内容 · What is opened only to fill it in.",
    ]
}
