import Foundation
import TestSupport
import Testing

@testable import Workflow

/// One command, one piece of work: what the office promises whatever the store is.
@Suite struct `The office` {
    @Test(arguments: StoreKind.allCases) func `keeps a case as the machine alone would have it`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind)
        for name in [
            "newborn/married-local-couple", "transport-company/one-bought-vehicle", "disability-services/both-allowances",
            "transport-company/permit-on-hold", "newborn/triplets",
        ] {
            let walk = try StoreSamples.walk(name)
            office.clock.set(walk.commands[0].at.description)
            let id = try await office.started(walk.bundle.id, from: walk.journey.id)
            for (at, command) in walk.commands.dropFirst() {
                office.clock.set(at.description)
                let answer = try await office.office.handle(#require(walk.request(command)), on: id, by: Caller(command.by.role))
                #expect(answer.refused == nil)
            }
            try office.reopen()
            let view = try await office.office.look(at: id)
            #expect(view.state == walk.state)
        }
    }

    @Test(arguments: StoreKind.allCases) func `answers a request again under its key, and does it once`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind)
        let application = NewCase(bundle: "newborn", from: "married-local-couple")
        let first = try await office.office.start(application, key: "k-1")
        office.clock.advance(days: 2)
        try office.reopen()
        let again = try await office.office.start(application, key: "k-1")
        #expect(again == first)
        #expect(try await office.office.cases(limit: 10).count == 1)
        await #expect(throws: OtherRequest()) {
            try await office.office.start(NewCase(bundle: "newborn", from: "twins"), key: "k-1")
        }
    }

    @Test(arguments: StoreKind.allCases) func `forgets an answer when nobody will ask again`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let application = NewCase(bundle: "newborn", from: "married-local-couple")
        let first = try await office.office.start(application, key: "k-1")
        office.clock.advance(days: Office.daysAnswersAreKept)
        _ = try await office.office.letTimePass()
        #expect(try await office.office.start(application, key: "k-1") == first)
        office.clock.advance(days: 1)
        _ = try await office.office.letTimePass()
        #expect(try await office.office.start(application, key: "k-1").caseID != first.caseID)
    }

    /// Answers have no order: another process, or the same one later, may go through them otherwise.
    @Test func `knows a request again whatever order its answers come in`() async throws {
        let office = try await TryOffice(.memory)
        let walk = try StoreSamples.walk("newborn/married-local-couple")
        let given = walk.bundle.words(of: try #require(walk.state.submission).answers)
        var roomy: [String: String] = [:]
        roomy.reserveCapacity(1_000)
        for (question, answer) in given { roomy[question] = answer }
        #expect(Array(roomy.keys) != Array(given.keys))
        let first = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple", answers: given), key: "k")
        #expect(
            try await office.office.start(NewCase(bundle: "newborn", from: "married-local-couple", answers: roomy), key: "k") == first)
    }

    @Test(arguments: StoreKind.allCases) func `takes a refusal for an answer, and nothing has changed`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.started("transport-company", from: "one-bought-vehicle")
        let before = try await office.office.look(at: id)
        let name = before.rules.name(ofItem: 0, in: try #require(before.state.submission))
        let answer = try await office.office.handle(.withdraw(item: name), on: id, by: .officer)
        #expect(answer.refused != nil)
        #expect(answer.refused?.canDo.isEmpty == false)
        #expect(try await office.office.look(at: id).state == before.state)
    }

    @Test(arguments: StoreKind.allCases) func `refuses a command on a version that somebody has left behind`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.started("newborn", from: "married-local-couple")
        let version = try await office.office.look(at: id).state.version
        await #expect(throws: VersionConflict(caseID: id, expected: version - 1, found: version)) {
            try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant, expecting: version - 1)
        }
        let answer = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant, expecting: version)
        #expect(answer.version > version)
    }

    @Test(arguments: StoreKind.allCases) func `says which word of a request means nothing, and the nearest`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.started("newborn", from: "married-local-couple")
        await #expect(throws: UnknownWord.self) { try await office.office.start(NewCase(bundle: "newbrn")) }
        do {
            try await office.move(id, "birth-registraton", "accept")
            Issue.record("it was taken")
        } catch let error as UnknownWord {
            #expect(error.message.en == "this case has no item `birth-registraton`")
            #expect(error.help?.en == "did you mean `birth-registration`?")
        }
        await #expect(throws: UnknownWord(.case, StoreSamples.id(5).description)) { try await office.office.look(at: StoreSamples.id(5)) }
    }

    /// 行政许可法 art. 32(4): nobody said anything for five working days. The office was closed for a month and opens again.
    @Test(arguments: StoreKind.allCases) func `lets what was due while it was closed happen once`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind)
        let id = try await office.started("transport-company", from: "one-bought-vehicle")
        let wakes = try #require(try await office.office.look(at: id).projection.row.wakes)
        office.clock.set("2026-04-13 08:00")
        try office.reopen()
        #expect(wakes < Day("2026-04-13")!)
        #expect(try await office.office.letTimePass() > 0)
        let after = try await office.office.look(at: id)
        #expect(try await office.office.letTimePass() == 0)
        #expect(try await office.office.look(at: id).state == after.state)
        #expect(after.state.version > 0)
    }

    @Test(arguments: StoreKind.allCases) func `shows a case as it stood`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.started("newborn", from: "married-local-couple")
        let first = try await office.office.look(at: id)
        let then = office.clock.milliseconds
        office.clock.advance(days: 3)
        _ = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        #expect(try await office.office.look(at: id).state != first.state)
        #expect(try await office.office.look(at: id, asOf: then).state == first.state)
        await #expect(throws: UnknownWord.self) { try await office.office.look(at: id, asOf: then - 1) }
    }

    /// A case runs on the definitions it began with, whatever is published later.
    @Test(arguments: StoreKind.allCases) func `pins a case to its definitions`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.started("newborn", from: "married-local-couple")
        var sources = Checkout.definitions.folder.sources
        sources["words.yaml"]! += "\n# a later version\n"
        let second = try await office.office.publish(sources)
        #expect(second.number == 2 && !second.isUnchanged)
        #expect(try await office.office.publish(sources).isUnchanged)
        let later = try await office.started("newborn", from: "married-local-couple")
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
        #expect(try await office.office.look(at: later).projection.row.definitions == 2)
    }

    /// R7: whatever the clock says, what happens to a case happens after what has happened to it.
    @Test(arguments: StoreKind.allCases) func `never lets a case go back in time`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind, publishing: Sample.permit().files())
        let id = try await office.started("thing", from: "case")
        office.clock.set("2026-06-02 10:00")
        _ = try await office.office.handle(.letTimePass, on: id, by: .system)
        office.clock.set("2026-04-02 10:00")
        let moved = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        #expect(moved.refused == nil && moved.events.allSatisfy { $0.at.hasPrefix("2026-06-02T10:00") })
        let other = try await office.started("thing", from: "case")
        office.clock.set("2026-04-01 09:00")
        try office.reopen()
        let read = try await office.office.handle(.withdraw(item: nil), on: other, by: .applicant)
        #expect(read.refused == nil && read.events.allSatisfy { $0.at.hasPrefix("2026-04-02T10:00") }, "another case has a time of its own")
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.store.close()
    }
}
