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
    public static let about: Meaning = "尚未提交的申请，或“免申即享” · An application that was not handed in yet, or an offer (免申即享)."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "phase": .words(["draft"], "尚不是办件：凭此词区分 `Draft` 与 `Case` · It is no case yet: by this word a `Draft` is told from a `Case`."),
        "bundle": .bundle,
        "title": .title,
        "kind": .words(
            ["draft", "offer"], "自建的草稿，或只待接受的“免申即享” · A draft of one's own, or an offer of the office that need only be accepted."),
        "until": .day("可以提交的最后一日，过后作废 · The last day on which it can be handed in; after it, it is thrown away."),
        "from": "示例，其余未写的取自它 · The example that holds where nothing else is said.",
        "answers": .answers,
        "holds": """
        声明持有的证照；没有：取自示例，或由登记库按 `people` 查得 · \
        What is said to be held; not there: what the example holds, or what registries say of `people`.
        """,
        "without": "本次不提交的材料，定义中的编号 · Materials that are not attached, by their ids in the definitions.",
        "mandate": "由谁代申请人办理（委托） · Who acts for the applicant.",
        "people": """
        角色 → 代码，由经手草稿的人写明；只告知本人，只密封保存 · \
        Role → code, as whoever has the draft in hand has given it; told to him alone, and nowhere kept but sealed.
        """,
        "applicants": "申请人的角色 · The roles of those who apply.",
        "open": "尚待回答的问题（编号） · Questions that are still to be answered, by their ids.",
        "stops": "当场告知不必申请的理由，以文字表述；为空：没有 · Why it would be told at once not to apply, in words; none: it would not.",
        "papers": "须随之提交的材料 · Papers that are to be handed in with it.",
        "newPapers": "上次改写后因定义变化新要求的材料 · Papers that are asked for since definitions have changed after it was last written.",
        "sparedPapers": "上次改写后因定义变化不再要求的材料 · Papers that are no longer asked for since then.",
        "offer": "“免申即享”：由谁提出，理由 · Of an offer: by whom and why.",
    ]
}

extension DraftMessage.Paper: Described {
    public static let about: Meaning = "要提交的材料 · A paper to be handed in."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "title": .title,
        "subject": .subject,
    ]
}

extension DraftMessage.Offer: Described {
    public static let about: Meaning = "“免申即享”：所提出的内容，及为何无须申请 · What the office offers, and why nobody need apply."
    public static let meanings: [String: Meaning] = [
        "department": "提出的部门，按回答的语言 · Who offers it, in the language of the answer.",
        "made": .day("提出日 · When it was made."),
        "declined": "已谢绝 · It was declined.",
        "from": "据以认定其可享的数据来源，以文字表述 · The sources that tell who is entitled, in words.",
        "because": "为何可享 · Why whoever it is for is entitled.",
        "basis": .basis,
    ]
}
