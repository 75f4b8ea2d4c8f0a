/// A counterfactual replay in passages.
struct ReplayPassages {
    typealias Cell = PassageTable.Cell

    let replay: CounterfactualReplay
    let language: Language

    var all: [Passage] { head + figures + changes + unknown }

    private var head: [Passage] {
        var facts = [
            language(
                "\(replay.cases) 件已存办件按新定义重走：\(replay.known) 件可知，其中 \(replay.same) 件没有变化；\(replay.unknowable) 件不可知",
                "\(replay.cases) stored cases walked again under the new definitions: \(replay.known) can be known, of which \(replay.same) would be as they were; \(replay.unknowable) cannot be known"
            )
        ]
        facts += replay.stopped.sorted { $0.key < $1.key }.map { _, entry in
            language(
                "\(entry.cases) 件会被当场告知：\(entry.because.zh)", "\(entry.cases) would be told at once: \(entry.because.en)")
        }
        return [
            .heading(
                language("\(replay.bundle.title.zh) · 按新定义重走", "\(replay.bundle.title.en) · walked again under new definitions"), level: 1),
            .list(facts),
        ]
    }

    private var figures: [Passage] {
        let rows = ReplayedCase.Figure.allCases.compactMap { figure -> [Cell]? in
            guard let one = replay.comparison(figure) else { return nil }
            let interval = one.difference.interval.map { "\($0.lowerBound.rounded(to: 2).printed)–\($0.upperBound.rounded(to: 2).printed)" }
            return [
                Cell(figure.title[language]), Cell(one.before.rounded(to: 2).printed), Cell(one.after.rounded(to: 2).printed),
                Cell((one.after - one.before).rounded(to: 2).printed), Cell((one.before / Double(replay.known)).rounded(to: 2).printed),
                Cell((one.after / Double(replay.known)).rounded(to: 2).printed), Cell(one.difference.mean.rounded(to: 2).printed),
                Cell(interval ?? "—"),
            ]
        }
        guard !rows.isEmpty else { return [] }
        let title = language("一次办，可知的 \(replay.known) 件", "Together, the \(replay.known) cases that can be known")
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (language("合计：原", "sum: before"), .number), (language("新", "after"), .number),
            (language("差", "difference"), .number), (language("平均：原", "mean: before"), .number), (language("新", "after"), .number),
            (language("差", "difference"), .number), (language("95% 置信区间", "95 % interval"), .number),
        ]
        return [.heading(title, level: 2), .table(PassageTable(title, headings, rows))]
    }

    private var changes: [Passage] {
        let rows = replay.sortedChanges.map { change, cases in
            [
                Cell(change.isLimit ? language("\(change.line)：时限", "\(change.line): limit") : change.line),
                Cell(ReplayedCase.word(change.before, isLimit: change.isLimit, language)),
                Cell(ReplayedCase.word(change.after, isLimit: change.isLimit, language)), Cell(cases),
            ]
        }
        guard !rows.isEmpty else { return [] }
        let title = language("逐行变化", "Line by line")
        let headings: [PassageTable.Column] = [
            (language("行", "line"), .name), (language("原", "before"), .text), (language("新", "after"), .text),
            (language("件", "cases"), .number),
        ]
        return [.heading(title, level: 2), .table(PassageTable(title, headings, rows))]
    }

    private var unknown: [Passage] {
        let named = replay.unknown.sorted { $0.key < $1.key }.map { what, cases in
            language("\(what.title(in: replay.bundle).zh)：\(cases) 件", "\(what.title(in: replay.bundle).en): \(cases)")
        }
        let always = language(
            "人员在新定义下会用多久：全部 \(replay.cases) 件都不可知，只比较法定和承诺的时限",
            "how long officers would have taken: of all \(replay.cases) cases; limits alone are compared")
        return [
            .heading(language("不可知的", "What cannot be known"), level: 2), .list(named + [always]),
            .paragraph(language("不可知的办件不计入以上各项，也不作推测。", "Cases that cannot be known are in no figure above, and nothing is filled in.")),
        ]
    }
}

extension CounterfactualReplay {
    /// Sums, and the difference of each case; nil where no case can be known.
    func comparison(_ figure: ReplayedCase.Figure) -> (before: Double, after: Double, difference: Distribution)? {
        guard let was = before[figure], let would = after[figure], let difference = Distribution(zip(would, was).map { $0 - $1 }) else {
            return nil
        }
        return (was.reduce(0, +), would.reduce(0, +), difference)
    }

    var sortedChanges: [(change: ReplayedCase.Change, cases: Int)] {
        changes.sorted { $0.key < $1.key }.map { (change: $0.key, cases: $0.value) }
    }
}

extension ReplayedCase {
    /// A disposition with its pieces, or a limit, in words.
    static func word(_ text: String?, isLimit: Bool, _ language: Language) -> String {
        guard let text else { return isLimit ? language("无", "none") : language("没有这一行", "no such line") }
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        if isLimit { return (try? TimeSpan(parsing: text))?.title[language] ?? text }
        let title = Disposition(rawValue: parts[0])?.title[language] ?? parts[0]
        return parts.count > 1 ? "\(title) \(parts[1])" : title
    }
}

extension ReplayedCase.Figure {
    var title: Title {
        switch self {
        case .materials: FigureKind.lines.title
        case .pieces: FigureKind.pieces.title
        case .kinds: FigureKind.kinds.title
        case .copies: Title(zh: "复印件（份）", en: "copies")
        case .forms: FigureKind.forms.title
        case .fields: FigureKind.fields.title
        case .visits: FigureKind.visits.title
        case .steps: FigureKind.steps.title
        case .handlingDays: FigureKind.handlingDays.title
        case .minutes: FigureKind.minutes.title
        }
    }
}

extension ReplayUnknown {
    /// What is not known, in words.
    func title(in bundle: CompiledBundle) -> Title {
        switch self {
        case .question(let id):
            let ask = bundle.shared.questions.first { $0.id == id }?.ask
            return Title(zh: "没有问过 `\(id)`\(ask.map { "（\($0.zh)）" } ?? "")", en: "`\(id)` was not asked\(ask.map { " (\($0.en))" } ?? "")")
        case .licence(let name, let role):
            return Title(zh: "没有人读取过 `\(role)` 的证照 `\(name)`", en: "nobody read a licence `\(name)` of `\(role)`")
        case .source(let name, let role):
            return Title(zh: "没有向来源 `\(name)` 查询过 `\(role)`", en: "the source `\(name)` was not asked about `\(role)`")
        case .record(let line):
            return Title(
                zh: "`\(line)` 的记录与回答和证照不符（如等待中的证照）",
                en: "the record of `\(line)` is not what answers and licences say (as of a licence that is awaited)")
        case .move(let item, let move):
            return Title(
                zh: "`\(item)` 的新流程没有动作 `\(move)`，此后如何办理", en: "how `\(item)` would go on: its new process has no move `\(move)`")
        }
    }
}

/// A replay for a terminal.
public struct ReplayText {
    private let language: Language

    public init(language: Language) { self.language = language }

    public func render(_ replay: CounterfactualReplay) -> String {
        PassageText(language: language).render(ReplayPassages(replay: replay, language: language).all)
    }
}
