import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Events in words, and back.
@Suite struct `A record` {
    /// Records of a case, through JSON, and the events that are read from them.
    static func read(_ events: [CaseEvent], under rules: CaseRules) throws -> [CaseEvent] {
        let records = try EventRecord.records(of: events, under: rules).map { record in
            try JSONDecoder().decode(EventRecord.self, from: JSONEncoder().encode(record))
        }
        return try EventRecord.events(of: records, under: rules)
    }

    /// The limit of the whole beyond the notices that are known: that a later notice may move it was lost.
    @Test func `keeps that the last day of the whole is provisional`() throws {
        var sample = try Sample.registrations([(id: "first", bundle: ""), (id: "second", bundle: "")])
        for item in sample.items.indices { sample.items[item].kind = "permit" }
        sample.items[1].department = "other-office"
        sample.more = ["time-limit: {statutory: 45 working days, from: accepted, basis: [{law: some-law, article: 42}]}"]
        var story = try CaseStory(sample)
        try story.submit(on: "2026-12-01")
        #expect(story.state.submission?.due == Due(day: try #require(Day("2027-02-02")), provisional: true))
        #expect(try Self.read(story.events, under: story.rules) == story.events)
    }

    /// A note in which nothing stands is no note.
    @Test func `of a move with an empty note is that of a move without one`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("visit", on: "2026-03-05", MoveNote())
        #expect(try Self.read(story.events, under: story.rules) == story.events)
    }

    /// Of records that these definitions cannot read it is said which, and what in it.
    @Test func `that cannot be read says which word is not known`() throws {
        let story = try CaseStory.permit(acceptedOn: "2026-03-03")
        let records = EventRecord.records(of: story.events, under: story.rules)
        let changes: [(word: String, change: (inout EventRecord) -> Void)] = [
            ("teleported", { $0.type = "teleported" }), ("nobody", { $0.by = "nobody" }), ("yesterday", { $0.at = "yesterday" }),
            ("unknown", { $0.item = "unknown" }), ("unknown", { $0.move = "unknown" }), ("unknown", { $0.to = "unknown" }),
            ("soon", { $0.until = "soon" }), ("unknown/1", { $0.papers = ["unknown/1"] }),
        ]
        let place = try #require(records.firstIndex { $0.type == "moved" })
        for (word, change) in changes {
            var changed = records
            change(&changed[place])
            #expect(throws: UnreadableRecord(seq: place + 1, word: word)) { try EventRecord.events(of: changed, under: story.rules) }
        }
    }
}
