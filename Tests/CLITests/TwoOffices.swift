import Foundation
import TestSupport
import Testing

@testable import Workflow

/// One office that has a registry and serves it, and one that begins cases and reads licences there.
struct TwoOffices {
    let folder = try! ScratchFolder()
    var registry: [String] { ["--database", folder.path + "/registry.sqlite"] }
    var cases: [String] { ["--database", folder.path + "/cases.sqlite", "--providers", folder.path + "/providers.json"] }

    func run(_ words: String..., with more: [String], status: Int32 = 0) throws -> Program.Result {
        let result = try Program.run(words + more)
        guard result.status == status else { throw Unexpected("\(words): \(result.status) \(result.error)") }
        return result
    }

    /// Issues what the people of a journey hold, and writes who they are.
    func issue(_ journey: CompiledJourney) throws -> JourneyPeople {
        let compilation = Checkout.compilation
        let people = JourneyPeople(journey, compilation.bundle(journey.bundle)!)
        let shared = compilation.shared
        for (department, entries) in Dictionary(
            grouping: people.entries,
            by: { entry in
                shared.types.first { $0.definition.id.value == entry["type"] }.map { shared.departments[$0.issuer].id.value } ?? ""
            })
        {
            let file = "\(department).json"
            try folder.write(String(decoding: JSONEncoder().encode(entries), as: UTF8.self), to: file)
            _ = try run("licence", "import", folder.path + "/" + file, "--department", department, with: registry)
            try FileManager.default.removeItem(at: folder.url.appendingPathComponent(file))
        }
        try folder.write(String(decoding: JSONEncoder().encode(people.codes), as: UTF8.self), to: "people.json")
        return people
    }

    /// Opens an account, serves, and writes the file of providers of the other office.
    /// - Parameters:
    ///   - command: that serves.
    ///   - path: where it has the registry.
    func serve(_ command: [String] = ["licence", "serve"], path: String = "") throws -> ServingProgram {
        let types = Checkout.compilation.shared.types.map(\.definition.id.value)
        let account = try run(
            "licence", "account", "open", "birth-office", "--organisation", "11990000000000019A", "--format", "json",
            with: types.flatMap { ["--type", $0] } + registry)
        try folder.write(try account.json()["secret"].text ?? "", to: "secret")
        // As a stranger would paste it.
        let keys = try JSONSerialization.jsonObject(with: Data(run("licence", "key", with: registry).output.utf8))
        let program = try ServingProgram(command + ["--port", "0"] + registry, in: folder)
        let provider: [String: Any] = [
            "name": "city-registry", "owner": "data-desk", "url": "http://127.0.0.1:\(program.port)\(path)", "account": "birth-office",
            "secretFile": "secret", "types": types, "keys": keys, "seconds": 60,
        ]
        try folder.write(String(decoding: JSONSerialization.data(withJSONObject: [provider]), as: UTF8.self), to: "providers.json")
        return program
    }

    /// The same account and key, at another port.
    func serveAgain() throws -> ServingProgram {
        let program = try ServingProgram(["licence", "serve", "--port", "0"] + registry, in: folder)
        let text = try folder.text("providers.json")
        let old = try #require(text.firstMatch(of: /127\.0\.0\.1:([0-9]+)/)).output.1
        try folder.write(text.replacing(":\(old)", with: ":\(program.port)"), to: "providers.json")
        return program
    }
}

/// The program while it serves.
final class ServingProgram: Sendable {
    let port: Int
    /// Everything that it has printed so far.
    let printed: @Sendable () -> String
    private let process: Process
    var processID: Int32 { process.processIdentifier }

    init(_ arguments: [String], in folder: ScratchFolder, environment: [String: String] = [:]) throws {
        let name = "serving-\(UUID().uuidString)"
        try folder.write("", to: name)
        process = Process()
        process.executableURL = Program.url
        process.arguments = arguments
        process.currentDirectoryURL = Checkout.root
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "en_GB.UTF-8"].merging(environment) { $1 }) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent(name))
        try folder.write("", to: name + "-error")
        process.standardError = try FileHandle(forWritingTo: folder.url.appendingPathComponent(name + "-error"))
        printed = { (try? folder.text(name) + folder.text(name + "-error")) ?? "" }
        try process.run()
        let end = ContinuousClock.now + .seconds(60)
        while true {
            if let port = try folder.text(name).firstMatch(of: /:([0-9]+)(?:\n| \()/).flatMap({ Int($0.output.1) }) {
                self.port = port
                return
            }
            guard process.isRunning, ContinuousClock.now < end else { throw Unexpected("it does not serve") }
            usleep(20_000)
        }
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0, "it ends by itself: \(printed())")
    }

    deinit { stop() }
}
