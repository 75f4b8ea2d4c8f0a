import Hummingbird
import NIOCore
import Synchronization
import Workflow

/// What is saved, as planned, as measured, and as simulated.
struct ReportRoutes {
    let office: Office
    private let turns = OneAtATime()

    init(office: Office) { self.office = office }

    /// People of a simulation that is run while somebody waits.
    static let mostJourneys = 10_000

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "reportSavings", method: .get, path: "/v1/reports/savings", tag: .reports,
                summary: Title(
                    zh: "一件事的成效：逐件、合并、公布，以及办结件实测", en: "What a bundle saves: apart, together, announced, and measured on finished cases"),
                right: .measure,
                query: [
                    .init(name: "bundle", schema: .text(.init(most: 100)), about: Title(zh: "一件事；否则全部", en: "one bundle; else all"))
                ], answers: [.json(ReportMessage.self, "成效", "the report")], problems: [.conflict, .unknownWord], handle: savings),
            Endpoint(
                id: "simulate", method: .post, path: "/v1/simulations", tag: .reports,
                summary: Title(
                    zh: "仿真（至多 \(Self.mostJourneys) 人，一次一个）；请求断开即停止",
                    en: "Simulate a bundle, up to \(Self.mostJourneys) people and one at a time; it ends when whoever asked goes"),
                right: .measure, body: SimulationRequest.self, answers: [.json(SimulationMessage.self, "结果", "what came of it")],
                problems: [.conflict, .unfit, .unknownWord], handle: simulate),
        ]
    }

    @Sendable private func savings(_ ask: Ask) async throws -> Reply {
        let compilation = try await office.compilation()
        let wanted = try ask.word("bundle").map { name in
            guard let bundle = compilation.bundle(name) else { throw UnknownWord(.bundle, name, known: compilation.declaredBundles) }
            return [bundle]
        }
        var reports: [SavingsReport] = []
        for bundle in wanted ?? compilation.bundles {
            guard let base = bundle.definition.base?.value, let journey = compilation.journey(base, of: bundle.id) else { continue }
            let situation = try bundle.situation(of: journey, changed: SituationRequest())
            var report = SavingsReport(bundle, journey, situation, .oneGuide(of: bundle), within: .milliseconds(500))
            report.measured = try await office.measured(of: bundle.id)
            reports.append(report)
        }
        return .json(ReportMessage(reports, ask.language))
    }

    @Sendable private func simulate(_ ask: Ask) async throws -> Reply {
        let request = try ask.message(SimulationRequest.self)
        guard (1...Self.mostJourneys).contains(request.journeys ?? 1_000) else {
            throw Problem(unfitAt: "/journeys", Title(zh: "应为 1–\(Self.mostJourneys)", en: "lies between 1 and \(Self.mostJourneys)"))
        }
        guard let turn = turns.take() else {
            throw Problem(.busy, Title(zh: "另一仿真正在运行", en: "another simulation is running"), headers: [.retryAfter: "5"])
        }
        let seed = UInt64(max(0, request.seed ?? 1))
        let (simulation, scenario) = try await office.simulation(
            of: request.bundle, scenario: request.scenario, setting: request.set ?? [], journeys: request.journeys ?? 1_000, seed: seed,
            by: ask.caller())
        let language = ask.language
        var reply = Reply(type: Endpoint.MediaType.json.rawValue)
        reply.streamed = { _ in
            ResponseBody { writer in
                defer { turn.end() }
                let tally = try await Self.run(simulation, blanksTo: &writer)
                let report = SimulationReport(scenario, seed: seed, wanted: simulation.journeys, settings: request.set ?? [], tally)
                try await writer.write(ByteBuffer(bytes: SimulationMessage(report, language).jsonBytes))
                try await writer.finish(nil)
            }
        }
        return reply
    }

    /// A blank now and then, which JSON may begin with: where nobody is there to take it, the simulation ends.
    private static func run(_ simulation: Simulation, blanksTo writer: inout any ResponseBodyWriter) async throws -> SimulationTally {
        let result = Result()
        let running = Task {
            let tally = await simulation.run(cores: 1)
            result.tally.withLock { $0 = tally }
        }
        do {
            while true {
                for _ in 0..<5 {
                    if let tally = result.tally.withLock({ $0 }) { return tally }
                    try await Task.sleep(for: .milliseconds(100))
                }
                try await writer.write(ByteBuffer(string: " "))
            }
        } catch {
            simulation.stop()
            await running.value
            throw error
        }
    }

    private final class Result: Sendable {
        let tally = Mutex<SimulationTally?>(nil)
    }
}

/// One at a time.
private final class OneAtATime: Sendable {
    private let isTaken = Mutex(false)

    /// Ends with `end`, or where nobody holds it any more.
    final class Turn: Sendable {
        private let turns: OneAtATime
        private let isOver = Mutex(false)

        fileprivate init(_ turns: OneAtATime) { self.turns = turns }

        func end() {
            let isFirst = isOver.withLock { over in
                defer { over = true }
                return !over
            }
            if isFirst { turns.isTaken.withLock { $0 = false } }
        }

        deinit { end() }
    }

    func take() -> Turn? {
        let isMine = isTaken.withLock { taken in
            defer { taken = true }
            return !taken
        }
        return isMine ? Turn(self) : nil
    }
}

/// As `onething simulate` takes it.
struct SimulationRequest: Codable, Sendable {
    var bundle: String
    var scenario: String?
    var journeys: Int?
    var seed: Int?
    var set: [String]?
}

extension SimulationRequest: Described {
    static let about: Meaning = "仿真的参数，同 `onething simulate` · As `onething simulate` takes it."
    static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "scenario": "仿真方案编号；没有：一件事唯一的方案 · Its id; not there: the only one of the bundle.",
        "journeys": .number(1...ReportRoutes.mostJourneys, "人数，默认 1,000 · People; 1,000 where nothing is said."),
        "seed": "随机数种子：相同种子结果相同；默认 1 · Where chance begins: the same seed comes to the same. 1 where nothing is said.",
        "set": "取代方案中原值的值：`offices.each.health.officers=3` · Values of the scenario in place of its own: `offices.each.health.officers=3`.",
    ]
}
