import Foundation
import Workflow

/// The workload S (`cal`) of the yardstick as definitions of ours, against the C program that does nothing else, side by side; and our own bundles.
func simulation(_ compilation: Compilation, reference: String, yardstick: String?) async throws -> [Measurement] {
    let workload = try DefinitionFolder.read(at: reference).definitions.compile()
    guard let scenario = workload.scenarios.first else { throw CocoaError(.fileReadCorruptFile) }
    var all: [Measurement] = []
    let cases = 100_000
    if let yardstick { all += try await againstC(scenario, 2 * cases, yardstick) + againstOthers(scenario, cases, yardstick) }
    // Two cores have two blocks at a time: enough of them that a core which somebody else holds up for a while does not decide.
    var ratios: [Double] = []
    for _ in 0..<5 {
        let (one, two) = (
            try await casesASecond(scenario, 4 * cases, cores: 1).rate, try await casesASecond(scenario, 4 * cases, cores: 2).rate
        )
        ratios.append(two / one)
    }
    ratios.sort()
    all.append(
        Measurement(
            bench: "simulation S cal, two cores against one", value: ratios[2], unit: "times", n: 5, min: ratios[0], max: ratios[4]))
    for own in compilation.scenarios {
        let simulation = Simulation(own, journeys: 2_000, seed: 1)
        var rates: [Double] = []
        for _ in 0..<3 {
            let clock = ContinuousClock.now
            _ = await simulation.run(cores: 1)
            rates.append(2_000 / clock.duration(to: .now).seconds)
        }
        rates.sort()
        all.append(
            Measurement(
                bench: "simulation \(own.bundle.id), both arms, one core", value: rates[1], unit: "journeys/s", n: 3, min: rates[0],
                max: rates[2]))
    }
    return all
}

/// What the program itself needs for so many journeys of a nation: the most memory that it had, and how fast it was.
func nation(by program: String, _ definitions: String, journeys: Int) throws -> [Measurement] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, "simulate", "newborn", "--definitions", definitions, "--journeys", "\(journeys)", "--format", "json"]
    process.standardOutput = FileHandle.nullDevice
    let clock = ContinuousClock.now
    try process.run()
    var most = 0.0
    while process.isRunning {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        most = max(most, line.flatMap { Double($0.split(separator: " ", omittingEmptySubsequences: true)[1]) } ?? 0)
        Thread.sleep(forTimeInterval: 0.05)
    }
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    let rate = Double(journeys) / clock.duration(to: .now).seconds
    let megabytes = most * 1_024 / 1e6
    return [
        Measurement(
            bench: "simulation newborn, \(journeys) journeys in both arms: memory", value: megabytes, unit: "MB", n: 1, min: megabytes,
            max: megabytes),
        Measurement(
            bench: "simulation newborn, \(journeys) journeys in both arms, all cores", value: rate, unit: "journeys/s", n: 1, min: rate,
            max: rate),
    ]
}

private func casesASecond(_ scenario: CompiledScenario, _ cases: Int, cores: Int) async throws -> (rate: Double, hours: Double) {
    let simulation = Simulation(scenario, journeys: cases, seed: 1, arms: .together)
    let clock = ContinuousClock.now
    let tally = await simulation.run(cores: cores)
    let rate = Double(cases) / clock.duration(to: .now).seconds
    let mean = tally.together.figures[SimulatedFigure.elapsedHours.rawValue].distribution(scale: 3_600)?.mean ?? 0
    return (rate, mean)
}

/// Simulators of others on the same workload, where the yardstick has them set up; each against ours right after it.
private func againstOthers(_ scenario: CompiledScenario, _ cases: Int, _ yardstick: String) async throws -> [Measurement] {
    struct Result: Decodable {
        var cases: Double
        var elapsed_s: Double
        var mean_cycle_h: Double?
    }
    var all: [Measurement] = []
    for (peer, venv, theirs) in [("simpy", "venv-simulators", 5_000), ("prosimos", "venv-prosimos", 1_000)] {
        let python = yardstick + "/\(venv)/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python) else { continue }
        var (ratios, rates, hours): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<3 {
            let other = try JSONDecoder().decode(
                Result.self, from: output(of: python, [yardstick + "/simulators/s_\(peer).py", "cal", "\(theirs)"]))
            let own = try await casesASecond(scenario, cases, cores: 1)
            ratios.append(own.rate / (other.cases / other.elapsed_s))
            rates.append(own.rate)
            if let mean = other.mean_cycle_h { hours.append(own.hours / mean) }
        }
        ratios.sort()
        rates.sort()
        hours.sort()
        all.append(
            Measurement(
                bench: "simulation S cal, one core", value: rates[1], unit: "cases/s", against: peer, ratio: ratios[1], n: 3, min: rates[0],
                max: rates[2]))
        guard hours.count == 3 else { continue }
        all.append(
            Measurement(
                bench: "simulation S cal, mean case time against \(peer)", value: hours[1], unit: "times", n: 3, min: hours[0],
                max: hours[2]))
    }
    return all
}

private func againstC(_ scenario: CompiledScenario, _ cases: Int, _ yardstick: String) async throws -> [Measurement] {
    let program = FileManager.default.temporaryDirectory.appendingPathComponent("onething-sim-\(getpid())").path
    defer { try? FileManager.default.removeItem(atPath: program) }
    _ = try output(of: "gcc", ["-O2", "-march=native", "-o", program, yardstick + "/sim_c/sim.c", "-lm"])
    struct Result: Decodable {
        var cases: Double
        var elapsed_s: Double
        var mean_cycle_h: Double
    }
    var (ratios, rates, means): ([Double], [Double], [Double]) = ([], [], [])
    // Pairs long and many enough that whoever else is on the machine for a while does not decide.
    let pairs = 9
    for _ in 0..<pairs {
        let c = try JSONDecoder().decode(Result.self, from: output(of: program, ["cal", "\(cases)"]))
        let own = try await casesASecond(scenario, cases, cores: 1)
        ratios.append(own.rate / (c.cases / c.elapsed_s))
        rates.append(own.rate)
        means.append(own.hours / c.mean_cycle_h)
    }
    for list in [0, 1, 2] { if list == 0 { ratios.sort() } else if list == 1 { rates.sort() } else { means.sort() } }
    return [
        Measurement(
            bench: "simulation S cal, one core", value: rates[pairs / 2], unit: "cases/s", against: "sim_c/sim cal",
            ratio: ratios[pairs / 2], n: pairs, min: rates[0], max: rates[pairs - 1]),
        Measurement(
            bench: "simulation S cal, mean case time against sim_c", value: means[pairs / 2], unit: "times", n: pairs, min: means[0],
            max: means[pairs - 1]),
    ]
}
