/// Master keys: how much each of them has sealed, and how a new one takes the place of the others (轮换).
extension Office {
    /// A master key, by its name.
    public struct KeyUse: Sendable, Hashable, Codable {
        public var name: String
        /// How many keys it has sealed.
        public var sealed: Int
        /// It is not among the keys that there are: what it has sealed cannot be opened.
        public var absent: Bool
    }

    /// How many keys of cases, licences and of the office itself each master key has sealed; those of the file that have sealed nothing, too.
    public func sealedByKey(by caller: Caller) async throws -> [KeyUse] {
        try Rights.check(.keepKeys, by: caller.role)
        let names = try keys.keys(creating: false).names
        return try await store.read { try Wrapped.uses(of: names, in: $0) }
    }

    /// What cannot be opened, by the names of the master keys that are absent.
    func unopened(in store: any StoreReader) throws -> [KeyUse] {
        try Wrapped.uses(of: (try? keys.keys(creating: false).names) ?? [], in: store).filter(\.absent)
    }

    /// Makes a new master key and seals everything by it that others have sealed: only the keys are sealed anew, what they seal stays as it is,
    /// and so does the log. Work goes on meanwhile; where it is broken off, it is taken up again without a new key.
    /// - Parameter adding: false: no new key, only what was left.
    /// - Returns: how many keys were sealed anew.
    public func rotateKeys(adding: Bool = true, by caller: Caller) async throws -> Int {
        try Rights.check(.keepKeys, by: caller.role)
        // With others than those of this database nothing is added.
        _ = try await store.read { [keys] store in try keys.masters(for: store, creating: false) }
        let masters = adding ? try keys.add() : try keys.keys(creating: false)
        var count = 0
        var form: CaseID?
        while let (last, done) = try await rewrapForms(after: form, masters) { (form, count) = (last, count + done) }
        for kind in Wrapped.rows { count += try await rewrap(kind, masters) }
        return count + (try await rewrapOffice(masters))
    }

    /// Removes a master key by which nothing is sealed any more: what is in backups under it can then be opened by nobody, and a request of before
    /// that is repeated may no longer be known as the same.
    public func retireKey(_ name: String, by caller: Caller) async throws {
        let counts = try await sealedByKey(by: caller)
        let names = try keys.keys(creating: false).names
        guard names.contains(name) else { throw KeyProblem.unknownKey(name) }
        let count = counts.first { $0.name == name }?.sealed ?? 0
        guard count == 0, names.last != name else { throw KeyProblem.inUse(name, count) }
        try keys.remove(name)
    }

    private static let chunk = 500

    private func rewrapForms(after id: CaseID?, _ masters: MasterKeys) async throws -> (last: CaseID, done: Int)? {
        try await store.write { store in
            var done = 0
            let page = try store.forms(after: id, limit: Self.chunk)
            for (id, form) in page {
                guard let key = try Self.rewrapped(form.key, at: MasterKeys.place(id), masters, "forms \(id)") else { continue }
                var form = form
                form.key = key
                try store.keep(form, of: id)
                done += 1
            }
            return page.last.map { ($0.id, done) }
        }
    }

    private func rewrap<Row: KeyedRow>(_ kind: Row.Type, _ masters: MasterKeys) async throws -> Int {
        var (count, last) = (0, Int64(0))
        while true {
            let (end, done) = try await store.write { [last] store in
                var done = 0
                let page = try Row.page(after: last, limit: Self.chunk, in: store.registry)
                for var row in page {
                    guard let place = row.placeOfKey,
                        let key = try Self.rewrapped(row.key, at: place, masters, "\(Row.table) \(row.number)")
                    else { continue }
                    row.key = key
                    try row.keep(in: store.registryWriter)
                    done += 1
                }
                return (page.last?.number, done)
            }
            guard let end else { return count }
            (last, count) = (end, count + done)
        }
    }

