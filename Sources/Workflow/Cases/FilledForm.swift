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
