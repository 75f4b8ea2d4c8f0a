/// What would spare most, in passages.
struct NextSharePassages {
    typealias Cell = PassageTable.Cell

    let share: NextShare
    let language: Language

    var all: [Passage] { head + ranks + idle }

    private var head: [Passage] {
        let title = share.scenario.bundle.title[language]
        return [
            .heading(language("\(title) · 接下来连通什么", "\(title) · what to connect next"), level: 1),
            .list([
                language(
                    "方案 \(share.scenario.definition.title.zh) 的 \(share.people) 人，种子 \(share.seed)；同样的人，连通前后各算一遍",
                    "\(share.people) people of the scenario \(share.scenario.definition.title.en), seed \(share.seed); the same people before and after"
                )
            ]),
        ]
    }

    private func text(_ spread: Distribution?) -> String {
        guard let spread else { return "—" }
        let mean = spread.mean.rounded(to: 3).printed
        return mean + (spread.interval.map { " (\($0.lowerBound.rounded(to: 3).printed)–\($0.upperBound.rounded(to: 3).printed))" } ?? "")
    }

    private var ranks: [Passage] {
        guard !share.entries.isEmpty else { return [.paragraph(language("没有可再连通的。", "There is nothing left to connect."))] }
        let title = language("人均少交、少办（95% 置信区间）", "Spared for each person (95 % interval)")
        var headings: [PassageTable.Column] = [
            (language("连通", "connected"), .name),
            (language("少交材料的人（共 \(share.people) 人）", "people who hand in fewer papers (of \(share.people))"), .number),
        ]
        headings += NextShare.Figure.allCases.map { ($0.title[language], .number) }
        headings += [
            (language("至最后结果（工作日）", "until the last result (working days)"), .number),
            (language("办理时钟（工作日）", "legal clocks (working days)"), .number),
        ]
        let shared = share.scenario.bundle.shared
        let rows = share.entries.map { entry in
            let name = "\(entry.candidate.kind.title[language]) \(entry.candidate.title(in: shared)[language]) (\(entry.candidate.name))"
            return [Cell(name), Cell(entry.journeys)] + NextShare.Figure.allCases.map { Cell(text(entry.spared[$0])) }
                + [Cell(text(entry.days?.elapsed)), Cell(text(entry.days?.handling))]
        }
        return [
            .heading(title, level: 2), .table(PassageTable(title, headings, rows)),
            .paragraph(
                language(
                    "证照：需要的人都有电子证照，可以读取并再次使用；来源：现有定义中的来源开始应答；材料：为现无证照和来源可代的材料新建来源（写明必须是原件或须提交的除外）。天数只对最前的几项作完整仿真，其中不授权的人仍不授权。",
                    "Licence: everybody who needs it has it electronically and it may be read and used again. Source: one of the definitions begins to answer. Paper: a source of its own for one that nothing replaces today (not where only the paper will do, or the line says that it stays). Days are of full simulations of the first few; people who do not authorise still do not."
                )),
        ]
    }

    private var idle: [Passage] {
        guard !share.idle.isEmpty else { return [] }
        let names = share.idle.map { "\($0.kind.title[language]) \($0.name)" }
        return [
            .paragraph(
                language("不会再省什么：\(names.joined(separator: "、"))", "Nothing more would be spared by: \(names.joined(separator: ", "))"))
        ]
    }
}

extension ShareCandidate.Kind {
    var title: Title {
        switch self {
        case .licence: Title(zh: "证照", en: "licence")
        case .source: Title(zh: "来源", en: "source")
        case .paper: Title(zh: "材料", en: "paper")
        }
    }
}

extension NextShare.Figure {
    var title: Title {
        switch self {
        case .materials: FigureKind.lines.title
        case .copies: Title(zh: "复印件（份）", en: "copies")
        case .fields: FigureKind.fields.title
        case .visits: FigureKind.visits.title
        case .minutes: FigureKind.minutes.title
        }
    }
}

/// What would spare most, for a terminal.
public struct NextShareText {
    private let language: Language

    public init(language: Language) { self.language = language }

    public func render(_ share: NextShare) -> String {
        PassageText(language: language).render(NextSharePassages(share: share, language: language).all)
    }
}

/// One licence, source or paper, as JSON knows it; the best first.
public struct NextShareMessage: Encodable, Sendable {
    public struct Days: Encodable, Sendable {
        public var elapsedDays: MeasuredMessage.Spread
        public var handlingDays: MeasuredMessage.Spread
    }

    public var bundle: String
    public var kind: String
    public var source: String
    public var title: String
    /// Papers that are spared, of each person on the mean.
    public var materials: Double
    /// People whom it spares a paper, of so many.
    public var journeys: Int
    public var people: Int
    public var spared: [String: MeasuredMessage.Spread]
    public var days: Days?

    public static func all(of share: NextShare, _ language: Language) -> [NextShareMessage] {
        share.entries.map { entry in
            NextShareMessage(
                bundle: share.scenario.bundle.id, kind: entry.candidate.kind.rawValue, source: entry.candidate.name,
                title: entry.candidate.title(in: share.scenario.bundle.shared)[language],
                materials: (entry.spared[.materials]?.mean ?? 0).rounded(to: 4), journeys: entry.journeys, people: share.people,
                spared: Dictionary(entry.spared.map { ($0.key.rawValue, MeasuredMessage.Spread($0.value)) }) { first, _ in first },
                days: entry.days.map {
                    Days(elapsedDays: MeasuredMessage.Spread($0.elapsed), handlingDays: MeasuredMessage.Spread($0.handling))
                })
        }
    }
}
