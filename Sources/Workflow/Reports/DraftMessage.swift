/// An application that was not handed in yet, for programs and for people.
public struct DraftMessage: Codable, Sendable {
    public struct Paper: Codable, Sendable {
        public var line: String
        public var title: String
        public var subject: String
    }

    /// What the office offers, and why nobody need apply.
    public struct Offer: Codable, Sendable {
        public var department: String
        public var made: String
        public var declined: Bool
        /// The sources that tell who is entitled.
        public var from: [String]
        public var because: String
        public var basis: [String]
    }

    public var id: String
    public var bundle: String
    public var title: String
    /// draft or offer.
    public var kind: String
    /// The last day on which it can be handed in.
    public var until: String
    /// The example that holds where nothing else is said.
    public var from: String?
    public var answers: [String: String]
    /// What is said to be held; not there: what the example holds, or what registries say of `people`.
    public var holds: [NewCase.Held]?
    /// Materials that are not attached.
    public var without: [String]
    public var mandate: ShownMandate?
    /// Role → code, as whoever has the draft in hand has given it; told to him alone, and nowhere kept but sealed.
    public var people: [String: String]?
    /// The roles of those who apply.
    public var applicants: [String]?
    /// Questions that are still to be answered.
    public var open: [String]
    public var stops: [String]
    public var papers: [Paper]
    /// Since it was last written, definitions have changed: papers that are asked for now, and those that no longer are.
    public var newPapers: [Paper]
    public var sparedPapers: [Paper]
    public var offer: Offer?

    public init(_ draft: Draft, _ plan: DraftPlan, before: DraftPlan?, under rules: CaseRules, _ language: Language) {
        func paper(_ paper: DraftPlan.Paper) -> Paper { Paper(line: paper.line, title: paper.title[language], subject: paper.subject) }
        let bundle = rules.bundle
        id = draft.id.description
        self.bundle = bundle.id
        title = bundle.title[language]
        kind = draft.offer == nil ? "draft" : "offer"
        until = draft.until.description
        (from, answers, holds) = (draft.application.from, draft.application.answers, draft.application.holds)
        (without, mandate) = (draft.application.without, draft.application.mandate)
        open = plan.open
        stops = plan.stops.map { $0[language] }
        papers = plan.papers.map(paper)
        newPapers = before.map { plan.papers(besides: $0).map(paper) } ?? []
        sparedPapers = before.map { $0.papers(besides: plan).map(paper) } ?? []
        offer = draft.offer.map { offer in
            let shared = bundle.shared
            let department = shared.departments.first { $0.id.value == offer.department }
            return Offer(
                department: department?.title[language] ?? offer.department, made: offer.made.description, declined: offer.isDeclined,
                from: (bundle.offers?.from ?? []).map { shared.sources[$0].definition.title[language] },
                because: bundle.offers?.because[language] ?? "", basis: (bundle.offers?.basis ?? []).map { $0.citation[language] })
        }
    }

    /// For people.
    public func text(_ language: Language) -> String {
        func line(_ paper: Paper) -> String { "\(paper.line)  \(paper.title) (\(paper.subject))" }
        func list(_ heading: String, _ lines: [String]) -> [Passage] {
            lines.isEmpty ? [] : [.heading(heading, level: 2), .list(lines)]
        }
        var head = [
            kind == "draft"
                ? language("草稿，尚未提交；最迟 \(until)", "a draft, not handed in yet; by \(until) at the latest")
                : language("“免申即享”，待本人确认；最迟 \(until)", "an offer; it can be accepted until \(until)")
        ]
        if let offer {
            head.append(
                language("\(offer.department)于 \(offer.made) 发起：", "\(offer.department) offered it on \(offer.made): ") + offer.because)
            head.append(language("依据：", "basis: ") + offer.basis.joined(separator: language("；", "; ")))
            head.append(language("数据来源：", "data from: ") + offer.from.joined(separator: language("、", ", ")))
            if offer.declined { head.append(language("本人已经谢绝", "it was declined")) }
        }
        if let from { head.append(language("示例：\(from)", "from the example \(from)")) }
        let isComplete = open.isEmpty && stops.isEmpty
        let nothing = language("无须交材料", "no paper besides the form")
        let answers = answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return PassageText(language: language).render(
            [.heading("\(title) \(id)", level: 1), .list(head)]
                + list(language("已回答", "Answered"), answers)
                + list(language("声明持有", "Said to be held"), (holds ?? []).map { "\($0.role):\($0.licence)" })
                + list(language("待回答", "Still to be answered"), open)
                + list(language("当场告知：不适用", "Told at once not to apply"), stops)
                + list(language("要交的材料", "Papers to hand in"), isComplete && papers.isEmpty ? [nothing] : papers.map(line))
                + list(language("定义已更新，新增", "Asked for since the definitions changed"), newPapers.map(line))
                + list(language("定义已更新，不再需要", "No longer asked for"), sparedPapers.map(line)))
    }
}
