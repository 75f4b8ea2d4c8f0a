/// A journey for people: what happened, when and by whom; which papers vanished and why; what ran side by side; and how long it took.
public struct JourneyText {
    private let language: Language

    /// Texts in one language.
    public init(language: Language) {
        self.language = language
    }

    public func render(_ walk: Walk, differences: [Diagnostic], machineSeconds: Double) -> String {
        var passages: [Passage] = [
            .heading(walk.journey.title[language], level: 1),
            .list(["\(walk.bundle.id)/\(walk.journey.id)", answers(walk)].filter { !$0.isEmpty }),
        ]
        if let refusal = walk.refusal { passages += refused(refusal, walk) }
        if !walk.events.isEmpty {
            passages += [
                .table(Timeline(walk, language).table),
                .table(sideBySide(walk)),
                .table(papers(walk)),
            ]
            passages += days(walk, machineSeconds)
        }
        passages += [.paragraph(verdict(walk, differences))]
        return PassageText(language: language).render(passages)
    }

    private func answers(_ walk: Walk) -> String {
        walk.plan.ledger.answersByName.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }

    private func refused(_ refusal: Refusal, _ walk: Walk) -> [Passage] {
        let words = refusal.wording(walk.state, under: walk.rules)
        let told = walk.events.isEmpty ? language("当场告知：", "Told at once: ") : language("未能继续：", "Refused: ")
        return [.paragraph(told + words.message[language]), .list(words.canDo.map { language("可以：", "instead: ") + $0[language] })]
    }

    /// Papers with what became of them, those that need not be handed in with the reason.
    private func papers(_ walk: Walk) -> PassageTable {
        let ledger = walk.plan.ledger
        let headings: [PassageTable.Column] = [
            (language("行", "line"), .name), (language("材料", "paper"), .text), (language("怎样了", "what became of it"), .text),
            (language("原因", "reason"), .below),
        ]
        let rows: [[PassageTable.Cell]] = ledger.lines.filter { $0.disposition != .notApplicable }.map { line in
            [
                .init(ledger.id(line)), .init(ledger.title(line)[language]), .init(line.disposition.title[language]),
                .init(ledger.reason(line)[language]),
            ]
        }
        return PassageTable(language("材料怎样了", "What became of the papers"), headings, rows)
    }

    /// Each item with the moments between which it was handled, and the items that ran at the same time without needing each other.
    private func sideBySide(_ walk: Walk) -> PassageTable {
        let headings: [PassageTable.Column] = [
            (language("事项", "item"), .name), (language("部门", "department"), .text), (language("开始", "from"), .text),
            (language("结束", "to"), .text), (language("法定截止", "due by law"), .text), (language("承诺截止", "promised by"), .text),
            (language("结果", "end"), .text), (language("与之并行", "side by side with"), .text),
        ]
        let spans = Spans(walk)
        let answers = walk.plan.ledger.situation.answers
        let rows: [[PassageTable.Cell]] = walk.state.items.indices.map { place in
            let item = walk.state.items[place]
            let department = walk.bundle.shared.departments[walk.bundle.department(of: Int(item.opened.item), answers)].title[language]
            let beside = spans.beside(place, walk).map { walk.name($0) }.joined(separator: " ")
            return [
                .init(walk.title(place, language)), .init(department), .init(spans.from[place]?.description ?? "–"),
                .init(spans.to[place]?.description ?? "–"), .init(item.statutory.map { $0.due.day.description } ?? "–"),
                .init(item.promised.map { $0.due.day.description } ?? "–"), .init(walk.end(of: place).title[language]), .init(beside),
            ]
        }
        return PassageTable(language("各事项", "The items"), headings, rows)
    }

    /// Three clocks, never mixed: the applicant's minutes, the machine's time, the working days.
    private func days(_ walk: Walk, _ machineSeconds: Double) -> [Passage] {
        let figures = CaseFigures(walk.events, under: walk.rules)
        let minutes = walk.plan.together.minutes.printed
        let elapsed = figures.elapsedDays.map(String.init) ?? "–"
        let micro = (machineSeconds * 1_000_000).rounded() / 1_000_000
        return [
            .heading(language("三只钟", "Three clocks"), level: 2),
            .list([
                language("申请人自己的时间：\(minutes) 分钟（按假设计算）", "the applicant's own time: \(minutes) minutes (from assumptions)"),
                language("机器处理：\(micro) 秒", "the machine: \(micro) seconds"),
                language(
                    "办理时限（法定时钟走过的最长路径）：\(figures.handlingDays) 个工作日",
                    "handling time (the longest path of the legal clocks): \(figures.handlingDays) working days"),
                language("到拿到最后一个结果：\(elapsed) 个工作日", "until the last result is in hand: \(elapsed) working days"),
            ]),
        ]
    }

    private func verdict(_ walk: Walk, _ differences: [Diagnostic]) -> String {
        guard walk.journey.definition.expectsAnything else { return language("没有写明预期。", "Nothing is expected of it.") }
        guard !differences.isEmpty else { return language("与预期一致。", "As expected.") }
        return language("与预期不同：", "Not as expected: ") + differences.map { $0.message[language] }.joined(separator: language("；", "; "))
    }
}

/// When each item was handled.
struct Spans {
    var from: [Moment?]
    var to: [Moment?]

    init(_ walk: Walk) {
        from = Array(repeating: nil, count: walk.state.items.count)
        to = from
        for event in walk.events {
            switch event.fact {
            case .started(let item, _): from[Int(item)] = event.at
            case .ended(let item, _), .closedBecause(let item, _): to[Int(item)] = event.at
            default: break
            }
        }
    }

    /// Items that were being handled at the same time, neither needing the other.
    func beside(_ place: Int, _ walk: Walk) -> [Int] {
        guard let begin = from[place] else { return [] }
        let item = Int(walk.state.items[place].opened.item)
        return from.indices.filter { other in
            guard other != place, let otherBegin = from[other] else { return false }
            let another = Int(walk.state.items[other].opened.item)
            if walk.bundle.items[item].before.contains(another) || walk.bundle.items[another].before.contains(item) { return false }
            let starts = max(begin, otherBegin)
            return ends(starts, place) && ends(starts, other)
        }
    }

    private func ends(_ after: Moment, _ place: Int) -> Bool { to[place].map { $0 >= after } ?? true }
}

extension JourneyDefinition.End {
    public var title: Title {
        switch self {
        case .granted: Title(zh: "办成", en: "granted")
        case .refused: Title(zh: "未予批准", en: "refused")
        case .notTakenIn: Title(zh: "不予受理", en: "not taken in")
        case .withdrawn: Title(zh: "已撤回", en: "withdrawn")
        case .lapsed: Title(zh: "逾期终止", en: "lapsed")
        case .revoked: Title(zh: "已撤销", en: "revoked")
        case .closed: Title(zh: "因其他事项终止", en: "closed because of another")
        case .open: Title(zh: "未办结", en: "still open")
        }
    }
}
