import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What an event log says of cases, read back from its JSON.
@Suite struct `An event log` {
    struct Document: Decodable {
        struct Kind: Decodable {
            struct Attribute: Decodable { var name, type: String }
            var name: String
            var attributes: [Attribute]
        }

        struct Relation: Decodable, Hashable { var objectId, qualifier: String }

        struct Object: Decodable {
            struct Attribute: Decodable { var name, time, value: String }
            var id, type: String
            var attributes: [Attribute]
            var relationships: [Relation]

            subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
        }

        struct Event: Decodable {
            struct Attribute: Decodable { var name, value: String }
            var id, type, time: String
            var attributes: [Attribute]
            var relationships: [Relation]

            subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
        }

        var objectTypes, eventTypes: [Kind]
        var objects: [Object]
        var events: [Event]
    }

    /// The people of a scenario in one arm.
    static func cases(
        _ arm: LoggedArm, journeys: Int
    ) async throws -> [LoggedCase] {
        let scenario = try #require(Checkout.compilation.scenario("county-town", of: "newborn"))
        var cases: [LoggedCase] = []
        _ = await Simulation(scenario, journeys: journeys, seed: 1).run(logging: arm, into: { cases.append($0) })
        return cases
    }

    static let together = Task { try await cases(.together, journeys: 60) }
    private static let apart = Task { try await cases(.apart, journeys: 6) }

    /// Ten blocks of people who are soon done with.
    private static let line = Stations(
        stations: [.init(item: "a", work: "{exponential: 7 minutes}"), .init(item: "b", work: "6 minutes", after: ["a"])],
        every: "{exponential: 10 minutes}", journeys: 97, block: 10)

    private static func stations(cores: Int) async throws -> [LoggedCase] {
        var cases: [LoggedCase] = []
        _ = try await Simulation(line.compile(), seed: 7).run(cores: cores, logging: .together, into: { cases.append($0) })
        return cases
    }

    static func written(_ cases: [LoggedCase], to name: String = "log.jsonocel", trace: XESEventLog.Trace = .case) throws -> Data {
        let folder = try ScratchFolder()
        let path = folder.path + "/" + name
        let writer: any EventLogWriter
        if name.hasSuffix(".sqlite") {
            writer = try SQLiteEventLog(path)
        } else if name.hasSuffix(".xes") {
            writer = try XESEventLog(path, trace: trace)
        } else {
            writer = try JSONEventLog(path)
        }
        for one in cases { try writer.write(one) }
        try writer.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }

    private static func document(_ cases: [LoggedCase]) throws -> Document {
        try JSONDecoder().decode(Document.self, from: written(cases))
    }

    @Test func `has the objects and events of every case, each once`() async throws {
        let cases = try await Self.together.value
        let log = try Self.document(cases)
        #expect(log.events.count == cases.reduce(0) { $0 + $1.events.count })
        #expect(Set(log.events.map(\.id)).count == log.events.count && Set(log.objects.map(\.id)).count == log.objects.count)
        let submissions = cases.compactMap { one -> Submission? in
            if case .submitted(let submission)? = one.events.first?.fact { submission } else { nil }
        }
        let counts = Dictionary(grouping: log.objects, by: \.type).mapValues(\.count)
        #expect(counts["case"] == cases.count && counts["person"] == cases.count)
        #expect(counts["item"] == submissions.reduce(0) { $0 + $1.items.count })
        #expect(counts["material"] == submissions.reduce(0) { $0 + $1.papers.count { $0.disposition != .notApplicable } })
        #expect(counts["department"] == Set(log.objects.filter { $0.type == "department" }.map(\.id)).count)
        #expect(try #require(counts["licence"]) > 0)
        // Everything that is named is there, and every object has something to do with an event.
        let known = Set(log.objects.map(\.id))
        let named = Set((log.objects.flatMap(\.relationships) + log.events.flatMap(\.relationships)).map(\.objectId))
        #expect(named == known)
        #expect(Set(log.events.flatMap { $0.relationships.map(\.objectId) }) == known)
    }

