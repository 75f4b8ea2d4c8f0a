import Foundation
import FoundationNetworking
import TestSupport
import Testing

@testable import Workflow

/// The program serves, and somebody asks it over HTTP.
@Suite(.serialized) struct `An office that is served` {
    private let offices = TwoOffices()
    private var folder: ScratchFolder { offices.folder }
    private var database: [String] { offices.registry }

    private struct Answer {
        var status: Int
        var headers: [String: String]
        var body: String
        var json: JSON { get throws { try JSON(parsing: body) } }
    }

    private func ask(
        _ program: ServingProgram, _ path: String, _ token: String? = nil, method: String = "GET", _ more: [String: String] = [:]
    )
        async throws -> Answer
    {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(program.port)\(path)")))
        request.httpMethod = method
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        for (name, value) in ["Accept-Language": "zh"].merging(more, uniquingKeysWith: { $1 }) {
            request.setValue(value, forHTTPHeaderField: name)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        let headers = http.allHeaderFields.reduce(into: [:]) { $0["\($1.key)".lowercased()] = "\($1.value)" }
        return Answer(status: http.statusCode, headers: headers, body: String(decoding: data, as: UTF8.self))
    }

    private func token(_ words: String...) throws -> String {
        try offices.run("token", "--format", "json", with: words + ["--database", folder.path + "/registry.sqlite"]).json()["token"].text
            ?? ""
    }

    /// A couple, and a case for which their licences were read.
    private func begin() throws -> JourneyPeople {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        let people = try offices.issue(journey)
        _ = try offices.run(
            "case", "start", "newborn", "--from", journey.id, "--people", folder.path + "/people.json", "--applicant", "mother",
            "--person", "990001", with: database)
        return people
    }

    @Test func `shows everybody who used his data, and an auditor all of it`() async throws {
        let people = try begin()
        let (mother, father) = (try #require(people.codes["mother"]), try #require(people.codes["father"]))
        func told(_ person: String, _ more: String...) throws -> [JSON] {
            try offices.run("data-uses", "--person", person, "--format", "json", with: more + database).json().list
        }
        let (hers, his) = (try told(mother), try told(father))
        #expect(hers.count > 3 && !his.isEmpty && hers != his)
        let audit = try told(mother, "--by", "auditor")
        let tokens = try (
            mother: token("--role", "applicant", "--person", mother), father: token("--role", "applicant", "--person", father),
            auditor: token("--role", "auditor", "--person", "a-17")
        )
        let program = try ServingProgram(["serve", "--port", "0"] + database, in: folder)
        defer { program.stop() }

        // The same rows as on the command line, his to him and hers to her, in pages.
        #expect(try await ask(program, "/v1/data-uses?limit=200", tokens.mother).json["items"].list == hers)
        #expect(try await ask(program, "/v1/data-uses?limit=200", tokens.father).json == .map(["items": .list(his)]))
        var (path, paged): (String?, [JSON]) = ("/v1/data-uses?limit=2", [])
        while let page = path {
            let answer = try await ask(program, page, tokens.mother)
            let (items, next) = try (answer.json["items"].list, answer.json["next"].text)
            #expect(answer.status == 200 && items.count <= 2)
            paged += items
            path = answer.headers["link"].flatMap { $0.firstMatch(of: /^<([^>]+)>; rel="next"$/) }.map { String($0.output.1) }
            #expect(path == next.map { "/v1/data-uses?limit=2&after=\($0)" })
        }
        #expect(paged == hers)

        // Who it was, an auditor sees, and he alone.
        let all = try await ask(program, "/v1/data-uses?limit=200", tokens.auditor).json["items"].list
        #expect(all.compactMap { $0["position"].number } == (1...all.count).map(Double.init) && all.count > hers.count)
        let positions = Set(audit.compactMap { $0["position"].number })
        #expect(all.filter { positions.contains($0["position"].number ?? 0) } == audit)
        #expect(all.contains { $0["who"].text == "990001" } && !(hers + his).contains { $0["who"].text == "990001" })

        // Whoever is none of these.
        let officer = try token("--role", "officer", "--person", "8", "--department", "health")
        let refused = try await ask(program, "/v1/data-uses", officer, ["Accept-Language": "en"])
        #expect(refused.status == 403 && refused.headers["content-type"] == "application/problem+json")
        #expect(try refused.json["code"].text == "not-allowed")
        #expect(try refused.json["detail"].text == "the role officer may never see who used data; it is for: applicant, agent, auditor")
        let stranger = try token("--role", "applicant", "--person", "11990000000000019A")
        #expect(try await ask(program, "/v1/data-uses", stranger).body == #"{"items":[]}"#)
    }

    @Test func `lets nobody in without a token that holds`() async throws {
        _ = try begin()
        let program = try ServingProgram(["serve", "--port", "0"] + database, in: folder)
        defer { program.stop() }
        let good = try token("--role", "auditor", "--person", "a-17")
        #expect(try await ask(program, "/v1/data-uses", good).status == 200)
        for bad in [nil, "", "x", String(good.dropLast()), good + " x", String(repeating: "a", count: 20_000)] {
            let answer = try await ask(program, "/v1/data-uses", bad)
            #expect(answer.status == 401 && answer.headers["www-authenticate"]?.hasPrefix(#"Bearer realm="onething""#) == true)
            #expect(try answer.json["title"].text == "请先登录" && answer.headers["content-language"] == "zh")
        }
        // Not in the address, and not in another scheme.
        #expect(try await ask(program, "/v1/data-uses?access_token=\(good)").status == 401)
        #expect(try await ask(program, "/v1/data-uses", nil, ["Authorization": "Basic \(good)"]).status == 401)
    }

    @Test func `tells what is wrong with a request, and nothing of whom it names`() async throws {
        _ = try begin()
        let program = try ServingProgram(["serve", "--port", "0"] + database, in: folder)
        defer { program.stop() }
        let (auditor, canary) = (try token("--role", "auditor", "--person", "a-17"), "990000199501010021")
        let cases: [(String, String, Int, String, String?)] = [
            ("GET", "/v1/data-uses?limit=0", 400, "bad-parameter", "`limit` is a whole number 1–200"),
            ("GET", "/v1/data-uses?limit=201", 400, "bad-parameter", "`limit` is a whole number 1–200"),
            ("GET", "/v1/data-uses?limit=+5", 400, "bad-parameter", "`limit` is a whole number 1–200"),
            ("GET", "/v1/data-uses?after=-1", 400, "bad-parameter", "`after` is the `next` of the page before"),
            ("GET", "/v1/data-uses?after=99999999999999999999", 400, "bad-parameter", "`after` is the `next` of the page before"),
            ("GET", "/v1/data-uses?limit=1&limit=2", 400, "bad-parameter", "`limit` stands there twice"),
            (
                "GET", "/v1/data-uses?person=\(canary)", 400, "bad-parameter",
                "there is a parameter that is none here; there are: limit, after"
            ),
            ("GET", "/v1/data-uses?limit=\(canary)", 400, "bad-parameter", "`limit` is a whole number 1–200"),
            ("DELETE", "/v1/data-uses", 405, "method-not-allowed", nil), ("POST", "/healthz", 405, "method-not-allowed", nil),
            ("GET", "/sharing/getAccessToken", 405, "method-not-allowed", nil),
            ("GET", "/v1/people/\(canary)", 404, "not-found", nil), ("GET", "/\(canary)", 404, "not-found", nil),
            ("GET", "/v1", 404, "not-found", nil),
        ]
        for (method, path, status, code, detail) in cases {
            let answer = try await ask(
                program, path, auditor, method: method, ["Accept-Language": "fr, en-GB;q=0.8, zh;q=0.3", "X-Person": canary])
            let json = try answer.json
            #expect(answer.status == status && json["code"].text == code && json["detail"].text == detail, "\(method) \(path): \(answer)")
            #expect(json["status"].number == Double(status) && json["type"].text == "urn:onething:problem:\(code)")
            #expect(!answer.body.contains(canary) && !answer.headers.values.contains { $0.contains(canary) })
            #expect(answer.headers["cache-control"] == "no-store" && answer.headers["x-content-type-options"] == "nosniff")
            if status == 405 { #expect(["GET, HEAD", "POST"].contains(answer.headers["allow"])) }
        }
        let head = try await ask(program, "/healthz", method: "HEAD")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(try await ask(program, "/healthz").body == "ok\n")

        // What is measured has the routes of the table and no word of anybody's.
        let metrics = try await ask(program, "/metrics")
        #expect(
            metrics.headers["content-type"] == "text/plain; version=0.0.4" && !metrics.body.contains(canary)
                && !metrics.body.contains("people"))
        let counts = metrics.body.split(separator: "\n").filter { $0.contains("_count{") }.map { $0.dropFirst(44) }
        #expect(counts.contains(#"{route="/v1/data-uses",method="GET",code="400"} 8"#), "\(counts)")
        #expect(counts.contains(#"{route="none",method="GET",code="404"} 3"#), "\(counts)")
        // Neither do its words on the terminal.
        #expect(!program.printed().contains(canary) && !program.printed().contains(auditor))
    }

    /// The other office reads from the one address.
    @Test func `has its registry for others, too`() throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        _ = try offices.issue(journey)
        let program = try offices.serve(["serve"], path: "/sharing")
        defer { program.stop() }
        let found = try offices.run(
            "case", "start", "newborn", "--from", journey.id, "--people", folder.path + "/people.json", "--applicant", "mother",
            "--applicant",
            "father", "--format", "json", with: offices.cases)
        let licences = try found.json()["licences"].list
        #expect(licences.contains { $0["outcome"].text == "used" } && licences.allSatisfy { $0["outcome"].text != "unavailable" })
    }

    @Test func `begins where nothing was, and says what it has made`() async throws {
        let new = ["--database", folder.path + "/new.sqlite"]
        let early = try Program.run(["token", "--role", "auditor", "--person", "a-17"] + new)
        #expect(early.status == 70 && early.error.contains("new.sqlite-keys"), "\(early.error)")
        let program = try ServingProgram(["serve", "--port", "0"] + new, in: folder)
        defer { program.stop() }
        #expect(program.printed().contains("new.sqlite-keys, which was made now"))
        #expect(try Program.run(["verify"] + new).status == 70, "one process has the database")
        let other = folder.path + "/other.sqlite"
        try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: folder.path + "/new.sqlite")
        let second = try Program.run(["verify", "--database", other, "--keys", folder.path + "/new.sqlite-keys"])
        #expect(second.status == 70, "under another name, too: \(second.error)")
        #expect(!program.printed().contains("can be read by others"))
        let token = try Program.run(["token", "--role", "applicant", "--person", "990000199501010021"] + new)
        #expect(token.status == 0)
        let text = token.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await ask(program, "/v1/data-uses", text).body == #"{"items":[]}"#)
    }

