import TestSupport
import Testing

@testable import Workflow

/// Who may do what: persons in a role, of a department.
@Suite struct `Whoever acts` {
    /// A permit that the office decides, and a registration of the other office that comes after it.
    private static func twoOffices() throws -> Sample {
        var sample = try Sample.permit()
        sample.items.append(.init(id: "register", department: "other-office", process: "registration"))
        sample.processes.merge(try Sample.declared("registration")) { one, _ in one }
        return sample
    }

    /// 行政许可法 art. 22: within the competence that the law gives to an authority.
    @Test func `for one department cannot move the item of another, and is told who can`() throws {
        var story = try CaseStory(Self.twoOffices())
        try story.submit(on: "2026-03-02")
        let here = story.officer(7, of: "office")
        let there = story.officer(8, of: "other-office")
        #expect(
            try story.refusal { try $0.move("register", "register", by: here, on: "2026-03-03") }
                == "“register” is in the hands of “other office” | an officer of “other office” can do it")
        #expect(
            try story.refusal { try $0.verify("permit/1", on: "2026-03-03", by: there) }
                == "“permit” is in the hands of “office” | an officer of “office” can do it")
        #expect(
            try story.move("register", "register", by: there, on: "2026-03-03") == [
                "2026-03-03 register: register → registered", "2026-03-03 register: decided granted",
            ])
    }

    /// The state of a process may lie with another department than the item (先初审后审核).
    @Test func `is of the department that has the item at that stage`() throws {
        var story = try CaseStory(
            Sample(items: [.init(id: "allowance", process: "three-stage-review")], processes: Sample.declared("three-stage-review")))
        try story.submit(on: "2026-03-02")
        let township = story.officer(1, of: "township")
        let federation = story.officer(2, of: "disabled-persons-federation")
        #expect(
            try story.refusal { try $0.move("pass-first-review", by: federation, on: "2026-03-03") }
                == "“allowance” is in the hands of “township” | an officer of “township” can do it")
        try story.move("pass-first-review", by: township, on: "2026-03-03")
        #expect(
            try story.refusal { try $0.move("pass-review", by: township, on: "2026-03-04") } == """
                “allowance” is in the hands of “disabled-persons-federation” | an officer of “disabled-persons-federation” can do it
                """)
        try story.move("pass-review", by: federation, on: "2026-03-04")
        #expect(story.standing == ["allowance: final-review"])
    }

    /// 行政许可法 art. 29: an agent with a mandate acts for the applicant; what he brings was brought by the applicant.
    @Test func `with a mandate does what the applicant may do, and nothing of an officer`() throws {
        var story = try CaseStory(.permit(), without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", on: "2026-03-03", .because("one is wanting", papers: [1]))
        let agent = Actor(.agent, person: 5)
        #expect(
            try story.refusal { try $0.move("correct", by: agent, on: "2026-03-04", MoveNote(papers: [1])) } == """
                no mandate of this person is known in this case | show a mandate: whose, its number, for what and until when
                """)
        try story.mandate(5, on: "2026-03-04")
        #expect(
            try story.move("correct", by: agent, on: "2026-03-04", MoveNote(papers: [1])) == [
                "2026-03-04 permit: correct → received, until 2026-03-11 (permit/2)"
            ])
        #expect(story.state.papers[1].isThere && !story.state.papers[1].isWanting)
        #expect(
            try story.refusal { try $0.verify("permit/2", on: "2026-03-05", by: agent) }.hasPrefix("this is not for this person to do | "))
        try story.verifyAll(on: "2026-03-05")
        #expect(try story.refusal { try $0.move("accept", by: agent, on: "2026-03-05") }.hasPrefix("“accept” is not for this person"))
    }

    /// 综合窗口: it takes in and hands out for all departments, and decides nothing.
    @Test func `at the counter takes in and hands over for every department, but decides nothing`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03", by: .counter)
        try story.move("accept", by: .counter, on: "2026-03-03")
        #expect(
            try story.refusal { try $0.move("grant", by: .counter, on: "2026-03-04") } == """
                “grant” is not for this person to make | “permit”: visit the site (officer); “permit”: put on hold (officer); \
                “permit”: extend the limit (supervisor); “permit”: hold a hearing (officer); \
                “permit”: tell of the right to a hearing (officer); “permit”: grant (officer); “permit”: refuse (officer); \
                “permit”: withdraw (applicant)
                """)
        try story.officer("grant", on: "2026-03-04")
        #expect(try story.move("deliver", by: .counter, on: "2026-03-05").last == "2026-03-05 closed")
    }

    /// The record says the role by its name, and person and department only where they are known.
    @Test func `is kept with the event`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.move("accept", by: story.officer(7, of: "office"), on: "2026-03-03")
        let records = EventRecord.records(of: story.events, under: story.rules)
        let accepted = try #require(records.first { $0.move == "accept" })
        #expect((accepted.by, accepted.person, accepted.department) == ("officer", 7, "office"))
        #expect((records[0].by, records[0].person, records[0].department) == ("applicant", nil, nil))
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }
}
