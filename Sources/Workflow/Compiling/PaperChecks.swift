/// Whether every place of the official papers that a process issues can be filled in where they are issued.
struct PaperChecks {
    let papers: [OfficialPaper]
    let findings: Findings

    /// A paper that a process names says nothing that the move need not bring.
    func check(_ process: CompiledProcess) {
        for (move, written) in zip(process.moves, process.definition.moves) {
            if let paper = move.paper, let name = written.paper { check(paper, of: [(move, written)], at: name) }
        }
        for (place, written) in process.definition.states.enumerated() {
            guard let paper = process.states[place].paper, let name = written.paper else { continue }
            if place == 0, let lost = papers[paper].definition.places.first(where: { $0.need != nil }) {
                report(paper, lost, .noMove(state: written.name.value), at: name)
                continue
            }
            check(paper, of: zip(process.moves, process.definition.moves).filter { $0.0.to == place && $0.0.paper == nil }, at: name)
        }
    }

    /// A paper for the whole speaks of no single item; `besides`: what is known of the whole where it is issued.
    func check(_ paper: Int, of bundle: String, besides known: Set<OfficialPaperDefinition.Place> = [], at name: Name) {
        guard let lost = papers[paper].definition.places.first(where: { !$0.isOfTheWhole && !known.contains($0) }) else { return }
        report(paper, lost, .noItem(bundle: bundle), at: name)
    }

    private func check(_ paper: Int, of moves: [(CompiledProcess.Move, ProcessDefinition.Move)], at name: Name) {
        for (move, written) in moves {
            for place in papers[paper].definition.places {
                guard let need = place.need else { continue }
                // What time or a rule does, nobody writes down.
                guard move.by.isDisjoint(with: [.time, .itself]) else {
                    return report(paper, place, .nobodyWrites(move: written.name.value), at: name)
                }
                guard move.needs.contains(MoveNeeds(need)) else {
                    return report(paper, place, .notNeeded(move: written.name.value, need: need.rawValue), at: name)
                }
            }
        }
    }

    private func report(_ paper: Int, _ place: OfficialPaperDefinition.Place, _ why: Mistake.Unfillable, at name: Name) {
        findings.report(.unfillablePaper(papers[paper].definition.id.value, place: place.rawValue, why), at: name.position)
    }
}

extension OfficialPaperDefinition {
    /// Everything that its text fills in.
    var places: [Place] { text.flatMap(\.places) }
}
