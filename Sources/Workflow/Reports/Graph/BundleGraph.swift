/// A bundle in one situation as a Graphviz digraph: a box for every item, an arrow for every order between two of them.
public struct BundleGraph {
    let plan: Plan
    private let journey: String
    private let language: Language

    /// The picture of a plan, named after the journey that it started from.
    public init(_ plan: Plan, journey: String, _ language: Language) {
        self.plan = plan
        self.journey = journey
        self.language = language
    }

    private var ledger: Ledger { plan.ledger }
    private var bundle: CompiledBundle { plan.bundle }

    /// The whole file; the same plan always gives the same text.
    public var text: String {
        let font = ("fontname", language("Noto Sans CJK SC,sans-serif", "Helvetica"))
        let look: [String] = [
            "graph"
                + DotText.attributes([
                    ("rankdir", "LR"), ("label", title), ("labelloc", "t"), font, ("fontsize", "14"), ("nodesep", "0.25"),
                    ("ranksep", "0.7"),
                ]) + ";",
            "node" + DotText.attributes([("shape", "box"), font, ("fontsize", "11"), ("margin", "0.15,0.08")]) + ";",
            "edge" + DotText.attributes([font, ("fontsize", "10")]) + ";",
        ]
        let lines = look + boxes + ranks + arrows
        return "digraph \(DotText.quoted(bundle.id)) {\n" + lines.map { "    \($0)\n" }.joined() + "}\n"
    }

    /// What it shows, the figures, and how to read it.
    private var title: String {
        let heading = "\(bundle.title[language]) · \(journey) · \(ledger.baseline.id)"
        let stops = ledger.stops.map { language("当场告知：", "Told at once: ") + $0.because[language] }
        guard stops.isEmpty else { return ([heading] + stops.map { DotText.wrapped($0, width: 90) }).joined(separator: "\n") }
        // Without any known limit there is no handling time, which is not 0 days.
        let kinds: [FigureKind] = [.forms, .lines, .visits] + (plan.apart.handlingDays > 0 ? [.handlingDays] : [])
        let figures = kinds.map { kind in
            "\(kind.title[language]) \(kind.value(in: plan.apart).printed) → \(kind.value(in: plan.together).printed)"
        }
        let legend = language(
            "实线：先后；空心箭头：前者签发后者所需材料；点线：在另一事项之内办理；虚框：本情形不办理",
            "solid: comes after · hollow arrow: issues a paper that the other needs · dotted: handled within · dashed box: not in this situation"
        )
        return [heading, figures.joined(separator: " · "), legend].joined(separator: "\n") + "\n "
    }

    private func name(_ item: Int) -> String { bundle.items[item].item.id }

    /// Items that are drawn: a bundle's own list only where it has lines.
    private var drawn: [Int] { bundle.items.indices.filter { !bundle.items[$0].isWholeList || ledger.isActive($0) } }

    private var active: [Int] { drawn.filter(ledger.isActive) }

    private var boxes: [String] {
        drawn.map { item in
            guard ledger.isActive(item) else {
                let label =
                    DotText.wrapped(bundle.items[item].item.title[language], width: 28) + "\n"
                    + language("本情形不办理", "not in this situation")
                return DotText.node(name(item), [("label", label), ("style", "dashed"), ("color", "gray50"), ("fontcolor", "gray40")])
            }
            return DotText.node(name(item), [("label", label(item))] + (bundle.items[item].isWholeList ? [("shape", "note")] : []))
        }
    }

    private func label(_ item: Int) -> String {
        let entry = bundle.items[item]
        let times = ledger.instances[item] > 1 ? " ×\(ledger.instances[item])" : ""
        var lines = [entry.item.title[language] + times]
        if entry.isWholeList {
            lines.append(language("整份材料清单", "the whole list of papers"))
        } else {
            lines.append(bundle.shared.departments[bundle.department(of: item, ledger.situation.answers)].title[language])
            lines += [limit(item), wait(item)].compactMap { $0 }
        }
        return (lines.map { DotText.wrapped($0, width: 30) } + [papers(item)]).joined(separator: "\n")
    }

