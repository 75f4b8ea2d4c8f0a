import TestSupport
import Testing

@testable import Workflow

/// Definitions in a store: versions, corrections, and the numbers behind their names.
@Suite struct `Published definitions` {
    private static let both = [paper("paper-a"), paper("paper-b")]

    private func refusal(_ office: TryOffice, _ files: [String: String]) async throws -> String? {
        do {
            _ = try await office.office.publish(files, asCorrection: true)
            return nil
        } catch let error as IncompatibleEdit {
            return error.message.en
        }
    }

    private func expect(
        _ message: String?, of files: [String: String], _ office: TryOffice, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let told = try await refusal(office, files)
        #expect(told == message, sourceLocation: sourceLocation)
    }

    /// Back to what was there before a mistake: a digest has one number, whatever comes between.
    @Test(arguments: StoreKind.allCases) func `that were published before have their number again`(kind: StoreKind) async throws {
        let first = try Sample.permit(Self.both).files()
        var office = try await TryOffice(kind, publishing: first)
        #expect(try await office.office.publish(try Sample.permit([]).files()).number == 2)
        #expect(try await office.office.publish(first).number == 1)
        try office.reopen()
        #expect(try await office.office.publish(first).isUnchanged)
        let id = try await office.started("thing", from: "case")
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
    }

    private struct Failed: Error {}

    /// A disk may take back what was published; the next folder has that number.
    @Test(arguments: StoreKind.allCases) func `that were taken back are not taken for those that have their number now`(
        kind: StoreKind
    ) async throws {
        let office = try await TryOffice(kind, publishing: Sample(items: [.init(id: "one")]).files())
        let lost = try Sample(items: [.init(id: "lost")]).files()
        let shelf = office.office.shelf
        await #expect(throws: Failed.self) {
            try await office.store.write { store in
                let digest = Digest.of(lost)
                let folder = shelf.folder(lost, digest: digest)
                #expect(try store.keep(lost, digest: digest, numbering: folder.numbering, at: 1).number == 2)
                _ = try shelf.current(in: store)
                throw Failed()
            }
        }
        #expect(try await office.office.publish(Sample(items: [.init(id: "one"), .init(id: "two")]).files()).number == 2)
        let id = try await office.started("thing", from: "case")
        let view = try await office.office.look(at: id)
        #expect(view.state.items.map { view.rules.name(of: $0.opened) } == ["one", "two"])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Cases in every stage: correction, hold, visit by time, withdrawal, refusal.
    private func busy(_ kind: StoreKind) async throws -> (office: TryOffice, corrected: CaseID) {
        let office = try await TryOffice(kind, publishing: try Sample.permit(Self.both).files())
        let accepted = try await office.started("thing", from: "case")
        let corrected = try await office.started("thing", from: "case", without: ["paper-b"])
        let withdrawn = try await office.started("thing", from: "case")
        _ = try await office.started("thing", from: "case")
        for line in ["permit/1", "permit/2"] { _ = try await office.office.handle(.verify(line: line), on: accepted, by: .officer) }
        try await office.move(accepted, "permit", "accept", by: Caller(.officer, person: "990001"))
        _ = try await office.office.handle(.claim(item: "permit"), on: accepted, by: Caller(.officer, person: "990001"))
        try await office.move(corrected, "permit", "ask-correction", .init(reason: "one is wanting", papers: ["permit/2"]))
        _ = try await office.office.handle(.withdraw(item: nil), on: withdrawn, by: .applicant)
        office.clock.set("2026-03-05 10:00")
        try await office.move(corrected, "permit", "correct", .init(papers: ["permit/2"]), by: .applicant)
        office.clock.set("2026-03-16 10:00")
        try await office.office.letTimePass()
        try await office.move(
            accepted, "permit", "hold", .init(reason: "an inspection", basis: "art. 45", expectedEnd: "2026-03-30"),
            by: Caller(.officer, person: "990001"))
        return (office, corrected)
    }

    @Test(arguments: StoreKind.allCases)
    func `are corrected where every stored case comes out the same`(kind: StoreKind) async throws {
        let office = try await busy(kind).office
        var files = try Sample.permit(Self.both).files()
        files["items/office/permit.yaml"]? += "\n# a remark"
        files["materials.yaml"] = files["materials.yaml"]?.replacing("中文 paper a", with: "甲种证明")
        try await expect(nil, of: files, office)
        #expect(try await office.office.migrate().cases.map(\.kind) == [.noEffect, .noEffect, .noEffect])
        // The cases that have come over are replayed from there.
        files["materials.yaml"] = files["materials.yaml"]?.replacing("甲种证明", with: "乙种证明")
        try await expect(nil, of: files, office)
    }

