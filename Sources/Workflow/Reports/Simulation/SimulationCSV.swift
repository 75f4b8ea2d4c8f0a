/// Simulations as CSV: one row for each figure of each side, disposition, office, hour of the week, announcement and assumption; the numbers are
/// those of the JSON.
public struct SimulationCSV {
    let language: Language

    public init(language: Language) { self.language = language }

    private static let columns = [
        "section", "name", "measure", "arm", "unit", "mean", "p50", "p90", "p99", "ci_low", "ci_high", "total", "text",
    ]

    /// What a row says beside its numbers.
    private struct Row {
        var section: String
        var name: String
        var measure = ""
        var arm = ""
        var unit = ""
        var mean: Double?
        var spread: MeasuredMessage.Spread?
        var total: Double?
        var text = ""

        var cells: [CSVText.Cell] {
            [section, name, measure, arm, unit].map { $0.isEmpty ? .nothing : .text($0) }
                + [spread?.mean ?? mean, spread?.p50, spread?.p90, spread?.p99, spread?.ciLow, spread?.ciHigh, total].map { .init($0) }
                + [text.isEmpty ? .nothing : .text(text)]
        }
    }

    public func render(_ report: SimulationReport) -> String { CSVText.render(Self.columns, rows(report).map(\.cells)) }

    /// The same rows for each point, with the path and its value before them.
    public func render(_ curve: SimulationCurve) -> String {
        CSVText.render(
            ["path", "value"] + Self.columns,
            curve.points.flatMap { point in rows(point.report).map { [.text(curve.path), .text(point.value)] + $0.cells } })
    }

    private func rows(_ report: SimulationReport) -> [Row] {
        let message = SimulationMessage(report, language)
        return run(message) + figures(message) + dispositions(report, message) + offices(report, message) + announced(message)
            + message.assumptions.map { Row(section: "assumption", name: $0.path, measure: $0.grade, text: $0.value) }
    }

    private func run(_ message: SimulationMessage) -> [Row] {
        [
            Row(section: "run", name: "seed", total: Double(message.seed), text: "\(message.seed)"),
            Row(section: "run", name: "wanted", total: Double(message.wanted)),
            Row(section: "run", name: "journeys", total: Double(message.journeys)),
            Row(section: "run", name: "blocks", total: Double(message.blocks)),
            Row(section: "run", name: "stopped", total: Double(message.stopped)),
        ]
            + message.set.map { Row(section: "run", name: "set", text: $0) }
            + ["apart", "together"].flatMap { arm in
                [Row(section: "run", name: "unfinished", arm: arm, total: message.unfinished[arm].map(Double.init))]
                    + (message.jammed[arm] ?? []).map { Row(section: "run", name: "jammed", arm: arm, text: $0) }
            }
    }

    private func figures(_ message: SimulationMessage) -> [Row] {
        SimulatedFigure.allCases.flatMap { figure in
            [("apart", message.apart), ("together", message.together), ("saved", message.saved)].compactMap { arm, spreads in
                spreads[figure.name].map {
                    Row(
                        section: "figure", name: figure.name, arm: arm, unit: figure.unit[language], spread: $0,
                        text: figure.title[language])
                }
            }
        }
    }

    private func dispositions(_ report: SimulationReport, _ message: SimulationMessage) -> [Row] {
        report.lines.map { line in
            Row(
                section: "disposition", name: line.disposition.rawValue, unit: SimulatedFigure.materials.unit[language],
                mean: message.dispositions[line.disposition.rawValue], total: Double(line.total), text: line.disposition.title[language])
        }
    }

    private func offices(_ report: SimulationReport, _ message: SimulationMessage) -> [Row] {
        zip(report.scenario.offices, message.departments).flatMap { office, department -> [Row] in
            let title = report.title(of: office)[language]
            func row(_ measure: String, _ arm: String = "", _ unit: String = "", mean: Double? = nil, total: Double? = nil) -> Row {
                Row(
                    section: "office", name: department.department, measure: measure, arm: arm, unit: unit, mean: mean, total: total,
                    text: title)
            }
            let arms = [("apart", department.apart), ("together", department.together)]
            return [row("officers", total: Double(department.officers))]
                + arms.flatMap { arm, office in
                    [
                        row("jobs", arm, total: Double(office.jobs)), row("utilisation", arm, mean: office.utilisation),
                        row("wait", arm, language("分钟", "minutes"), mean: office.meanWaitMinutes),
                        row("queue", arm, mean: office.meanQueue),
                    ]
                        + (0..<HoursOfWeek.count).compactMap { hour in
                            let name = HoursOfWeek.name(of: hour)
                            return office.queueByHour[name].map { row("queue \(name)", arm, mean: $0) }
                        }
                }
        }
    }

    private func announced(_ message: SimulationMessage) -> [Row] {
        message.announced.flatMap { one in
            let unit = SimulatedFigure(named: one.figure)?.unit[language] ?? ""
            let values = [
                (one.kind == "limit" ? "announced limit" : "announced", one.announced), ("simulated", one.simulated),
            ]
            return (values + (one.unexplained.map { [("unexplained", $0)] } ?? [])).map { measure, value in
                Row(section: "announced", name: one.figure, measure: measure, arm: one.arm, unit: unit, mean: value, text: one.words)
            }
        }
    }
}
