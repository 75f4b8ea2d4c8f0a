import Synchronization

/// The provider of an example: the licences and records of its people, for walks, simulations and demonstrations. Nobody is asked for them outside of
/// the process.
public final class JourneyLicences: LicenceProvider {
    private struct Held: Sendable {
        var type: String
        var licence: ShownLicence
    }

    /// Of the names of such providers: nobody configures one.
    static let prefix = "example "

    public let people: JourneyPeople
    public let types: Set<String>
    /// Signs for all bodies of the definitions, made anew in each process: what is read is checked, and kept, like anybody's.
    public let keys: [(key: PublicKey, bodies: [String])]
    private let held: [Held]
    /// What is wrong with it; nil: it answers.
    private let fault: Mutex<SharingFault?> = Mutex(nil)

    /// - Throws: `KeyProblem`.
    public init(_ journey: CompiledJourney, in bundle: CompiledBundle) throws {
        people = JourneyPeople(journey, bundle)
        let key = try SigningKey(.ed25519)
        let shared = bundle.shared
        keys = [(key.publicKey, shared.departments.flatMap { $0.codes.map(\.text) })]
        held = try people.entries.enumerated().compactMap { number, entry in
            guard let draft = try? LicenceEntry(entry).read(shared, on: journey.situation.starts) else { return nil }
            // The same one has the same identifier in every process.
            let serial = String(Digest.text(Digest.of(Array("\(journey.bundle)/\(journey.id) \(number)".utf8))).uppercased().prefix(20))
            let licence = draft.licence(
                try LicenceIdentifier(type: draft.typeCode, issuer: draft.issuer.text, serial: serial, version: 1))
            return Held(
                type: draft.typeCode, licence: ShownLicence(licence: licence, status: .valid, signature: try key.sign(licence.signed)))
        }
        types = Set(people.entries.compactMap { $0["type"] })
    }

    /// It fails from now on in that way, or (nil) not any more.
    public func fail(_ fault: SharingFault?) { self.fault.withLock { $0 = fault } }

    public var isLeftAlone: Bool { false }

    private func check() throws(SharingFault) {
        if let fault = fault.withLock({ $0 }) { throw fault }
    }

    public func find(_ type: SharedType, of holder: HolderCode, for purpose: SharingPurpose) async throws(SharingFault) -> [FoundLicence] {
        try check()
        return held.filter { $0.type == type.code && $0.licence.licence.holders.map(\.code).contains(holder) }.map(\.licence.found)
    }

    public func fetch(
        _ identifier: LicenceIdentifier, _ type: SharedType, for purpose: SharingPurpose
    ) async throws(SharingFault) -> ShownLicence {
        try check()
        guard let one = held.first(where: { $0.licence.licence.identifier == identifier }) else { throw .notFound }
        return one.licence
    }

    public func status(of identifier: LicenceIdentifier, for purpose: SharingPurpose) async throws(SharingFault) -> FoundLicence {
        try check()
        guard let one = held.first(where: { $0.licence.licence.identifier == identifier }) else { throw .notFound }
        return one.licence.found
    }

    /// Nobody of an example shows a code.
    public func presented(_ code: String, _ types: [SharedType], for purpose: SharingPurpose) async throws(SharingFault) -> ShownLicence {
        throw .notFound
    }
}

extension ShownLicence {
    fileprivate var found: FoundLicence { FoundLicence(identifier: licence.identifier, status: status, expires: licence.expires) }
}
