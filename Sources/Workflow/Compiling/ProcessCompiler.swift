/// Resolves one process and checks that it is sound.
struct ProcessCompiler {
    let compiler: SharedCompiler

    private var findings: Findings { compiler.findings }

    func compile(_ process: ProcessDefinition) -> CompiledProcess? {
        var compiled: CompiledProcess?
        let whole = findings.isWhole {
            let file = process.id.position.file
            if compiler.definitions.brokenFiles.contains(file) { return findings.breakOff() }
            let states = Names(.state, process.states.map(\.name), in: Definitions(), findings)
            let moves = process.moves.compactMap { move($0, process, states) }
            guard moves.count == process.moves.count else { return }
            var names: [String] = []
            for move in process.moves where !names.contains(move.name.value) { names.append(move.name.value) }
            var resolved = CompiledProcess(
                definition: process, basis: compiler.basis(process.basis), states: [], moves: moves, moveNames: names)
            for place in moves.indices { resolved.moves[place].name = names.firstIndex(of: process.moves[place].name.value)! }
            for place in moves.indices { resolved.moves[place].otherThan = otherThan(process.moves[place], names) }
            resolved.states = process.states.enumerated().map { state($1, at: $0, resolved) }
            ProcessSoundness(resolved, findings).check()
            PaperChecks(papers: compiler.shared.officialPapers, findings: findings).check(resolved)
            compiled = resolved
        }
        return whole ? compiled : nil
    }

    private func move(_ move: ProcessDefinition.Move, _ process: ProcessDefinition, _ states: Names) -> CompiledProcess.Move? {
        let from = move.from.allOrNil(states.find)
        let basis = compiler.basis(move.basis)
        guard let to = states.find(move.to), let from else { return nil }
        var by: Movers = []
        for mover in move.by {
            switch mover {
            // An agent does what the applicant may do (行政许可法 art. 29).
            case .applicant: by.formUnion([.applicant, .agent])
            case .officer: by.insert(.officer)
            case .time: by.insert(.time)
            case .counter: by.insert(.counter)
            case .supervisor: by.insert(.supervisor)
            case .paymentSystem: by.insert(.paymentSystem)
            }
        }
        if move.byItself != nil { by.insert(.itself) }
        return CompiledProcess.Move(
            name: 0, from: from, to: to, by: by, needs: MoveNeeds(move.needs + process.states[to].needs), once: move.once,
            countsFromReceipt: move.countsFrom == .received, basis: basis, byItselfBasis: compiler.basis(move.byItself?.basis ?? []),
            paper: move.paper.flatMap(compiler.paper), extends: move.extends, early: move.early, keepsLimit: move.keepsLimit)
    }

    /// The moves whose maker may not make this one.
    private func otherThan(_ move: ProcessDefinition.Move, _ names: [String]) -> UInt64 {
        move.otherThan.reduce(into: 0) { bits, other in
            guard let name = names.firstIndex(of: other.value) else {
                findings.report(.unsoundProcess(.otherThanNobody(other.value, known: names)), at: other.position)
                return
            }
            bits |= 1 << UInt64(name)
        }
    }

    private func state(_ state: ProcessDefinition.State, at place: Int, _ process: CompiledProcess) -> CompiledProcess.State {
        let clock: ClockRule =
            switch state.clock?.value {
            case .notStarted: .notStarted
            case .running: .running
            case .stopped: .stopped
            case .promisedStopped: .promisedStopped
            case nil: .done
            }
        return CompiledProcess.State(
            clock: clock, decision: state.decision?.value, end: state.end?.value, waitsFor: state.waitsFor?.value,
            department: state.department.flatMap(compiler.departments.find), atMost: state.atMost?.value,
            overdue: state.overdue.flatMap { overdue($0, from: place, process) }, paper: state.paper.flatMap(compiler.paper),
            basis: compiler.basis(state.basis), papersLate: papersLate(from: place, process),
            atLeast: state.atLeast?.value, warn: state.warn?.value)
    }

    /// The move that `papers-late` names, where it leads from a state.
    private func papersLate(from state: Int, _ process: CompiledProcess) -> Int? {
        process.definition.papersLate.flatMap { name in
            process.moves.indices.first { place in
                process.definition.moves[place].name.value == name.value && process.moves[place].from.contains(state)
                    && process.moves[place].by.contains(.time)
            }
        }
    }

    /// The move that `overdue` names; none where the lateness is only reported.
    private func overdue(_ name: Name, from state: Int, _ process: CompiledProcess) -> Int? {
        guard name.value != ProcessDefinition.reported else { return nil }
        let here = process.moves.indices.filter { process.moves[$0].from.contains(state) }
        if let move = here.first(where: { process.definition.moves[$0].name.value == name.value && process.moves[$0].by.contains(.time) }) {
            return move
        }
        let known = here.filter { process.moves[$0].by.contains(.time) }.map { process.definition.moves[$0].name.value }
        findings.report(.unsoundProcess(.noSuchConsequence(name.value, known: known + [ProcessDefinition.reported])), at: name.position)
        return nil
    }
}
