import Foundation
import Synchronization
import TestSupport

@testable import Workflow

/// Another office, whose registry is served; what lies between it and ours can fail in every way.
final class ServedRegistry: SharingTransport {
    enum Weather: Sendable {
        case fair
        /// Nobody is there.
        case down
        /// No answer comes within the time that there is.
        case silent
        /// Other bytes come.
        case changed(@Sendable (String, [UInt8]) -> [UInt8])
        case status(Int)
    }

    static let account = "birth-office"
    let there: TryOffice
    let secret: String
    private let clock: SetClock
    private let weather = Mutex(Weather.fair)
    private let calls = Mutex<[String]>([])
    private let answers = Mutex<[[[UInt8]]: [UInt8]]>([:])

    /// - Parameter clock: of whoever asks.
    init(for clock: SetClock, publishing sources: [String: String] = Checkout.definitions.folder.sources, _ kind: StoreKind = .memory)
        async throws
    {
        self.clock = clock
        there = try await TryOffice(kind, publishing: sources, clock: clock)
        let types = Checkout.compilation.shared.types.map(\.definition.id.value)
        secret =
            try await there.office.openAccount(
                Self.account, of: CreditCode("11990000000000019A")!, types: types, by: Caller(.security)) ?? ""
    }

    /// Our office with this registry as the provider of all licences.
    /// - Parameter sources: of what sources know, too.
    func providers(named name: String = "city-registry", sources: Bool = false) async throws -> LicenceProviders {
        let client = SharingClient(account: Self.account, secret: secret, over: self, clock: clock, chance: SeededChance())
        let shared = Checkout.compilation.shared
        guard let key = try await there.office.publicKeys().first else { throw Unexpected("nothing was issued yet") }
        return LicenceProviders([
            .init(
                name: name, owner: "data-desk", types: Set((sources ? shared.types : shared.licences).map(\.definition.id.value)),
                provider: client,
                keys: [(key, shared.departments.flatMap { $0.codes.map(\.text) })])
        ])
    }

    func set(_ weather: Weather) { self.weather.withLock { $0 = weather } }

    /// The operations that were asked for since the last time.
    func takeCalls() -> [String] {
        calls.withLock { calls in
            defer { calls = [] }
            return calls
        }
    }

    func post(_ operation: String, _ body: [UInt8], within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        calls.withLock { $0.append(operation) }
        switch weather.withLock({ $0 }) {
        case .down: throw .unreachable
        case .silent:
            try? await clock.sleep(milliseconds)
            throw .tooSlow
        case .status(let status): return SharingResponse(status: status, body: [])
        case .fair: return SharingResponse(status: 200, body: await answer(operation, body))
        case .changed(let change): return SharingResponse(status: 200, body: change(operation, await known(operation, body)))
        }
    }

    /// The same question has the same right answer.
    private func known(_ operation: String, _ body: [UInt8]) async -> [UInt8] {
        if let known = answers.withLock({ $0[[Array(operation.utf8), body]] }) { return known }
        let answer = await answer(operation, body)
        answers.withLock { $0[[Array(operation.utf8), body]] = answer }
        return answer
    }

    private func answer(_ operation: String, _ body: [UInt8]) async -> [UInt8] {
        guard let operation = SharingOperation(rawValue: operation) else { return [] }
        return await there.office.share(operation, body)
    }
}
