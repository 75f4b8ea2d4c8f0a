import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What an item ends with is made out as a licence, and later items of the case rest on it.
@Suite struct `A result of an item` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let health = Caller(.officer, department: "health")
    /// Birth registration is decided in the police's own system.
    private static let police = Caller(.departmentSystem, department: "public-security")
    private static let child = "99000020260105005X"

    private func started(_ kind: StoreKind = .memory) async throws -> (office: TryOffice, id: CaseID) {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let answer = try await office.office.start(
            Self.birth,
            filling: [
                "mother.birth-order": "1", "child.name": "周小满", "child.sex": "女", "child.born-at": "2026-01-05 08:30",
                "child.birth-hospital": "示例市妇幼保健院", "mother.gestation-weeks": "39",
            ], of: TryOffice.couple("mother", "father"))
        guard let id = CaseID(answer.caseID), answer.refused == nil else { throw Unexpected("\(answer)") }
        return (office, id)
    }

    private func results(_ office: TryOffice, _ id: CaseID) async throws -> [String] {
        try await office.office.look(at: id).state.results.map { "\($0.item) \($0.register)" }
    }

    private func certificate(_ more: [String: String] = [:]) -> LicenceEntry {
        LicenceEntry(
            [
                "number": "X990000001", "holder": "X990000001", "holder.kind": "999", "KZ_出生地点": "示例市", "KZ_体重": "3200", "KZ_孕周": "39",
                "KZ_证号": "X990000001",
            ].merging(more) { $1 })
    }

    /// Everything that is done to an item until it is granted, as its journey has it; its papers are there, and right.
    private func grant(_ item: String, _ office: TryOffice, _ id: CaseID, as path: String) async throws {
        let walk = try StoreSamples.walk(path)
        let view = try await office.office.look(at: id)
        let place = try #require(view.state.items.indices.first { view.rules.name(of: view.state.items[$0].opened) == item })
        for (paper, one) in view.state.papers.enumerated() where CaseMachine.concerns(place, one) && !one.isVerified {
            let line = view.state.submission!.papers[paper].id
            if !one.isThere { _ = try await office.office.handle(.handIn(line: line), on: id, by: .applicant) }
            let holder = view.rules.decidedElsewhere[Int(view.state.items[place].opened.item)] ? Caller(.departmentSystem) : .officer
            _ = try await office.office.handle(.verify(line: line), on: id, by: holder)
        }
        for (_, command) in walk.commands {
            guard case .move(let moved, _, _) = command.action, moved == place else { continue }
            let answer = try await office.office.handle(#require(walk.request(command)), on: id, by: Caller(command.by.role))
            #expect(answer.refused == nil, "\(item)")
        }
    }

    @Test(arguments: StoreKind.allCases) func `that needs nothing more said is made out at once, from the form`(kind: StoreKind)
        async throws
    {
        var (office, id) = try await started(kind)
        let answer = try await office.move(id, "birth-notice", "decide")
        #expect(answer.events.map(\.type).contains("made-out"))
        #expect(answer.version == (try await office.office.look(at: id).state.version), "the answer has all that happened")
        let mine = try await office.office.licences(of: LicenceSamples.person(LicenceSamples.wife), by: .applicant)
        #expect(mine.map(\.type).contains("birth-notice-slip"))
        let number = try #require(mine.first { $0.type == "birth-notice-slip" }?.number)
        let shown = try await office.office.readLicence(number, because: "a question", by: Self.health)
        #expect(shown.licence.fields == ["孩次": "1"] && shown.signature != nil)
        let issued = try await office.uses(of: LicenceSamples.wife).filter { $0.act == .issued && $0.caseID == id.description }
        #expect(issued.map(\.by.organisation) == ["health"] && issued.map(\.basis) == ["statutory-duty"])
        try office.reopen()
        #expect(try await results(office, id) == ["0 \(number)"])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test(arguments: StoreKind.allCases) func `that somebody has to complete waits for him, and says what is wanting`(kind: StoreKind)
        async throws
    {
        var (office, id) = try await started(kind)
        #expect(try await office.move(id, "birth-certificate", "decide").refused == nil)
        #expect(try await results(office, id) == ["1 0"], "its number and its holder's are not known to the form")
        do {
            _ = try await office.office.makeOut("birth-certificate", in: id, by: Self.health)
            Issue.record("it was made out")
        } catch let mistakes as LicenceMistakes {
            #expect(Set(mistakes.all.map(\.name)) == ["holder", "KZ_出生地点", "KZ_体重", "KZ_孕周", "KZ_证号"])
        }
        // The child is none of its parents.
        var wrong = certificate()
        (wrong.values["holder"], wrong.values["holder.kind"]) = (LicenceSamples.husband, nil)
        do {
            _ = try await office.office.makeOut("birth-certificate", in: id, with: wrong, by: Self.health)
            Issue.record("it was made out to the father")
        } catch let mistakes as LicenceMistakes {
            #expect(mistakes.all.map(\.reason.en) == ["is `father` of this case"])
        }
        let answer = try await office.office.makeOut("birth-certificate", in: id, with: certificate(), by: Self.health)
        #expect(answer.events.map(\.type).prefix(2) == ["made-out", "evidence"])
        let papers = try #require(answer.events.first { $0.type == "evidence" }?.papers)
        #expect(papers.contains { $0.hasPrefix("birth-registration/") }, "\(papers)")
        try office.reopen()
        #expect(try await office.office.verify(rebuilding: true).intact)
        await #expect(throws: Never.self) {
            let again = try await office.office.makeOut("birth-certificate", in: id, with: certificate(), by: Self.health)
            #expect(again.refused?.code == "made-out-already")
        }
    }

    @Test func `gives a person a code, by which the next results are his`() async throws {
        let (office, id) = try await started()
        _ = try await office.move(id, "birth-certificate", "decide")
        _ = try await office.office.makeOut("birth-certificate", in: id, with: certificate(), by: Self.health)
        try await grant("birth-registration", office, id, as: "newborn/married-local-couple")
        let view = try await office.office.look(at: id)
        #expect(view.state.results.count == 2, "\(view.state.results)")
        let page = LicenceEntry([
            "holder": Self.child, "holder.kind": "111", "KZ_公民身份号码": Self.child, "KZ_户号": "H1", "KZ_户主": "周远山", "KZ_与户主关系": "女",
            "KZ_住址": "示例省示例市示例区一号街1号",
        ])
        let answer = try await office.office.makeOut(
            "birth-registration", in: id, with: page, by: Self.police)
        #expect(answer.refused == nil)
        #expect(answer.events.contains { $0.type == "evidence" })
        // From now on the child has a number of its own.
        try await grant("vaccination-record", office, id, as: "newborn/married-local-couple")
        #expect(try await office.office.events(of: id).filter { $0.type == "made-out" }.compactMap(\.item).contains("vaccination-record"))
        let child = try await office.office.licences(of: LicenceSamples.person(Self.child), by: .applicant).map(\.type)
        #expect(Set(child) == ["household-register-page", "vaccination-record"])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `fills in the form of the items that follow`() async throws {
        let office = try await TryOffice(.memory)
        let journey = try #require(Checkout.compilation.journeys.first { $0.bundle == "after-a-death" })
        let people = JourneyPeople(journey, Checkout.compilation.bundle("after-a-death")!)
        for entry in people.entries { try await office.issue(entry) }
        office.clock.set("\(journey.definition.starts.day) 09:30")
        let codes = people.codes.merging(["deceased": LicenceSamples.husband]) { one, _ in one }
        let answer = try await office.office.start(
            NewCase(bundle: "after-a-death", from: journey.id), of: Applying(people: codes, applicants: Set(codes.keys)))
        let id = try #require(CaseID(answer.caseID))
        func filled() async throws -> [String] {
            try await office.office.form(of: id).filter { $0.isFilled && $0.field.origin == "item:death-certificate" }.map(\.field.id)
                .sorted()
        }
        #expect(try await filled().isEmpty)
        try await grant("death-certificate", office, id, as: "after-a-death/\(journey.id)")
        let made = try await office.office.makeOut(
            "death-certificate", in: id, with: LicenceEntry(["KZ_死亡时间": "2026-03-01 05:00", "KZ_死亡地点": "示例市", "KZ_编号": "D1"]),
            by: Self.health)
        #expect(made.refused == nil && made.events.map(\.type).contains("form-filled"), "\(made.events.map(\.type))")
        #expect(try await filled().count == 2)
    }

    /// What was granted on it is looked after like any other licence.
    @Test func `that is revoked stands in for nothing any more`() async throws {
        let (office, id) = try await started()
        _ = try await office.move(id, "birth-certificate", "decide")
        _ = try await office.office.makeOut("birth-certificate", in: id, with: certificate(), by: Self.health)
        let number = try #require(try await office.office.look(at: id).state.results.first?.register)
        try await office.office.setLicence(number, to: .revoked, because: "by error", by: Self.health)
        let refused = try await office.move(id, "birth-registration", "decide", by: Self.police).refused
        #expect(refused?.code == "papers-not-verified")
    }

    @Test func `is made out by the department that decides it, after it has`() async throws {
        let (office, id) = try await started()
        await #expect(throws: LicenceRefusal.notDecided("birth-certificate")) {
            try await office.office.makeOut("birth-certificate", in: id, with: certificate(), by: Self.health)
        }
        _ = try await office.move(id, "birth-certificate", "decide")
        let other = try await office.office.makeOut(
            "birth-certificate", in: id, with: certificate(), by: Caller(.officer, department: "transport"))
        #expect(other.refused?.code == "other-department")
        await #expect(throws: NotAllowed.self) {
            try await office.office.makeOut("birth-certificate", in: id, with: certificate(), by: .applicant)
        }
        #expect(try await results(office, id) == ["1 0"])
        let wrong = certificate(["KZ_体重": "", "KZ_血型": "A"])
        do { _ = try await office.office.makeOut("birth-certificate", in: id, with: wrong, by: Self.health) } catch let error
            as LicenceMistakes
        {
            #expect(error.all.map(\.name).sorted() == ["KZ_体重", "KZ_血型"])
        }
        #expect(
            try await office.store.read { try $0.registry.licences(after: 3, limit: 9) }.isEmpty, "nothing is issued for what is refused")
    }

    @Test func `of a case that says nobody's number is made out by nobody`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        let answer = try await office.move(id, "birth-notice", "decide")
        #expect(!answer.events.map(\.type).contains("made-out"))
        #expect(try await results(office, id) == ["0 0"])
    }
}