    /// The promised limit, else the law's; nothing for an item within another, which the dotted arrow shows.
    private func limit(_ item: Int) -> String? {
        if let within = bundle.items[item].within, ledger.isActive(within) { return nil }
        let limit = bundle.timeLimit(of: item, ledger.situation.answers)
        if let promised = limit?.promised { return promised.title[language] + language.remark(language("承诺", "promised")) }
        if let statutory = limit?.statutory { return statutory.title[language] + language.remark(language("法定", "by law")) }
        return language("没有已知时限", "no known limit")
    }

    private func wait(_ item: Int) -> String? {
        guard let wait = bundle.items[item].waitsFor, wait.onlyIf.holds(ledger.situation.answers) else { return nil }
        return language("等待：", "waits for: ") + bundle.shared.events[wait.event].title[language]
    }

    /// How many lines of an item are handed in and what becomes of the others.
    private func papers(_ item: Int) -> String {
        let lines = ledger.lines.filter { $0.item == item }
        let counts = Disposition.downward.reversed().filter { $0 != .notApplicable }.compactMap { disposition -> String? in
            let count = lines.count { $0.disposition == disposition }
            return count == 0 ? nil : language("\(disposition.inShort.zh) \(count)", "\(count) \(disposition.inShort.en)")
        }
        if counts.isEmpty, !bundle.items[item].isWholeList, active.contains(where: { bundle.items[$0].isWholeList }) {
            return language("材料见整份清单", "papers: in the whole list")
        }
        return counts.isEmpty ? language("无材料", "no papers") : DotText.filled(counts, separator: " · ", width: 30)
    }

    /// Items that can be handled at the same time stand below each other, later ones to the right.
    private var ranks: [String] {
        let batches = Dictionary(grouping: drawn) { bundle.items[$0].batch }.sorted { $0.key < $1.key }.map(\.value)
        let same = batches.filter { $0.count > 1 }.map { items in
            "{ rank=same; " + items.map { DotText.quoted(name($0)) + ";" }.joined(separator: " ") + " }"
        }
        let order = zip(batches, batches.dropFirst()).map { DotText.edge(name($0[0]), name($1[0]), [("style", "invis")]) }
        return same + order
    }

    private var arrows: [String] {
        let licences = papersProduced
        var lines: [String] = []
        for item in active {
            let entry = bundle.items[item]
            for earlier in entry.after.filter(ledger.isActive) {
                let label = licences[earlier, default: [:]][item].map { [("label", titles($0)), ("arrowhead", "empty")] } ?? []
                lines.append(DotText.edge(name(earlier), name(item), label))
            }
            for earlier in licences.keys.sorted() where !entry.after.contains(earlier) {
                guard let produced = licences[earlier]?[item] else { continue }
                lines.append(DotText.edge(name(earlier), name(item), [("label", titles(produced)), ("arrowhead", "empty")]))
            }
            if let within = entry.within, ledger.isActive(within) {
                lines.append(DotText.edge(name(item), name(within), [("style", "dotted")]))
            }
        }
        return lines
    }

    /// Licences by the item that issues them and the later item that needs them.
    private var papersProduced: [Int: [Int: [Int]]] {
        var found: [Int: [Int: [Int]]] = [:]
        for line in ledger.lines {
            guard case .produced(let item, _, let licence) = line.cause else { continue }
            if found[item]?[line.item]?.contains(licence) != true { found[item, default: [:]][line.item, default: []].append(licence) }
        }
        return found
    }

    private func titles(_ licences: [Int]) -> String {
        licences.map { DotText.wrapped(bundle.shared.licences[$0].definition.title[language], width: 24) }.joined(separator: "\n")
    }
}

extension Disposition {
    /// One or two words, for places where there is little room.
    var inShort: Title {
        switch self {
        case .handedIn: Title(zh: "提交", en: "handed in")
        case .duplicate: Title(zh: "重复", en: "duplicate")
        case .licence: Title(zh: "证照", en: "by licence")
        case .shared: Title(zh: "共享", en: "shared")
        case .produced: Title(zh: "产出", en: "produced")
        case .merged: Title(zh: "并表", en: "merged")
        case .promised: Title(zh: "承诺", en: "promised")
        case .follows: Title(zh: "后补", en: "follows")
        case .notAsked: Title(zh: "不要", en: "not asked")
        case .notApplicable: Title(zh: "不适用", en: "not applicable")
        }
    }
}
