import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Two offices in two processes: one serves its registry, the other applies with what it reads there.
@Suite(.serialized) struct `Licences of another process` {
    private let offices = TwoOffices()
    private var folder: ScratchFolder { offices.folder }
    private var registry: [String] { offices.registry }
    private var cases: [String] { offices.cases }

    @Test(arguments: ["newborn/married-local-couple", "transport-company/one-bought-vehicle"])
    func `stand in for papers, with the same figures`(path: String) throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == path })
        let people = try offices.issue(journey)
        let program = try offices.serve()
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
        let uses = try offices.run("data-uses", "--person", person, "--format", "json", with: registry).json().list
        let reads = uses.filter { $0["act"].text == "read" }
        #expect(reads.allSatisfy { $0["purpose"].text?.contains(id) == true && $0["organisation"].text == "11990000000000019A" })
        for database in ["/registry.sqlite", "/cases.sqlite"] {
            #expect(try Program.run("verify", "--rebuild", "--database", folder.path + database).status == 0)
        }
    }

    /// The other process ends, and comes back: the case goes on, and what it waits for comes by itself.
    @Test func `are awaited while it is down, and come when it is back`() throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        let people = try offices.issue(journey)
        try offices.serve().stop()
        let start = ["case", "start", journey.bundle, "--from", journey.id, "--format", "json", "--people", folder.path + "/people.json"]
        let answer = try Program.run(start + people.codes.keys.sorted().flatMap { ["--applicant", $0] } + cases)
        #expect(answer.status == 0)
        let awaited = try answer.json()["events"].list.filter { $0["type"].text == "evidence-awaited" }
        #expect(!awaited.isEmpty && awaited.allSatisfy { $0["fault"].text == "unreachable" })
        let id = try #require(try answer.json()["id"].text)
        let decided = try Program.run(["case", "move", id, "birth-notice", "decide"] + cases)
        #expect(decided.status == 1 && decided.error.contains("city-registry"))
        let incidents = try offices.run("licence", "incidents", "--format", "json", with: cases).json().list
        #expect(incidents.count == awaited.count && incidents.allSatisfy { $0["owner"].text == "data-desk" && $0["tries"].number == 2 })

        let program = try offices.serveAgain()
        defer { program.stop() }
        let moved = try Program.run(["case", "move", id, "birth-notice", "decide", "--format", "json"] + cases)
        #expect(moved.status == 0, "\(moved.error)")
        let all = try offices.run("licence", "incidents", "--all", "--format", "json", with: cases).json().list
        #expect(all.allSatisfy { $0["outcome"].text == "answered" })
    }

    @Test func `are served by one process at a time, at a port that is free`() throws {
        _ = try offices.issue(try #require(Checkout.compilation.journeys.first { $0.bundle == "newborn" }))
        let program = try offices.serve()
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
