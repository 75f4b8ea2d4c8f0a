/// Resolves what applicant and officers of a journey do.
struct ScriptCompiler {
    let bundle: CompiledBundle
    let compiler: SharedCompiler

    private var findings: Findings { compiler.findings }

    func compile(_ journey: JourneyDefinition) -> JourneyScript {
        let script = journey.script
        var compiled = JourneyScript()
        compiled.pace = script.pace
        var positions: [ScriptEntry: SourcePosition] = [:]
        func set(_ name: Located<String>, as entry: (ItemKey) -> ScriptEntry, _ value: (ItemKey) -> Void) {
            guard let key = key(name) else { return }
            value(key)
            positions[entry(key)] = name.position
        }
        func set(_ name: Name, of names: Names, as entry: (Int) -> ScriptEntry, _ value: (Int) -> Void) {
            guard let place = names.find(name) else { return }
            value(place)
            positions[entry(place)] = name.position
        }
        for entry in script.decides { set(entry.item, as: ScriptEntry.decides) { compiled.decides[$0] = entry.after } }
        for entry in script.refuses { set(entry.item, as: ScriptEntry.refuses) { compiled.refuses[$0] = entry.because } }
        for entry in script.supplies { set(entry.item, as: ScriptEntry.supplies) { compiled.supplies[$0] = .some(entry.after) } }
        for entry in script.withdraws { set(entry.item, as: ScriptEntry.withdraws) { compiled.withdraws[$0] = entry.after } }
        for entry in script.moves {
            guard let key = key(entry.item) else { continue }
            compiled.moves[key] = moves(entry.moves, of: key.item)
            for (number, move) in entry.moves.enumerated() { positions[.move(key, number)] = move.move.position }
        }
        for name in script.without { set(name, of: compiler.materials, as: ScriptEntry.without) { compiled.without.insert($0) } }
        for entry in script.brings {
            set(entry.material, of: compiler.materials, as: ScriptEntry.brings) { compiled.brings[$0] = entry.after }
        }
        for entry in script.events { set(entry.event, of: compiler.events, as: ScriptEntry.event) { compiled.events[$0] = entry.after } }
        compiled.withdrawsAll = script.withdrawsAll?.value
        positions[.withdrawsAll] = script.withdrawsAll?.position
        compiled.positions = positions
        for expected in journey.expectedEnds { _ = key(expected.item) }
        return compiled
    }

    /// The item that a key means, or nil, reported.
    private func key(_ name: Located<String>) -> ItemKey? {
        if let key = bundle.key(of: name.value) { return key }
        if compiler.definitions.items.contains(where: { $0.id.value == name.value }) {
            findings.report(.itemNotInBundle(name.value), at: name.position)
            return nil
        }
        let known = bundle.items.filter { !$0.isWholeList }.map(\.item.id)
        let nearest = nearestName(to: String(name.value.prefix { $0 != "#" }), among: known).map { Mistake.Nearest(name: $0) }
        findings.report(.unknown(.item, name.value, nearest: nearest, known: known), at: name.position)
        return nil
    }

    private func moves(_ moves: [JourneyDefinition.ScriptedMove], of item: Int) -> [JourneyScript.Move] {
        let processes = ([bundle.items[item].item.process] + bundle.items[item].variants.map(\.process)).compactMap { $0 }
        let known = processes.flatMap(\.moveNames)
        return moves.map { move in
            if !known.contains(move.move.value) {
                findings.report(
                    .wrongChoice(move.move.value, choices: known, nearest: nearestName(to: move.move.value, among: known)),
                    at: move.move.position)
            }
            let basis = compiler.basis(move.basis)
            return JourneyScript.Move(
                move: move.move.value, after: move.after, because: move.because, basis: basis.isEmpty ? nil : basis.citation,
                lasts: move.lasts, papers: move.papers.compactMap(compiler.materials.find))
        }
    }
}

extension CompiledBundle {
    /// The item that a name means: `birth-registration`, or `birth-registration#2` for the second of several.
    func key(of name: String) -> ItemKey? {
        let parts = name.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let item = items.firstIndex(where: { $0.item.id == parts[0] && !$0.isWholeList }) else { return nil }
        guard parts.count > 1 else { return ItemKey(item: item, instance: nil) }
        guard let number = Int(parts[1]), number > 0 else { return nil }
        return ItemKey(item: item, instance: number - 1)
    }
}