    @Test func `makes nothing where the port is taken`() throws {
        _ = try offices.run("publish", with: database)
        let program = try ServingProgram(["serve", "--port", "0"] + database, in: folder)
        defer { program.stop() }
        let empty = try ScratchFolder([:])
        let second = try Program.run(["serve", "--port", "\(program.port)", "--database", empty.path + "/new.sqlite"])
        #expect(second.status == 70 && second.output.isEmpty, "\(second)")
        #expect(second.error == "error: cannot serve at 127.0.0.1:\(program.port) (the port is taken: name another with --port)\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: empty.path) == [])
    }

    /// One process has the database: what others would do with it, it does itself, or it is done with a copy.
    @Test func `publishes new definitions when it is told to, and tells what has to wait`() async throws {
        let own = try ScratchFolder([:])
        try FileManager.default.copyItem(atPath: Checkout.path("Definitions"), toPath: own.path + "/Definitions")
        let options = ["--database", own.path + "/office.sqlite", "--definitions", own.path + "/Definitions"]
        let program = try ServingProgram(["serve", "--port", "0"] + options, in: own)
        defer { program.stop() }
        for words in [["publish"], ["verify"], ["case", "erase", "6ear-amxr-04q61", "--receipt", "A-1"]] {
            let refused = try Program.run(words + options.prefix(words[0] == "publish" ? 4 : 2))
            #expect(refused.status == 70 && refused.error.contains("(while onething serve has it: kill -HUP"), "\(refused.error)")
            #expect(refused.error.split(separator: "\n").count == 1)
        }
        #expect(try Program.run(["backup", own.path + "/copy.sqlite"] + options.prefix(2)).status == 0)
        let keys = ["--keys", own.path + "/office.sqlite-keys"]
        #expect(try Program.run(["verify", "--database", own.path + "/copy.sqlite"] + keys).status == 0)

        func title() async throws -> String? { try await ask(program, "/v1/bundles/newborn").json["title"].text }
        func told(_ part: String) async throws -> Bool {
            let end = ContinuousClock.now + .seconds(60)
            while !program.printed().contains(part), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(50)) }
            return program.printed().contains(part)
        }
        let (file, before) = ("Definitions/bundles/newborn.yaml", try #require(try await title()))
        let text = try own.text(file)
        // What has a mistake is told, and changes nothing.
        try own.write(text.replacing("bundle: newborn", with: "bundle: newborn\nnonsense: 1"), to: file)
        kill(program.processID, SIGHUP)
        #expect(try await told("errors and were not published"))
        #expect(try await title() == before)
        try own.write(text.replacing(before, with: before + "新版"), to: file)
        kill(program.processID, SIGHUP)
        #expect(try await told("published: version 2"))
        #expect(try await title() == before + "新版", "whoever asks next has it")
    }

    /// Whoever never sends the rest is left after ten seconds.
    @Test func `ends when it is told to, although somebody has sent half a request`() throws {
        _ = try begin()
        let program = try ServingProgram(["serve", "--port", "0"] + database, in: folder)
        let half = Process()
        half.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        half.arguments = [
            "python3", "-c",
            """
            import socket, sys, time
            s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
            s.sendall(b'POST /sharing/getAccessToken HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 100\\r\\n\\r\\n{')
            sys.stdout.write('sent')
            sys.stdout.flush()
            time.sleep(300)
            """, "\(program.port)",
        ]
        let told = Pipe()
        half.standardOutput = told
        try half.run()
        defer { half.kill() }
        #expect(String(decoding: told.fileHandleForReading.availableData, as: UTF8.self) == "sent")
        usleep(300_000)
        let began = ContinuousClock.now
        program.stop()
        let time = began.duration(to: .now)
        #expect(time > .seconds(5) && time < .seconds(100), "\(time)")
        #expect(try Program.run(["verify"] + database).status == 0, "nothing is damaged, and nobody has the database")
    }

    @Test(
        arguments: [
            (["serve", "--host", "0.0.0.0"], 64, "this machine alone"), (["serve", "--host", "192.0.2.1"], 64, "this machine alone"),
            (["serve", "--port", "70000"], 64, "65535"), (["serve", "--by", "auditor"], 1, "may never serve"),
            (["token", "--role", "system", "--person", "1"], 64, "role"),
            (["token", "--role", "officer", "--person", "8"], 64, "say which"),
            (["token", "--role", "auditor", "--person", "8", "--department", "health"], 64, "has no department"),
            (["token", "--role", "auditor", "--person", "990000199501010021"], 64, "a staff number or another pseudonym"),
            (["token", "--role", "applicant", "--person", "990000199501010022"], 64, "--person"),
            (["token", "--role", "auditor", "--person", "8", "--expires", "25h"], 64, "24h"),
            (["token", "--role", "auditor", "--person", "8", "--expires", "tomorrow"], 64, "24h"),
            (["token", "--role", "auditor", "--person", "8", "--by", "administrator"], 1, "may never give out tokens"),
        ] as [([String], Int32, String)])
    func `refuses what cannot be, in one line`(words: [String], status: Int32, part: String) throws {
        _ = try offices.run("publish", with: database)
        try folder.write("k \(Data(repeating: 7, count: 32).base64EncodedString())\n", to: "registry.sqlite-keys")
        let result = try Program.run(words + database)
        #expect(result.status == status && result.error.contains(part) && result.output.isEmpty, "\(words): \(result.error)")
        #expect(result.error.split(separator: "\n").count == 1 && !result.error.contains("990000199501010021"), "\(result.error)")
    }
}
