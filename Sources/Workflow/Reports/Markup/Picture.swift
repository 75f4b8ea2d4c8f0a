/// A picture that is drawn from figures; each says in words what it shows.
enum Picture: Sendable {
    case bars(BarPicture)
    case waterfall(WaterfallPicture)
    case cumulative(CumulativePicture)
    case histogram(HistogramPicture)
    case week(WeekPicture)
    case curve(CurvePicture)
    case tornado(TornadoPicture)

    /// An inline SVG; the id is its own on the page.
    func markup(id: String) -> Markup {
        switch self {
        case .bars(let picture): picture.markup(id: id)
        case .waterfall(let picture): picture.markup(id: id)
        case .cumulative(let picture): picture.markup(id: id)
        case .histogram(let picture): picture.markup(id: id)
        case .week(let picture): picture.markup(id: id)
        case .curve(let picture): picture.markup(id: id)
        case .tornado(let picture): picture.markup(id: id)
        }
    }

    /// Its title, and what has to be known to read it.
    var caption: (title: String, legend: String?) {
        switch self {
        case .bars(let picture): (picture.title, picture.legend)
        case .waterfall(let picture): (picture.title, nil)
        case .cumulative(let picture): (picture.title, picture.legend)
        case .histogram(let picture): (picture.title, picture.legend)
        case .week(let picture): (picture.title, picture.legend)
        case .curve(let picture): (picture.title, picture.legend)
        case .tornado(let picture): (picture.title, picture.legend)
        }
    }

    /// Colours that differ in lightness too, so that they print in grey.
    static func colour(_ sum: Disposition.Sum) -> String {
        switch sum {
        case .eliminated: "#2a7f7a"
        case .shifted: "#c58a1c"
        case .deferred: "#8a6fb0"
        case .handedIn: "#1f3a63"
        }
    }
}

/// An SVG of a fixed width that grows down, with a title and a description for those who do not see it.
struct Drawing {
    static let width = 440.0

    let id: String
    let title: String
    let description: String
    private(set) var height = 8.0
    private var shapes: [Markup] = []

    init(id: String, title: String, description: String) {
        self.id = id
        self.title = title
        self.description = description
    }

    /// Leaves so much room below what was drawn.
    mutating func advance(_ distance: Double) { height += distance }

    mutating func bar(_ x: Double, _ width: Double, thickness: Double, fill: String, outline: String = "none") {
        shapes.append(
            .element(
                "rect",
                [
                    "x": x.printed, "y": height.printed, "width": width.printed, "height": thickness.printed, "fill": fill,
                    "stroke": outline,
                ]))
    }

    mutating func line(_ x: Double, from top: Double, to bottom: Double) {
        shapes.append(
            .element(
                "line",
                ["x1": x.printed, "x2": x.printed, "y1": top.printed, "y2": bottom.printed, "stroke": "#8b93a0", "stroke-dasharray": "2 2"])
        )
    }

    /// A line through some points, in places of the picture.
    mutating func stroke(_ points: [(x: Double, y: Double)], _ ink: Ink, width: Double) {
        guard points.count > 1 else { return }
        shapes.append(
            .element(
                "polyline",
                [
                    "points": points.map { "\($0.x.printed),\($0.y.printed)" }.joined(separator: " "), "fill": "none", "stroke": ink.colour,
                    "stroke-width": width.printed, "stroke-dasharray": ink.dash ?? "none",
                ]))
    }

    mutating func dot(_ x: Double, _ y: Double, _ ink: Ink) {
        shapes.append(.element("circle", ["cx": x.printed, "cy": y.printed, "r": "3", "fill": ink.colour]))
    }

    mutating func area(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ ink: Ink) {
        shapes.append(
            .element(
                "rect",
                ["x": x.printed, "y": y.printed, "width": width.printed, "height": height.printed, "fill": ink.colour]))
    }

    mutating func text(_ text: String, x: Double, y: Double, anchor: String = "start", size: Double = 12) {
        shapes.append(
            .element("text", ["x": x.printed, "y": y.printed, "font-size": size.printed, "text-anchor": anchor], text))
    }

    /// A label on the left and a value on the right, above what is drawn next; white around them, where they cross a line.
    mutating func label(_ left: String, _ right: String, bold: Bool = false) {
        height += 13
        add(left, at: 0, anchor: "start", bold: bold)
        add(right, at: Self.width, anchor: "end", bold: bold)
        height += 6
    }

    private mutating func add(_ text: String, at x: Double, anchor: String, bold: Bool) {
        let attributes: KeyValuePairs<StaticString, String> = [
            "x": x.printed, "y": height.printed, "font-size": "13", "font-weight": bold ? "600" : "400", "text-anchor": anchor,
            "stroke": "#fff", "stroke-width": "3", "paint-order": "stroke",
        ]
        shapes.append(.element("text", attributes, text))
    }

    /// What is not explained: announced and not found, or found beyond what was announced.
    enum Hatch: String, CaseIterable {
        case missing, beyond

        var colour: String {
            switch self {
            case .missing: "#b0483a"
            case .beyond: "#5f7fae"
            }
        }
    }

    /// Fills a bar with a pattern.
    func fill(_ hatch: Hatch) -> String { "url(#\(id)-\(hatch))" }

    private func pattern(_ hatch: Hatch) -> Markup {
        .element(
            "pattern",
            ["id": "\(id)-\(hatch)", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"],
            [
                .element("rect", ["width": "6", "height": "6", "fill": "#fff"]),
                .element("rect", ["width": "2.5", "height": "6", "fill": hatch.colour]),
            ])
    }

    var markup: Markup {
        return .element(
            "svg",
            [
                "viewBox": "0 0 \(Self.width.printed) \((height - 4).printed)", "role": "img", "aria-labelledby": "\(id)-title \(id)-desc",
                "fill": "#1d2430",
            ],
            [
                .element("title", ["id": "\(id)-title"], title), .element("desc", ["id": "\(id)-desc"], description),
                .element("defs", [:], Hatch.allCases.map(pattern)),
            ] + shapes)
    }
}
