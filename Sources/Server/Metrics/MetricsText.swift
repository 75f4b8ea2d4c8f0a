import Workflow

/// Figures as Prometheus reads them (text format 0.0.4).
struct MetricsText {
    enum Kind: String { case counter, gauge, histogram }
    typealias Labels = [(name: String, value: String)]

    private(set) var text = ""

    /// Figures of one name; the name and its help are there also where there is none yet.
    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ figures: [(labels: Labels, value: any Numeric & Sendable)]) {
        begin(name, kind, help)
        for (labels, value) in figures { line(name, labels, "\(value)") }
    }

    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ value: (any Numeric & Sendable)?) {
        family(name, kind, help, value.map { [([], $0)] } ?? [])
    }

    mutating func family(_ name: String, _ kind: Kind, _ help: String, _ figures: [(labels: Labels, counts: DurationHistogram.Counts)]) {
        begin(name, kind, help)
        for (labels, counts) in figures {
            var total = 0
            for (count, bound) in zip(counts.buckets, DurationHistogram.bounds.map { "\($0)" } + ["+Inf"]) {
                total += count
                line(name + "_bucket", labels + [("le", bound)], "\(total)")
            }
            line(name + "_sum", labels, "\(counts.seconds)")
            line(name + "_count", labels, "\(total)")
        }
    }

    static func + (one: MetricsText, other: MetricsText) -> MetricsText {
        var both = one
        both.text += other.text
        return both
    }

    private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: String) {
        let words = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += name + (words.isEmpty ? "" : "{\(words)}") + " \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
