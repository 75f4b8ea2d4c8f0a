import TestSupport
import Testing

@testable import Workflow

/// A department's own system is told what its item needs of people, and no more; they see that it was.
@Suite struct `A hand-over of what people hold` {
    private static let police = Caller(.departmentSystem, person: "sys-1", department: "public-security")

    /// The registration of the birth is with the police, whose system has not seen it yet.
    private func handedOver(_ kind: StoreKind = .memory) async throws -> (office: TryOffice, id: CaseID) {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple"), filling: ["mother.phone": "0531-12345678"],
            of: TryOffice.couple("mother", "father"))
        let id = try #require(answer.refused == nil ? CaseID(answer.caseID) : nil)
        let health = Caller(.officer, person: "990017", department: "health")
        let decided = try await office.office.handle(.move(item: "birth-certificate", move: "decide", note: nil), on: id, by: health)
        #expect(decided.refused == nil, "\(String(describing: decided.refused))")
        return (office, id)
    }

    @Test(arguments: StoreKind.allCases) func `names who applies and what the licences say that are read for it`(kind: StoreKind)
        async throws
    {
        var (office, id) = try await handedOver(kind)
        try office.reopen()
        let told = try await office.office.signedHandOvers(limit: 9, by: Self.police)
        let handOver = try #require(told.all.first?.handOver)
        #expect(told.all.count == 1 && !told.more && handOver.case == id.description && handOver.item == "birth-registration")
        let people = try #require(handOver.people)
        #expect(people.filter(\.applies).map(\.code).sorted() == [LicenceSamples.husband, LicenceSamples.wife].sorted())
        #expect(people.allSatisfy { $0.kind == "111" })
        let licences = try #require(handOver.licences)
        let certificate = try #require(licences.first { $0.type == "marriage-certificate" })
        #expect(certificate.lines == ["birth-registration/6"] && certificate.identifier != nil)
        // As the log of uses says that it was read for this item, and nothing besides.
        let read = try await office.uses(of: LicenceSamples.wife).filter { $0.act == .read && $0.type == "marriage-certificate" }
        #expect(certificate.fields.keys.sorted() == read.first?.fields && !certificate.fields.isEmpty)
        #expect(
            read.last?.purpose == "hand-over" && read.last?.item == "birth-registration" && read.last?.by.organisation == "public-security")
        #expect(read.last?.fields == read.first?.fields && read.last?.by.person == "sys-1")
        #expect(!handOver.form.contains { $0.field == "mother.phone" }, "that is not for this item")
        let noted = try await office.uses(of: LicenceSamples.husband).filter { $0.purpose == "hand-over" }
        #expect(!noted.isEmpty && noted.allSatisfy { $0.item == "birth-registration" && $0.caseID == id.description })
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.store.close()
    }

    @Test func `tells nothing of people to whoever looks after the exchange, nor to another department`() async throws {
        let (office, id) = try await handedOver()
        let before = try await office.uses(of: LicenceSamples.wife).count
        let listed = try await office.office.handOvers(limit: 9)
        #expect(listed.map(\.case) == [id.description] && listed[0].people == nil && listed[0].licences == nil)
        #expect(listed[0].form.allSatisfy { $0.value == nil })
        let health = Caller(.departmentSystem, person: "sys-2", department: "health")
        #expect(try await office.office.signedHandOvers(limit: 9, by: health).all.isEmpty)
        #expect(try await office.uses(of: LicenceSamples.wife).count == before, "nothing was read")
    }

    @Test func `reads a file that is written once, and not what lies there still`() async throws {
        let (office, _) = try await handedOver()
        let folder = try ScratchFolder()
        for expected in [1, 0] {
            let before = try await office.uses(of: LicenceSamples.wife).count
            let report = try await FolderExchange(in: folder.path, for: office.office).run()
            #expect(report.told == expected)
            #expect((try await office.uses(of: LicenceSamples.wife).count > before) == (expected == 1))
        }
    }

    @Test func `is not acknowledged beyond what was told, and a name of somebody is no pseudonym`() async throws {
        let (office, id) = try await handedOver()
        let told = try #require(try await office.office.signedHandOvers(limit: 9, by: Self.police).all.first?.handOver)
        var message = DepartmentMessage(message: "m-1", case: id.description, item: told.item, seen: told.through + 1)
        let refused = try await office.office.take(message, by: Self.police)?.refused
        #expect(refused?.code == "not-told" && refused?.canDo.map(\.en) == ["acknowledge it through version \(told.through)"])
        #expect(try await office.office.handOvers(limit: 9).count == 1)
        (message.message, message.seen, message.person) = ("m-2", told.through, LicenceSamples.wife)
        await #expect(throws: UnfitPerson()) { try await office.office.take(message, by: Self.police) }
        await #expect(throws: UnfitPerson()) { try await office.office.take(message, of: "public-security") }
        message.person = "990001"
        #expect(try await office.office.take(message, by: Self.police)?.refused == nil)
        #expect(try await office.office.handOvers(limit: 9).isEmpty)
    }
}