    @Test func `declares every type and attribute that it uses`() async throws {
        let log = try Self.document(await Self.together.value)
        #expect(log.objectTypes.map(\.name) == ["case", "item", "material", "licence", "department", "person"])
        let objects = Dictionary(uniqueKeysWithValues: log.objectTypes.map { ($0.name, $0.attributes.map(\.name)) })
        for object in log.objects where !Set(object.attributes.map(\.name)).isSubset(of: objects[object.type] ?? []) {
            Issue.record("\(object)")
        }
        let events = Dictionary(uniqueKeysWithValues: log.eventTypes.map { ($0.name, $0.attributes.map(\.name)) })
        #expect(Set(events.keys) == Set(log.events.map(\.type)))
        for event in log.events where !Set(event.attributes.map(\.name)).isSubset(of: events[event.type] ?? []) {
            Issue.record("\(event)")
        }
    }

    @Test func `tells times as the offices have them, what holds from the beginning as of 1970, and each case in its order`() async throws {
        let cases = try await Self.together.value
        let log = try Self.document(cases)
        #expect(log.events.map(\.time) == cases.flatMap { $0.events.map(\.at.rfc3339) })
        #expect(log.events.allSatisfy { $0.time.hasSuffix(":00+08:00") })
        let since = log.objects.flatMap(\.attributes).filter { $0.time != "1970-01-01T00:00:00Z" }
        #expect(Set(since.map(\.name)) == ["decision", "end"])
        #expect(since.allSatisfy { $0.time.hasSuffix("+08:00") })
    }

    @Test func `names activities by item and move`() async throws {
        let log = try Self.document(await Self.together.value)
        let moved = log.events.filter { $0["fact"] == "moved" }
        #expect(!moved.isEmpty)
        for event in moved {
            let item = try #require(event["item"]).split(separator: "#")[0]
            #expect(event.type == "\(item)/\(event["move"] ?? "")" && event["from"] != nil && event["state"] != nil)
        }
        let own = log.events.filter { !$0.type.contains("/") }
        #expect(Set(own.map(\.type)).isSubset(of: ["submitted", "closed", "happened", "paper-issued", "whole-near", "whole-passed"]))
        #expect(own.count { $0.type == "submitted" } == 60)
    }