    private func rewrapOffice(_ masters: MasterKeys) async throws -> Int {
        try await store.write { store in
            var done = 0
            for var key in try store.registry.officeKeys() {
                guard let wrapped = try Self.rewrapped(key.key, at: OfficeSecrets.place(of: key), masters, "office_keys") else { continue }
                key.key = wrapped
                try store.registryWriter.keep(key)
                done += 1
            }
            return done
        }
    }

    private static func rewrapped(_ key: [UInt8], at place: String, _ masters: MasterKeys, _ what: String) throws -> [UInt8]? {
        do { return try masters.rewrapped(key, at: place) } catch is BrokenSeal { throw StoreFault.damaged(what) }
    }
}

/// Everything that master keys have sealed.
private enum Wrapped {
    /// Those of these names in their order, then those that have sealed something and are not among them.
    static func uses(of names: [String], in store: any StoreReader) throws -> [Office.KeyUse] {
        var counts: [String: Int] = [:]
        do {
            try each(in: store) { counts[try MasterKeys.name(ofKeyOf: $0), default: 0] += 1 }
        } catch is BrokenSeal { throw StoreFault.damaged("keys") }
        let others = counts.keys.filter { !names.contains($0) }.sorted()
        return (names + others).map { Office.KeyUse(name: $0, sealed: counts[$0] ?? 0, absent: !names.contains($0)) }
    }

    static func each(in store: any StoreReader, _ take: ([UInt8]) throws -> Void) throws {
        var form: CaseID?
        while true {
            let page = try store.forms(after: form, limit: 1_000)
            for one in page { try take(one.form.key) }
            guard let last = page.last else { break }
            form = last.id
        }
        for kind in rows { try each(kind, in: store.registry, take) }
        for one in try store.registry.officeKeys() { try take(one.key) }
    }
    /// The kinds of rows of which each has a key of its own.
    static let rows: [any KeyedRow.Type] = [LicenceRow.self, FileRow.self, RatingRow.self]

    private static func each<Row: KeyedRow>(
        _ kind: Row.Type, in registry: any RegistryReader, _ take: ([UInt8]) throws -> Void
    ) throws {
        var last: Int64 = 0
        while true {
            let page = try Row.page(after: last, limit: 1_000, in: registry)
            for row in page where row.placeOfKey != nil { try take(row.key) }
            guard let end = page.last else { return }
            last = end.number
        }
    }
}

/// A row with a key of its own, which a master key has sealed.
private protocol KeyedRow: Sendable {
    static var table: String { get }
    var number: Int64 { get }
    var key: [UInt8] { get set }
    /// Where its key is sealed; nil: it has none, or none any more.
    var placeOfKey: String? { get }

    static func page(after number: Int64, limit: Int, in registry: any RegistryReader) throws -> [Self]
    func keep(in registry: any RegistryWriter) throws
}

extension LicenceRow: KeyedRow {
    fileprivate static let table = "licences"
    fileprivate var placeOfKey: String? { isErased ? nil : LicenceRegistry.place(identifier) }

    fileprivate static func page(after number: Int64, limit: Int, in registry: any RegistryReader) throws -> [Self] {
        try registry.licences(after: number, limit: limit)
    }
    fileprivate func keep(in registry: any RegistryWriter) throws { _ = try registry.keep(self) }
}

extension FileRow: KeyedRow {
    fileprivate static let table = "files"
    fileprivate var placeOfKey: String? { isWhole ? sealedAt : nil }

    fileprivate static func page(after number: Int64, limit: Int, in registry: any RegistryReader) throws -> [Self] {
        try registry.files(after: number, limit: limit)
    }
    fileprivate func keep(in registry: any RegistryWriter) throws { _ = try registry.keep(self) }
}

extension RatingRow: KeyedRow {
    fileprivate static let table = "ratings"
    fileprivate var placeOfKey: String? { key.isEmpty ? nil : sealedAt }

    fileprivate static func page(after number: Int64, limit: Int, in registry: any RegistryReader) throws -> [Self] {
        try registry.ratings(after: number, limit: limit)
    }
    fileprivate func keep(in registry: any RegistryWriter) throws { _ = try registry.keep(self) }
}
