/// A result of an item that was made out as a licence (制证): it lies in the registry for its holder, and later items of the case rest on it.
public struct MadeOut: Sendable, Hashable {
    var item: Int32
    /// Which of the results of the item.
    var issue: Int16
    /// Its number in the registry.
    var register: Int64
}

/// A result of an item as it stands.
struct ResultState: Sendable, Hashable {
    var item: Int32
    var issue: Int16
    /// Which of the rules of the case, one after the other, number the result.
    var edition: Int32
    /// Its number in the registry; 0: it is to be made out.
    var register: Int64 = 0
}

extension CaseMachine {
    /// A result is made out once, by whoever decides the item; after the decision, and be it after everything else is done (行政许可法 art. 44).
    /// - Parameters:
    ///   - evidence: the papers of later items that it stands in for.
    ///   - form: with what it fills in.
    static func makeOut(
        _ made: MadeOut, evidence: Evidence?, form: FilledForm?, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        let item = Int(made.item)
        guard state.items.indices.contains(item) else { throw noSuchItem(state, rules) }
        guard let result = state.results.first(where: { $0.item == made.item && $0.issue == made.issue }) else {
            throw Refusal(reason: .noSuchResult(item), canDo: alternatives(item, state, rules))
        }
        guard result.register == 0 else { throw Refusal(reason: .madeOutAlready(item, result.register), canDo: [.nothingNeeded]) }
        guard actor.isOffice || actor.role == .system else {
            throw Refusal(reason: .notTheirs(item, move: -1), canDo: [.askDepartment(rules.holder(of: state.items[item], answers(state)))])
        }
        try checkDepartment(actor, of: item, state, rules)
        events.append(circumstances.event(by: actor, .madeOut(made)))
        guard state.phase == .open else { return }
        if let evidence { events.append(circumstances.event(by: .system, .evidence(evidence))) }
        if let form { events.append(circumstances.event(by: .system, .formFilled(form))) }
    }

    static func answers(_ state: borrowing CaseState) -> Answers { state.submission?.answers ?? Answers(questions: 0) }
}
