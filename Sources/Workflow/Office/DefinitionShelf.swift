import Synchronization

/// The definitions of a store, each version compiled once.
final class DefinitionShelf: Sendable {
    /// A folder under the number that it has in the store.
    struct Version: Sendable {
        let number: Int
        private let folder: CompiledDefinitions.Folder

        init(_ number: Int, _ folder: CompiledDefinitions.Folder) { (self.number, self.folder) = (number, folder) }

        var compilation: Compilation { folder.compilation }
        func rules(of bundle: String) throws -> CaseRules { try folder.rules(of: bundle) }
    }

    private let compiled: CompiledDefinitions
    private let versions = Mutex<[Int: Version]>([:])

    init(_ compiled: CompiledDefinitions) { self.compiled = compiled }

    func version(_ number: Int, in store: any StoreReader) throws -> Version {
        if let version = versions.withLock({ $0[number] }) { return version }
        guard let stored = try store.definitions(number) else { throw StoreFault.damaged("definitions \(number)") }
        let version = Version(stored.number, compiled.folder(stored))
        versions.withLock { $0[number] = version }
        return version
    }

    /// The version under which new cases begin.
    func current(in store: any StoreReader) throws -> Version {
        guard let number = try store.currentNumber() else { throw NothingPublished() }
        return try version(number, in: store)
    }
}

/// Folders by their digest, each compiled once; offices of one process may share it.
public final class CompiledDefinitions: Sendable {
    /// A folder, ready to run.
    final class Folder: Sendable {
        let digest: String
        let compilation: Compilation
        private let rules: [String: CaseRules]

        init(_ stored: StoredDefinitions) {
            digest = stored.digest
            compilation = DefinitionFolder.read(stored.sources).definitions.compile()
            rules = Dictionary(uniqueKeysWithValues: compilation.bundles.map { ($0.id, CaseRules($0)) })
        }

        func rules(of bundle: String) throws -> CaseRules {
            guard let rules = rules[bundle] else { throw UnknownWord(.bundle, bundle, known: compilation.bundles.map(\.id)) }
            return rules
        }
    }

    private let folders = Mutex<[String: Folder]>([:])

    public init() {}

    func folder(_ stored: StoredDefinitions) -> Folder {
        if let folder = folders.withLock({ $0[stored.digest] }) { return folder }
        let folder = Folder(stored)
        folders.withLock { $0[stored.digest] = folder }
        return folder
    }
}

/// No definitions were published to this store yet.
public struct NothingPublished: Error, Sendable, Hashable {
    public var message: Title {
        Title(zh: "此数据库尚未发布定义，请运行 onething publish", en: "no definitions were published to this database; run onething publish")
    }
}
