/// An SVG with two axes: what it shows lies between numbers along and numbers up.
struct Plot {
    private var drawing: Drawing
    private let along: ClosedRange<Double>
    private let up: ClosedRange<Double>
    private let top: Double
    private let bottom: Double
    private static let left = 40.0
    private static let right = Drawing.width - 12

    /// - Parameters:
    ///   - shown: what is drawn, for the line above the picture.
    ///   - depth: of the part between the axes.
    init(
        id: String, title: String, description: String, shown: [InkedTitle], along: ClosedRange<Double>, up: ClosedRange<Double>,
        depth: Double
    ) {
        drawing = Drawing(id: id, title: title, description: description)
        (self.along, self.up) = (along, up)
        top = shown.isEmpty ? 10 : 28
        bottom = top + depth
        var x = Self.left
        for one in shown {
            drawing.stroke([(x, 11), (x + 22, 11)], one.ink, width: 3)
            drawing.text(one.title, x: x + 27, y: 15)
            x += (Drawing.width - Self.left) / Double(shown.count)
        }
        drawing.advance(bottom + 24 - drawing.height)
    }

    private func x(_ value: Double) -> Double {
        Self.left + (value - along.lowerBound) / (along.upperBound - along.lowerBound) * (Self.right - Self.left)
    }

    private func y(_ value: Double) -> Double { bottom - (value - up.lowerBound) / (up.upperBound - up.lowerBound) * (bottom - top) }

    /// Lines across at some numbers, each with its label on the left.
    mutating func rules(_ labels: [(Double, String)]) {
        for (value, label) in labels {
            drawing.stroke([(Self.left, y(value)), (Self.right, y(value))], value == up.lowerBound ? .axis : .rule, width: 1)
            drawing.text(label, x: Self.left - 5, y: y(value) + 4, anchor: "end", size: 11)
        }
    }

    /// Labels below at some numbers.
    mutating func marks(_ labels: [(Double, String)], ticks: Bool = true) {
        for (value, label) in labels {
            if ticks { drawing.stroke([(x(value), bottom), (x(value), bottom + 4)], .axis, width: 1) }
            drawing.text(label, x: x(value), y: bottom + 16, anchor: "middle", size: 11)
        }
    }

    /// What the numbers below are, under them.
    mutating func name(_ text: String) {
        drawing.text(text, x: Self.right, y: bottom + 30, anchor: "end", size: 11)
        drawing.advance(14)
    }

    mutating func divide(_ values: [Double]) {
        for value in values { drawing.stroke([(x(value), top), (x(value), bottom)], .rule, width: 1) }
    }

    mutating func line(_ points: [(along: Double, up: Double)], _ ink: Ink) {
        drawing.stroke(points.map { (x($0.along), y($0.up)) }, ink, width: 2)
    }

    mutating func point(_ along: Double, _ up: Double, _ interval: ClosedRange<Double>?, _ ink: Ink) {
        if let interval {
            let (low, high) = (max(interval.lowerBound, self.up.lowerBound), min(interval.upperBound, self.up.upperBound))
            drawing.stroke([(x(along), y(low)), (x(along), y(high))], Ink(colour: ink.colour), width: 1)
            for end in [low, high] {
                drawing.stroke([(x(along) - 3, y(end)), (x(along) + 3, y(end))], Ink(colour: ink.colour), width: 1)
            }
        }
        drawing.dot(x(along), y(up), ink)
    }

    /// A column from nothing up.
    mutating func column(from start: Double, to end: Double, up value: Double, _ ink: Ink) {
        drawing.area(x(start), y(value), x(end) - x(start), bottom - y(value), ink)
    }

    var markup: Markup { drawing.markup }
}

/// Round numbers from nothing up to some number.
struct RoundNumbers {
    let values: [Double]

    /// About so many steps of 1, 2 or 5 times a power of ten, the last of them not below `most`.
    init(upTo most: Double, about count: Double = 4) {
        guard most > 0, most.isFinite else {
            values = [0, 1]
            return
        }
        var step = 1.0
        while step * count >= most { step /= 10 }
        while step * count * 10 < most { step *= 10 }
        let factor = [1.0, 2, 5, 10].first { $0 * step * count >= most * 0.999 } ?? 10
        step *= factor
        let last = (most / step - 1e-9).rounded(.up)
        values = (0...max(1, Int(last))).map { Double($0) * step }
    }

    var last: Double { values[values.count - 1] }
    var labels: [(Double, String)] { values.map { ($0, $0.printed) } }
}
