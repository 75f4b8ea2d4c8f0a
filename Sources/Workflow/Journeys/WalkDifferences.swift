extension Walk {
    /// How a walk came out otherwise than its author wrote or expects; what follows from another is not told again.
    public func differences() -> [Diagnostic] {
        var found = lineDifferences()
        if let stop {
            return found + [Diagnostic(.scriptStops(stop.message, canDo: stop.canDo, journey: path), at: stop.position)]
        }
        let stuck = stuckItems()
        guard stuck.isEmpty else { return found + stuck }
        let tooLong = tooLong()
        guard tooLong.isEmpty else { return found + tooLong }
        let unused = unused()
        found += unused.map(\.diagnostic)
        let ends = endDifferences(besides: Set(unused.flatMap { touched(by: $0.entry) }))
        guard ends.isEmpty, unused.isEmpty else { return found + ends }
        return found + dayDifferences()
    }

    /// `BUNDLE/JOURNEY`, as the program is asked for it.
    private var path: String { "\(bundle.id)/\(journey.id)" }

    /// How an item ended, or that it is still open.
    func end(of place: Int) -> JourneyDefinition.End {
        guard let end = state.items[place].end else { return .open }
        switch end {
        case .process(let end): return JourneyDefinition.End(rawValue: end.rawValue) ?? .closed
        case .closed: return .closed
        }
    }

    private func expectedEnd(of place: Int) -> Located<JourneyDefinition.End>? {
        journey.definition.expectedEnds.first { entry in
            bundle.key(of: entry.item.value).map { places(of: $0).contains(place) } ?? false
        }?.end
    }

    private func isAsExpected(_ place: Int) -> Bool { end(of: place) == expectedEnd(of: place)?.value ?? .granted }

    /// The items whose ends an entry of the script was to decide.
    private func touched(by entry: ScriptEntry) -> [Int] {
        switch entry {
        case .refuses(let key), .withdraws(let key), .supplies(let key), .move(let key, _): places(of: key)
        case .withdrawsAll: Array(state.items.indices)
        case .decides, .without, .brings, .event: []
        }
    }

    /// What is said to last longer than the state may, where nobody says how the item ends then.
    private func tooLong() -> [Diagnostic] {
        beyondLimit.compactMap { item, move, until in
            guard expectedEnd(of: item) == nil, let lasts = move.lasts else { return nil }
            return Diagnostic(.lastsBeyondLimit(move: move.move, until: until.description), at: lasts.position)
        }
    }

    // MARK: Items that are still open

    /// Items that are open although nobody has anything more to do, where that is not expected; not those that only wait for another.
    private func stuckItems() -> [Diagnostic] {
        let stuck = state.items.indices.filter { state.items[$0].stage != .ended && expectedEnd(of: $0)?.value != .open }
        return stuck.compactMap { place in
            let refusal = state.items[place].stage == .waiting ? CaseMachine.notOpen(place, state, rules) : nil
            if case .waitsForItems(_, let others) = refusal?.reason, others.contains(where: stuck.contains) { return nil }
            return Diagnostic(
                .itemStaysOpen(why(place, refusal), canDo: canDo(place), item: name(place), journey: path),
                at: expectedEnd(of: place)?.position ?? position(of: place))
        }
    }

    /// Where the script speaks of an item; else the journey.
    private func position(of place: Int) -> SourcePosition {
        journey.script.positions.filter { touched(by: $0.key).contains(place) }.map(\.value).min() ?? journey.definition.id.position
    }

    private func why(_ place: Int, _ refusal: Refusal?) -> Title {
        if let refusal { return refusal.wording(state, under: rules).message }
        let papers = lacking(place).compactMap { state.submission?.papers[$0].id }.joined(separator: " ")
        let wants = papers.isEmpty ? Title(zh: "", en: "") : Title(zh: "，尚缺 \(papers)", en: "; still wanting: \(papers)")
        let stage = stage(of: place)
        return Title(zh: "停在“\(stage.zh)”\(wants.zh)", en: "it is “\(stage.en)”\(wants.en)")
    }

    /// The key that would help an item on; else the moves that it has.
    private func canDo(_ place: Int) -> [Title] {
        let item = state.items[place]
        guard item.stage == .open else {
            guard item.opened.event >= 0 else { return [] }
            let key = "`events: {\(bundle.shared.events[Int(item.opened.event)].id.value): …}`"
            return [Title(zh: "写 \(key)", en: "write \(key)")]
        }
        let materials = lacking(place).compactMap { state.submission?.papers[$0].material.map { bundle.shared.materials[$0].id.value } }
        guard materials.isEmpty else {
            let key = "`brings: {\(materials.map { "\($0): …" }.joined(separator: ", "))}`"
            return [Title(zh: "写 \(key)", en: "write \(key)")]
        }
        return CaseMachine.alternatives(place, state, rules).compactMap(inKeys)
    }

    private func lacking(_ place: Int) -> [Int] {
        state.papers.indices.filter { CaseMachine.concerns(place, state.papers[$0]) && state.papers[$0].isLacking }
    }

    // MARK: Items that ended

    /// How items ended otherwise than expected. Items that close because of another are told with it, where that came as expected.
    private func endDifferences(besides told: Set<Int>) -> [Diagnostic] {
        let definition = journey.definition
        guard definition.expectsAnything else { return [] }
        var found = definition.expectedEnds.compactMap { expected -> Diagnostic? in
            guard bundle.key(of: expected.item.value).map({ places(of: $0).isEmpty }) ?? false else { return nil }
            return Diagnostic(.noSuchItemInJourney(expected.item.value), at: expected.item.position)
        }
        var closed: [(cause: Int, items: [Int])] = []
        for place in state.items.indices where !isAsExpected(place) && !told.contains(place) {
            if let cause = cause(of: place) {
                guard cause < 0 || (isAsExpected(cause) && !told.contains(cause)) else { continue }
                if expectedEnd(of: place) == nil {
                    let known = closed.firstIndex { $0.cause == cause }
                    closed[
                        known
                            ?? {
                                closed.append((cause, [])); return closed.count - 1
                            }()
                    ].items.append(place)
                    continue
                }
            }
            let expected = expectedEnd(of: place)
            let differs = Mistake.journeyDiffers(
                figure: "ends.\(name(place))", expected: (expected?.value ?? .granted).rawValue, actual: end(of: place).rawValue,
                journey: path)
            found.append(Diagnostic(differs, at: expected?.position ?? definition.id.position))
        }
        for (cause, items) in closed {
            let position = cause < 0 ? journey.script.positions[.withdrawsAll] : expectedEnd(of: cause)?.position
            found.append(
                Diagnostic(
                    .othersClose(items.map(name), because: cause < 0 ? nil : name(cause), journey: path),
                    at: position ?? definition.id.position))
        }
        return found
    }

    /// The item because of which one was closed; -1 for a case that was taken back.
    func cause(of place: Int) -> Int? {
        for case .closedBecause(Int32(place), let other) in events.map(\.fact) { return Int(other) }
        return nil
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
                ?? .journeyDiffers(figure: "handed-in", expected: line.value, actual: "–", journey: path)
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
                    actual: TimeSpan(days, .workingDays).description, journey: path), at: expected.days.position)
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
