import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A command without the file of providers with which its case was begun: nobody was asked, so nobody has failed.
@Suite struct `Providers that are forgotten` {
    private let offices = TwoOffices()
    /// The same database, and no providers.
    private var alone: [String] { Array(offices.cases.prefix(2)) }
    private let note = "note: this database has had licences of the provider `city-registry`, which is not configured"
    private let told = "error: no provider of licences called `city-registry` is configured, and this case needs to ask it (name a file of"

    private func start(_ database: [String]) throws -> Program.Result {
        let people = ["--people", offices.folder.path + "/people.json", "--applicant", "mother", "--applicant", "father"]
        return try offices.run("case", "start", "newborn", "--from", "married-local-couple", "--format", "json", with: people + database)
    }

    private func incidents() throws -> [JSON] { try offices.run("licence", "incidents", "--format", "json", with: alone).json().list }

    private func begin(whileServing: Bool) throws -> String {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        _ = try offices.issue(journey)
        let program = try offices.serve()
        defer { program.stop() }
        if !whileServing { program.stop() }
        let began = try start(offices.cases)
        #expect(!began.error.contains("note: this database has had"))
        return try #require(try began.json()["id"].text)
    }

    @Test func `are named before a decision, and to whoever applies`() throws {
        let id = try begin(whileServing: true)
        let decided = try Program.run(["case", "move", id, "birth-notice", "decide"] + alone)
        #expect(decided.status == 64 && decided.error.contains(told), "\(decided.error)")
        #expect(try incidents().isEmpty)
        let applied = try start(alone)
        #expect(applied.error.contains(note), "\(applied.error)")
        #expect(try !offices.run("case", "list", with: alone).error.contains("note:"), "a list needs nobody")
    }

    @Test func `are not asked, and no try of theirs is counted`() throws {
        let id = try begin(whileServing: false)
        let before = try incidents()
        #expect(!before.isEmpty && before.allSatisfy { $0["failures"].number == 1 })
        let text = try offices.run("licence", "incidents", with: alone).output
        #expect(text.contains("  failed 1 times  data-desk  next "))
        for one in before {
            // At least half a minute later, which is in another minute or said to be.
            #expect(try #require(one["next"].text) > (try #require(one["opened"].text)))
        }
        let later = Moment(secondsSince1970: Int(Date().timeIntervalSince1970) + 600)
        let ticked = try offices.run("case", "tick", "--now", "\(later)", with: alone)
        #expect(ticked.error.contains(note))
        let after = try incidents()
        #expect(after.map { $0["failures"] } == before.map { $0["failures"] } && after.map { $0["owner"] } == before.map { $0["owner"] })
        #expect(after.allSatisfy { $0["fault"].text == "not-configured" }, "\(after)")
        let decided = try Program.run(["case", "move", id, "birth-notice", "decide"] + alone)
        #expect(decided.status == 64 && decided.error.contains(told), "\(decided.error)")
    }
}
