/// How many of a hundred have how much, for each of several beside each other.
struct HistogramPicture: Sendable {
    struct Bin: Sendable {
        /// The least and the most value in it.
        var from: Int64
        var through: Int64
        /// Of each that is shown, the share of people.
        var shares: [Double]

        var label: String { from == through ? "\(from)" : "\(from)–\(through)" }
    }

    let title: String
    let legend: String?
    let unit: String
    let shown: [InkedTitle]
    let bins: [Bin]

    /// Bins of equal width, as few as needed.
    static func bins(_ values: [[(value: Int64, count: Int64)]], most: Int64 = 30) -> [Bin] {
        let all = values.joined().map(\.value)
        guard let least = all.min(), let largest = all.max() else { return [] }
        let width = (largest - least) / most + 1
        return stride(from: least, through: largest, by: Int(width)).map { start in
            let bin = start...(start + width - 1)
            let shares = values.map { values in
                let total = values.reduce(0) { $0 + $1.count }
                let within = values.reduce(0) { $0 + (bin.contains($1.value) ? $1.count : 0) }
                return total > 0 ? Double(within) / Double(total) : 0
            }
            return Bin(from: bin.lowerBound, through: bin.upperBound, shares: shares)
        }
    }

    func markup(id: String) -> Markup {
        let description = bins.filter { $0.shares.contains { $0 > 0 } }.map { bin in
            "\(bin.label): " + zip(shown, bin.shares).map { "\($0.title) \(($1 * 100).rounded(to: 1).printed)%" }.joined(separator: ", ")
        }
        let numbers = RoundNumbers(upTo: (bins.flatMap(\.shares).max() ?? 1) * 100)
        var plot = Plot(
            id: id, title: title, description: description.joined(separator: "; "), shown: shown, along: 0...Double(max(1, bins.count)),
            up: 0...numbers.last, depth: 170)
        plot.rules(numbers.values.map { ($0, "\($0.printed)%") })
        let each = (bins.count + 9) / 10
        plot.marks(bins.enumerated().filter { $0.offset % each == 0 }.map { (Double($0.offset) + 0.5, $0.element.label) }, ticks: false)
        let width = 0.84 / Double(max(1, shown.count))
        for (place, bin) in bins.enumerated() {
            for (number, share) in bin.shares.enumerated() where share > 0 {
                let start = Double(place) + 0.08 + Double(number) * width
                plot.column(from: start, to: start + width, up: share * 100, Ink(colour: shown[number].ink.colour))
            }
        }
        plot.name(unit)
        return plot.markup
    }
}
