extension Mistake {
    /// Why a process cannot be run as it is declared.
    public enum ProcessFlaw: Hashable, Sendable {
        case tooLarge(limit: Int)
        case neverReached(String)
        case noWayOut(String)
        case moveFromEnd(String, state: String)
        case twoMoves(String, state: String, first: SourcePosition)
        case limitWithoutConsequence(String, moves: [String])
        case consequenceWithoutLimit(String)
        case noSuchConsequence(String, known: [String])
        case decidesWithoutBasis(String)
        case circleByItself(String)
        case endThatWaits(String)
        case feeAndPayment(String)
        case nobodyActs(String, mover: String)
        case undoesDecision(String, later: String)
        case stopsWithoutReason(String)
        case counterDecides(String)
        case otherThanNobody(String, known: [String])
        case papersLateNowhere(String, known: [String])
        case revokesLightly(String)
        case leastBeyondMost(String)
        case warnsWithoutLimit(String)
        case extendsWrongly(String)
        case nothingEarly(String)
        case keepsNoLimit(String)
    }
}

extension Mistake.ProcessFlaw {
    var wording: Mistake.Wording {
        switch self {
        case .tooLarge(let limit):
            .init(
                "流程须有 1 至 \(limit) 个状态、至多 \(limit) 种动作", "a process has 1 to \(limit) states and at most \(limit) kinds of moves",
                help: Title(zh: "补上状态，或拆成几个流程", en: "give it states, or make several processes of it"))
        case .neverReached(let state):
            .init(
                "状态 `\(state)` 无法到达", "the state `\(state)` is never reached",
                help: Title(
                    zh: "加上通向它的动作，或删除；事项从第一个状态开始", en: "add a move that leads to it, or remove it; an item begins in the first state"))
        case .noWayOut(let state):
            .init(
                "从状态 `\(state)` 无法到达任何终点", "no end is reached from the state `\(state)`",
                help: Title(zh: "加上离开它的动作，或写 `end`", en: "add a move that leads on, or make it an end with `end`"))
        case .moveFromEnd(let move, let state):
            .init(
                "动作 `\(move)` 从终点 `\(state)` 出发", "the move `\(move)` leads from the end `\(state)`",
                help: Title(
                    zh: "终点之后没有动作：从 `from` 中去掉它，或去掉 `end`", en: "nothing comes after an end: take it out of `from`, or remove its `end`"))
        case .twoMoves(let move, let state, let first):
            .init(
                "从状态 `\(state)` 有两个 `\(move)`", "two moves are called `\(move)` from the state `\(state)`",
                help: Title(
                    zh: "另一个在 \(first.file):\(first.line)；给其中一个改名",
                    en: "the other stands at \(first.file):\(first.line); give one of them another name"))
        case .limitWithoutConsequence(let state, let moves):
            .init(
                "状态 `\(state)` 有期限，却没有写明逾期怎么办", "the state `\(state)` has a limit, but nothing says what happens when it passes",
                help: Title(
                    zh: "加上 \((moves + [ProcessDefinition.reported]).map { "`overdue: \($0)`" }.joined(separator: " 或 "))",
                    en: "add \((moves + [ProcessDefinition.reported]).map { "`overdue: \($0)`" }.joined(separator: " or "))"))
        case .consequenceWithoutLimit(let state):
            .init(
                "状态 `\(state)` 写了逾期后果，却没有期限", "the state `\(state)` says what happens when it is overdue, but has no limit",
                help: Title(zh: "加上 `at-most`", en: "add `at-most`"))
        case .noSuchConsequence(let move, let known):
            .init(
                "逾期时没有动作 `\(move)` 可做", "no move `\(move)` is made by time from this state",
                help: nearestName(to: move, among: known).map { Title(zh: "是不是 `\($0)`？", en: "did you mean `\($0)`?") }
                    ?? Title(
                        zh: "在它的 `by` 中加上 `time`，或写：\(known.joined(separator: "、"))",
                        en: "add `time` to the `by` of such a move, or write one of: \(known.joined(separator: ", "))"))
        case .decidesWithoutBasis(let move):
            .init(
                "动作 `\(move)` 自动作出决定，却没有依据", "the move `\(move)` decides by itself without a basis",
                help: Title(zh: "在 `by-itself` 中加上 `basis`，或由工作人员决定", en: "add a `basis` to `by-itself`, or let an officer decide"))
        case .circleByItself(let move):
            .init(
                "动作 `\(move)` 自动发生，又会自动回到原处，永不停止", "the move `\(move)` happens by itself and leads back by itself, without an end",
                help: Title(zh: "去掉其中一个 `by-itself`", en: "remove one `by-itself` of the circle"))
        case .endThatWaits(let state):
            .init(
                "终点 `\(state)` 不能再等待或有期限", "the end `\(state)` neither waits nor has a limit",
                help: Title(zh: "去掉 `at-most` 与 `waits-for`，或去掉 `end`", en: "remove `at-most` and `waits-for`, or remove its `end`"))
        case .feeAndPayment(let state):
            .init(
                "状态 `\(state)`：等待缴费与 `fee` 须同时写明", "the state `\(state)`: waiting for a payment and `fee` go together",
                help: Title(
                    zh: "写 `waits-for: payment` 和 `fee: {zh: …, en: …}`", en: "write `waits-for: payment` and `fee: {zh: …, en: …}`"))
        case .nobodyActs(let state, let mover):
            .init(
                "状态 `\(state)` 所等待的人没有可做的动作", "nobody for whom the state `\(state)` waits can make a move",
                help: Title(zh: "加上 `by: \(mover)` 的动作", en: "add a move `by: \(mover)`"))
        case .undoesDecision(let state, let later):
            .init(
                "`\(state)` 已作出决定，`\(later)` 却与之不符", "`\(state)` is a decision, and `\(later)` after it does not fit",
                help: Title(
                    zh: "决定之后只有送达等环节，并以同样的结果结束：改动作的 `to`，或改 `decision`",
                    en:
                        "after a decision come delivery and the like, and an end of the same kind: mend the move that leads on, or the `decision`"
                ))
        case .stopsWithoutReason(let state):
            .init(
                "进入 `\(state)` 时钟停止，却不要求理由、依据和预计结束日", "the clock stops in `\(state)` without a reason, a basis and an expected end",
                help: Title(
                    zh: "加上 `needs: [reason, basis, expected-end]`（行政许可法第四十五条）",
                    en: "add `needs: [reason, basis, expected-end]` (Administrative Licensing Law, art. 45)"))
        case .otherThanNobody(let move, let known):
            .init(
                "没有动作 `\(move)`，谈不上由他人作出", "there is no move `\(move)`, so nobody is other than who made it",
                help: nearestName(to: move, among: known).map { Title(zh: "是不是 `\($0)`？", en: "did you mean `\($0)`?") }
                    ?? Title(zh: "可写：\(known.joined(separator: "、"))", en: "the choices are: \(known.joined(separator: ", "))"))
        case .papersLateNowhere(let move, let known):
            .init(
                "后补材料逾期时，`\(move)` 不能结束事项", "`\(move)` is no move by time that ends an item as lapsed when a paper is late",
                help: known.isEmpty
                    ? Title(zh: "加上 `by: time`、通向 `end: lapsed` 的动作", en: "add a move `by: time` that leads to an `end: lapsed`")
                    : nearestName(to: move, among: known).map { Title(zh: "是不是 `\($0)`？", en: "did you mean `\($0)`?") }
                        ?? Title(zh: "可写：\(known.joined(separator: "、"))", en: "the choices are: \(known.joined(separator: ", "))"))
        case .revokesLightly(let state):
            .init(
                "`\(state)` 撤销的不是已准予的决定，或不要求理由、依据和救济途径",
                "`\(state)` revokes what was not granted, or without a reason, a basis and the remedies",
                help: Title(
                    zh: "只从 `decision: granted` 的状态撤销，并写 `needs: [reason, basis, remedies]`（行政许可法第六十九条）",
                    en:
                        "revoke only from a `decision: granted`, with `needs: [reason, basis, remedies]` (Administrative Licensing Law, art. 69)"
                ))
        case .counterDecides(let move):
            .init(
                "综合窗口只收件、分派，不能作出 `\(move)`", "the counter takes in and dispatches; it cannot make `\(move)`, which decides",
                help: Title(zh: "从 `by` 中去掉 `counter`，由工作人员作出", en: "take `counter` out of `by`, and let an officer make it"))
        case .leastBeyondMost(let state):
            .init(
                "状态 `\(state)` 的 `at-least` 长于 `at-most`", "the state `\(state)` must last longer than it may",
                help: Title(zh: "`at-least` 不得长于 `at-most`", en: "make `at-least` no longer than `at-most`"))
        case .warnsWithoutLimit(let state):
            .init(
                "状态 `\(state)` 要提前提醒，却没有更长的期限", "the state `\(state)` warns of a limit that it has not, or that is no longer than that",
                help: Title(
                    zh: "加上比 `warn` 更长的 `at-most`，或去掉 `warn`", en: "give it an `at-most` that is longer than `warn`, or remove `warn`"))
        case .extendsWrongly(let move):
            .init(
                "动作 `\(move)` 延长时限，条件却不齐", "the move `\(move)` extends the limit, but not as the law lets it",
                help: Title(
                    zh: "须由工作人员作出，`once: true`，`needs: [reason]`，`from` 与 `to` 相同且该状态计时（行政许可法第四十二条）",
                    en:
                        "an officer makes it, with `once: true` and `needs: [reason]`, from a state whose clock runs to that state itself (Administrative Licensing Law, art. 42)"
                ))
        case .nothingEarly(let move):
            .init(
                "动作 `\(move)` 写了 `early`，所在状态却没有 `at-least`",
                "the move `\(move)` is `early`, but no state that it leads from has `at-least`",
                help: Title(zh: "去掉 `early`，或给状态加上 `at-least`", en: "remove `early`, or give the state an `at-least`"))
        case .keepsNoLimit(let move):
            .init(
                "动作 `\(move)` 写了 `keeps-limit`，所离开的状态却没有期限", "the move `\(move)` keeps a limit, but no state that it leaves has one",
                help: Title(zh: "去掉 `keeps-limit`，或给状态加上 `at-most`", en: "remove `keeps-limit`, or give the state an `at-most`"))
        }
    }
}
