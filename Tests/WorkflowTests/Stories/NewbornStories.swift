import TestSupport
import Testing

@testable import Workflow

/// A child is born, in other situations than that of the golden ledgers.
///
/// The base under one guide per item has 16 行 21 份 6 种, 1 handed in (the household register, to which a page is added); under every
/// guide 36 行 46 份 13 种, 2 handed in (the register and the declaration of the name). Each story derives what becomes different.
@Suite struct `Stories of a birth` {
    /// One guide: weihai asks for the marriage certificate at the registration (line 6, 1 份, an electronic licence), and only of the
    /// married: 16 - 1 行, 21 - 1 份, and no other line is a marriage certificate, so 6 - 1 种. The statement of a birth outside marriage
    /// is asked by yy and cs, not by weihai.
    ///
    /// Every guide: three lines go: sb at the notice (1 份, the licence), p26 at the certificate (2 份) and cs at the registration
    /// (2 份), both duplicates of the first. The statement comes (1 份); nothing replaces it. 36 - 3 + 1 行, 46 - 5 + 1 份; the marriage
    /// certificate goes and the statement comes, so still 13 种. Handed in: register, declaration of the name, statement.
    @Test func `the parents are not married`() throws {
        let story = Story.newborn(["parents": "unmarried"])
        #expect(try story.changes() == ["- birth-registration/6"])
        #expect(try story.plan().totals == "15 行 20 份 5 种 → 1 行 1 份 1 种")

        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/5", "- birth-certificate/3", "- birth-registration/6",
                "+ birth-registration/8 unmarried-birth-statement mother 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "34 行 42 份 13 种 → 3 行 3 份 3 种")
    }

    /// Divorced: the three marriage lines go as above; shq asks for the divorce certificate and the agreement on custody (1 份 each).
    /// A divorce certificate may be a licence, but neither of them holds one; nothing replaces the agreement.
    /// 36 - 3 + 2 行, 46 - 5 + 2 份, 13 - 1 + 2 种, handed in 2 + 2. Where the father holds the licence it serves for both.
    @Test func `the parents are divorced`() throws {
        let story = Story.newborn(["parents": "divorced", "custody": "joined"])
        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/5", "- birth-certificate/3", "- birth-registration/6",
                "+ birth-registration/9 divorce-certificate parents 1+0 handed-in",
                "+ birth-registration/10 custody-agreement parents 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "35 行 43 份 14 种 → 4 行 4 份 4 种")

        let cards = ["mother:resident-identity-card", "father:resident-identity-card", "father:divorce-certificate"]
        let held = try Story.newborn(["parents": "divorced", "custody": "joined"], holds: cards).plan("every-guide")
        #expect(held.sheet.contains("birth-registration/9 divorce-certificate parents 1+0 licence licence:divorce-certificate"))
        #expect(held.totals == "35 行 43 份 14 种 → 3 行 3 份 3 种")
    }

    /// The mother alone, not married, and the father is not named: he is no part of the case, so every line of his goes, and the marriage
    /// certificate with them.
    ///
    /// One guide: his card at the notice (1 份) and at the certificate (2 份), the marriage certificate (1 份): 16 - 3 行, 21 - 4 份,
    /// 6 - 1 种. The declaration giving up his data is asked by kes and zjk, the hospital of the baseline (wf) does not ask for it.
    ///
    /// Every guide: his card four times (1 + 2 + 1 + 2 份), his register twice (1 + 2), the marriage certificate three times (1 + 2 + 2):
    /// 9 行 14 份 go. The mother's declaration and the statement come, 1 份 each, and only she can make them: 36 - 9 + 2 行,
    /// 46 - 14 + 2 份, 13 - 1 + 2 种; handed in: register, declaration of the name, and the two.
    @Test func `the father is not given`() throws {
        let story = Story.newborn(["parents": "unmarried", "father-given": "not-given"])
        #expect(try story.changes() == ["- birth-notice/2", "- birth-certificate/2", "- birth-registration/6"])
        #expect(try story.plan().totals == "13 行 17 份 5 种 → 1 行 1 份 1 种")

        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/2", "- birth-notice/4", "- birth-notice/5", "- birth-certificate/2", "- birth-certificate/3",
                "- vaccination-record/3", "- birth-registration/3", "- birth-registration/5", "- birth-registration/6",
                "+ birth-certificate/8 declaration-without-father mother 1+0 handed-in",
                "+ birth-registration/8 unmarried-birth-statement mother 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "29 行 34 份 14 种 → 4 行 4 份 4 种")
        let plan = try story.plan("every-guide")
        #expect(plan.form.entries.filter { plan.ledger.roles.label([$0.subject]) == "father" }.isEmpty, "no field is the father's")
    }

    /// Who is not named cannot apply: told at once, nothing is taken in.
    @Test func `a father who is not given does not handle it`() throws {
        let plan = try Story.newborn(["father-given": "not-given", "handler": "father"]).plan()
        #expect(plan.ledger.stops.map { $0.basis.map { "\($0.law.id.value) \($0.article ?? "")" } } == [["civil-code 27"]])
        #expect(plan.outcomes == [])
    }

