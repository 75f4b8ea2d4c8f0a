/// The one form of a case: its fields, where their values come from, and which items of the case want them.
public struct CaseForm: Sendable {
    public struct Field: Sendable, Hashable {
        /// `child#2.name`: whose it is, and what.
        public var id: String
        public var title: Title
        /// `typed`, or what fills it in: `licence:resident-identity-card`.
        public var origin: String
        public var isTyped: Bool
        /// Places of the items of the case that want it.
        var items: [Int]
    }

    public let fields: [Field]

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
                isTyped: entry.isTyped,
                items: items.indices.filter { place in entry.places.contains { $0.isOf(items[place], rules) } })
        }
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
                for role in subjects(of: item.bindings[field.role]) {
                    let name = "\(roles[role].id).\(shared.fields[field.field].id.value)"
                    if !names.contains(name) { names.append(name) }
                }
            }
        }
        return names
    }

    /// The roles that are persons or things themselves behind a role.
    private func subjects(of role: Int) -> [Int] {
        switch roles[role].binding {
        case .one, .counted: [role]
        case .group(let members): members
        case .by(_, let chosen): chosen.compactMap { $0 }
        }
    }
}

/// The form of a case was filled in, or changed: what commits to the sealed values, and the items that want what has changed.
public struct FilledForm: Sendable, Hashable {
    /// SHA-256 of the sealed values.
    var digest: [UInt8]
    /// Items that want a field that was empty, and those that want one that was filled in otherwise.
    var filled: [Int32] = []
    var mended: [Int32] = []

    var items: [Int32] { Set(filled + mended).sorted() }
}

extension CaseMachine {
    /// The applicant fills in what is empty until the items that want it are decided, and mends what is filled in until they are taken on.
    static func fill(
        _ form: FilledForm, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard actor.isApplicant || actor.role == .counter else {
            throw Refusal(reason: .notTheirForm, canDo: [.letThemFill])
        }
        for item in form.items.map(Int.init) {
            guard state.items.indices.contains(item) else { throw noSuchItem(state, rules) }
            let one = state.items[item]
            let isMended = form.mended.contains(Int32(item))
            guard one.stage != .ended, one.decision == nil, !isMended || mayMend(one, rules) else {
                // Whoever has it may ask for corrections, and then it may be mended.
                let asking = alternatives(item, state, rules).filter { instead in
                    guard case .move(_, let name, let by) = instead, let move = rules.move(name, from: one) else { return false }
                    return !by.contains(.applicant) && rules.state(move.to, of: one.opened.process).waitsFor == .applicant
                }
                throw Refusal(reason: .formIsTaken(item), canDo: asking.isEmpty ? [.formStays] : asking)
            }
        }
        events.append(circumstances.event(by: actor, .formFilled(form)))
    }

    /// It has not begun, or its clock has not, or nobody of the office has it or has moved it, or it waits for the applicant.
    private static func mayMend(_ item: ItemState, _ rules: CaseRules) -> Bool {
        item.stage == .waiting || item.clock == .notStarted || (item.made == 0 && item.assigned < 0)
            || rules.state(item).waitsFor == .applicant
    }
}