    @Test func `that would have come out otherwise are refused with the first event that would differ`() async throws {
        let (office, corrected) = try await busy(.memory)
        let ids = try await office.office.cases(limit: 9).map(\.caseID)
        func edited(_ file: String, _ old: String, _ new: String) throws -> [String: String] {
            var files = try Sample.permit(Self.both).files()
            guard let text = files[file], text.contains(old) else { throw Unexpected("\(file) has no \(old)") }
            files[file] = text.replacing(old, with: new)
            return files
        }
        let limit = try edited("items/office/permit.yaml", "20 working days", "21 working days")
        try await expect(
            "this is no correction: event 1 of case \(ids[0]) would differ (it was submitted permit permit statutory 20 working days; "
                + "it would be submitted permit permit statutory 21 working days); not published", of: limit, office)
        let days = try edited(
            "processes/permit.yaml", "at-most: 5 working days\n    overdue: deem", "at-most: 6 working days\n    overdue: deem")
        try await expect(
            "this is no correction: event 2 of case \(ids[0]) would differ (it was started permit until 2026-03-09; "
                + "it would be started permit until 2026-03-10); not published", of: days, office)
        let paper = try edited("items/office/permit.yaml", "originals: 1", "originals: 2")
        try await expect(
            "this is no correction: event 1 of case \(ids[0]) would differ (it was submitted permit/1 handed-in 1+0; "
                + "it would be submitted permit/1 handed-in 2+0); not published", of: paper, office)
        let hold = try edited("processes/permit.yaml", "at-most: 30 days\n    overdue: lapse", "at-most: 20 days\n    overdue: lapse")
        try await expect(
            "this is no correction: event 3 of case \(corrected) would differ (it was moved permit ask-correction until 2026-04-01; "
                + "it would be moved permit ask-correction until 2026-03-23); not published", of: hold, office)
        let renamed = try edited("processes/permit.yaml", "move: hear,", "move: listen,")
        try await expect("this is no correction: `hear` has another place in processes/permit: moves; not published", of: renamed, office)
        #expect(try await office.store.read { try $0.currentNumber() } == 1)
        // As a new version, for new cases, it may say what it likes.
        #expect(try await office.office.publish(limit).number == 2)
    }

    /// Decision 0011: a program that numbers a stored folder otherwise must not read its cases.
    @Test(arguments: StoreKind.allCases)
    func `that this program numbers otherwise are not read, and nothing is written under them`(kind: StoreKind) async throws {
        let sample = try Sample.permit(Self.both)
        let folder = try ScratchFolder()
        let store = try kind.open(in: folder)
        let bundle = try #require(try sample.compiled().bundle("thing"))
        var files = try sample.files()
        let right = Numbering(bundle.shared, [CaseRules(bundle)])
        files["materials.yaml"] = files["materials.yaml"]?.replacing("paper-b:", with: "paper-z:").replacing("paper-c:", with: "paper-b:")
            .replacing("paper-z:", with: "paper-c:")
        let shuffled = try #require(DefinitionFolder.read(files).definitions.compile().bundle("thing"))
        let wrong = Numbering(shuffled.shared, [CaseRules(shuffled)])
        #expect(right.difference(from: right) == nil)
        let sources = try sample.files()
        try await store.write { _ = try $0.keep(sources, digest: Digest.of(sources), numbering: wrong, at: 1) }
        let office = Office(store: store, clock: SetClock("2026-03-02 09:30"))
        let expected = NumberedOtherwise(number: 1, difference: .init(list: "materials", word: "paper-c"))
        await #expect(throws: expected) { try await office.start(NewCase(bundle: "thing", from: "case")) }
        #expect(expected.message.en.contains("their cases were not touched"))
        #expect(try await store.read { try $0.head() } == .empty)
        let others = sources.merging(["materials.yaml": sources["materials.yaml", default: ""] + "\n# other words\n"]) { $1 }
        try await store.write { _ = try $0.keep(others, digest: Digest.of(others), numbering: right, at: 1) }
        #expect(try await office.start(NewCase(bundle: "thing", from: "case")).refused == nil)
        try store.close()
    }
}
