/// How many have no more than so much, for each of several, on one axis.
struct CumulativePicture: Sendable {
    struct Line: Sendable {
        var name: InkedTitle
        /// Values, least first, each with the share of people who have no more.
        var points: [(value: Double, share: Double)]
    }

    let title: String
    let legend: String?
    /// What the values are, with their unit.
    let unit: String
    let lines: [Line]

    /// By when nine of ten, or ninety-nine of a hundred, are done.
    static func reached(_ share: Double, by points: [(value: Double, share: Double)]) -> Double? {
        points.first { $0.share >= share - 1e-12 }?.value
    }

    func markup(id: String) -> Markup {
        let ends = lines.compactMap { Self.reached(0.99, by: $0.points) }
        let numbers = RoundNumbers(upTo: max(1, ends.max() ?? 1), about: 7)
        let description = lines.map { line in
            let shares = [0.5, 0.9, 0.99].compactMap { share in
                Self.reached(share, by: line.points).map { "\((share * 100).printed) % ≤ \($0.printed)" }
            }
            return "\(line.name.title): \(shares.joined(separator: ", "))"
        }
        var plot = Plot(
            id: id, title: title, description: description.joined(separator: "; "), shown: lines.map(\.name), along: 0...numbers.last,
            up: 0...1, depth: 170)
        plot.rules([0, 0.25, 0.5, 0.75, 1].map { ($0, "\(Int($0 * 100))%") })
        plot.marks(numbers.labels)
        for line in lines {
            var steps: [(along: Double, up: Double)] = [(0, 0)]
            for point in line.points where point.value <= numbers.last {
                steps.append((point.value, steps[steps.count - 1].up))
                steps.append((point.value, point.share))
            }
            steps.append((numbers.last, steps[steps.count - 1].up))
            plot.line(steps, line.name.ink)
        }
        plot.name(unit)
        return plot.markup
    }
}
