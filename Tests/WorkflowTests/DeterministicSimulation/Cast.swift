import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// The people of some examples of our bundles, of whom some apply in a simulated run, and what registries have of them.
struct Cast: Sendable {
    private static let folder = TryOffice.definitions.folder(sources, digest: Digest.of(sources))
    static let sources = Checkout.definitions.folder.sources
    static let shared = folder.compilation.shared
    static let rules: [String: CaseRules] = {
        let names = folder.compilation.bundles.map(\.id)
        return Dictionary(uniqueKeysWithValues: names.compactMap { name in (try? folder.rules(of: name)).map { (name, $0) } })
    }()
    private static let journeys = folder.compilation.journeys.sorted { ($0.bundle, $0.id) < ($1.bundle, $1.id) }
    /// Each signed once.
    private static let known = Mutex<[String: JourneyLicences]>([:])

    struct Member: Sendable {
        let journey: CompiledJourney
        let licences: JourneyLicences

        var rules: CaseRules { Cast.rules[journey.bundle]! }
        /// The roles of whom it is known who they are.
        var roles: [String] { licences.people.codes.keys.sorted() }
    }

    let members: [Member]

    init(_ numbers: inout SeededNumbers) throws {
        let bundles = Self.rules.keys.sorted().shuffled(using: &numbers).prefix(2)
        let some = Self.journeys.filter { bundles.contains($0.bundle) }.shuffled(using: &numbers).prefix(4)
        members = try some.map { Member(journey: $0, licences: try Self.licences(of: $0)) }
    }

    private static func licences(of journey: CompiledJourney) throws -> JourneyLicences {
        let name = "\(journey.bundle)/\(journey.id)"
        return try known.withLock { known in
            if let one = known[name] { return one }
            let one = try JourneyLicences(journey, in: rules[journey.bundle]!.bundle)
            known[name] = one
            return one
        }
    }

    /// Codes and names of people and firms that no error may tell, and what is typed.
    var secrets: [String] {
        let codes = members.flatMap(\.licences.people.codes.values).filter { $0.utf8.count == 18 }
        let names = members.flatMap(\.licences.people.entries).flatMap { $0.filter { $0.key.hasSuffix("姓名") }.values }
        return Set(codes + names + [Self.typed]).subtracting(["示例"]).sorted()
    }

    /// What people type into their forms.
    static let typed = "金丝雀"

    /// An office with our definitions, of which each run has a copy.
    static let template: ScratchFolder = {
        do {
            let folder = try ScratchFolder()
            let store = try SQLiteStore(at: folder.path + "/onething.sqlite")
            let scheduler = SeededScheduler(seed: 0)
            _ = try scheduler.run { try await Office(store: store, definitions: TryOffice.definitions).publish(Cast.sources) }
            _ = try scheduler.run { try await store.write { store in try Cast.keepIndex(store, store.registryWriter) } }
            try store.close()
            return folder
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// Keys of a run are those of any other: they decide nothing.
    static let keys = PassingKeys()

    /// All but this one, by which people are numbered: it is the same in every process, so that a seed says who is who.
    private static func keepIndex(_ store: any StoreReader, _ writer: any RegistryWriter) throws {
        var key = OfficeKey(name: OfficeSecrets.index, publicKey: nil, key: [])
        let secret = try #require(SealKey([UInt8](1...32)))
        key.key = try keys.masters(for: store, creating: true).wrap(secret, at: OfficeSecrets.place(of: key))
        try writer.keep(key)
    }
}
