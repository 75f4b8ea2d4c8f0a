import Synchronization

/// The definitions of a store, each version compiled once.
final class DefinitionShelf: Sendable {
    /// One version, ready to run.
    final class Version: Sendable {
        let number: Int
        let digest: String
        let compilation: Compilation
        private let rules: [String: CaseRules]

        init(_ stored: StoredDefinitions) {
            number = stored.number
            digest = stored.digest
            compilation = DefinitionFolder.read(stored.sources).definitions.compile()
            rules = Dictionary(uniqueKeysWithValues: compilation.bundles.map { ($0.id, CaseRules($0)) })
        }

        func rules(of bundle: String) throws -> CaseRules {
            guard let rules = rules[bundle] else { throw UnknownWord(.bundle, bundle, known: compilation.bundles.map(\.id)) }
            return rules
        }
    }

    private let versions = Mutex<[Int: Version]>([:])

    func version(_ number: Int, in store: any StoreReader) throws -> Version {
        if let version = versions.withLock({ $0[number] }) { return version }
        guard let stored = try store.definitions(number) else { throw StoreFault.damaged("definitions \(number)") }
        return keep(Version(stored))
    }

    /// The version under which new cases begin.
    func current(in store: any StoreReader) throws -> Version {
        guard let number = try store.currentNumber() else { throw NothingPublished() }
        return try version(number, in: store)
    }

    private func keep(_ version: Version) -> Version {
        versions.withLock { versions in
            let kept = versions[version.number] ?? version
            versions[version.number] = kept
            return kept
        }
    }
}

/// No definitions were published to this store yet.
public struct NothingPublished: Error, Sendable, Hashable {
    public var message: Title {
        Title(zh: "此数据库尚未发布定义，请运行 onething publish", en: "no definitions were published to this database; run onething publish")
    }
}
