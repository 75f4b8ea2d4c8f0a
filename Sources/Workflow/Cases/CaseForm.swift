/// The one form of a case: its fields, where their values come from, and which items of the case want them.
public struct CaseForm: Sendable {
    public struct Field: Sendable, Hashable {
        /// `child#2.name`: whose it is, and what.
        public var id: String
        public var title: Title
        /// `typed`, or what fills it in: `licence:resident-identity-card`.
        public var origin: String
        public var isTyped: Bool
        /// The answer to a question fills it in.
        public var isAnswer: Bool
        /// What may be typed in it.
        public var content: FieldContent
        /// Places of the items of the case that want it.
        var items: [Int]
    }

    public private(set) var fields: [Field]

    init(of submission: Submission, under rules: CaseRules, on day: Day) {
        let situation = KnownSituation(of: submission, under: rules, for: rules, on: day).situation
        self.init(of: situation, under: rules, items: submission.items)
    }

    /// - Parameter items: of the case; none of what is not handed in yet.
    init(of situation: Situation, under rules: CaseRules, items: [OpenedItem] = []) {
        let ledger = rules.asked.ledger(situation, rules.baseline)
        let shared = rules.bundle.shared
        fields = ledger.form().entries.map { entry in
            let field = shared.fields[entry.field]
            return Field(
                id: "\(ledger.roles.label([entry.subject])).\(field.id.value)", title: field.title,
                origin: ledger.describe(entry.origin).origin,
                isTyped: entry.isTyped, isAnswer: entry.isAnswer, content: field.content,
                items: items.indices.filter { place in entry.places.contains { $0.isOf(items[place], rules) } })
        }
    }

    /// The same without typing what fills itself in in another.
    func filled(as other: CaseForm) -> CaseForm {
        let filled = Dictionary(other.fields.filter { !$0.isTyped }.map { ($0.id, $0) }) { $1 }
        var form = self
        form.fields = fields.map { field in
            guard field.isTyped, let other = filled[field.id] else { return field }
            var field = field
            (field.origin, field.isTyped) = (other.origin, false)
            return field
        }
        return form
    }

    var typed: [String] { fields.filter(\.isTyped).map(\.id) }
}

extension OneForm.Place {
    /// A form of the bundle itself is wanted by every item.
    fileprivate func isOf(_ opened: OpenedItem, _ rules: CaseRules) -> Bool {
        rules.bundle.items[item].isWholeList || (item == Int(opened.item) && (opened.instance < 0 || instance == Int(opened.instance)))
    }
}

extension CompiledBundle {
    /// Every field that the form of some situation of it has: `child.name`.
    var formFields: [String] {
        var names: [String] = []
        for item in items {
            for field in (item.item.form?.fields ?? []) + item.item.lines.flatMap(\.merged) {
                for role in plainRoles(of: item.bindings[field.role]) {
                    let name = "\(roles[role].id).\(shared.fields[field.field].id.value)"
                    if !names.contains(name) { names.append(name) }
                }
            }
        }
        return names
    }

    /// The roles that are persons or things themselves behind a role.
    func plainRoles(of role: Int) -> [Int] {
        switch roles[role].binding {
        case .one, .counted: [role]
        case .group(let members): members
        case .by(_, let chosen): chosen.compactMap { $0 }
        }
    }
}
