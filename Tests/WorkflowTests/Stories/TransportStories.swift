import TestSupport
import Testing

@testable import Workflow

/// A transport company starts up, in other situations than those of the golden ledgers.
///
/// The base (one bought vehicle under 12 t, an agent) has 15 行 17 份 11 种, 3 handed in: the one form, the safety rules, the vehicle's
/// technical file. Under every guide a photo of the vehicle comes, which the bundle no longer asks for: 16 行 18 份 12 种, 3 handed in.
@Suite struct `Stories of a transport company` {
    /// Planned instead of bought: art. 8 asks for a written commitment (1 份, fields of the form) instead of vehicle licence and technical
    /// grade (1 份 each): 15 - 2 + 1 行, 17 - 2 + 1 份, 11 + 1 种 (the certificate still asks for the two). At the certificate, which waits
    /// until the vehicle is plated, the licence that plating brings serves, and the inspection is shared: neither was obtained before.
    @Test func `the vehicle is planned`() throws {
        let story = Story.transport(["vehicle-status": "planned"])
        #expect(
            try story.changes() == [
                "- road-permit/4", "- road-permit/5",
                "+ road-permit/6 vehicle-commitment organisation 1+0 merged form:transport-company",
                "~ transport-certificate/1 licence licence:vehicle-licence",
                "~ transport-certificate/3 shared source:vehicle-inspection-data",
            ])
        #expect(try story.plan().totals == "14 行 16 份 12 种 → 3 行 3 份 3 种")
    }

    /// Some bought, some planned: the commitment comes, the rest stays: 15 + 1 行, 17 + 1 份, 11 + 1 种.
    @Test func `some vehicles are bought and some planned`() throws {
        let story = Story.transport(["vehicle-status": "both"])
        #expect(try story.changes() == ["+ road-permit/6 vehicle-commitment organisation 1+0 merged form:transport-company"])
        #expect(try story.plan().totals == "16 行 18 份 12 种 → 3 行 3 份 3 种")
    }

    /// The person in charge (or the legal person) comes instead of an agent: the agent's card at permit and certificate and the mandate
    /// go, 1 份 each: 15 - 3 行, 17 - 3 份; the mandate was the only one of its kind, cards are still asked for: 11 - 1 种.
    @Test func `the legal person applies, no agent`() throws {
        let story = Story.transport(["handler": "person-in-charge"])
        #expect(try story.changes() == ["- road-permit/2", "- road-permit/3", "- transport-certificate/5"])
        #expect(try story.plan().totals == "12 行 14 份 10 种 → 3 行 3 份 3 种")
        #expect(try story.changes("every-guide") == ["- road-permit/2", "- road-permit/3", "- transport-certificate/5"])
    }

    /// A vehicle of 12 t: the proof of satellite positioning is asked by by1, not by the guide of the baseline, so one guide per item
    /// gives the same ledger. Under every guide it comes (1 份, shared by the monitoring platform): 16 + 1 行, 18 + 1 份, 12 + 1 种.
    @Test func `a vehicle of 12 t`() throws {
        let story = Story.transport(["mass": "12 t or more"])
        #expect(try story.changes() == [])
        #expect(try story.plan().totals == "15 行 17 份 11 种 → 3 行 3 份 3 种")
        #expect(
            try story.changes("every-guide") == [
                "+ transport-certificate/6 satellite-terminal vehicle 1+0 shared source:vehicle-monitoring"
            ])
        #expect(try story.plan("every-guide").totals == "17 行 19 份 13 种 → 3 行 3 份 3 种")
    }

    static let everybody = [
        "organisation:business-licence", "person-in-charge:resident-identity-card", "agent:resident-identity-card",
        "driver:driving-licence", "driver:driver-qualification", "driver#2:driving-licence", "driver#2:driver-qualification",
        "vehicle:vehicle-licence", "vehicle#2:vehicle-licence", "vehicle#3:vehicle-licence",
    ]

    /// Three vehicles and two drivers are one application. Six lines are per vehicle (vehicle licence and grade at the permit; licence,
    /// registration, inspection, file at the certificate; 1 份 each), two per driver (2 份 each), seven are once (1 份 each):
    /// 7 + 3 × 6 + 2 × 2 = 29 行, 7 + 3 × 6 + 2 × 4 = 33 份, and no new kind. Everybody holds his own licences. Handed in: the form, the
    /// safety rules, and the file of each vehicle. A duplicate is that of the same vehicle.
    @Test func `three vehicles and two drivers, one application`() throws {
        var story = Story.transport(["vehicles": "3", "drivers": "2", "road-transport-scope": "included"], holds: Self.everybody)
        var plan = try story.plan()
        #expect(
            plan.sheet == [
                "road-permit/0 application-form organisation 1+0 handed-in form:transport-company",
                "road-permit/1 resident-identity-card person-in-charge 1+0 licence licence:resident-identity-card",
                "road-permit/2 resident-identity-card agent 1+0 licence licence:resident-identity-card",
                "road-permit/3 mandate agent 1+0 merged form:transport-company",
                "road-permit/4#1 vehicle-licence vehicle#1 0+1 licence licence:vehicle-licence",
                "road-permit/4#2 vehicle-licence vehicle#2 0+1 licence licence:vehicle-licence",
                "road-permit/4#3 vehicle-licence vehicle#3 0+1 licence licence:vehicle-licence",
                "road-permit/5#1 vehicle-inspection vehicle#1 0+1 shared source:vehicle-inspection-data",
                "road-permit/5#2 vehicle-inspection vehicle#2 0+1 shared source:vehicle-inspection-data",
                "road-permit/5#3 vehicle-inspection vehicle#3 0+1 shared source:vehicle-inspection-data",
                "road-permit/7#1 driving-licence driver#1 1+1 licence licence:driving-licence",
                "road-permit/7#2 driving-licence driver#2 1+1 licence licence:driving-licence",
                "road-permit/8#1 driver-qualification driver#1 1+1 licence licence:driver-qualification",
                "road-permit/8#2 driver-qualification driver#2 1+1 licence licence:driver-qualification",
                "road-permit/9 safety-rules organisation 1+0 handed-in",
                "transport-certificate/0 allocation-form organisation 1+0 merged form:transport-company",
                "transport-certificate/1#1 vehicle-licence vehicle#1 1+0 duplicate line:road-permit/4#1",
                "transport-certificate/1#2 vehicle-licence vehicle#2 1+0 duplicate line:road-permit/4#2",
                "transport-certificate/1#3 vehicle-licence vehicle#3 1+0 duplicate line:road-permit/4#3",
                "transport-certificate/2#1 vehicle-registration vehicle#1 1+0 shared source:vehicle-register",
                "transport-certificate/2#2 vehicle-registration vehicle#2 1+0 shared source:vehicle-register",
                "transport-certificate/2#3 vehicle-registration vehicle#3 1+0 shared source:vehicle-register",
                "transport-certificate/3#1 vehicle-inspection vehicle#1 1+0 duplicate line:road-permit/5#1",
                "transport-certificate/3#2 vehicle-inspection vehicle#2 1+0 duplicate line:road-permit/5#2",
                "transport-certificate/3#3 vehicle-inspection vehicle#3 1+0 duplicate line:road-permit/5#3",
                "transport-certificate/4#1 vehicle-file vehicle#1 1+0 handed-in",
                "transport-certificate/4#2 vehicle-file vehicle#2 1+0 handed-in",
                "transport-certificate/4#3 vehicle-file vehicle#3 1+0 handed-in",
                "transport-certificate/5 resident-identity-card agent 1+0 duplicate line:road-permit/2",
            ])
        #expect(plan.totals == "29 行 33 份 11 种 → 5 行 5 份 3 种")
        #expect(plan.ledger.instances == [1, 1, 1])
        #expect([plan.apart.forms, plan.together.forms] == [2, 1])
        #expect([plan.apart.handlingDays, plan.together.handlingDays] == [20, 20])

        // As the base journey has it only the first vehicle and driver hold theirs: two licences of vehicles (1 份 each), a driving licence
        // and a qualification (2 份 each) more are handed in, three new kinds.
        story = .transport(["vehicles": "3", "drivers": "2"])
        plan = try story.plan()
        #expect(
            plan.handedIn == [
                "road-permit/0", "road-permit/4#2", "road-permit/4#3", "road-permit/7#2", "road-permit/8#2", "road-permit/9",
                "transport-certificate/4#1", "transport-certificate/4#2", "transport-certificate/4#3",
            ])
        #expect(plan.totals == "29 行 33 份 11 种 → 9 行 11 份 6 种")
    }

    /// Up to 4,500 kg for general goods: 道路运输条例 art. 24 ¶3 wants neither permit nor certificate. It is told at once, with the article;
    /// nothing is taken in, and every figure of both arms is nothing.
    @Test func `only vehicles of up to 4500 kg: told at once`() throws {
        let plan = try Story.transport(["mass": "up-to-4500-kg"]).plan()
        #expect(plan.ledger.stops.map(\.because.zh) == ["使用总质量4500千克及以下普通货运车辆从事普通货运，无需取得道路运输经营许可证和车辆营运证"])
        #expect(
            plan.ledger.stops[0].basis.map(\.citation.en) == [
                "Road Transport Regulations, art. 24 ¶3", "Administrative Licensing Law, art. 32(1)",
            ])
        #expect(plan.outcomes == [])
        #expect(plan.form.entries.isEmpty)
        #expect([plan.apart, plan.together] == [Figures(), Figures()])
        #expect(plan.balance == Balance())
        #expect(plan.itemsWithoutLimit == [])
    }

    /// Containers in vehicles of up to 4,500 kg do need the permit, but no examined driver (道路运输条例 art. 22 (三)): the qualification goes
    /// (2 份). A container vehicle has an inspection of its own (1 份), which nobody shares: 15 - 1 + 1 行, 17 - 2 + 1 份, 11 - 1 + 1 种.
    @Test func `containers in vehicles of up to 4500 kg`() throws {
        let story = Story.transport(["mass": "up-to-4500-kg", "cargo": "container"])
        #expect(
            try story.changes() == [
                "- road-permit/8", "+ transport-certificate/10 container-inspection vehicle 1+0 handed-in",
            ])
        #expect(try story.plan().totals == "15 行 16 份 11 种 → 4 行 4 份 4 种")
    }

    /// A vehicle from elsewhere: its file and the proof of transfer, 1 份 each, are with the office that it came from.
    @Test func `a vehicle transferred from elsewhere`() throws {
        let story = Story.transport(["vehicle-origin": "transferred"])
        #expect(
            try story.changes() == [
                "+ transport-certificate/8 transfer-file vehicle 1+0 handed-in",
                "+ transport-certificate/9 transfer-proof vehicle 1+0 handed-in",
            ])
        #expect(try story.plan().totals == "17 行 19 份 13 种 → 5 行 5 份 5 种")
    }

    /// Without any licence, the vehicle planned: two cards (1 份 each), driving licence and qualification (2 份 each) are handed in besides
    /// the form, the rules and the file: 7 行, 9 份, cards being one kind: 6 种. The vehicle's licence comes with its plates all the same.
    @Test func `nothing is held, the vehicle is planned`() throws {
        let plan = try Story.transport(["vehicle-status": "planned", "road-transport-scope": "included"], holds: []).plan()
        #expect(
            plan.handedIn == [
                "road-permit/0", "road-permit/1", "road-permit/2", "road-permit/7", "road-permit/8", "road-permit/9",
                "transport-certificate/4",
            ])
        #expect(plan.sheet.contains("transport-certificate/1 vehicle-licence vehicle 1+0 licence licence:vehicle-licence"))
        #expect(plan.totals == "14 行 16 份 12 种 → 7 行 9 份 6 种")
    }

    /// Nothing is held and the vehicle is bought: its licence is handed in for the permit, and serves for the certificate.
    @Test func `nothing is held, the vehicle is bought`() throws {
        let plan = try Story.transport(["road-transport-scope": "included"], holds: []).plan()
        #expect(plan.sheet.contains("road-permit/4 vehicle-licence vehicle 0+1 handed-in"))
        #expect(plan.sheet.contains("transport-certificate/1 vehicle-licence vehicle 1+0 duplicate line:road-permit/4"))
        #expect(plan.totals == "15 行 17 份 11 种 → 8 行 10 份 7 种")
    }

    /// A sole trader has an operator (经营者) and no person in charge: the first line of the permit is the operator's card. In the base it is
    /// the card of the person in charge that is held electronically, so the operator's is handed in: 3 + 1 行, 份, 种. Apart stays as it is.
    @Test func `a sole trader`() throws {
        var story = Story.transport(["organisation-form": "sole-trader"])
        #expect(try story.changes() == ["! road-permit/1 resident-identity-card operator 1+0 handed-in"])
        #expect(try story.plan().totals == "15 行 17 份 11 种 → 4 行 4 份 4 种")

        // With his own licences: the operator comes himself, and the agent's three lines go with their 3 份, the mandate with its kind.
        story = .transport(
            ["organisation-form": "sole-trader", "handler": "person-in-charge", "road-transport-scope": "included"],
            holds: [
                "operator:resident-identity-card", "vehicle:vehicle-licence", "driver:driving-licence", "driver:driver-qualification",
            ])
        #expect(
            try story.changes() == [
                "- road-permit/2", "- road-permit/3", "- transport-certificate/5",
                "! road-permit/1 resident-identity-card operator 1+0 licence licence:resident-identity-card",
            ])
        #expect(try story.plan().totals == "12 行 14 份 10 种 → 3 行 3 份 3 种")
    }

    /// A branch has a person in charge as a company has: nothing changes, and nobody asks for articles of association.
    @Test func `a branch`() throws {
        let story = Story.transport(["organisation-form": "branch"])
        #expect(try story.changes() == [])
        #expect(try story.changes("every-guide") == [])
    }

    /// Art. 6 of the rules wants fixed containers for special goods and a heavy combination for oversize goods. Conditions, not papers: the
    /// list stays, and a field of the form states them, of the vehicles bought and of those planned.
    @Test(arguments: ["special", "oversize"])
    func `special and oversize goods`(cargo: String) throws {
        let story = Story.transport(["cargo": cargo])
        #expect(try story.changes() == [])
        #expect(try special(story.plan()) == ["vehicle.special-equipment"])
        #expect(
            try special(Story.transport(["cargo": cargo, "vehicle-status": "planned"]).plan()) == ["organisation.planned-special-equipment"]
        )
        #expect(
            try special(Story.transport(["cargo": cargo, "vehicle-status": "both"]).plan())
                == ["vehicle.special-equipment", "organisation.planned-special-equipment"])
        #expect(try special(Story.transport().plan()) == [])
    }

    private func special(_ plan: Plan) -> [String] {
        PlanMessage(plan, journey: "one-bought-vehicle", .en).form.fields.map(\.id).filter { $0.contains("special-equipment") }
    }

    /// Papers may follow, where it is asked for: the safety rules and the vehicle's file (1 份 each) come later, so that only the one form
    /// is handed in: 3 - 2 行, 份, 种. Apart stays as it is.
    @Test func `papers may follow`() throws {
        let story = Story.transport(["hand-in-later": "asked"])
        #expect(try story.changes() == ["~ road-permit/9 follows", "~ transport-certificate/4 follows"])
        #expect(try story.plan().totals == "15 行 17 份 11 种 → 1 行 1 份 1 种")
        #expect(try story.plan().balance.deferred == 2)
    }

    /// Of a seriously untrustworthy applicant nothing may follow: it is not even asked, and everything is handed in as in the base, also
    /// where the answer that is no longer asked for was yes.
    @Test func `a seriously untrustworthy applicant`() throws {
        #expect(try Story.transport(["credit": "seriously-untrustworthy"]).changes() == [])
    }

    /// The other stops, each with the law it rests on. Nothing is taken in.
    @Test(
        arguments: [
            ("cargo", "dangerous", "Road Transport Regulations, art. 23"),
            ("cargo", "network", "Interim Measures on Road Freight through Network Platforms"),
            ("drivers-age", "over-60", "Road Transport Regulations, art. 22"),
            ("road-transport-scope", "not-included", "Road Transport Regulations, art. 24"),
            ("road-transport-scope", "no-licence", "Road Transport Regulations, art. 24"),
        ])
    func `told at once`(question: String, answer: String, basis: String) throws {
        // Without licences, so that the scope is asked and not read from the business licence.
        let answers = ["road-transport-scope": "included"].merging([question: answer]) { $1 }
        let plan = try Story.transport(answers, holds: []).plan()
        #expect(plan.ledger.stops.count == 1)
        #expect(plan.ledger.stops.first?.basis.first?.citation.en == basis)
        #expect(plan.outcomes == [])
        #expect(plan.form.entries.isEmpty)
        #expect([plan.apart, plan.together] == [Figures(), Figures()])
    }
}
