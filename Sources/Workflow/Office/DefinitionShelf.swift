import Synchronization

/// The definitions of a store, each version compiled once.
final class DefinitionShelf: Sendable {
    /// A folder under the number that it has in the store.
    struct Version: Sendable {
        let number: Int
        private let folder: CompiledDefinitions.Folder

        init(_ number: Int, _ folder: CompiledDefinitions.Folder) { (self.number, self.folder) = (number, folder) }

        var digest: String { folder.digest }
        var compilation: Compilation { folder.compilation }
        var numbering: Numbering { folder.numbering }
        func rules(of bundle: String) throws -> CaseRules { try folder.rules(of: bundle) }

        /// The example whose answers hold where an application says nothing else.
        func journey(of application: NewCase) throws -> CompiledJourney? {
            guard let name = application.from else { return nil }
            guard let journey = compilation.journey(name, of: application.bundle) else {
                throw UnknownWord(.journey, name, known: compilation.declaredJourneys[application.bundle] ?? [])
            }
            return journey
        }
    }

    let compiled: CompiledDefinitions
    private let versions = Mutex<[Int: Version]>([:])
    private let last = Mutex<Version?>(nil)

    init(_ compiled: CompiledDefinitions) { self.compiled = compiled }

    func version(_ number: Int, in store: any StoreReader) throws -> Version {
        if let version = versions.withLock({ $0[number] }) { return version }
        guard let stored = try store.definitions(number) else { throw StoreFault.damaged("definitions \(number)") }
        return try version(stored)
    }

    func version(digest: String, in store: any StoreReader) throws -> Version {
        if let version = versions.withLock({ $0.values.first { $0.digest == digest } }) { return version }
        guard let stored = try store.definitions(digest: digest) else { throw StoreFault.damaged("definitions \(digest.prefix(12))") }
        return try version(stored)
    }

    /// The numbers in the events of its cases mean what they meant when they were written; else nothing is read or written under it.
    private func version(_ stored: StoredDefinitions) throws -> Version {
        let version = Version(stored.number, compiled.folder(stored))
        if let noted = stored.numbering, let difference = version.numbering.difference(from: noted) {
            throw NumberedOtherwise(number: stored.number, difference: difference)
        }
        versions.withLock { $0[stored.number] = version }
        return version
    }

    /// A number was given anew: what was known under it may have been taken back.
    func forget(_ number: Int) {
        versions.withLock { $0[number] = nil }
        last.withLock { if $0?.number == number { $0 = nil } }
    }

    /// A folder that need not be in a store.
    func folder(_ sources: [String: String], digest: String) -> CompiledDefinitions.Folder { compiled.folder(sources, digest: digest) }

    /// The version under which new cases begin.
    func current(in store: any StoreReader) throws -> Version {
        guard let number = try store.currentNumber() else { throw NothingPublished() }
        let version = try version(number, in: store)
        last.withLock { $0 = version }
        return version
    }

    /// Throws `UnknownWord` where the definitions of new cases know no such department.
    func checkDepartment(_ department: String, in store: any StoreReader) throws {
        guard let number = try store.currentNumber() else { return }
        _ = try version(number, in: store).compilation.shared.place(ofDepartment: department)
    }

    /// The rules to which a case is pinned, by its row.
    func rules(of row: CaseRow, in store: any StoreReader) throws -> CaseRules {
        guard let rules = try? version(row.definitions, in: store).rules(of: row.bundle) else {
            throw StoreFault.damaged("cases.bundle \(row.caseID)")
        }
        return rules
    }

    /// - Throws: `UnknownWord` where the definitions under which new cases begin have no such bundle.
    func checkBundle(_ bundle: String, in store: any StoreReader) throws {
        guard let number = try store.currentNumber() else { return }
        _ = try version(number, in: store).rules(of: bundle)
    }

    /// The version that was current when somebody last asked the store.
    var lastCurrent: Version? { last.withLock { $0 } }
}

/// Folders by their digest, each compiled once; offices of one process may share it.
public final class CompiledDefinitions: Sendable {
    /// A folder, ready to run.
    final class Folder: Sendable {
        let digest: String
        let compilation: Compilation
        let numbering: Numbering
        private let rules: [String: CaseRules]

        init(_ sources: [String: String], digest: String) {
            self.digest = digest
            compilation = DefinitionFolder.read(sources).definitions.compile()
            let all = compilation.bundles.map { CaseRules($0) }
            rules = Dictionary(uniqueKeysWithValues: all.map { ($0.bundle.id, $0) })
            numbering = Numbering(compilation.shared, all)
        }

        func rules(of bundle: String) throws -> CaseRules {
            guard let rules = rules[bundle] else { throw UnknownWord(.bundle, bundle, known: compilation.bundles.map(\.id)) }
            return rules
        }
    }

    private let folders = Mutex<[String: Folder]>([:])

    public init() {}

    func folder(_ stored: StoredDefinitions) -> Folder { folder(stored.sources, digest: stored.digest) }

    func folder(_ sources: [String: String], digest: String) -> Folder {
        if let folder = folders.withLock({ $0[digest] }) { return folder }
        let folder = Folder(sources, digest: digest)
        folders.withLock { $0[digest] = folder }
        return folder
    }
}

/// No definitions were published to this store yet.
public struct NothingPublished: Error, Sendable, Hashable {
    public var message: Title {
        Title(zh: "此数据库尚未发布定义", en: "no definitions were published to this database")
    }

    public func help(on surface: Surface) -> Title {
        Title(zh: surface("请运行 onething publish", "请与系统管理员联系"), en: surface("run onething publish", "tell whoever runs the server"))
    }
}

/// This program numbers stored definitions otherwise than the one that published them: their events would be misread, so they are not read.
public struct NumberedOtherwise: Error, Sendable, Hashable {
    public var number: Int
    public var difference: Numbering.Difference

    public var message: Title {
        Title(
            zh: "本程序对第 \(number) 版定义的编号与发布时不同（\(difference.list)：`\(difference.word)`），未读取其办件；请使用发布它的程序版本",
            en: "this program numbers definitions \(number) otherwise than when they were published "
                + "(\(difference.list): `\(difference.word)`); their cases were not touched: use the version that published them")
    }
}
