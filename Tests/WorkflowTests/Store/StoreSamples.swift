import Foundation
import TestSupport

@testable import Workflow

/// The stores that there are; each passes the same contract.
enum StoreKind: CaseIterable {
    case memory, sqlite

    func open(in folder: ScratchFolder) throws -> any EventStore {
        switch self {
        case .memory: MemoryStore()
        case .sqlite: try SQLiteStore(at: folder.path + "/onething.sqlite")
        }
    }
}

/// Recorded cases to store.
enum StoreSamples {
    static let walks: [Walk] = {
        var rules: [String: CaseRules] = [:]
        for bundle in Checkout.compilation.bundles { rules[bundle.id] = CaseRules(bundle) }
        return Checkout.compilation.journeys.compactMap { journey in rules[journey.bundle].map { journey.walk(under: $0) } }
            .filter { !$0.events.isEmpty }
    }()

    static func walk(_ name: String) throws -> Walk {
        guard let walk = walks.first(where: { "\($0.bundle.id)/\($0.journey.id)" == name }) else { throw Unexpected("no journey \(name)") }
        return walk
    }

    static func id(_ number: Int) -> CaseID { CaseID(milliseconds: 1_772_000_000_000 + Int64(number), chance: UInt64(number)) }

    /// The events of a walk as they were made, moment by moment.
    static func pieces(_ walk: Walk) -> [[CaseEvent]] {
        var pieces: [[CaseEvent]] = []
        for event in walk.events {
            if pieces.last?.last?.at == event.at { pieces[pieces.count - 1].append(event) } else { pieces.append([event]) }
        }
        return pieces
    }
}

extension EventStore {
    /// Keeps a whole walk as a case, piece by piece, with its rows.
    func keep(_ walk: Walk, as id: CaseID) async throws {
        var state = CaseState()
        var projection: Projection?
        for events in StoreSamples.pieces(walk) {
            let (version, before) = (state.version, projection)
            for event in events { CaseMachine.apply(event, to: &state) }
            let after = Projection(id, state, definitions: 1, under: walk.rules)
            try await write { store in
                _ = try store.append(events, to: id, under: 1, expecting: version, at: Int64(events[0].at.secondsSince1970) * 1_000)
                try store.write(after, instead: before)
            }
            projection = after
        }
    }
}
