import Foundation
import Workflow

/// The machine without any input or output, on one core.
func machine(_ compilation: Compilation, reference: String, yardstick: String?) throws -> [Measurement] {
    let workload = try Workload(reference)
    var all = [
        Measurement("reference case: 24 moves, decide + apply", unit: .microseconds, runs: 30, each: 2_000) { workload.run() }
    ]
    all += try permitMoves(compilation)
    for bundle in compilation.bundles {
        guard let base = bundle.definition.base?.value, let journey = compilation.journey(base, of: bundle.id) else { continue }
        let case_ = RecordedCase(journey, CaseRules(bundle))
        all.append(
            Measurement("\(bundle.id): whole base case, submission to last result", unit: .microseconds, runs: 30, each: 200) {
                case_.run()
            })
        all.append(
            Measurement(allocationsOf: "\(bundle.id): whole base case, submission to last result") { for _ in 0..<$0 { case_.run() } })
        all.append(Measurement("\(bundle.id): replay of its events", unit: .microseconds, runs: 30, each: 200) { case_.replay() })
        all.append(Measurement("\(bundle.id): walk of the base journey", unit: .microseconds, runs: 20, each: 50) { case_.walk() })
    }
    if let yardstick { all.append(try against(yardstick, workload)) }
    return all
}

/// Cases of the reference workload, from after their submission.
final class Workload {
    static let moves = 24
    private let rules: CaseRules
    private let circumstances: Circumstances
    private let submitted: CaseState
    private let commands: [CaseCommand]

    init(_ folder: String) throws {
        let compilation = try DefinitionFolder.read(at: folder).definitions.compile()
        guard let bundle = compilation.bundles.first, let journey = compilation.journeys.first else {
            throw CocoaError(.fileReadCorruptFile)
        }
        rules = CaseRules(bundle)
        let walk = journey.walk(under: rules)
        circumstances = Circumstances(of: journey.situation, at: journey.definition.starts, calendar: bundle.shared.calendar)
        var state = CaseState()
        var events: [CaseEvent] = []
        try CaseMachine.handle(walk.commands[0].command, on: &state, under: rules, given: circumstances, into: &events)
        submitted = state
        commands = walk.commands.dropFirst().map(\.command)
        guard walk.isFinished, commands.count == Self.moves else { throw CocoaError(.fileReadCorruptFile) }
    }

    func run() {
        var state = submitted
        var events: [CaseEvent] = []
        events.reserveCapacity(200)
        for command in commands {
            try? CaseMachine.handle(command, on: &state, under: rules, given: circumstances, into: &events)
        }
        precondition(state.phase == .closed)
    }
}

/// A journey's commands, to be given again without the walker.
final class RecordedCase {
    private let journey: CompiledJourney
    private let rules: CaseRules
    private let recorded: Walk

    init(_ journey: CompiledJourney, _ rules: CaseRules) {
        self.journey = journey
        self.rules = rules
        recorded = journey.walk(under: rules)
        precondition(recorded.isFinished)
    }

    func run() {
        var state = CaseState()
        var events: [CaseEvent] = []
        events.reserveCapacity(200)
        var circumstances = Circumstances(of: journey.situation, at: journey.definition.starts, calendar: rules.bundle.shared.calendar)
        for (at, command) in recorded.commands {
            circumstances.now = at
            try? CaseMachine.handle(command, on: &state, under: rules, given: circumstances, into: &events)
        }
        precondition(state.phase == .closed)
    }

    func replay() {
        var state = CaseState()
        for event in recorded.events { CaseMachine.apply(event, to: &state) }
        precondition(state.phase == .closed)
    }

    func walk() { _ = journey.walk(under: rules) }
}

/// Moves to and fro between two states of a permit, in one case and one buffer: nothing is made but the moves.
func permitMoves(_ compilation: Compilation) throws -> [Measurement] {
    guard let bundle = compilation.bundle("transport-company"), let journey = compilation.journeys.first(where: { $0.bundle == bundle.id }),
        let visited = PermitCase(bundle, journey)
    else { throw CocoaError(.fileReadCorruptFile) }
    let moves = 20_000
    let title = "a move without materials (site visit to and fro), decide + apply"
    return [
        Measurement(title, unit: .nanoseconds, runs: 30, each: 1, parts: moves) { visited.move(moves) },
        Measurement(allocationsOf: title, times: moves) { visited.move($0) },
    ]
}

/// A case whose permit has been accepted.
final class PermitCase {
    private let rules: CaseRules
    private var state = CaseState()
    private var circumstances: Circumstances
    private var events: [CaseEvent] = []
    private let there: CaseCommand
    private let back: CaseCommand

    init?(_ bundle: CompiledBundle, _ journey: CompiledJourney) {
        rules = CaseRules(bundle)
        let walk = journey.walk(under: rules)
        circumstances = Circumstances(of: journey.situation, at: journey.definition.starts, calendar: bundle.shared.calendar)
        var moves: (there: CaseCommand, back: CaseCommand)?
        for (at, command) in walk.commands where moves == nil {
            circumstances.now = at
            try? CaseMachine.handle(command, on: &state, under: rules, given: circumstances, into: &events)
            guard case .move(let item, _, _) = command.action, let there = rules.move(named: "visit", of: state.items[item]),
                let back = rules.move(named: "end-visit", of: state.items[item])
            else { continue }
            moves = (
                CaseCommand(by: .officer, .move(item: item, move: there, note: nil)),
                CaseCommand(by: .officer, .move(item: item, move: back, note: nil))
            )
        }
        guard let moves else { return nil }
        (there, back) = (moves.there, moves.back)
    }

    /// So many moves; state and buffer are its own while it runs, as they are in an office that has loaded a case.
    func move(_ count: Int) {
        var state = state
        var events: [CaseEvent] = []
        events.reserveCapacity(count)
        for number in 0..<count {
            try? CaseMachine.handle(number % 2 == 0 ? there : back, on: &state, under: rules, given: circumstances, into: &events)
        }
        precondition(events.count == count)
    }
}

/// The bare Python machine of the yardstick and ours, turn by turn: cases a second.
func against(_ yardstick: String, _ workload: Workload) throws -> Measurement {
    var ratios: [Double] = []
    let ourCases = 200_000
    for _ in 0..<5 {
        let python = try pythonCasesASecond(yardstick)
        let time = ContinuousClock().measure { for _ in 0..<ourCases { workload.run() } }
        ratios.append(Double(ourCases) / time.seconds / python)
    }
    ratios.sort()
    return Measurement(
        bench: "reference case against the bare Python dict machine", value: ratios[2], unit: "times",
        against: "statemachines/w_sm.py dict MEM",
        ratio: ratios[2], n: ratios.count, min: ratios[0], max: ratios[4])
}

private func pythonCasesASecond(_ yardstick: String) throws -> Double {
    let output = try output(of: "python3", [yardstick + "/statemachines/w_sm.py", "dict", "MEM", "50000"])
    struct Result: Decodable {
        var cases: Double
        var elapsed_s: Double
    }
    let last = output.split(separator: UInt8(ascii: "\n")).last ?? Data()
    let result = try JSONDecoder().decode(Result.self, from: last)
    return result.cases / result.elapsed_s
}