    /// Twins. The notice (2 行 2 份) and the allowance (1 行 1 份) are done once, the six other items with lines once for each child:
    /// 13 行 18 份 each. 3 + 2 × 13 = 29 行, 3 + 2 × 18 = 39 份, and no new kind. The parents' papers are obtained once: their cards at the
    /// notice, the register as shared data at the first child's vaccination, the marriage certificate at the first child's registration;
    /// all later ones are duplicates, also for the second child. Each child's own papers come from the item of that child. The register
    /// itself is handed in once: for the second child (`paper-itself`) it is a duplicate of the paper handed in for the first.
    @Test func `twins: the parents' papers once, each child's own`() throws {
        let plan = try Story.newborn(["children": "2"]).plan()
        #expect(
            plan.sheet == [
                "birth-notice/1 resident-identity-card mother 1+0 licence licence:resident-identity-card",
                "birth-notice/2 resident-identity-card father 1+0 licence licence:resident-identity-card",
                "birth-certificate#1/1 resident-identity-card mother 1+1 duplicate line:birth-notice/1",
                "birth-certificate#1/2 resident-identity-card father 1+1 duplicate line:birth-notice/2",
                "birth-certificate#2/1 resident-identity-card mother 1+1 duplicate line:birth-notice/1",
                "birth-certificate#2/2 resident-identity-card father 1+1 duplicate line:birth-notice/2",
                "vaccination-record#1/1 birth-certificate child#1 1+0 produced item:birth-certificate#1",
                "vaccination-record#1/2 resident-identity-card mother 1+0 duplicate line:birth-notice/1",
                "vaccination-record#1/4 household-register mother 1+0 shared source:population-register",
                "vaccination-record#2/1 birth-certificate child#2 1+0 produced item:birth-certificate#2",
                "vaccination-record#2/2 resident-identity-card mother 1+0 duplicate line:birth-notice/1",
                "vaccination-record#2/4 household-register mother 1+0 duplicate line:vaccination-record#1/4",
                "birth-registration#1/1 birth-certificate child#1 1+0 produced item:birth-certificate#1",
                "birth-registration#1/4 household-register mother 1+0 handed-in",
                "birth-registration#1/6 marriage-certificate parents 1+0 licence licence:marriage-certificate",
                "birth-registration#2/1 birth-certificate child#2 1+0 produced item:birth-certificate#2",
                "birth-registration#2/4 household-register mother 1+0 duplicate line:birth-registration#1/4",
                "birth-registration#2/6 marriage-certificate parents 1+0 duplicate line:birth-registration#1/6",
                "maternity-allowance/4 medical-record mother 1+0 shared source:hospital-records",
                "medical-insurance-enrolment#1/1 household-register child#1 1+1 produced item:birth-registration#1",
                "medical-insurance-enrolment#1/3 resident-identity-card mother 1+0 duplicate line:birth-notice/1",
                "medical-insurance-enrolment#2/1 household-register child#2 1+1 produced item:birth-registration#2",
                "medical-insurance-enrolment#2/3 resident-identity-card mother 1+0 duplicate line:birth-notice/1",
                "social-security-card#1/1 household-register child#1 1+1 produced item:birth-registration#1",
                "social-security-card#1/2 resident-identity-card mother 1+1 duplicate line:birth-notice/1",
                "social-security-card#2/1 household-register child#2 1+1 produced item:birth-registration#2",
                "social-security-card#2/2 resident-identity-card mother 1+1 duplicate line:birth-notice/1",
                "medical-insurance-payment#1/4 payment-notice child#1 1+0 produced item:medical-insurance-enrolment#1",
                "medical-insurance-payment#2/4 payment-notice child#2 1+0 produced item:medical-insurance-enrolment#2",
            ])
        #expect(plan.totals == "29 行 39 份 6 种 → 1 行 1 份 1 种")
        // Allowance 10 working days, enrolment 10 for each child (the card is within it): 10 + 2 × 10 one after the other, 10 at once.
        #expect([plan.apart.handlingDays, plan.together.handlingDays] == [30, 10])
    }

    /// Every guide: once are the five lines of the notice (5 份) and of the allowance those about the mother and her employer (4 行 4 份);
    /// its line about the birth certificate is one for each child. 36 - 9 = 27 行 and 46 - 9 = 37 份 are per child:
    /// 9 + 2 × 27 = 63 行, 9 + 2 × 37 = 83 份, 13 种. Handed in: the register once, the declaration of the name for each child.
    @Test func `twins under every guide`() throws {
        let plan = try Story.newborn(["children": "2"]).plan("every-guide")
        #expect(plan.totals == "63 行 83 份 13 种 → 3 行 3 份 2 种")
        #expect(plan.handedIn == ["birth-registration#1/4", "birth-registration#1/7", "birth-registration#2/7"])
        let some = ["birth-registration#1/3", "birth-registration#2/3", "maternity-allowance/3#1", "maternity-allowance/3#2"]
        #expect(
            Sheet(plan).entries.filter { some.contains($0.id) }.map { "\($0.id) \($0.paper) \($0.outcome)" } == [
                "birth-registration#1/3 resident-identity-card father 1+1 duplicate line:birth-notice/2",
                "birth-registration#2/3 resident-identity-card father 1+1 duplicate line:birth-notice/2",
                "maternity-allowance/3#1 birth-certificate child#1 0+1 produced item:birth-certificate#1",
                "maternity-allowance/3#2 birth-certificate child#2 0+1 produced item:birth-certificate#2",
            ])
        let parents = Sheet(plan).entries.filter { ["mother", "father", "parents"].contains($0.paper.split(separator: " ")[1]) }
        let obtained = Dictionary(
            grouping: parents.filter { !$0.outcome.hasPrefix("duplicate") }, by: { $0.paper.split(separator: " ")[0...1] })
        // The register is there twice: as shared data, and the paper itself.
        #expect(obtained.filter { $0.value.count > 1 && $0.key != ["household-register", "mother"] }.isEmpty)
    }

    /// Neither parent is insured: no costs are paid back and there is no allowance, so its line goes (1 份, the medical record, the only
    /// one of its kind): 16 - 1 行, 21 - 1 份, 6 - 1 种. Ten working days for the allowance go too.
    ///
    /// Every guide: the five lines of the allowance (1 份 each) and with them three kinds: slip of the notice, medical record, proof of
    /// contributions: 36 - 5 行, 46 - 5 份, 13 - 3 种.
    @Test func `the mother is not insured, nor the father`() throws {
        let story = Story.newborn(["insured": "none", "father-insured": "not-insured"])
        #expect(try story.changes() == ["- maternity-allowance/4"])
        let plan = try story.plan()
        #expect(plan.totals == "15 行 20 份 5 种 → 1 行 1 份 1 种")
        #expect([plan.apart.handlingDays, plan.together.handlingDays] == [10, 10])
        #expect(try story.changes("every-guide") == (1...5).map { "- maternity-allowance/\($0)" })
        #expect(try story.plan("every-guide").totals == "31 行 41 份 10 种 → 2 行 2 份 2 种")
    }

    /// The costs come through the father's insurance, claimed with papers; the allowance is hers and goes. The law (sbj20) asks for
    /// receipt, bill, diagnosis and record, 1 份 each, and the hospital shares them: 16 - 1 + 4 行, 21 - 1 + 4 份; receipt, bill and
    /// diagnosis are new kinds, the record stays one: 6 + 3 种.
    ///
    /// Every guide: sdb adds her card (obtained at the notice), the slip and the birth certificate (produced), xm the account (fields of
    /// the form), and sdb a proof that she is not employed, which nothing replaces: 36 - 5 + 9 行, 46 - 5 + 9 份; proof of contributions
    /// goes, receipt, bill, diagnosis, account and proof of unemployment come: 13 - 1 + 5 种; handed in one more.
    @Test func `the mother is not insured, but the father is`() throws {
        let story = Story.newborn(["insured": "none", "father-insured": "insured", "settlement": "manual"])
        #expect(
            try story.changes() == [
                "- maternity-allowance/4",
                "+ maternity-costs/4 hospital-receipt mother 1+0 shared source:hospital-settlement",
                "+ maternity-costs/5 hospital-bill mother 1+0 shared source:hospital-settlement",
                "+ maternity-costs/6 diagnosis mother 1+0 shared source:hospital-records",
                "+ maternity-costs/7 medical-record mother 1+0 shared source:hospital-records",
            ])
        #expect(try story.plan().totals == "19 行 24 份 9 种 → 1 行 1 份 1 种")
        #expect(
            try story.changes("every-guide") == (1...5).map { "- maternity-allowance/\($0)" } + [
                "+ maternity-costs/1 resident-identity-card mother 0+1 duplicate line:birth-notice/1",
                "+ maternity-costs/2 birth-notice-slip mother 0+1 produced item:birth-notice",
                "+ maternity-costs/3 birth-certificate child 0+1 produced item:birth-certificate",
                "+ maternity-costs/4 hospital-receipt mother 1+0 shared source:hospital-settlement",
                "+ maternity-costs/5 hospital-bill mother 1+0 shared source:hospital-settlement",
                "+ maternity-costs/6 diagnosis mother 1+0 shared source:hospital-records",
                "+ maternity-costs/7 medical-record mother 1+0 shared source:hospital-records",
                "+ maternity-costs/8 payee-account mother 0+1 merged form:newborn",
                "+ maternity-costs/9 unemployment-proof mother 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "40 行 50 份 17 种 → 3 行 3 份 3 种")
    }

    /// Claimed with papers instead of settled by the hospital: the four lines of the law come (1 份 each), and because the record is now
    /// obtained there the allowance's line is a duplicate: 16 + 4 行, 21 + 4 份, 6 + 3 种. The claim has 30 working days from receipt:
    /// 10 + 10 + 30 one after the other, 30 at the longest; and one trip more.
    @Test func `manual instead of direct settlement`() throws {
        let story = Story.newborn(["settlement": "manual"])
        #expect(
            try story.changes() == [
                "+ maternity-costs/4 hospital-receipt mother 1+0 shared source:hospital-settlement",
                "+ maternity-costs/5 hospital-bill mother 1+0 shared source:hospital-settlement",
                "+ maternity-costs/6 diagnosis mother 1+0 shared source:hospital-records",
                "+ maternity-costs/7 medical-record mother 1+0 shared source:hospital-records",
                "~ maternity-allowance/4 duplicate line:maternity-costs/7",
            ])
        let (base, plan) = (try Story.newborn().plan(), try story.plan())
        #expect(plan.totals == "20 行 25 份 9 种 → 1 行 1 份 1 种")
        #expect([plan.apart.handlingDays, plan.together.handlingDays] == [50, 30])
        #expect(plan.apart.visits == base.apart.visits + 1)
    }

    /// Born in a hospital of another province, which issues the certificate itself: the item falls out with its two lines (2 份 each).
    /// The child does not hold the certificate electronically, so it is handed in where it is first asked for, and is a duplicate
    /// afterwards. The sources speak for hospitals of the province only: the four papers of the claim are handed in, and the allowance's
    /// record is a duplicate. 16 - 2 + 4 行, 21 - 4 + 4 份, 6 + 3 种; handed in: certificate, register, receipt, bill, diagnosis, record.
    @Test func `born in another province, claimed with papers`() throws {
        let story = Story.newborn(["hospital": "outside-the-province", "settlement": "manual"])
        #expect(
            try story.changes() == [
                "- birth-certificate/1", "- birth-certificate/2",
                "~ vaccination-record/1 handed-in",
                "~ birth-registration/1 duplicate line:vaccination-record/1",
                "+ maternity-costs/4 hospital-receipt mother 1+0 handed-in",
                "+ maternity-costs/5 hospital-bill mother 1+0 handed-in",
                "+ maternity-costs/6 diagnosis mother 1+0 handed-in",
                "+ maternity-costs/7 medical-record mother 1+0 handed-in",
                "~ maternity-allowance/4 duplicate line:maternity-costs/7",
            ])
        #expect(try story.plan().totals == "18 行 21 份 9 种 → 6 行 6 份 6 种")
    }

    /// The notice was given before: its two lines go (1 份 each). The mother's card is now first asked for at the birth certificate, where
    /// her licence serves, and the three later ones are duplicates of that line; likewise the father's. 16 - 2 行, 21 - 2 份, 6 种.
    /// One form less: that of the notice.
    @Test func `the birth notice was given before`() throws {
        let story = Story.newborn(["birth-notice-status": "registered"])
        #expect(
            try story.changes() == [
                "- birth-notice/1", "- birth-notice/2",
                "~ birth-certificate/1 licence licence:resident-identity-card",
                "~ birth-certificate/2 licence licence:resident-identity-card",
                "~ vaccination-record/2 duplicate line:birth-certificate/1",
                "~ medical-insurance-enrolment/3 duplicate line:birth-certificate/1",
                "~ social-security-card/2 duplicate line:birth-certificate/1",
            ])
        let plan = try story.plan()
        #expect(plan.totals == "14 行 19 份 6 种 → 1 行 1 份 1 种")
        #expect([plan.apart.forms, plan.together.forms] == [2, 1])
    }

    /// Every guide: the notice's five lines go (1 份 each), 36 - 5 行, 46 - 5 份; no kind with them, for all five are asked for again:
    /// cards and marriage certificate are first obtained at the birth certificate, her register at the vaccination, his at the
    /// registration. The slip was a result of this case; now the records of earlier notices have it, and where they do not answer she
    /// hands it in, unless she holds it.
    @Test func `the birth notice was given before, under every guide`() throws {
        let story = Story.newborn(["birth-notice-status": "registered"])
        #expect(
            try story.changes("every-guide") == (1...5).map { "- birth-notice/\($0)" } + [
                "~ birth-certificate/1 licence licence:resident-identity-card",
                "~ birth-certificate/2 licence licence:resident-identity-card",
                "~ birth-certificate/3 licence licence:marriage-certificate",
                "~ vaccination-record/2 duplicate line:birth-certificate/1",
                "~ vaccination-record/3 duplicate line:birth-certificate/2",
                "~ vaccination-record/4 shared source:population-register",
                "~ birth-registration/2 duplicate line:birth-certificate/1",
                "~ birth-registration/3 duplicate line:birth-certificate/2",
                "~ birth-registration/5 shared source:population-register",
                "~ birth-registration/6 duplicate line:birth-certificate/3",
                "~ maternity-allowance/1 duplicate line:birth-certificate/1",
                "~ maternity-allowance/2 shared source:birth-notice-records",
                "~ medical-insurance-enrolment/3 duplicate line:birth-certificate/1",
                "~ social-security-card/2 duplicate line:birth-certificate/1",
                "~ medical-insurance-payment/2 duplicate line:birth-certificate/1",
            ])
        #expect(try story.plan("every-guide").totals == "31 行 41 份 13 种 → 2 行 2 份 2 种")

        let slip = "maternity-allowance/2 birth-notice-slip mother 0+1 "
        let down = Story.newborn(["birth-notice-status": "registered"], down: ["birth-notice-records"])
        #expect(try down.plan("every-guide").sheet.contains(slip + "handed-in"))
        let held = Story.newborn(["birth-notice-status": "registered"], holds: ["mother:birth-notice-slip"], down: ["birth-notice-records"])
        #expect(try held.plan("every-guide").sheet.contains(slip + "licence licence:birth-notice-slip"))
    }

    /// The notice is given after the birth, in the same batch as the certificate, which this case has not yet issued: it is handed in
    /// (1 份). Later lines have it produced, and produced comes before duplicate. 16 + 1 行, 21 + 1 份, 6 种, handed in one more.
    @Test func `the birth notice is given after the birth`() throws {
        let story = Story.newborn(["birth-notice-when": "after-the-birth"])
        #expect(try story.changes() == ["+ birth-notice/6 birth-certificate child 1+0 handed-in"])
        #expect(try story.plan().totals == "17 行 22 份 6 种 → 2 行 2 份 2 种")
    }

    /// An agent handles it: the hospital (wf) wants the mother's mandate (1 份), which becomes fields of the form, and the agent's card
    /// (2 份), of which no licence is held here: handed in. 16 + 2 行, 21 + 3 份, the mandate is a new kind. With the agent's licence,
    /// and everybody else's, the register alone is handed in.
    @Test func `an agent handles it`() throws {
        let story = Story.newborn(["handler": "agent"])
        #expect(
            try story.changes() == [
                "+ birth-certificate/5 mandate agent 1+0 merged form:newborn",
                "+ birth-certificate/6 resident-identity-card agent 1+1 handed-in",
            ])
        #expect(try story.plan().totals == "18 行 24 份 7 种 → 2 行 3 份 2 种")

        let cards = ["mother", "father", "agent"].map { "\($0):resident-identity-card" }
        let held = try Story.newborn(["handler": "agent"], holds: cards + ["mother:marriage-certificate"]).plan()
        #expect(held.sheet.contains("birth-certificate/6 resident-identity-card agent 1+1 licence licence:resident-identity-card"))
        #expect(held.totals == "18 行 24 份 7 种 → 1 行 1 份 1 种")
    }

    /// The father handles it: the hospital wants the mother's mandate for him, which becomes fields. His card is there already.
    @Test func `the father handles it`() throws {
        let story = Story.newborn(["handler": "father"])
        #expect(try story.changes() == ["+ birth-certificate/7 mandate father 1+0 merged form:newborn"])
        #expect(try story.plan().totals == "17 行 22 份 7 种 → 1 行 1 份 1 种")
    }

    /// More than a year late: a commitment (fields of the form), the record of the delivery or a parentage test, and an explanation,
    /// which nothing replaces: 3 行 3 份, commitment and explanation are new kinds. The hospital shares the record, so the first of the
    /// two lists serves, and the allowance's record is a duplicate of it. The registration now has its 15 working days, before the 10 of
    /// the enrolment: 10 + 10 + 15 apart, 15 + 10 together.
    ///
    /// Where the hospital's records are down neither list goes without a paper, so the author's order holds: the record is handed in.
    @Test func `more than a year after the birth`() throws {
        let story = Story.newborn(["time-of-application": "after-a-year"])
        #expect(
            try story.changes() == [
                "+ birth-certificate/9 late-commitment mother 1+0 merged form:newborn",
                "+ birth-certificate/10 medical-record mother 0+1 shared source:hospital-records",
                "+ birth-certificate/11 late-explanation mother 1+0 handed-in",
                "~ maternity-allowance/4 duplicate line:birth-certificate/10",
            ])
        let plan = try story.plan()
        #expect(plan.totals == "19 行 24 份 8 种 → 2 行 2 份 2 种")
        #expect([plan.apart.handlingDays, plan.together.handlingDays] == [35, 25])

        let down = Story.newborn(["time-of-application": "after-a-year"], down: ["hospital-records"])
        #expect(try down.plan().handedIn == ["birth-certificate/10", "birth-certificate/11", "birth-registration/4"])
    }

    /// Nobody holds an electronic licence: the two cards and the marriage certificate are handed in where they are first asked for;
    /// duplicates stay duplicates, results stay results, and sources are no licences. Apart nothing is different.
    /// Under every guide the marriage certificate is first asked for at the notice.
    @Test func `no licences held at all`() throws {
        let story = Story.newborn(holds: [])
        #expect(try story.changes() == ["~ birth-notice/1 handed-in", "~ birth-notice/2 handed-in", "~ birth-registration/6 handed-in"])
        #expect(try story.plan().totals == "16 行 21 份 6 种 → 4 行 4 份 3 种")
        #expect(
            try story.changes("every-guide") == ["~ birth-notice/1 handed-in", "~ birth-notice/2 handed-in", "~ birth-notice/5 handed-in"])
        #expect(try story.plan("every-guide").totals == "36 行 46 份 13 种 → 5 行 5 份 4 种")
    }

    /// No source answers. One guide: the register is handed in at the vaccination, and being handed in it also serves at the registration,
    /// which wants the paper itself; the medical record is handed in.
    ///
    /// Every guide: both registers (at the notice), the handbook, the card of the first doses, the record and the proof of contributions
    /// are handed in, and as ever the declaration of the name and the mother's register at the registration: the notice took a copy of
    /// it only, and a page is added to the book itself. 8 行, 1 份 each, registers being one kind: 6 种.
    @Test func `every source is down`() throws {
        let sources = Checkout.compilation.shared.sources.map(\.definition.id.value)
        let story = Story.newborn(down: sources)
        #expect(
            try story.changes() == [
                "~ vaccination-record/4 handed-in", "~ birth-registration/4 duplicate line:vaccination-record/4",
                "~ maternity-allowance/4 handed-in",
            ])
        #expect(try story.plan().totals == "16 行 21 份 6 种 → 2 行 2 份 2 种")
        #expect(
            try story.changes("every-guide") == [
                "~ birth-notice/3 handed-in", "~ birth-notice/4 handed-in", "~ birth-certificate/4 handed-in",
                "~ vaccination-record/5 handed-in", "~ maternity-allowance/4 handed-in", "~ maternity-allowance/5 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "36 行 46 份 13 种 → 8 行 8 份 6 种")
    }

    // MARK: Households

    /// The child joins the father: the page is added to his register (line 4), and the other parent's (line 5, jb) is hers, which was
    /// obtained at the notice. As many lines and pieces as before.
    @Test func `the child joins the father`() throws {
        let story = Story.newborn(["joins": "father"])
        #expect(try story.changes() == ["! birth-registration/4 household-register father 1+0 handed-in"])
        #expect(try story.plan().totals == "16 行 21 份 6 种 → 1 行 1 份 1 种")
        #expect(
            try story.changes("every-guide") == [
                "! birth-registration/4 household-register father 1+0 handed-in",
                "! birth-registration/5 household-register mother 1+1 duplicate line:birth-notice/3",
            ])
        #expect(try story.plan("every-guide").totals == "36 行 46 份 13 种 → 2 行 2 份 2 种")
    }

    /// Not married, and the child joins the father. One guide: as not married (15 行 20 份 5 种), with his register.
    /// Every guide: as not married (34 行 42 份 13 种), and yy and cs want a parentage test (1 份), a new kind that nothing replaces.
    @Test func `not married, the child joins the father`() throws {
        let story = Story.newborn(["parents": "unmarried", "joins": "father"])
        #expect(
            try story.changes() == ["- birth-registration/6", "! birth-registration/4 household-register father 1+0 handed-in"])
        #expect(try story.plan().totals == "15 行 20 份 5 种 → 1 行 1 份 1 种")
        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/5", "- birth-certificate/3", "- birth-registration/6",
                "! birth-registration/4 household-register father 1+0 handed-in",
                "! birth-registration/5 household-register mother 1+1 duplicate line:birth-notice/3",
                "+ birth-registration/8 unmarried-birth-statement mother 1+0 handed-in",
                "+ birth-registration/11 paternity-test child 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "35 行 43 份 14 种 → 4 行 4 份 4 种")
    }

    /// Divorced, and the child joins the parent who has no custody: besides what shq asks of every divorced couple (35 行 43 份 14 种, 4
    /// handed in), both parents sign their consent at the station: one line, 1 份, a new kind.
    @Test func `divorced, the child joins the parent without custody`() throws {
        let story = Story.newborn(["parents": "divorced", "custody": "other", "joins": "father"])
        #expect(
            try story.changes() == ["- birth-registration/6", "! birth-registration/4 household-register father 1+0 handed-in"])
        #expect(try story.plan().totals == "15 行 20 份 5 种 → 1 行 1 份 1 种")
        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/5", "- birth-certificate/3", "- birth-registration/6",
                "! birth-registration/4 household-register father 1+0 handed-in",
                "! birth-registration/5 household-register mother 1+1 duplicate line:birth-notice/3",
                "+ birth-registration/9 divorce-certificate parents 1+0 handed-in",
                "+ birth-registration/10 custody-agreement parents 1+0 handed-in",
                "+ birth-registration/12 joint-consent parents 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "36 行 44 份 15 种 → 5 行 5 份 5 种")
    }

    /// One parent is registered here: at that side nothing is different. At the other side the registration is made there: its three
    /// lines go (1 份 each), the marriage certificate was the only one of its kind. The child's page is no result of this case now: the
    /// population register has it at the enrolment, and the card's line is a duplicate. 16 - 3 行, 21 - 3 份, 6 - 1 种, nothing handed in.
    ///
    /// Every guide: seven lines go (1 + 2 + 2 + 1 + 2 + 2 + 1 = 11 份), the declaration with its kind; wh wants the father's residence
    /// permit (1 份, a new kind), which he does not hold: 36 - 7 + 1 行, 46 - 11 + 1 份, 13 - 1 + 1 种.
    @Test func `one parent is registered elsewhere`() throws {
        #expect(try Story.newborn(["father-household": "elsewhere"]).changes("every-guide") == [])

        let story = Story.newborn(["father-household": "elsewhere", "joins": "father"])
        #expect(
            try story.changes() == [
                "- birth-registration/1", "- birth-registration/4", "- birth-registration/6",
                "~ medical-insurance-enrolment/1 shared source:population-register",
                "~ social-security-card/1 duplicate line:medical-insurance-enrolment/1",
            ])
        #expect(try story.plan().totals == "13 行 18 份 5 种 → 0 行 0 份 0 种")
        #expect(
            try story.changes("every-guide") == (1...7).map { "- birth-registration/\($0)" } + [
                "~ medical-insurance-enrolment/1 shared source:population-register",
                "+ medical-insurance-enrolment/5 residence-permit father 1+0 handed-in",
                "~ social-security-card/1 duplicate line:medical-insurance-enrolment/1",
                "~ medical-insurance-payment/1 duplicate line:medical-insurance-enrolment/1",
            ])
        #expect(try story.plan("every-guide").totals == "30 行 36 份 13 种 → 1 行 1 份 1 种")
    }

    /// Both parents are registered elsewhere: the registration leaves as above. Every guide: qd wants a residence permit at the notice
    /// (one of them, 1 份), wh at the enrolment (1 份, obtained before): 36 - 7 + 2 行, 46 - 11 + 2 份; the declaration goes, the permit
    /// comes: 13 种. The permit is handed in, unless one of the parents holds it: then hers is used, or his instead.
    @Test func `both parents are registered elsewhere`() throws {
        let answers = ["mother-household": "elsewhere", "father-household": "elsewhere"]
        let story = Story.newborn(answers)
        #expect(try story.plan().totals == "13 行 18 份 5 种 → 0 行 0 份 0 种")
        #expect(
            try story.changes("every-guide") == (1...7).map { "- birth-registration/\($0)" } + [
                "+ birth-notice/7 residence-permit mother 0+1 handed-in",
                "~ medical-insurance-enrolment/1 shared source:population-register",
                "+ medical-insurance-enrolment/5 residence-permit mother 1+0 duplicate line:birth-notice/7",
                "~ social-security-card/1 duplicate line:medical-insurance-enrolment/1",
                "~ medical-insurance-payment/1 duplicate line:medical-insurance-enrolment/1",
            ])
        #expect(try story.plan("every-guide").totals == "31 行 37 份 13 种 → 1 行 1 份 1 种")

        let held = Story.newborn(
            answers,
            holds: [
                "mother:resident-identity-card", "father:resident-identity-card", "mother:marriage-certificate", "father:residence-permit",
            ])
        #expect(try held.plan("every-guide").totals == "31 行 37 份 13 种 → 0 行 0 份 0 种")

        // Without the population register the mother's register and the child's are handed in, at the vaccination and at the enrolment.
        let down = Story.newborn(answers, down: ["population-register"])
        #expect(try down.plan().handedIn == ["vaccination-record/4", "medical-insurance-enrolment/1"])
    }

    /// In a collective household here: the other parent's family household comes first and nobody is asked; with none, the collective
    /// one; else a grandparent's, whose register it is then (1 份), with proof of kinship and house papers (1 份 each, two new kinds), and
    /// jb wants both parents' registers (the mother's 2 份, a duplicate): 36 + 3 行, 46 + 4 份, 13 + 2 种, handed in 2 + 2.
    @Test func `collective households`() throws {
        let other = Story.newborn(["mother-household": "collective-here"])
        #expect(try other.changes() == ["! birth-registration/4 household-register father 1+0 handed-in"])

        let both = ["mother-household": "collective-here", "father-household": "collective-here"]
        let collective = Story.newborn(both.merging(["fallback-household": "collective"]) { $1 })
        #expect(try collective.changes("every-guide") == [])

        let grandparents = Story.newborn(both.merging(["fallback-household": "grandparents"]) { $1 })
        #expect(try grandparents.changes() == ["! birth-registration/4 household-register grandparent 1+0 handed-in"])
        #expect(
            try grandparents.changes("every-guide") == [
                "! birth-registration/4 household-register grandparent 1+0 handed-in",
                "+ birth-registration/15 kinship-proof child 1+0 handed-in",
                "+ birth-registration/16 house-papers grandparent 1+0 handed-in",
                "+ birth-registration/17 household-register mother 1+1 duplicate line:birth-notice/3",
            ])
        #expect(try grandparents.plan("every-guide").totals == "39 行 50 份 15 种 → 4 行 4 份 4 种")
    }

    /// Both parents are soldiers and have no register: at the vaccination and at the registration nothing is asked for in its place by
    /// the chosen guides (1 份 each): 16 - 2 行, 21 - 2 份; the child's own register keeps the kind.
    ///
    /// Every guide: registers go at the notice (1 份 twice), at the vaccination (1 份) and at the registration (1 + 2 份); hk18 asks for the
    /// unit's paper and one service card, two new kinds: 36 - 5 + 2 行, 46 - 6 + 2 份, 13 + 2 种; handed in those and the declaration.
    @Test func `both parents are soldiers`() throws {
        let story = Story.newborn(["mother-household": "none", "father-household": "none", "fallback-household": "collective"])
        #expect(try story.changes() == ["- vaccination-record/4", "- birth-registration/4"])
        #expect(try story.plan().totals == "14 行 19 份 6 种 → 0 行 0 份 0 种")
        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/3", "- birth-notice/4", "- vaccination-record/4", "- birth-registration/4", "- birth-registration/5",
                "+ birth-registration/13 unit-acceptance child 1+0 handed-in",
                "+ birth-registration/14 passport-or-service-card mother 1+0 handed-in",
            ])
        #expect(try story.plan("every-guide").totals == "33 行 42 份 15 种 → 3 行 3 份 3 种")
    }

    /// A foreign mother: her passport wherever her card was asked for, handed in once; the hospital (wf) wants no copy of it: 21 - 1 份.
    /// The guardian's register is the father's, shared, and the child joins him. The father's card stays: one kind more.
    @Test func `the mother is a foreigner`() throws {
        let story = Story.newborn(["mother-household": "foreign"])
        #expect(
            try story.changes() == [
                "! birth-notice/1 passport mother 1+0 handed-in",
                "! birth-certificate/1 passport mother 1+0 duplicate line:birth-notice/1",
                "! vaccination-record/2 passport mother 1+0 duplicate line:birth-notice/1",
                "! vaccination-record/4 household-register father 1+0 shared source:population-register",
                "! birth-registration/4 household-register father 1+0 handed-in",
                "! medical-insurance-enrolment/3 passport mother 1+0 duplicate line:birth-notice/1",
                "! social-security-card/2 passport mother 1+1 duplicate line:birth-notice/1",
            ])
        #expect(try story.plan().totals == "16 行 20 份 7 种 → 2 行 2 份 2 种")
    }

    /// A foreign father: his passport at the notice and at the certificate. Every guide: at vaccination and registration too, and his
    /// register goes at both places (1 + 2 份): 36 - 2 行, 46 - 3 - 1 份, 13 + 1 种.
    @Test func `the father is a foreigner`() throws {
        let story = Story.newborn(["father-household": "foreign"])
        #expect(
            try story.changes() == [
                "! birth-notice/2 passport father 1+0 handed-in",
                "! birth-certificate/2 passport father 1+0 duplicate line:birth-notice/2",
            ])
        #expect(try story.plan().totals == "16 行 20 份 7 种 → 2 行 2 份 2 种")
        #expect(
            try story.changes("every-guide") == [
                "- birth-notice/4", "- birth-registration/5",
                "! birth-notice/2 passport father 1+0 handed-in",
                "! birth-certificate/2 passport father 1+0 duplicate line:birth-notice/2",
                "! vaccination-record/3 passport father 0+1 duplicate line:birth-notice/2",
                "! birth-registration/3 passport father 1+1 duplicate line:birth-notice/2",
            ])
        #expect(try story.plan("every-guide").totals == "34 行 42 份 14 种 → 3 行 3 份 3 种")
    }

    /// Neither parent is registered in the mainland: neither the registration nor what needs a household register (enrolment, card,
    /// payment). Left are the notice, the certificate, the vaccination without a register, and the allowance's record: 7 行, 1 份 each.
    @Test func `neither parent is registered in the mainland`() throws {
        let plan = try Story.newborn(["mother-household": "foreign", "father-household": "foreign"]).plan()
        #expect(
            plan.sheet == [
                "birth-notice/1 passport mother 1+0 handed-in",
                "birth-notice/2 passport father 1+0 handed-in",
                "birth-certificate/1 passport mother 1+0 duplicate line:birth-notice/1",
                "birth-certificate/2 passport father 1+0 duplicate line:birth-notice/2",
                "vaccination-record/1 birth-certificate child 1+0 produced item:birth-certificate",
                "vaccination-record/2 passport mother 1+0 duplicate line:birth-notice/1",
                "maternity-allowance/4 medical-record mother 1+0 shared source:hospital-records",
            ])
        #expect(plan.totals == "7 行 7 份 3 种 → 2 行 2 份 1 种")
    }

    /// The parents' nationality differs: hk18 wants an application that both sign. One guide: nothing more, the field is in the form.
    @Test func `the parents are of different nationality`() throws {
        let story = Story.newborn(["parents-nationality": "differs"])
        #expect(try story.changes() == [])
        #expect(
            try story.changes("every-guide") == ["+ birth-registration/21 nationality-application parents 1+0 handed-in"])
        #expect(try story.plan("every-guide").totals == "37 行 47 份 14 种 → 3 行 3 份 3 种")
    }

    // MARK: Abroad, and self-employed

    /// Born abroad: no certificate (2 行 4 份), no vaccination record (3 行 3 份), and no certificate at the registration (1 份); nobody asks
    /// how the costs are settled, and no source has the record of a hospital abroad. 16 - 6 行, 21 - 8 份; birth certificate no more:
    /// 6 - 1 种. Handed in: register and record.
    ///
    /// Every guide: four lines of the certificate (2 + 2 + 2 + 1 份), five of the vaccination (1 + 1 + 1 + 1 + 1), one of the registration
    /// go; cs and hk18 want the birth paper from abroad, its translation and the travel document (1 份 each). At the allowance and the
    /// enrolment the paper from abroad stands for the certificate. 36 - 10 + 3 行, 46 - 13 + 3 份; certificate, handbook and card of the
    /// first doses go and three kinds come: 13 种.
    @Test func `born abroad`() throws {
        let story = Story.newborn(["hospital": "abroad"])
        #expect(
            try story.changes() == [
                "- birth-certificate/1", "- birth-certificate/2", "- vaccination-record/1", "- vaccination-record/2",
                "- vaccination-record/4", "- birth-registration/1", "~ maternity-allowance/4 handed-in",
            ])
        let plan = try story.plan()
        #expect(plan.totals == "10 行 13 份 5 种 → 2 行 2 份 2 种")
        #expect(plan.ledger.stops.isEmpty)
        let gone = (1...4).map { "- birth-certificate/\($0)" } + (1...5).map { "- vaccination-record/\($0)" }
        let rest = [
            "- birth-registration/1",
            "+ birth-registration/18 foreign-birth-paper child 1+0 handed-in",
            "+ birth-registration/19 birth-paper-translation child 1+0 handed-in",
            "+ birth-registration/20 travel-document child 1+0 handed-in",
            "! maternity-allowance/3 foreign-birth-paper child 0+1 duplicate line:birth-registration/18",
            "~ maternity-allowance/4 handed-in",
            "! medical-insurance-enrolment/2 foreign-birth-paper child 0+1 duplicate line:birth-registration/18",
        ]
        #expect(try story.changes("every-guide") == gone + rest)
        #expect(try story.plan("every-guide").totals == "29 行 36 份 13 种 → 6 行 6 份 6 种")
    }

    /// Self-employed: no allowance, the costs as for residents. Claimed with papers as where the father is insured: 16 - 1 + 4 行.
    @Test func `the mother is self-employed`() throws {
        let story = Story.newborn(["insured": "flexible", "settlement": "manual"])
        #expect(try story.plan().totals == "19 行 24 份 9 种 → 1 行 1 份 1 种")
        #expect(
            try story.plan().sheet == Story.newborn(["insured": "resident", "settlement": "manual"]).plan().sheet)
        #expect(try Story.newborn(["insured": "flexible"]).changes() == ["- maternity-allowance/4"])
    }
}
