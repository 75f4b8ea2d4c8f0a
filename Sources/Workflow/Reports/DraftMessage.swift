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
        public var from: [String]
        public var because: String
        public var basis: [String]
    }

    public var id: String
    public var phase: String
    public var bundle: String
    public var title: String
    public var kind: String
    public var until: String
    public var from: String?
    public var answers: [String: String]
    public var holds: [NewCase.Held]?
    public var without: [String]
    public var mandate: ShownMandate?
    public var people: [String: String]?
    public var applicants: [String]?
    public var open: [String]
    public var stops: [String]
    public var papers: [Paper]
    public var newPapers: [Paper]
    public var sparedPapers: [Paper]
    public var offer: Offer?

    public init(_ draft: Draft, _ plan: DraftPlan, before: DraftPlan?, under rules: CaseRules, _ language: Language) {
        func paper(_ paper: DraftPlan.Paper) -> Paper { Paper(line: paper.line, title: paper.title[language], subject: paper.subject) }
        let bundle = rules.bundle
        id = draft.id.description
        phase = "draft"
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

extension DraftMessage: Described {
    public static let about = "草稿 · An application that was not handed in yet, or an offer (免申即享)."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "phase": .words(["draft"], "It is no case yet: by this word a `Draft` is told from a `Case`."),
        "bundle": .bundle,
        "title": .title,
        "kind": .words(["draft", "offer"], "A draft of one's own, or an offer of the office that need only be accepted."),
        "until": .day("The last day on which it can be handed in; after it, it is thrown away."),
        "from": "The example that holds where nothing else is said.",
        "answers": .answers,
        "holds": "What is said to be held; not there: what the example holds, or what registries say of `people`.",
        "without": "Materials that are not attached, by their ids in the definitions.",
        "mandate": "委托 · Who acts for the applicant.",
        "people":
            "Role → code, as whoever has the draft in hand has given it; told to him alone, and nowhere kept but sealed.",
        "applicants": "The roles of those who apply.",
        "open": "Questions that are still to be answered, by their ids.",
        "stops": "Why it would be told at once not to apply, in words; none: it would not.",
        "papers": "Papers that are to be handed in with it.",
        "newPapers": "Papers that are asked for since definitions have changed after it was last written.",
        "sparedPapers": "Papers that are no longer asked for since then.",
        "offer": "Of an offer: by whom and why.",
    ]
}

extension DraftMessage.Paper: Described {
    public static let about = "A paper to be handed in."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "title": .title,
        "subject": .subject,
    ]
}

extension DraftMessage.Offer: Described {
    public static let about = "免申即享 · What the office offers, and why nobody need apply."
    public static let meanings: [String: Meaning] = [
        "department": "Who offers it, in the language of the answer.",
        "made": .day("When."),
        "declined": "It was declined.",
        "from": "The sources that tell who is entitled, in words.",
        "because": "Why whoever it is for is entitled.",
        "basis": .basis,
    ]
}
