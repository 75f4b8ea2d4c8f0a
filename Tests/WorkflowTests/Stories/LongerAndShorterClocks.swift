import Testing

@testable import Workflow

/// 行政许可法 art. 42: ten working days more, with the reason told to the applicant.
@Suite struct `An extended limit` {
    /// Art. 42 ¶1: accepted on 03-03, due on 03-31; ten more working days, with 04-06 off.
    @Test func `ends ten working days later, once, and with the reason`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.refusal { try $0.supervisor("extend", on: "2026-03-30") }
                == "“extend the limit” must say: the reason | say the reason")
        #expect(
            try story.supervisor("extend", on: "2026-03-30", .because("the road authority has not answered")) == [
                "2026-03-30 permit: extend → accepted: the road authority has not answered",
                "2026-03-30 permit: extended, statutory 2026-04-15",
            ])
        let again = try story.refusal { try $0.supervisor("extend", on: "2026-04-01", .because("again")) }
        #expect(again.hasPrefix("“extend the limit” is made once only | "))
        #expect(try story.timePasses(from: "2026-03-31", through: "2026-05-10") == ["2026-04-16 permit: statutory limit passed"])
    }

    /// Art. 42 extends the limit of the law; what the office promised it promised (优化营商环境条例 art. 36).
    @Test func `leaves the promise as it was`() throws {
        var sample = try Sample.permit()
        sample.items[0].limit =
            "promised: 10 working days, guide: g1, statutory: 20 working days, from: accepted, basis: [{law: some-law, article: 3}]"
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        try story.supervisor("extend", on: "2026-03-10", .because("more time is needed"))
        #expect(
            try story.timePasses(on: "2026-05-10") == [
                "2026-03-18 permit: promised limit passed", "2026-04-16 permit: statutory limit passed",
            ])
    }

    /// Only what has not passed can be made longer, even if nobody has noticed that it has.
    @Test func `is not to be had after its last day`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        var onTheLastDay = story
        let refusal = try story.refusal { try $0.supervisor("extend", on: "2026-04-01", .because("too late")) }
        #expect(refusal.hasPrefix("the limit of the law has passed; “extend the limit” comes too late | "))
        #expect(
            try onTheLastDay.supervisor("extend", on: "2026-03-31", .because("just in time")).last
                == "2026-03-31 permit: extended, statutory 2026-04-15")
        #expect(throws: Refusal.self) { try story.supervisor("extend", on: "2026-04-01", .because("too late")) }
        #expect(story.told.last == "2026-04-01 permit: statutory limit passed")
    }

    @Test func `has to be there`() throws {
        var sample = try Sample.permit()
        sample.items[0].limit = "promised: 10 working days, guide: g1"
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        let refusal = try story.refusal { try $0.supervisor("extend", on: "2026-03-04", .because("more time")) }
        #expect(refusal.hasPrefix("“permit” has no limit of the law; there is nothing to “extend the limit” | "))
    }

    /// What was suspended before and after is counted as if the limit had been thirty days from the beginning.
    @Test func `may stand still before and after`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20"))
        try story.officer("resume", on: "2026-03-20")
        #expect(
            try story.supervisor("extend", on: "2026-03-24", .because("more time")).last
                == "2026-03-24 permit: extended, statutory 2026-04-27"
        )
        #expect(
            try story.officer("hold", on: "2026-03-25", .hold(until: "2026-03-27")).last == "2026-03-25 permit: clock stops, 22 left")
        #expect(try story.officer("resume", on: "2026-03-27").last == "2026-03-27 permit: clock goes on, statutory 2026-04-29")
    }
}

