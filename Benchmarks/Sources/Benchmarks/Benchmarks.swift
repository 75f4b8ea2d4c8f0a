import Allocations
import Foundation
import Workflow

/// One measured figure: the median of some runs, with the least and the most.
struct Measurement: Encodable {
    var bench: String
    var value: Double
    var unit: String
    /// The program that was measured side by side in the same run, and how many times faster ours was.
    var against: String?
    var ratio: Double?
    var n: Int
    var min: Double
    var max: Double

    init(bench: String, value: Double, unit: String, against: String? = nil, ratio: Double? = nil, n: Int, min: Double, max: Double) {
        (self.bench, self.value, self.unit, self.against, self.ratio) = (bench, value, unit, against, ratio)
        (self.n, self.min, self.max) = (n, min, max)
    }

    /// Times a body so many times, after one run that does not count; a body may do its work in so many parts.
    init(_ bench: String, unit: Unit, runs: Int, each inner: Int = 1, parts: Int = 1, _ body: () throws -> Void) rethrows {
        try body()
        var times: [Double] = []
        for _ in 0..<runs {
            let time = try ContinuousClock().measure { for _ in 0..<inner { try body() } }
            times.append(time.seconds / Double(inner * parts) * unit.perSecond)
        }
        times.sort()
        self.bench = bench
        self.unit = unit.rawValue
        value = times[times.count / 2]
        n = runs
        min = times[0]
        max = times[times.count - 1]
    }

    /// How often a body asks for memory, as the difference between doing it so many times and twice as often: what is made once does not count.
    init(allocationsOf bench: String, times: Int = 1_000, _ body: (Int) throws -> Void) rethrows {
        func count(_ times: Int) throws -> Int {
            let before = allocations()
            try body(times)
            return allocations() - before
        }
        try body(times)
        let extra = Double(try count(2 * times) - (try count(times))) / Double(times)
        self.init(bench: bench, value: extra, unit: "allocations", n: times, min: extra, max: extra)
    }

    enum Unit: String {
        case milliseconds = "ms"
        case microseconds = "µs"
        case nanoseconds = "ns"

        var perSecond: Double {
            switch self {
            case .milliseconds: 1e3
            case .microseconds: 1e6
            case .nanoseconds: 1e9
            }
        }
    }
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

/// Runs a program to its end, its output thrown away. (Foundation's `Process` notices the end only every 50 ms.)
func run(_ program: String, _ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in [1, 2] { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0) }
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    guard posix_spawn(&child, program, &actions, nil, &words, environ) == 0 else { throw CocoaError(.fileNoSuchFile) }
    var status: Int32 = 0
    waitpid(child, &status, 0)
}

/// What a program of the yardstick prints; it must end well.
func output(of program: String, _ arguments: [String], _ environment: [String: String] = [:]) throws -> Data {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return data
}

@main
struct Benchmarks {
    /// Arguments: the released executable, the definition folder, the reference workload, and the yardstick where it is at hand.
    ///
    /// The environment's ONLY names the one part to measure: `definitions`, `machine`, `store`, `registry`, `simulation`, or `load`, `scale` or `nation`
    /// (JOURNEYS of newborns, else ten million), which are measured only then.
    static func main() async throws {
        // The part of `scale` that is killed.
        if CommandLine.arguments[1] == "keep-writing" { return try await keepWriting(CommandLine.arguments[2], CommandLine.arguments[3]) }
        let (program, definitions, reference) = (CommandLine.arguments[1], CommandLine.arguments[2], CommandLine.arguments[3])
        let yardstick = CommandLine.arguments.dropFirst(4).first
        let only = ProcessInfo.processInfo.environment["ONLY"]
        func isAsked(_ part: String) -> Bool { only == nil || only == part }
        let folder = try DefinitionFolder.read(at: definitions)
        let compilation = folder.definitions.compile()
        var measurements: [Measurement] = []
        if isAsked("definitions") { measurements += try reading(definitions, folder.definitions, compilation, by: program) }
        if isAsked("machine") { measurements += try machine(compilation, reference: reference, yardstick: yardstick) }
        if isAsked("store") { measurements += try await durable(reference, yardstick: yardstick) }
        if isAsked("registry") { measurements += try await registry(definitions) }
        if only == "load" { measurements += try await load(by: program, reference, yardstick: yardstick) }
        if isAsked("simulation") { measurements += try nation(by: program, definitions, journeys: 20_000) }
        if isAsked("simulation") { measurements += try await simulation(compilation, reference: reference, yardstick: yardstick) }
        if only == "nation" {
            let journeys = ProcessInfo.processInfo.environment["JOURNEYS"].flatMap { Int($0) } ?? 10_000_000
            measurements += try nation(by: program, definitions, journeys: journeys)
        }
        if only == "scale" { measurements += try await scale(reference, clones: "Benchmarks/clone-cases.py") }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for measurement in measurements { print(String(decoding: try encoder.encode(measurement), as: UTF8.self)) }
    }
}

/// Start-up, reading, checking and compiling, and the ledgers of the base journeys.
func reading(
    _ path: String, _ definitions: Definitions, _ compilation: Compilation, by program: String
) throws -> [Measurement] {
    var measurements = [
        try Measurement("start-up to first output (--version)", unit: .milliseconds, runs: 30) { try run(program, ["--version"]) },
        try Measurement("check of all definitions, whole process", unit: .milliseconds, runs: 20) {
            try run(program, ["check", "--definitions", path])
        },
        try Measurement("read all definitions", unit: .milliseconds, runs: 20) { _ = try DefinitionFolder.read(at: path) },
        Measurement("compile all definitions", unit: .milliseconds, runs: 20) { _ = definitions.compile() },
    ]
    for bundle in compilation.bundles {
        let own = definitions.only(bundle.id)
        measurements.append(Measurement("compile \(bundle.id)", unit: .milliseconds, runs: 20) { _ = own.compile() })
        guard let base = bundle.definition.base?.value, let journey = compilation.journey(base, of: bundle.id) else { continue }
        let situation = try bundle.situation(of: journey, changed: SituationRequest())
        for baseline in [Baseline.oneGuide(of: bundle), .everyGuide] {
            measurements.append(
                Measurement("ledger of \(bundle.id), \(baseline.id)", unit: .microseconds, runs: 20, each: 200) {
                    _ = bundle.ledger(situation, baseline)
                })
        }
    }
    return measurements
}

extension Definitions {
    /// The folder with one bundle only.
    func only(_ bundle: String) -> Definitions {
        var one = self
        one.bundles.removeAll { $0.id.value != bundle }
        one.journeys.removeAll { $0.bundle.value != bundle }
        return one
    }
}
