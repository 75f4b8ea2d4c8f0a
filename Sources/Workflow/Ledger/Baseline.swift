/// Which guides count: what an applicant would meet apart.
public struct Baseline: Sendable {
    public enum Choice: Sendable {
        /// One guide for each item of the bundle; nil where none is chosen.
        case oneGuide([Int?])
        /// Every line that any guide asks for, with the largest demand of any one guide.
        case everyGuide
    }

    public var id: String
    public var title: Title
    public var choice: Choice

    /// The bundle's own choice.
    public static func oneGuide(of bundle: CompiledBundle) -> Baseline {
        Baseline(id: "one-guide", title: Title(zh: "每个事项一份指南", en: "one guide per item"), choice: .oneGuide(bundle.chosenGuides))
    }

    /// The upper reading.
    public static let everyGuide = Baseline(
        id: "every-guide", title: Title(zh: "所有指南（上限读法）", en: "every guide (an upper reading)"), choice: .everyGuide)

    /// What the guides that count ask for; nil where none of them does.
    func demand(_ askings: [CompiledAsking], item: Int) -> Demand? {
        switch choice {
        case .oneGuide(let guides): askings.first { $0.guide == guides[item] }?.demand
        case .everyGuide: askings.max { ($0.demand.pieces) < ($1.demand.pieces) }?.demand
        }
    }

    /// The guides that count and ask, where any does.
    func guides(_ askings: [CompiledAsking], item: Int) -> [Int] {
        switch choice {
        case .oneGuide(let guides): guides[item].map { [$0] } ?? []
        case .everyGuide: askings.map(\.guide)
        }
    }
}

extension CompiledBundle {
    /// The bundle without the lines that nobody asks for under a baseline: every ledger under that baseline is the same, and sooner made.
    func reduced(to baseline: Baseline) -> CompiledBundle {
        let reduced = items.indices.map { index -> BundleItem in
            var item = items[index]
            let asked = item.item.lines.indices.filter { line in
                item.item.lines[line].alternatives.contains { $0.contains { baseline.demand($0.askings, item: index) != nil } }
            }
            item.item = item.item.having(lines: asked.map { item.item.lines[$0] })
            item.routes = asked.map { item.routes[$0] }
            return item
        }
        return having(items: reduced)
    }
}
