import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Two offices in two processes: one serves its registry, the other applies with what it reads there.
@Suite(.serialized) struct `Licences of another process` {
    private let folder = try! ScratchFolder()
    private var registry: [String] { ["--database", folder.path + "/registry.sqlite"] }
    private var cases: [String] { ["--database", folder.path + "/cases.sqlite", "--providers", folder.path + "/providers.json"] }

    private func run(_ words: String..., with more: [String], status: Int32 = 0) throws -> Program.Result {
        let result = try Program.run(words + more)
        guard result.status == status else { throw Unexpected("\(words): \(result.status) \(result.error)") }
        return result
    }

    /// Issues what the people of a journey hold, and writes who they are.
    private func issue(_ journey: CompiledJourney) throws -> JourneyPeople {
        let compilation = Checkout.compilation
        let people = JourneyPeople(journey, compilation.bundle(journey.bundle)!)
        let shared = compilation.shared
        for (department, entries) in Dictionary(
            grouping: people.entries,
            by: { entry in
                shared.licences.first { $0.definition.id.value == entry["type"] }.map { shared.departments[$0.issuer].id.value } ?? ""
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
    private func serve() throws -> ServingProgram {
        let types = Checkout.compilation.shared.licences.map(\.definition.id.value)
        let account = try run(
            "licence", "account", "open", "birth-office", "--organisation", "11990000000000019A", "--format", "json",
            with: types.flatMap { ["--type", $0] } + registry)
        try folder.write(try account.json()["secret"].text ?? "", to: "secret")
        let key = try run("licence", "key", with: registry).json()[0]
        let program = try ServingProgram(["licence", "serve", "--port", "0"] + registry, in: folder)
        let bodies = Checkout.compilation.shared.departments.flatMap { $0.codes.map(\.text) }
        let provider: [String: Any] = [
            "name": "city-registry", "owner": "data-desk", "url": "http://127.0.0.1:\(program.port)", "account": "birth-office",
            "secretFile": "secret", "types": types, "keys": [["algorithm": "ed25519", "key": key["key"].text ?? "", "bodies": bodies]],
        ]
        try folder.write(String(decoding: JSONSerialization.data(withJSONObject: [provider]), as: UTF8.self), to: "providers.json")
        return program
    }

    @Test(arguments: ["newborn/married-local-couple", "transport-company/one-bought-vehicle"])
    func `stand in for papers, with the same figures`(path: String) throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == path })
        let people = try issue(journey)
        let program = try serve()
        defer { program.stop() }
        let start = ["case", "start", journey.bundle, "--from", journey.id, "--format", "json", "--now", "\(journey.definition.starts)"]
        let declared = try Program.run(start + ["--database", folder.path + "/declared.sqlite"]).json()
        let applicants = people.codes.keys.sorted().flatMap { ["--applicant", $0] }
        let found = try Program.run(start + ["--people", folder.path + "/people.json"] + applicants + cases)
        #expect(found.status == 0, "\(found.error)")
        let ledger = try found.json()["events"][0]["ledger"]
        #expect(ledger == declared["events"][0]["ledger"] && !ledger.list.isEmpty)
        let licences = try found.json()["licences"].list
        #expect(!licences.isEmpty && licences.allSatisfy { ["used", "none"].contains($0["outcome"].text) })
        #expect(licences.contains { $0["outcome"].text == "used" })

        // Whoever has the licences knows what for they were read.
        program.stop()
        let id = try #require(try found.json()["id"].text)
        let person = try #require(people.codes.values.sorted().first { CitizenID($0) != nil })
        try folder.write(person, to: "person")
        let uses = try run("data-uses", "--person", person, "--format", "json", with: registry).json().list
        let reads = uses.filter { $0["act"].text == "read" }
        #expect(reads.allSatisfy { $0["purpose"].text?.contains(id) == true && $0["organisation"].text == "11990000000000019A" })
        for database in ["/registry.sqlite", "/cases.sqlite"] {
            #expect(try Program.run("verify", "--rebuild", "--database", folder.path + database).status == 0)
        }
    }

    /// The other process ends, and comes back: the case goes on, and what it waits for comes by itself.
    @Test func `are awaited while it is down, and come when it is back`() throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        let people = try issue(journey)
        try serve().stop()
        let start = ["case", "start", journey.bundle, "--from", journey.id, "--format", "json", "--people", folder.path + "/people.json"]
        let answer = try Program.run(start + people.codes.keys.sorted().flatMap { ["--applicant", $0] } + cases)
        #expect(answer.status == 0)
        let awaited = try answer.json()["events"].list.filter { $0["type"].text == "evidence-awaited" }
        #expect(!awaited.isEmpty && awaited.allSatisfy { $0["fault"].text == "unreachable" })
        let id = try #require(try answer.json()["id"].text)
        let decided = try Program.run(["case", "move", id, "birth-notice", "decide"] + cases)
        #expect(decided.status == 1 && decided.error.contains("city-registry"))
        let incidents = try run("licence", "incidents", "--format", "json", with: cases).json().list
        #expect(incidents.count == awaited.count && incidents.allSatisfy { $0["owner"].text == "data-desk" && $0["tries"].number == 2 })

