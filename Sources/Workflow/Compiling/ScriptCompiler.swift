/// Resolves what applicant and officers of a journey do.
struct ScriptCompiler {
    let bundle: CompiledBundle
    let compiler: SharedCompiler

    private var findings: Findings { compiler.findings }

    func compile(_ journey: JourneyDefinition) -> JourneyScript {
        let script = journey.script
        var compiled = JourneyScript()
        compiled.pace = script.pace
        for entry in script.decides { set(entry.item) { compiled.decides[$0] = entry.after } }
        for entry in script.refuses { set(entry.item) { compiled.refuses[$0] = entry.because } }
        for entry in script.supplies { set(entry.item) { compiled.supplies[$0] = .some(entry.after) } }
        for entry in script.withdraws { set(entry.item) { compiled.withdraws[$0] = entry.after } }
        for entry in script.moves { set(entry.item) { compiled.moves[$0] = moves(entry.moves, of: $0.item) } }
        for name in script.without { if let material = compiler.materials.find(name) { compiled.without.insert(material) } }
        for entry in script.brings { if let material = compiler.materials.find(entry.material) { compiled.brings[material] = entry.after } }
        for entry in script.events { if let event = compiler.events.find(entry.event) { compiled.events[event] = entry.after } }
        compiled.withdrawsAll = script.withdrawsAll
        for expected in journey.expectedEnds { set(expected.item) { _ in } }
        return compiled
    }

    private func set(_ name: Located<String>, _ body: (ItemKey) -> Void) {
        if let key = bundle.key(of: name.value) { return body(key) }
        if compiler.definitions.items.contains(where: { $0.id.value == name.value }) {
            return findings.report(.itemNotInBundle(name.value), at: name.position)
        }
        let known = bundle.items.filter { !$0.isWholeList }.map(\.item.id)
        let nearest = nearestName(to: String(name.value.prefix { $0 != "#" }), among: known).map { Mistake.Nearest(name: $0) }
        findings.report(.unknown(.item, name.value, nearest: nearest, known: known), at: name.position)
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
