/// A figure at one value of a parameter after another, for each of several, with intervals.
struct CurvePicture: Sendable {
    struct Line: Sendable {
        var name: InkedTitle
        /// Of each value: the figure and its interval.
        var points: [(mean: Double, interval: ClosedRange<Double>?)]
    }

    let title: String
    let legend: String?
    let parameter: String
    let values: [String]
    let lines: [Line]

    func markup(id: String) -> Markup {
        let all = lines.flatMap { $0.points.flatMap { [$0.mean, $0.interval?.upperBound ?? $0.mean, $0.interval?.lowerBound ?? $0.mean] } }
        let numbers = RoundNumbers(upTo: all.max() ?? 1)
        // Where something is below nothing, there are as many steps down as it needs.
        let step = numbers.values[1]
        let least = ((all.min() ?? 0) / step + 1e-9).rounded(.down) * step
        let down = least < 0 ? stride(from: least, to: -step / 2, by: step).map { ($0, $0.printed) } : []
        let description = lines.map { line in
            "\(line.name.title): " + zip(values, line.points).map { "\($0) → \($1.mean.printed)" }.joined(separator: ", ")
        }
        var plot = Plot(
            id: id, title: title, description: description.joined(separator: "; "), shown: lines.map(\.name),
            along: -0.5...(Double(max(1, values.count)) - 0.5), up: min(0, least)...numbers.last, depth: 150)
        plot.rules(down + numbers.labels)
        let each = (values.count + 5) / 6
        plot.marks(values.enumerated().filter { $0.offset % each == 0 }.map { (Double($0.offset), $0.element) })
        for line in lines {
            plot.line(line.points.enumerated().map { (Double($0.offset), $0.element.mean) }, line.name.ink)
            for (place, point) in line.points.enumerated() { plot.point(Double(place), point.mean, point.interval, line.name.ink) }
        }
        plot.name(parameter)
        return plot.markup
    }
}
