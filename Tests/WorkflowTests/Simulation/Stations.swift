import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A small world for questions of queueing: stations with one move each, and nothing else that takes time.
struct Stations {
    /// An item with its department, officers, their work, and the items before it.
    struct Station {
        var item: String
        var officers = 1
        var work: String
        var after: [String] = []
        /// Where it is not a department of its own: the item whose department has it.
        var with: String?

        var department: String { "at-\(with ?? item)" }
    }

    var stations: [Station]
    var every: String
    var open = "days: every-day"
    var journeys = 1_000
    var block = 1_000
    var warmUp = "0 days"
    var starts = "2026-03-02"
    /// Visits that each item wants apart, and an officer's time at the window.
    var visits = 0
    var window = "0 minutes"
    /// Items that come first in every office.
    var first: [String] = []
    /// More lines of the scenario, and of the bundle.
    var more = ""
    var bundle = ""

    var sources: [String: String] {
        var files = [
            "laws.yaml": "laws: {workload: {title: {zh: 负载, en: workload}}}",
            "questions.yaml": "questions: {anything: {ask: {zh: 问, en: ask}, answers: {nothing: {zh: 无, en: nothing}}}}",
            "words.yaml":
                "steps: {apply: {title: {zh: 申请, en: apply}}}\nkinds: {public-service: {title: {zh: 服务, en: service}, code: \"20\"}}",
            "departments.yaml": "departments:\n"
                + stations.filter { $0.with == nil }.map { "  at-\($0.item): {title: {zh: \($0.item), en: \($0.item)}}\n" }.joined(),
            "assumptions.yaml": (try? Checkout.text("Definitions/assumptions.yaml")) ?? "",
            "calendars/2026.yaml": (try? Checkout.text("Definitions/calendars/2026.yaml")) ?? "",
            "processes/one-move.yaml": """
            process: one-move
            title: {zh: 一步, en: One move}
            states:
              begun: {title: {zh: 开始, en: begun}, clock: not-started}
              done: {title: {zh: 完成, en: done}, end: granted}
            moves:
              - {move: serve, title: {zh: 办理, en: serve}, from: begun, to: done, by: officer}
            """,
            "journeys/line/one.yaml": """
            journey: one
            title: {zh: 一件, en: One}
            bundle: line
            starts: 2026-03-02 09:30
            answers: {anything: nothing}
            """,
            "scenarios/line/world.yaml": scenario,
            "bundles/line.yaml": """
            bundle: line
            title: {zh: 队列, en: A line}
            life-event: {zh: 事, en: event}
            lead-department: at-\(stations[0].item)
            channel: {zh: 无, en: none}
            base: one
            baseline: {}
            roles: {holder: person}
            questions: [anything]
            items:
            \(stations.map { "  - {item: \($0.item)\($0.after.isEmpty ? "" : ", after: [\($0.after.joined(separator: ", "))]")}" }.joined(separator: "\n"))
            steps: {together: 1, grade: constructed}
            visits: {together: 0, grade: constructed}
            \(bundle)
            counting: {forms-are-materials: false, shown-licences-are-materials: false, time: {apart: promised, combine: sum}}
            """,
        ]
        for station in stations {
            files["items/\(station.department)/\(station.item).yaml"] = """
                item: \(station.item)
                title: {zh: \(station.item), en: \(station.item)}
                department: \(station.department)
                kind: public-service
                basis: [{law: workload}]
                process: one-move
                visits: {apart: \(visits), grade: constructed}
                steps: {apart: [apply], grade: constructed}
                roles: {holder: person}
                """
        }
        return files
    }

    private var scenario: String {
        let ours = "grade: constructed, because: {zh: 检验, en: a test}"
        return """
            scenario: world
            title: {zh: 世界, en: A world}
            bundle: line
            starts: \(starts)
            journeys: \(journeys)
            block: \(block)
            warm-up: \(warmUp)
            arrivals: {\(ours), every: \(every), \(open)}
            applicants: {\(ours), typed-field: 0 minutes, paper: 0 minutes, copy: 0 minutes, visit: 0 minutes, answers-after: 0 minutes, wrong-field: 0%, wrong-paper: 0%, gives-up: 0%}
            offices:
              \(ours.replacing(", because", with: "\n  because"))
              window: \(window)
              each: {\(stations.filter { $0.with == nil }.map { "at-\($0.item): {officers: \($0.officers), \(open)\(first.isEmpty ? "" : ", first: [\(first.joined(separator: ", "))]")}" }.joined(separator: ", "))}
            work: {\(ours), items: {\(stations.map { "\($0.item): {serve: \($0.work)}" }.joined(separator: ", "))}}
            \(more)
            """
    }

    func compile() throws -> CompiledScenario {
        let folder = DefinitionFolder.read(sources)
        let compilation = folder.definitions.compile()
        let errors = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
        guard errors.isEmpty, let scenario = compilation.scenarios.first else { throw Unexpected("\(errors)") }
        return scenario
    }

    func run(seed: UInt64 = 1, cores: Int = 1, arms: Simulation.Arms = .both) async throws -> SimulationTally {
        try await Simulation(compile(), seed: seed, arms: arms).run(cores: cores)
    }
}
