extension Walk {
    /// How a walk came out otherwise than its author expects: ends of items, lines handed in, days.
    public func differences() -> [Diagnostic] {
        endDifferences() + lineDifferences() + dayDifferences()
    }

    /// How an item ended, or that it is still open.
    func end(of place: Int) -> JourneyDefinition.End {
        guard let end = state.items[place].end else { return .open }
        switch end {
        case .process(let end): return JourneyDefinition.End(rawValue: end.rawValue) ?? .closed
        case .closed: return .closed
        }
    }

    private func endDifferences() -> [Diagnostic] {
        let definition = journey.definition
        guard definition.expectsAnything, let submission = state.submission else { return [] }
        var found: [Diagnostic] = []
        for place in state.items.indices {
            let opened = submission.items[place]
            let name = rules.name(of: opened)
            let expected = definition.expectedEnds.first { entry in
                bundle.key(of: entry.item.value).map { key in
                    key.item == Int(opened.item) && (key.instance == nil || key.instance == max(0, Int(opened.instance)))
                } ?? false
            }
            let wanted = expected?.end.value ?? .granted
            guard end(of: place) != wanted else { continue }
            found.append(
                Diagnostic(
                    .journeyDiffers(figure: "ends.\(name)", expected: wanted.rawValue, actual: end(of: place).rawValue),
                    at: expected?.end.position ?? definition.id.position))
        }
        return found
    }

    /// The lines that are handed in, each that is too many or missing with who asks for it.
    private func lineDifferences() -> [Diagnostic] {
        guard let expected = journey.definition.expectedLines else { return [] }
        let ledger = plan.ledger
        let handedIn = ledger.lines.filter { $0.disposition == .handedIn }
        var found: [Diagnostic] = []
        for line in expected.value where !handedIn.contains(where: { ledger.id($0) == line.value }) {
            let own = ledger.lines.first { ledger.id($0) == line.value }
            let mistake =
                own.map {
                    Mistake.journeyLineDiffers(line: line.value, title: ledger.title($0), isMissing: true, askedBy: ledger.askers($0))
                }
                ?? .journeyDiffers(figure: "handed-in", expected: line.value, actual: "–")
            found.append(Diagnostic(mistake, at: line.position))
        }
        for line in handedIn where !expected.value.contains(where: { $0.value == ledger.id(line) }) {
            let mistake = Mistake.journeyLineDiffers(
                line: ledger.id(line), title: ledger.title(line), isMissing: false, askedBy: ledger.askers(line))
            found.append(Diagnostic(mistake, at: expected.position))
        }
        return found
    }

    private func dayDifferences() -> [Diagnostic] {
        let figures = CaseFigures(events, under: rules)
        return journey.definition.expectedDays.compactMap { expected in
            let days = expected.figure == "handling" ? figures.handlingDays : figures.elapsedDays ?? 0
            guard expected.days.value != TimeSpan(days, .workingDays) else { return nil }
            return Diagnostic(
                .journeyDiffers(
                    figure: "days.\(expected.figure)", expected: expected.days.value.description,
                    actual: TimeSpan(days, .workingDays).description), at: expected.days.position)
        }
    }
}

extension Ledger {
    /// The guides that ask for a line, by name.
    fileprivate func askers(_ line: LedgerLine) -> Title {
        let guides = guides(line)
        return Title(zh: guides.map(\.title.zh).joined(separator: "；"), en: guides.map(\.title.en).joined(separator: "; "))
    }
}
