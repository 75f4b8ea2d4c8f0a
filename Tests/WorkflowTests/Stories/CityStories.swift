import TestSupport
import Testing

@testable import Workflow

/// The two bundles of which a city published one list for all items.
@Suite struct `Stories of the two city lists` {
    /// Both allowances are 6 行 18 份, as published. The card of the minimum living allowance (3 份) is wanted for the living allowance
    /// only: for the nursing allowance alone 5 行 15 份 5 种, and the one form (3 份) is handed in.
    @Test func `the nursing allowance only`() throws {
        let story = Story(bundle: "disability-services", from: "both-allowances", answers: ["living-allowance": "not-applied-for"])
        #expect(try story.changes() == ["- whole-list/4"])
        #expect(try story.plan().totals == "5 行 15 份 5 种 → 1 行 3 份 1 种")
    }

    /// The living allowance only: the list is the same as for both.
    @Test func `the living allowance only`() throws {
        let story = Story(bundle: "disability-services", from: "both-allowances", answers: ["nursing-allowance": "not-applied-for"])
        #expect(try story.changes() == [])
        #expect(try story.plan().totals == "6 行 18 份 6 种 → 1 行 3 份 1 种")
    }

    @Test func `neither allowance: told at once`() throws {
        let answers = ["living-allowance": "not-applied-for", "nursing-allowance": "not-applied-for"]
        let plan = try Story(bundle: "disability-services", from: "both-allowances", answers: answers).plan()
        #expect(plan.ledger.stops.map(\.because.en) == ["Neither allowance is applied for, so there is nothing to do"])
        #expect(plan.outcomes == [])
    }

    /// The disability card has ended on the day before: the paper is handed in; on its last day the licence still serves.
    @Test(arguments: [("2026-03-01", "handed-in"), ("2026-03-02", "licence licence:disability-card")])
    func `a disability card that ends`(until: String, outcome: String) throws {
        let folder = try ScratchFolder.copy(of: "Definitions")
        try folder.edit("journeys/disability-services/both-allowances.yaml", "until: 2031-06-30", "until: \(until)")
        let compilation = try folder.check(expectingDifferentJourneys: true).compilation
        let story = Story(bundle: "disability-services", from: "both-allowances", compilation: compilation)
        #expect(try story.plan().sheet[1] == "whole-list/1 disability-card applicant 0+3 \(outcome)")
    }

    /// No licence and no register: each of the four papers that they spare is handed in with its 3 份, the account stays in the form:
    /// 1 + 4 行, 3 + 4 × 3 份.
    @Test func `no licence and no register`() throws {
        let story = Story(
            bundle: "disability-services", from: "both-allowances", holds: [], down: ["population-register", "minimum-living-register"])
        #expect(
            try story.changes() == [
                "~ whole-list/1 handed-in", "~ whole-list/2 handed-in", "~ whole-list/3 handed-in", "~ whole-list/4 handed-in",
            ])
        #expect(try story.plan().totals == "6 行 18 份 6 种 → 5 行 15 份 5 种")
    }

    /// An unnatural death: the police certify it, so the death certificate is produced by the other item. The list stays as published.
    @Test func `an unnatural death`() throws {
        let story = Story(bundle: "after-a-death", from: "ordinary-death", answers: ["death": "unnatural"])
        #expect(try story.changes() == ["~ whole-list/4 produced item:death-certificate-unnatural"])
        #expect(try story.plan().totals == "7 行 7 份 6 种 → 1 行 1 份 1 种")
    }

    /// No driving licence and no housing fund: two items fall out, which have no line of their own.
    @Test func `the deceased had neither driving licence nor housing fund`() throws {
        let answers = ["deceased-driving-licence": "not-held", "housing-fund": "not-held"]
        let story = Story(bundle: "after-a-death", from: "ordinary-death", answers: answers)
        #expect(try story.changes() == [])
        let (base, plan) = (try Story(bundle: "after-a-death", from: "ordinary-death").plan(), try story.plan())
        #expect([base.apart.visits - plan.apart.visits, base.apart.departments - plan.apart.departments] == [2, 2])
    }

    /// No account, no benefit, no licence: death certificate, cremation and household entry are left. The city has one list for all items, so
    /// the list stays, the bank account with it.
    @Test func `the deceased left no account`() throws {
        let answers = [
            "medical-account": "not-held", "pension-account": "not-held", "survivors": "not-applied-for",
            "deceased-driving-licence": "not-held", "housing-fund": "not-held",
        ]
        let story = Story(bundle: "after-a-death", from: "ordinary-death", answers: answers)
        #expect(try story.changes() == [])
        // Five of eight items fall out, each of them a visit.
        let base = try Story(bundle: "after-a-death", from: "ordinary-death").plan()
        #expect(try [base.apart.visits, story.plan().apart.visits] == [8, 3])
    }

    /// The police do not share the data of the deceased, and the relative holds nothing: both cards are handed in, one kind of paper.
    @Test func `no source and no licence after a death`() throws {
        let story = Story(bundle: "after-a-death", from: "ordinary-death", holds: [], down: ["deceased-identity-data"])
        #expect(try story.changes() == ["~ whole-list/1 handed-in", "~ whole-list/2 handed-in"])
        #expect(try story.plan().totals == "7 行 7 份 6 种 → 3 行 3 份 2 种")
    }
}
