/// How far a figure goes when one assumption after another is moved, the one that moves it most on top.
struct TornadoPicture: Sendable {
    struct Change: Sendable {
        var difference: Double
        var interval: ClosedRange<Double>?
    }

    struct Bar: Sendable {
        var label: String
        var words: String
        var down: Change?
        var up: Change?
    }

    let title: String
    let legend: String?
    let bars: [Bar]

    static let down = Ink(colour: "#c58a1c")
    static let up = Ink(colour: "#1f3a63")

    func markup(id: String) -> Markup {
        var drawing = Drawing(id: id, title: title, description: bars.map { "\($0.label): \($0.words)" }.joined(separator: "; "))
        // The bars have the most room; an interval that goes beyond the edge ends there.
        let most = 1.5 * (bars.flatMap { [$0.down, $0.up] }.compactMap { $0.map { abs($0.difference) } }.max() ?? 0)
        let (middle, scale) = (Drawing.width / 2, most > 0 ? (Drawing.width / 2 - 4) / most : 0)
        for bar in bars {
            drawing.label(bar.label, bar.words)
            let top = drawing.height
            for (change, ink, y) in [(bar.down, Self.down, top), (bar.up, Self.up, top + 8)] {
                guard let change else { continue }
                let width = abs(change.difference) * scale
                drawing.area(change.difference < 0 ? middle - width : middle, y, width, 7, ink)
                if let interval = change.interval?.clamped(to: -most...most) {
                    drawing.stroke(
                        [(middle + interval.lowerBound * scale, y + 3.5), (middle + interval.upperBound * scale, y + 3.5)],
                        Ink(colour: "#5b6675"), width: 1)
                }
            }
            drawing.line(middle, from: top - 2, to: top + 17)
            drawing.advance(22)
        }
        return drawing.markup
    }
}
