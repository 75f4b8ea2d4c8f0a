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
    public static let about = "方案 · What one situation takes: items, the one form, every paper with its reason, and what that saves."
    public static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "title": .title,
        "journey": "The example from which it starts; empty: none.",
        "baseline": .words(
            ["one-guide", "every-guide"], "With what it is compared: the guide that stands first for each item, or all of them together."),
        "answers": .answers,
        "items": "The items that are part of it, in the order of the bundle.",
        "form": "一张表单 · The one form in place of those of the items.",
        "ledger": "材料账目 · Every paper that an item would ask for apart, with what becomes of it.",
        "guides": "The guides behind the lines.",
        "apart": "分别办 · What it takes item by item.",
        "together": "一次办 · What it takes as one thing.",
        "balance": "What became of the lines.",
        "stops": "Why the situation is told at once not to apply; none: it is not.",
    ]
}

extension PlanMessage.Item: Described {
    public static let about = "事项 · An item of a plan."
    public static let meanings: [String: Meaning] = [
        "id": .item,
        "title": .title,
        "department": .department,
        "after": "Items of which it needs the result.",
        "instances": .number(1...Int.max, "How many of it there are: of twins, two."),
        "waitsFor": "An event that it waits for, in words.",
    ]
}

extension PlanMessage.Field: Described {
    public static let about = "字段 · A field of the one form."
    public static let meanings: [String: Meaning] = [
        "id": "Whose and which: `child#2.name`.",
        "title": .title,
        "origin": "`typed`, or what fills it in: `licence:resident-identity-card`, `source:…`, `answer:…`.",
        "from": "The field's name on the licence or in the source.",
        "typed": "Whether somebody types it.",
        "class": "What kind of data it holds (个人信息保护法 art. 28).",
        "grade": .words(["listed", "constructed"], "Whether a department's form lists it, or it was made by us."),
    ]
}

extension PlanMessage.Prefill: Described {
    public static let about = "What is opened only to fill in the form."
    public static let meanings: [String: Meaning] = [
        "from": "`licence:…` or `source:…`, with its id in the definitions.",
        "of": "Whose, as a role of the bundle.",
        "because": "For what purpose.",
    ]
}

extension PlanMessage.Form: Described {
    public static let about = "一张表单 · The one form."
    public static let meanings: [String: Meaning] = [
        "title": .title,
        "fields": "Its fields, in their order.",
        "prefills": "What is opened only to fill it in.",
    ]
}
