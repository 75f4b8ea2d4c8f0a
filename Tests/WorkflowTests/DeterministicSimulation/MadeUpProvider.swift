import Synchronization
import TestSupport

@testable import Workflow

/// Another office that has the licences of the people of some examples, and fails in every way.
final class MadeUpProvider: LicenceProvider {
    enum Weather: String, Sendable, CaseIterable {
        case fair
        /// Nobody is there; no answer in time; no connection is tried; half of the questions fail.
        case down, silent, leftAlone, patchy
        /// What comes is not what was agreed; is of somebody else; was changed after it was signed.
        case malformed, mixedUp, altered
    }

    static let name = "city-registry"

    private struct State {
        var weather = Weather.fair
        /// What each answer depends on besides its question: which step it is.
        var luck: UInt64 = 0
        var closed: [String: LicenceStatus] = [:]
        var searches = 0
        var inquiries = 0
    }

    private let offices: [JourneyLicences]
    private let types: Set<String>
    private let clock: SetClock
    private let state = Mutex(State())

    init(_ offices: [JourneyLicences], _ types: Set<String>, _ clock: SetClock) {
        (self.offices, self.types, self.clock) = (offices, types, clock)
    }

    var known: LicenceProviders.KnownProvider {
        .init(name: Self.name, owner: "data-desk", types: types, provider: self, keys: offices.flatMap(\.keys))
    }

    func set(_ weather: Weather, luck: UInt64) { state.withLock { ($0.weather, $0.luck) = (weather, luck) } }

    var weather: Weather { state.withLock { $0.weather } }

    /// It holds no more, from now on.
    func close(_ identifier: LicenceIdentifier, as status: LicenceStatus) {
        state.withLock { $0.closed[identifier.description] = status }
    }

    func status(of identifier: LicenceIdentifier) -> LicenceStatus { state.withLock { $0.closed[identifier.description] ?? .valid } }

    /// How often somebody was looked for, and a licence was asked about, since the last time.
    func takeCalls() -> (searches: Int, inquiries: Int) {
        state.withLock { state in
            defer { (state.searches, state.inquiries) = (0, 0) }
            return (state.searches, state.inquiries)
        }
    }

    /// What it would say of that licence if all were well.
    func truth(_ identifier: LicenceIdentifier, _ type: SharedType) async -> ShownLicence? {
        for office in offices { if let found = try? await office.fetch(identifier, type, for: Self.nothing) { return found } }
        return nil
    }

    private static let nothing = SharingPurpose(text: "", basis: "", event: "")

    // MARK: As it is asked

    var isLeftAlone: Bool { weather == .leftAlone }

    func find(_ type: SharedType, of holder: HolderCode, for purpose: SharingPurpose) async throws(SharingFault) -> [FoundLicence] {
        state.withLock { $0.searches += 1 }
        try await fail("\(type.id) \(holder.text)")
        var found: [FoundLicence] = []
        for office in offices { for one in try await office.find(type, of: holder, for: purpose) { found.append(standing(one)) } }
        return found
    }

    func fetch(
        _ identifier: LicenceIdentifier, _ type: SharedType, for purpose: SharingPurpose
    ) async throws(SharingFault) -> ShownLicence {
        try await fail(identifier.description)
        guard var shown = await truth(identifier, type) else { throw .notFound }
        switch weather {
        case .mixedUp: return await anybodyElse(than: shown, type) ?? shown
        case .altered:
            shown.licence.holders[0].name = "别人"
            shown.licence.fields = shown.licence.fields.mapValues { $0 + "（改）" }
            return shown
        case .fair, .down, .silent, .leftAlone, .patchy, .malformed: return shown
        }
    }

    func status(of identifier: LicenceIdentifier, for purpose: SharingPurpose) async throws(SharingFault) -> FoundLicence {
        state.withLock { $0.inquiries += 1 }
        try await fail(identifier.description)
        for office in offices { if let one = try? await office.status(of: identifier, for: purpose) { return standing(one) } }
        throw .notFound
    }

    func presented(_ code: String, _ types: [SharedType], for purpose: SharingPurpose) async throws(SharingFault) -> ShownLicence {
        throw .notFound
    }

    // MARK: Parts

    private func standing(_ found: FoundLicence) -> FoundLicence {
        var found = found
        found.status = status(of: found.identifier)
        return found
    }

    /// A licence of the same type of somebody else, duly signed.
    private func anybodyElse(than shown: ShownLicence, _ type: SharedType) async -> ShownLicence? {
        let own = Set(shown.licence.holders.map(\.code))
        for office in offices {
            for code in office.people.codes.values.sorted() {
                guard let holder = try? HolderCode(kind: "111", text: code), !own.contains(holder),
                    let found = try? await office.find(type, of: holder, for: Self.nothing).first,
                    let other = try? await office.fetch(found.identifier, type, for: Self.nothing)
                else { continue }
                return other
            }
        }
        return nil
    }

    /// The same question fails or not, whoever asks first.
    private func fail(_ question: String) async throws(SharingFault) {
        let (weather, luck) = state.withLock { ($0.weather, $0.luck) }
        switch weather {
        case .fair, .mixedUp, .altered: return
        case .down: throw .unreachable
        case .leftAlone: throw .leftAlone
        case .malformed: throw .malformed("data")
        case .silent:
            try? await clock.sleep(3_000)
            throw .tooSlow
        case .patchy:
            var numbers = SeededNumbers(seed: question.utf8.reduce(luck) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
            if numbers.next() % 2 == 0 { throw .overloaded }
        }
    }
}
