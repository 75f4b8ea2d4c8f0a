/// What the author of a journey expects, in words.
struct ExpectedWords {
    let journey: WalkedJourney
    let language: Language

    private var definition: JourneyDefinition { journey.walk.journey.definition }

    var entries: [Markdown] { (figures + dispositions + ends + days).map(Markdown.text) + lines }

    private var figures: [String] {
        // Where a stop holds there is nothing to count.
        if !journey.stops.isEmpty, definition.expected.allSatisfy({ ($0.apart?.value ?? 0, $0.together?.value ?? 0) == (0, 0) }) {
            return []
        }
        return definition.expected.map { expected in
            let arms = [expected.apart, expected.together].map { $0.map { "\($0.value)" } ?? "–" }
            return "\(title(expected.figure))\(language("：", ": "))\(arms.joined(separator: " → "))"
        }
    }

    private func title(_ figure: String) -> String {
        let kind: FigureKind? =
            switch figure {
            case "forms": .forms
            case "fields": .fields
            case "materials": .lines
            case "pieces": .pieces
            case "kinds": .kinds
            case "visits": .visits
            case "steps": .steps
            case "departments": .departments
            default: nil
            }
        return kind?.title[language] ?? figure
    }

    private var dispositions: [String] {
        guard !definition.expectedDispositions.isEmpty else { return [] }
        let counts = definition.expectedDispositions.map { entry in
            "\(Disposition(rawValue: entry.disposition.value)?.title[language] ?? entry.disposition.value) \(entry.count.value)"
        }
        return [language("材料去向：", "what becomes of the lines: ") + language.list(counts)]
    }

    /// Everything is expected to be granted but for these.
    private var ends: [String] {
        guard journey.stops.isEmpty else { return [language("不予办理", "nothing is taken in")] }
        guard !definition.expectedEnds.isEmpty else { return [language("所有事项办成", "every item is granted")] }
        let ends = definition.expectedEnds.map { entry in
            let title = journey.walk.bundle.key(of: entry.item.value).map { key in
                journey.walk.bundle.items[key.item].item.title[language] + (key.instance.map { " #\($0 + 1)" } ?? "")
            }
            return "\(title ?? entry.item.value)\(language("：", ": "))\(entry.end.value.title[language])"
        }
        return ends + [language("其余事项办成", "every other item is granted")]
    }

    private var days: [String] {
        definition.expectedDays.map { entry in
            (entry.figure == "handling" ? language("办理时限：", "handling time: ") : language("到拿到最后结果：", "until the last result is in hand: "))
                + entry.days.value.title[language]
        }
    }

    private var lines: [Markdown] {
        guard let expected = definition.expectedLines else { return [] }
        guard !expected.value.isEmpty else { return [.text(language("不提交任何材料", "nothing is handed in"))] }
        return [.text(language("提交：", "handed in: ")) + expected.value.map { .code($0.value) }.joined(" ")]
    }
}