    @Test func `says of people only that they are somebody`() async throws {
        for arm in LoggedArm.allCases {
            let cases = try await arm == .together ? Self.together.value : Self.apart.value
            let log = try Self.document(cases)
            let people = log.objects.filter { $0.type == "person" }
            #expect(people.allSatisfy { $0.id.contains(/^person-1-\d+$/) && $0.attributes.isEmpty && $0.relationships.isEmpty })
            #expect(Set(cases.compactMap(\.applicant)) == Set(people.map(\.id)))
            // Reasons, legal grounds, payments and answers are written with events, and are not told.
            let text = String(decoding: try Self.written(cases), as: UTF8.self)
            for word in ["simulated", "仿真", "married", "reason"] { #expect(!text.contains(word), "\(word)") }
        }
    }

    @Test func `keeps the declared order of items`() async throws {
        let log = try Self.document(await Self.together.value)
        let items = Dictionary(uniqueKeysWithValues: log.objects.filter { $0.type == "item" }.map { ($0.id, $0) })
        var pairs: Set<[String]> = []
        for item in items.values {
            for relation in item.relationships where relation.qualifier == "after" {
                pairs.insert([try #require(items[relation.objectId]?["item"]), try #require(item["item"])])
                func first(_ id: String, _ fact: String) -> Int? {
                    log.events.firstIndex { event in
                        event["fact"] == fact && event.relationships.contains(.init(objectId: id, qualifier: "item"))
                    }
                }
                if let started = first(item.id, "started") { #expect(try #require(first(relation.objectId, "decided")) < started) }
            }
        }
        #expect(
            pairs.isSuperset(of: [["birth-certificate", "birth-registration"], ["birth-registration", "social-security-card"]]), "\(pairs)")
    }

    @Test func `has a case for every item of a person apart`() async throws {
        let cases = try await Self.apart.value
        let log = try Self.document(cases)
        let counts = Dictionary(grouping: log.objects, by: \.type).mapValues(\.count)
        #expect(counts["person"] == 6 && counts["case"] == cases.count && cases.count > 12)
        #expect(counts["licence"] == nil, "apart nobody's licence is read")
    }

    @Test(arguments: ["log.jsonocel", "log.sqlite", "log.xes"]) func `has the same bytes on any number of cores`(name: String) async throws
    {
        let one = try Self.written(await Self.stations(cores: 1), to: name)
        let three = try Self.written(await Self.stations(cores: 3), to: name)
        #expect(one == three && one.count > 50_000)
    }

    @Test func `does not change what a simulation comes to`() async throws {
        let scenario = try Self.line.compile()
        let plain = await Simulation(scenario, seed: 3).run()
        for arm in LoggedArm.allCases { #expect(await Simulation(scenario, seed: 3).run(logging: arm, into: { _ in }) == plain) }
    }

    @Test func `has the people in the order of their blocks`() async throws {
        let people = try await Self.stations(cores: 3).compactMap(\.applicant)
        #expect(people == (0..<97).map { "person-\($0 / 10 + 1)-\($0 % 10 + 1)" })
    }

    @Test func `has one trace for a case or for an item`() async throws {
        let cases = try await Self.together.value
        let whole = String(decoding: try Self.written(cases, to: "log.xes"), as: UTF8.self)
        #expect(whole.matches(of: /<trace>/).count == 60)
        #expect(whole.matches(of: /<event>/).count == cases.reduce(0) { $0 + $1.events.count })
        let items = try Self.document(cases).objects.count { $0.type == "item" }
        let each = String(decoding: try Self.written(cases, to: "log.xes", trace: .item), as: UTF8.self)
        #expect(each.matches(of: /<trace>/).count == items)
    }

    @Test func `does not write over a file that may be a database`() throws {
        let folder = try ScratchFolder(["office.sqlite": "kept"])
        #expect(throws: StoreFault.alreadyThere(folder.path + "/office.sqlite")) { try SQLiteEventLog(folder.path + "/office.sqlite") }
        #expect(try folder.text("office.sqlite") == "kept")
    }

    @Test func `that is not finished leaves nothing`() async throws {
        let cases = try await Self.together.value
        let folder = try ScratchFolder()
        let writers: [any EventLogWriter] = [
            try JSONEventLog(folder.path + "/a.jsonocel"), try SQLiteEventLog(folder.path + "/a.sqlite"),
            try XESEventLog(folder.path + "/a.xes"),
        ]
        for writer in writers {
            try writer.write(cases[0])
            writer.discard()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    /// Refusals, disputes, mandates, visits: whatever our journeys go through.
    @Test(arguments: Checkout.compilation.journeys.map(\.path)) func `of every journey is whole`(name: String) throws {
        let walk = try Walk.of(name)
        guard let log = CaseLog(LoggedCase(id: "case-1", events: walk.events, editions: [walk.rules])) else {
            #expect(walk.events.isEmpty)
            return
        }
        let known = Set(log.objects.map(\.id))
        #expect(known.count == log.objects.count && log.events.count == walk.events.count)
        let relations = log.objects.map(\.relations) + log.events.map(\.relations)
        #expect(relations.allSatisfy { Set($0).count == $0.count })
        #expect(Set(relations.joined().map(\.object)).isSubset(of: known))
        for object in log.objects {
            #expect(
                object.attributes.allSatisfy { one in object.type.attributes.contains { $0 == (one.name, one.value.kind) } }, "\(object)")
        }
        for event in log.events { #expect(Set(event.attributes.map(\.name)).count == event.attributes.count, "\(event)") }
    }
}
