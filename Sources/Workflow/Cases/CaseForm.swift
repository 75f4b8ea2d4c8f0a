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
        let ledger = rules.asked.ledger(situation, rules.baseline)
        let shared = rules.bundle.shared
        fields = ledger.form().entries.map { entry in
            let field = shared.fields[entry.field]
            return Field(
                id: "\(ledger.roles.label([entry.subject])).\(field.id.value)", title: field.title,
                origin: ledger.describe(entry.origin).origin,
                isTyped: entry.isTyped,
                items: submission.items.indices.filter { place in entry.places.contains { $0.isOf(submission.items[place], rules) } })
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
                throw Refusal(reason: .formIsTaken(item), canDo: alternatives(item, state, rules))
            }
        }
        events.append(circumstances.event(by: actor, .formFilled(form)))
    }

    /// It has not begun, or was not accepted yet, or waits for the applicant.
    private static func mayMend(_ item: ItemState, _ rules: CaseRules) -> Bool {
        item.stage == .waiting || item.clock == .notStarted || rules.state(item).waitsFor == .applicant
    }
}
