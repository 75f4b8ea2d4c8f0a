import Foundation
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Two offices in two processes: one serves its registry, the other applies with what it reads there.
@Suite(.serialized) struct `Licences of another process` {
    private let offices = TwoOffices()
    private var folder: ScratchFolder { offices.folder }
    private var registry: [String] { offices.registry }
    private var cases: [String] { offices.cases }

    @Test(arguments: ["newborn/married-local-couple", "transport-company/one-bought-vehicle"])
    func `stand in for papers, with the same figures, to the end of the case`(path: String) throws {
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

        let id = try #require(try found.json()["id"].text)
        try walk(journey, as: id)

        // Every line that a licence or a source spares, and every result, names its reading, which is in the log once.
        let events = try offices.run("case", "events", id, with: cases).json()["events"].list
        let evidence = events.filter { $0["type"].text == "evidence" }
        let named = Set(evidence.flatMap { $0["papers"].list.compactMap(\.text) })
        let spared = ledger.list.filter { ["licence", "shared", "produced"].contains($0["disposition"].text) }.compactMap {
            $0["line"].text
        }
        #expect(!spared.isEmpty && named.isSuperset(of: spared))
        let log = try offices.run("verify", "--rebuild", "--format", "json", with: cases).json()
        #expect(log["intact"] == .truth(true))
        #expect(Set(evidence.compactMap { $0["use"].number }).count == evidence.count)

        // Whoever has the licences knows what for they were read.
        program.stop()
        let person = try #require(people.codes.values.sorted().first { CitizenID($0) != nil })
        try folder.write(person, to: "person")
        let uses = try offices.run("data-uses", "--person", person, "--format", "json", with: registry).json().list
        let reads = uses.filter { $0["act"].text == "read" }
        #expect(reads.allSatisfy { $0["purpose"].text?.contains(id) == true && $0["organisation"].text == "11990000000000019A" })
        for database in ["/registry.sqlite", "/cases.sqlite"] {
            #expect(try Program.run("verify", "--rebuild", "--database", folder.path + database).status == 0)
        }
    }

