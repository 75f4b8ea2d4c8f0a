import TestSupport
import Testing

@testable import Workflow

/// Every cell of role × operation, as it is meant: a role or operation without a row does not compile, one that is changed turns this red.
@Suite struct `What a role may ask of an office` {
    /// A letter for each operation, in its order: apply, offer, act, look, worklist, rate (+), call back (q), measure (s), exchange, publish, migrate, backup, take over, tick, verify, keep licences (k), list them (i), uses of data (u), authorise (y), keys (z), incidents (n), share licences (h), erase (r), release uses (f), serve (d), give tokens (g), subscribe (j).
    private static func row(_ role: Actor.Role) -> String {
        switch role {
        case .applicant: "a-xl-+-----------uy--------"
        case .agent: "a-xl-+-----------u---------"
        case .counter: "a-xlw-------------y--------"
        case .officer: "-oxlw-q--------ki------f---"
        case .supervisor: "-oxlw-qs-------ki---n--f--j"
        case .departmentSystem: "--xlw---e------ki---------j"
        case .paymentSystem: "--x------------------------"
        case .system: "-ox-----e----t-------------"
        case .auditor: "---l---s------v-iu---------"
        case .administrator: "--------epmbct------n---d-j"
        case .security: "-------------------z-hr--g-"
        }
    }

    private static let letters: [Operation: Character] = [
        .apply: "a", .offer: "o", .act: "x", .look: "l", .worklist: "w", .rate: "+", .callBack: "q", .measure: "s", .exchange: "e",
        .publish: "p", .migrate: "m",
        .backup: "b",
        .takeOver: "c", .tick: "t", .verify: "v", .keepLicences: "k", .listLicences: "i", .dataUses: "u", .authorise: "y", .keepKeys: "z",
        .incidents: "n", .shareLicences: "h", .erase: "r",
        .releaseUses: "f", .serve: "d", .giveTokens: "g", .subscribe: "j",
    ]

    @Test(arguments: Actor.Role.allCases) func `is what the table says, and nothing else`(role: Actor.Role) {
        let all = Operation.allCases.map { Rights.operations(of: role).contains($0) ? Self.letters[$0] ?? "?" : "-" }
        #expect(String(all) == Self.row(role))
        for operation in Operation.allCases where !Rights.operations(of: role).contains(operation) {
            #expect(throws: NotAllowed(operation: operation, role: role)) { try Rights.check(operation, by: role) }
        }
    }

    /// 三员分立: none of the three does what another does, and none of them handles a case.
    @Test func `keeps the three administrators apart`() {
        let three = [Actor.Role.auditor, .administrator, .security].map(Rights.operations)
        for (place, one) in three.enumerated() {
            for other in three[(place + 1)...] { #expect(one.isDisjoint(with: other)) }
            #expect(one.isDisjoint(with: [.apply, .offer, .act]))
        }
    }

    /// The office looks at the table before it looks at anything else, and says who may.
    @Test func `is looked at before anything is done`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        let before = try await office.office.head()
        for role in [Actor.Role.auditor, .administrator, .security] {
            let caller = Caller(role, person: "990001")
            await #expect(throws: NotAllowed(operation: .act, role: role)) {
                try await office.office.handle(.withdraw(item: nil), on: id, by: caller)
            }
            await #expect(throws: NotAllowed(operation: .apply, role: role)) {
                try await office.office.start(NewCase(bundle: "newborn", from: "married-local-couple"), by: caller)
            }
            await #expect(throws: NotAllowed(operation: .apply, role: role)) {
                try await office.office.draft(NewCase(bundle: "newborn"), by: caller)
            }
        }
        #expect(try await office.office.head() == before)
        let refused = NotAllowed(operation: .publish, role: .officer)
        #expect(refused.message.en == "the role officer may never publish definitions")
        #expect(refused.help == Title(zh: "可由系统管理员办理", en: "it is for: system administrator"))
    }

    /// Nobody but the applicant, his agent and the counter works on what somebody has begun.
    @Test func `lets no officer into a draft`() async throws {
        let office = try await TryOffice(.memory)
        _ = try await office.started("newborn", from: "married-local-couple")
        let view = try await office.office.draft(NewCase(bundle: "newborn"), by: Caller(.applicant, person: "990002"))
        for role in [Actor.Role.officer, .supervisor, .departmentSystem, .paymentSystem, .system] {
            await #expect(throws: NotAllowed(operation: .apply, role: role)) {
                try await office.office.discard(view.draft.id, by: Caller(role))
            }
        }
        #expect(try await office.office.draft(view.draft.id) != nil)
    }
}
