import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A second process plays the department (`DepartmentSystem`): it loses, doubles, delays and shuffles what the two sides tell each other.
/// ONETHING_HAND_OVERS says how many (300; 1,000 in a run by hand).
@Suite struct `A department on a bad day` {
    private static let cases = ProcessInfo.processInfo.environment["ONETHING_HAND_OVERS"].flatMap(Int.init) ?? 300

    @Test func `makes nothing lost or done twice, and the comparison names exactly what was cut`() async throws {
        let sides = try await TwoSides(cases: Self.cases)
        for pass in 0..<14 {
            try await sides.passes()
            // Some applicants take their application back while it is under way.
            if pass < 4 { try await sides.someWithdraw() }
        }
        try await sides.exchange()

        // What never left the department is what we lack, and all that we lack.
        let lost = Set(try sides.lost()).intersection(try await sides.open())
        #expect(!lost.isEmpty)
        var found = try await sides.office.office.reconcile(try sides.list(), of: "office")
        #expect(Set(found.map(\.name)) == lost)
        #expect(found.allSatisfy { $0.kind == .weLack }, "\(found)")

        // What the department loses of its own is named too, and told anew.
        let forgotten = Set(lost.sorted().prefix(lost.count / 2 + 1))
        try sides.play(forgotten.map { "forget:" + $0 })
        found = try await sides.office.office.reconcile(try sides.list(), of: "office", mending: true)
        #expect(Set(found.filter { $0.kind == .theyLack }.map(\.name)) == forgotten)
        #expect(Set(found.filter { $0.kind == .weLack }.map(\.name)) == lost.subtracting(forgotten))
        #expect(found.count == lost.count)
        for _ in 0..<20 { try await sides.passes(try sides.lost().map { "again:" + $0 }) }
        try await sides.exchange()
        try await sides.check()
    }
}

/// The two sides, day by sides.
private final class TwoSides {
    let office: TryOffice
    private let ids: [CaseID]
    private var numbers = SeededNumbers(seed: 20_260_302)

    init(cases: Int) async throws {
        office = try await TryOffice(.sqlite, publishing: try `A hand-over`.sample().files())
        var ids: [CaseID] = []
        for _ in 0..<cases { ids.append(try await office.started("thing", from: "case")) }
        self.ids = ids
    }

    private var folder: String { office.folder.path }

    func exchange() async throws {
        try FileManager.default.createDirectory(atPath: folder + "/exchange", withIntermediateDirectories: true)
        _ = try await FolderExchange(in: folder + "/exchange", for: office.office).run()
    }

    func passes(_ orders: [String] = []) async throws {
        try await exchange()
        try play(orders)
        office.clock.advance(days: 1)
    }

    func someWithdraw() async throws {
        for id in ids where Int.random(in: 0..<40, using: &numbers) == 0 {
            _ = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        }
    }

    /// Lets the department work; where it is told to forget something, it does that and nothing else.
    func play(_ orders: [String]) throws {
        let process = Process()
        process.executableURL = Driver.url
        process.arguments = ["department", folder + "/exchange/office", folder + "/department", "\(numbers.next())"] + orders
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Unexpected("the department stopped") }
    }

    func list() throws -> DepartmentList { try read(".list") }

    /// Items whose results never left the department.
    func lost() throws -> [String] { try read(".lost") }

    private func read<Value: Decodable>(_ name: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/department" + name)))
    }

    /// What is open on our side.
    func open() async throws -> Set<String> {
        var open: Set<String> = []
        for id in ids where try await office.office.look(at: id).state.items[0].stage == .open { open.insert("\(id)/register") }
        return open
    }

    /// Each item was decided once, as the department decided it; nothing is left to say.
    func check() async throws {
        let theirs = try list()
        #expect(try await office.office.reconcile(theirs, of: "office") == [])
        #expect(try await office.office.handOvers(limit: 10).isEmpty)
        #expect(theirs.items.count == ids.count)
        let ends = Dictionary(theirs.items.map { ($0.case, $0.end) }) { $1 }
        for id in ids {
            let events = try await office.office.events(of: id).filter { $0.item == "register" }
            #expect(events.filter { $0.type == "decided" }.count <= 1)
            #expect(events.compactMap(\.end) == [ends[id.description] ?? "nothing"])
        }
        #expect(try await office.office.verify(rebuilding: true).intact)
    }
}

extension Discrepancy {
    fileprivate var name: String { "\(self.case)/\(item)" }
}
