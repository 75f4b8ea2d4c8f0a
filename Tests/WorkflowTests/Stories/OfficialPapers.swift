import TestSupport
import Testing

@testable import Workflow

/// 文书: what the office writes to the applicant, numbered, dated, and never apart from the move that it is about.
@Suite struct `Official papers` {
    /// Art. 32 ¶2: a paper on acceptance, with the date.
    @Test func `are issued with their moves and numbered without a gap`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20"))
        try story.officer("resume", on: "2026-03-20")
        try story.officer("grant", on: "2026-03-24")
        try story.officer("deliver", on: "2026-03-26")
        #expect(
            story.papers == [
                "2026-03-03 permit: paper 1 notice-of-acceptance", "2026-03-10 permit: paper 2 notice-of-suspension",
                "2026-03-24 permit: paper 3 decision-to-grant", "2026-03-26 permit: paper 4 proof-of-delivery",
            ])
        #expect(
            try story.paper(1) == [
                "To the applicant of case \(CaseID(number: 1 << 40)):",
                "We accept your application for “permit”: it is ours to decide, and its papers are complete and in due form. "
                    + "Basis: administrative-licensing-law, art. 32(5); administrative-licensing-law, art. 32 ¶2.",
                "The time for deciding counts from the day after 2026-03-03.",
                "Last day by law: 2026-03-31. Time that the law does not count comes on top.",
            ], "no promise is known, so nothing is said of one")
    }

    /// Art. 45: the time needed is told in writing.
    @Test func `say why the clock stands still, by which law, until when, and what is left`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20"))
        #expect(
            try story.paper(2).suffix(4) == [
                "Reason: expert review", "Basis named: administrative licensing law, article 45",
                "Expected to end: 2026-03-20.", "Left of the limit of the law: 15 working days.",
            ])
        #expect(try story.paper(2, .zh).suffix(2) == ["预计结束日：2026年3月20日。", "法定期限剩余：15 个工作日。"])
    }

    /// No notice of suspension can be written without its reason, basis and end, so there is no suspension.
    @Test func `keep a move from being made that does not bring what they must say`() throws {
        let story = try CaseStory.permit(acceptedOn: "2026-03-03")
        let refusal = try story.refusal { try $0.officer("refuse", on: "2026-03-10", .because("conditions not met")) }
        #expect(refusal == "“refuse” must say: the remedies | say the remedies")
        var other = story
        #expect(throws: Refusal.self) { try other.officer("refuse", on: "2026-03-10", .because("conditions not met")) }
        #expect(other.papers == story.papers && other.state == story.state)
    }

    /// Whoever hands papers in one by one, and then says that it is all, has a receipt of them all.
    @Test func `of papers handed in later name those that came before the move, too`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        let paper = try story.paper("permit/1")
        try story.officer("ask-correction", on: "2026-03-03", .because("illegible", papers: [paper]))
        try story.handIn("permit/1", on: "2026-03-04")
        try story.applicant("correct", on: "2026-03-05")
        let last = story.papers.count
        let receipt = try story.paper(last)
        #expect(receipt.contains { $0.contains("(1)") }, "\(receipt)")
    }

    /// Art. 32(4): everything at once; a later notice names what has come since, and what is new about it.
    @Test func `name all that is wanting, and the second time what is new`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        let papers = try [story.paper("permit/1"), story.paper("permit/2")]
        try story.officer("ask-correction", on: "2026-03-03", .because("illegible", papers: papers))
        #expect(
            try story.paper(1).suffix(4) == [
                "Basis: administrative-licensing-law, art. 32(4).", "Reason: illegible",
                "All that is wanting: (1) paper a (holder, originals: 1, copies: 0); (2) paper b (holder, originals: 1, copies: 0).",
                "Please hand it in by 2026-04-02; else this application ends, and you may apply again.",
            ])
        try story.applicant("correct", on: "2026-03-04", MoveNote(papers: papers))
        #expect(
            try story.paper(2).last
                == "On 2026-03-04 we received the papers that you handed in later for “permit”: "
                + "(1) paper a (holder, originals: 1, copies: 0); (2) paper b (holder, originals: 1, copies: 0).")
        let again = MoveNote(
            reason: Title(zh: "过期", en: "expired"), papers: [papers[0]], newFacts: Title(zh: "新交的已过期", en: "the new one has expired"))
        try story.officer("ask-correction", on: "2026-03-05", again)
        #expect(try story.paper(3).contains("What has become known since we last wrote: the new one has expired"))
        #expect(try !story.paper(1).contains { $0.hasPrefix("What has become known") })
    }

    /// Art. 32(4): deemed accepted from the day of receipt. The paper is dated on the day on which somebody looked, not back.
    @Test func `are dated when they are made, and tell the day from which things count`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.timePasses(on: "2026-03-20")
        #expect(story.papers == ["2026-03-10 permit: paper 1 notice-of-deemed-acceptance"])
        let paper = try #require(IssuedPaper.papers(of: CaseID(number: 1 << 40), story.events, under: [story.rules]).first)
        #expect(paper.at.day == Day("2026-03-20"))
        #expect(paper.text[2].en == "The time for deciding counts from the day after 2026-03-02.")
    }

    /// Of several that are moved by one command each has a paper with a number of its own.
    @Test func `have numbers of their own where one command ends several items`() throws {
        var story = try CaseStory(.registrations([("one", ""), ("two", "")]))
        try story.submit(on: "2026-03-02")
        try story.withdraw(on: "2026-03-03")
        #expect(story.papers == ["2026-03-03 one: paper 1 notice-of-ending", "2026-03-03 two: paper 2 notice-of-ending"])
        #expect(try story.paper(2).last == "Your application for “two” ended on 2026-03-03: withdrawn. You may apply again.")
    }

    /// 行政许可法 arts 32 ¶2, 38, 42, 44, 45, 47, 48: the law asks for a paper wherever it says 书面.
    @Test func `are those that the law asks for, in every process of ours that decides`() throws {
        let permit = try #require(Checkout.compilation.process("permit"))
        let papers = Checkout.compilation.shared.officialPapers
        func issued(_ process: CompiledProcess) -> [String: String] {
            var issued: [String: String] = [:]
            for (place, move) in process.definition.moves.enumerated() {
                if let paper = process.paper(of: place) { issued[move.name.value] = papers[paper].definition.id.value }
            }
            return issued
        }
        #expect(
            issued(permit) == [
                "accept": "notice-of-acceptance", "deem-accepted": "notice-of-deemed-acceptance", "ask-correction": "notice-of-correction",
                "correct": "receipt-of-papers", "not-take-in": "notice-not-taken-in", "hold": "notice-of-suspension",
                "extend": "notice-of-extension", "hear": "notice-of-hearing", "offer-hearing": "notice-of-hearing-right",
                "announce-hearing": "notice-of-hearing", "grant": "decision-to-grant", "deliver": "proof-of-delivery",
                "refuse": "decision-to-refuse", "withdraw": "notice-of-ending", "lapse": "notice-of-ending",
            ])
        for process in Checkout.compilation.processes {
            for (place, move) in process.moves.enumerated() {
                let to = process.states[move.to]
                let settles = to.end == .refused || to.end == .notTakenIn || to.end == .revoked || to.waitsFor == .applicant
                let name = "\(process.id): \(process.definition.moves[place].name.value)"
                #expect(!settles || process.paper(of: place) != nil, "\(name) tells the applicant in writing")
            }
        }
    }
}