    /// The rest of an example, command by command.
    private func walk(_ journey: CompiledJourney, as id: String) throws {
        let walk = journey.walk(under: CaseRules(try #require(Checkout.compilation.bundle(journey.bundle))))
        for (at, command) in walk.commands.dropFirst() {
            let words: [String]
            switch walk.request(command) {
            case .move(let item, let move, let note)?:
                words = ["move", id, item, move, "--by", command.by.role.name] + (note?.payment.map { ["--payment", $0] } ?? [])
            case .handIn(let line)?: words = ["supply", id, line]
            case .verify(let line)?: words = ["verify", id, line]
            case .report(let event)?: words = ["report", id, event]
            case .withdraw(let item)?: words = ["withdraw", id] + (item.map { [$0] } ?? [])
            case .letTimePass?: words = ["tick"]
            case let other: throw Unexpected("\(String(describing: other))")
            }
            let answer = try Program.run(["case"] + words + ["--now", "\(at)"] + cases)
            #expect(answer.status == 0, "\(at) \(words): \(answer.error)")
            try makeOut(id, at: "\(at)")
        }
        let shown = try offices.run("case", "show", id, "--format", "json", with: cases).json()
        #expect(shown["phase"].text == "closed")
        let ends = walk.state.items.map { $0.end?.name }
        #expect(shown["items"].list.map { $0["end"].text } == ends)
    }

    /// What was granted and is still to be made out, with everything that the program says is wanting.
    private func makeOut(_ id: String, at moment: String) throws {
        let shown = try offices.run("case", "show", id, "--format", "json", with: cases).json()
        for result in shown["results"].list where result["register"] == .null {
            let item = try #require(result["item"].text)
            let department = try #require(shown["items"].list.first { $0["item"].text == item }?["department"].text)
            let words = ["case", "result", id, item, "--department", department, "--now", moment] + cases
            let wanting = try Program.run(words)
            let names = wanting.error.matches(of: /\n?[^\n ]+: ([^ \n]+) is missing/).map { String($0.output.1) }
            var values = Dictionary(uniqueKeysWithValues: names.map { ($0, "示例") })
            for holder in names where holder.hasPrefix("holder") { (values[holder], values["\(holder).kind"]) = ("X990000001", "999") }
            try folder.write(String(decoding: JSONEncoder().encode(values), as: UTF8.self), to: "result.json")
            let made = try Program.run(words + ["--file", folder.path + "/result.json"])
            #expect(made.status == 0, "\(item): \(wanting.error) \(made.error)")
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
        #expect(incidents.count == awaited.count && incidents.allSatisfy { $0["owner"].text == "data-desk" && $0["failures"].number == 2 })

        let program = try offices.serveAgain()
        defer { program.stop() }
        let moved = try Program.run(["case", "move", id, "birth-notice", "decide", "--format", "json"] + cases)
        #expect(moved.status == 0, "\(moved.error)")
        let all = try offices.run("licence", "incidents", "--all", "--format", "json", with: cases).json().list
        #expect(all.allSatisfy { $0["outcome"].text == "answered" })
    }

    /// What is wrong with a request is named, and nothing of what it says; whatever is asked, the answer has its head.
    @Test func `are refused with the part of the request that is wrong`() async throws {
        _ = try offices.issue(try #require(Checkout.compilation.journeys.first { $0.bundle == "newborn" }))
        let program = try offices.serve()
        defer { program.stop() }
        func ask(_ operation: String, _ body: String) async throws -> (http: Int, status: String, message: String) {
            let transport = HTTPTransport(URL(string: "http://127.0.0.1:\(program.port)/")!)
            let response = try await transport.post(operation, Array(body.utf8), within: 10_000)
            let head = try JSON(parsing: String(decoding: response.body, as: UTF8.self))["head"]
            return (response.status, head["status"].text ?? "", head["message"].text ?? "")
        }
        let unknown = try await ask("getLicence", "{}")
        #expect(
            unknown.http == 404 && unknown.status == "20" && unknown.message.contains("no such operation; 可用 there are: getAccessToken"))
        let secret = try folder.text("secret")
        let passed = try await HTTPTransport(URL(string: "http://127.0.0.1:\(program.port)/")!).post(
            "getAccessToken", Array(#"{"head":{"accessId":"birth-office"},"data":{"secret":"\#(secret)"}}"#.utf8), within: 10_000)
        let token = try #require(JSON(parsing: String(decoding: passed.body, as: UTF8.self))["data"]["accessToken"].text)
        let cause = #""useCause":{"certificateCopyCause":"x","certificateCallCategory":"holder-requests","certificateSystemName":"s"}"#
        let data = #""holderCode":"990000199501010021","holderTypeCode":"111","certTypeCode":"11100000000013127D001",\#(cause)"#
        func find(_ old: String, _ new: String) async throws -> String {
            let body = #"{"head":{"accessId":"birth-office","accessToken":"\#(token)"},"data":{\#(data)}}"#.replacing(old, with: new)
            let answer = try await ask("downloadUrlsByHolderCode", body)
            #expect(!answer.message.contains("990000199501010021") && !answer.message.contains("secretive"))
            return "\(answer.status) \(answer.message)"
        }
        #expect(try await find("", "").hasPrefix("0 "))
        #expect(try await find(#""holderTypeCode":"111","#, "").contains("20 请求格式不符 the request is not understood: 缺少 data.holderTypeCode"))
        #expect(try await find(#""111""#, "111").contains("data.holderTypeCode is not a text"))
        #expect(try await find(#""accessId":"birth-office","#, "").contains("head.accessId is missing"))
        #expect(try await find("{\"head", "x{\"head").contains("no JSON object"))
        #expect(try await find("990000199501010021", "secretive").contains("data.holderCode is not a code of that holderTypeCode"))
        #expect(try await find(#","certificateSystemName":"s""#, "").contains("data.useCause.certificateSystemName is missing"))
        #expect(try await find(#""x""#, #"" ""#).hasPrefix("21 缺少使用事由 useCause is missing: data.useCause.certificateCopyCause"))
        #expect(
            try await find("holder-requests", "secretive").contains("data.useCause.certificateCallCategory is not one of: statutory-duty"))
        #expect(try await find("holder-requests", "holder-authorises #12").hasPrefix("0 "))
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
        let negative = try Program.run(["licence", "serve", "--port", "-1", "--database", folder.path + "/other.sqlite"])
        #expect(negative.status == 64 && negative.error.contains("65535"), "\(negative.error)")
        for host in ["192.0.2.1", "no-such-host.invalid"] {
            let elsewhere = try Program.run([
                "licence", "serve", "--host", host, "--port", "0", "--database", folder.path + "/other.sqlite",
            ])
            #expect(elsewhere.status == 64 && elsewhere.error.contains("name another with --host"), "\(elsewhere.error)")
        }
    }
}