/// 行政许可法 art. 45, 优化营商环境条例 art. 36: what stops which clock.
@Suite struct `A clock that stands still` {
    /// Art. 45 does not name a site visit or a technical review: where the file says so they stop the promise, and never the limit of the law.
    @Test func `for a technical review is the promised one alone`() throws {
        var story = try CaseStory(Self.reviewed())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        #expect(
            try story.officer("accept", on: "2026-03-03").last
                == "2026-03-03 permit: clock from 2026-03-03, statutory 2026-03-31, promised 2026-03-17")
        #expect(
            try story.officer("visit", on: "2026-03-05", .hold(until: "2026-03-20")) == [
                "2026-03-05 permit: visit → site-visit: expert review", "2026-03-05 permit: promise stops, 8 left",
            ])
        #expect(try story.timePasses(from: "2026-03-06", through: "2026-03-31") == [])
        #expect(
            try story.officer("end-visit", on: "2026-04-02") == [
                "2026-04-01 permit: statutory limit passed", "2026-04-02 permit: end-visit → accepted",
                "2026-04-02 permit: promise goes on, promised 2026-04-15",
            ])
        #expect(try story.timePasses(on: "2026-05-01") == ["2026-04-16 permit: promised limit passed"])
        let report = try #require(story.report(today: "2026-05-01", .en))
        #expect(report.agrees)
        let day = try #require(report.days.first { $0.day == "2026-03-09" })
        #expect(day.statutory?.counted == true)
        #expect(day.promised?.because == "site visit: expert review")
    }

    /// 行政许可法 art. 45: what has passed before the clock stops is overdue, and stays so when it goes on.
    @Test func `after its last day is overdue when it goes on`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.officer("hold", on: "2026-04-08", .hold(until: "2026-04-20")) == [
                "2026-04-01 permit: statutory limit passed", "2026-04-08 permit: hold → on-hold: expert review",
                "2026-04-08 permit: clock stops, 0 left",
            ])
        #expect(try story.officer("resume", on: "2026-04-20").last == "2026-04-20 permit: clock goes on, statutory 2026-03-31")
        #expect(story.state.items[0].statutoryPassed)
        #expect(try story.timePasses(from: "2026-04-21", through: "2026-05-20") == [], "it is told once")
        let report = try #require(story.report(today: "2026-05-20", .en))
        #expect(report.agrees)
    }

    /// What is wrong with the visit's clock while the law's is stopped, and the other way round.
    @Test func `by the law and by the promise come together`() throws {
        var sample = try Self.reviewed()
        let text = try #require(sample.processes["permit"])
        sample.processes["permit"] = text.replacing("from: accepted, to: on-hold", with: "from: [accepted, site-visit], to: on-hold")
            .replacing("from: on-hold, to: accepted", with: "from: on-hold, to: site-visit")
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        try story.officer("visit", on: "2026-03-05", .hold(until: "2026-03-20"))
        #expect(
            try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20")).last
                == "2026-03-10 permit: clock stops, 15 left, promised 8 left")
        #expect(
            try story.officer("resume", on: "2026-03-20", .hold(until: "2026-03-27")) == [
                "2026-03-20 permit: resume → site-visit: expert review",
                "2026-03-20 permit: clock goes on, statutory 2026-04-13, promised 2026-04-01",
                "2026-03-20 permit: promise stops, 8 left",
            ])
        #expect(try story.officer("end-visit", on: "2026-03-24").last == "2026-03-24 permit: promise goes on, promised 2026-04-03")
        #expect(try story.due() == "2026-04-13")
        let report = try #require(story.report(today: "2026-03-24", .en))
        #expect(report.agrees)
    }

    private static func reviewed() throws -> Sample {
        var sample = try Sample.permit()
        sample.items[0].limit =
            "promised: 10 working days, guide: g1, statutory: 20 working days, from: accepted, basis: [{law: some-law, article: 3}]"
        sample.processes["permit"] = try Sample.permitWithVisits("promised-stopped")
        return sample
    }
}

/// 行政许可法 arts 46-48: a hearing is told of, asked for, announced and held, each in its time.
@Suite struct `A hearing` {
    /// Art. 47: five working days to ask, then twenty to hold it; art. 48: announced seven days before; art. 45: not counted from the asking on.
    @Test func `is asked for within five working days, and held within twenty, seven after its notice`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.officer("offer-hearing", on: "2026-03-05") == ["2026-03-05 permit: offer-hearing → hearing-offered, until 2026-03-12"]
        )
        #expect(
            try story.applicant("ask-hearing", on: "2026-03-10") == [
                "2026-03-10 permit: ask-hearing → hearing-asked, until 2026-04-08", "2026-03-10 permit: clock stops, 15 left",
            ])
        #expect(
            try story.officer("announce-hearing", on: "2026-03-16", .hold(until: "2026-03-27")) == [
                "2026-03-16 permit: announce-hearing → hearing, until 2026-04-08: expert review",
                "2026-03-16 permit: stays through 2026-03-25",
            ])
        #expect(
            try story.refusal { try $0.officer("end-hearing", on: "2026-03-25") } == """
                “hearing” lasts through 2026-03-25; “end the hearing” cannot be done before | “permit”: withdraw (applicant); do it after \
                2026-03-25
                """)
        #expect(
            try story.officer("end-hearing", on: "2026-03-26") == [
                "2026-03-26 permit: end-hearing → accepted", "2026-03-26 permit: clock goes on, statutory 2026-04-17",
            ])
        let report = try #require(story.report(today: "2026-03-26", .en))
        #expect(report.agrees)
    }

    /// Art. 47: who does not ask in five working days goes without.
    @Test func `that nobody asks for in time is not held`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("offer-hearing", on: "2026-03-05")
        #expect(
            try story.timePasses(on: "2026-03-20") == [
                "2026-03-13 permit: state limit passed", "2026-03-13 permit: go-without-hearing → accepted",
            ])
        #expect(try story.due() == "2026-03-31", "the five days were counted")
    }

    /// Art. 47: the twenty days are those from the asking, whenever the hearing was announced.
    @Test func `that comes too late is told once`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("offer-hearing", on: "2026-03-05")
        try story.applicant("ask-hearing", on: "2026-03-10")
        try story.officer("announce-hearing", on: "2026-04-02", .hold(until: "2026-04-15"))
        #expect(try story.timePasses(from: "2026-04-03", through: "2026-04-20") == ["2026-04-09 permit: state limit passed"])
    }

    @Test func `may be forestalled by withdrawing the application`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hear", on: "2026-03-10", .hold(until: "2026-03-27"))
        var whole = story
        #expect(try story.applicant("withdraw", on: "2026-03-11").first == "2026-03-11 permit: withdraw → withdrawn")
        try whole.withdraw(on: "2026-03-11")
        #expect(whole.standing == ["permit: ended withdrawn"])
    }
}