        let program = try serve(again: true)
        defer { program.stop() }
        let moved = try Program.run(["case", "move", id, "birth-notice", "decide", "--format", "json"] + cases)
        #expect(moved.status == 0, "\(moved.error)")
        let all = try run("licence", "incidents", "--all", "--format", "json", with: cases).json().list
        #expect(all.allSatisfy { $0["outcome"].text == "answered" })
    }

    /// The same account and key, at another port.
    private func serve(again: Bool) throws -> ServingProgram {
        let program = try ServingProgram(["licence", "serve", "--port", "0"] + registry, in: folder)
        let text = try folder.text("providers.json")
        let old = try #require(text.firstMatch(of: /127\.0\.0\.1:([0-9]+)/)).output.1
        try folder.write(text.replacing(":\(old)", with: ":\(program.port)"), to: "providers.json")
        return program
    }

    @Test(arguments: [
        (#"{}"#, "is to be a JSON list"), (#"[{"name":"a"}]"#, "is to be a JSON list"),
        (#"[{"name":"a b","url":"http://localhost","account":"a","secretFile":"s","types":["t"],"keys":[]}]"#, "needs a name"),
        (#"[{"name":"a","url":"https://x","account":"a","secretFile":"s","types":["t"],"keys":[]}]"#, "TLS begins at a proxy"),
        (#"[{"name":"a","url":"ftp://x","account":"a","secretFile":"s","types":["t"],"keys":[]}]"#, "no http:// address"),
        (#"[{"name":"a","url":"http://u:p@x/","account":"a","secretFile":"s","types":["t"],"keys":[]}]"#, "no http:// address"),
        (#"[{"name":"a","url":"http://10.0.0.1","account":"a","secretFile":"s","types":["t"],"keys":[]}]"#, "plain HTTP"),
        (#"[{"name":"a","url":"http://localhost","account":"a","secretFile":"none","types":["t"],"keys":[]}]"#, "secretFile"),
        (#"[{"name":"a","url":"http://localhost","account":"a","secretFile":"s","types":[],"keys":[]}]"#, "has no types"),
        (#"[{"name":"a","url":"http://localhost","account":"a","secretFile":"s","types":["t"],"keys":[]}]"#, "has no keys"),
        (
            #"[{"name":"a","url":"http://localhost","account":"a","secretFile":"s","types":["t"],"keys":[{"algorithm":"rsa","key":"00","bodies":[]}]}]"#,
            "has a key that is none"
        ),
    ]) func `need a file of providers that says where they are`(text: String, told: String) throws {
        try folder.write(text, to: "providers.json")
        try folder.write("secret", to: "s")
        let result = try Program.run(["case", "list"] + cases)
        #expect(result.status == 64 && result.error.contains(told), "\(result.error)")
    }

    @Test func `are served by one process at a time, at a port that is free`() throws {
        _ = try issue(try #require(Checkout.compilation.journeys.first { $0.bundle == "newborn" }))
        let program = try serve()
        defer { program.stop() }
        let other = try Program.run(["licence", "serve", "--port", "\(program.port)", "--database", folder.path + "/other.sqlite"])
        #expect(other.status == 64, "there is no such database")
        _ = try Program.run("publish", "--database", folder.path + "/other.sqlite")
        let taken = try Program.run(["licence", "serve", "--port", "\(program.port)", "--database", folder.path + "/other.sqlite"])
        #expect(taken.status == 70 && taken.error.contains("--port"), "\(taken.error)")
        let strange = try Program.run(["licence", "serve", "--port", "99999", "--database", folder.path + "/other.sqlite"])
        #expect(strange.status == 64 && strange.error.contains("65535"))
    }
}

/// The program while it serves.
final class ServingProgram: Sendable {
    let port: Int
    private let process: Process

    init(_ arguments: [String], in folder: ScratchFolder) throws {
        let name = "serving-\(UUID().uuidString)"
        try folder.write("", to: name)
        process = Process()
        process.executableURL = Program.url
        process.arguments = arguments
        process.currentDirectoryURL = Checkout.root
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "en_GB.UTF-8"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent(name))
        process.standardError = FileHandle.nullDevice
        try process.run()
        let end = ContinuousClock.now + .seconds(60)
        while true {
            if let port = try folder.text(name).firstMatch(of: /:([0-9]+)\n/).flatMap({ Int($0.output.1) }) {
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
    }

    deinit { stop() }
}
