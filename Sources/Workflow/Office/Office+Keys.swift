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
        var licence: Int64 = 0
        while let (last, done) = try await rewrapLicences(after: licence, masters) { (licence, count) = (last, count + done) }
        var file: Int64 = 0
        while let (last, done) = try await rewrapFiles(after: file, masters) { (file, count) = (last, count + done) }
        var rating: Int64 = 0
        while let (last, done) = try await rewrapRatings(after: rating, masters) { (rating, count) = (last, count + done) }
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

    private func rewrapLicences(after number: Int64, _ masters: MasterKeys) async throws -> (last: Int64, done: Int)? {
        try await store.write { store in
            var done = 0
            let page = try store.registry.licences(after: number, limit: Self.chunk)
            for var row in page where !row.isErased {
                guard
                    let key = try Self.rewrapped(
                        row.key, at: LicenceRegistry.place(row.identifier), masters, "licences \(row.number)")
                else { continue }
                row.key = key
                _ = try store.registryWriter.keep(row)
                done += 1
            }
            return page.last.map { ($0.number, done) }
        }
    }

    private func rewrapFiles(after number: Int64, _ masters: MasterKeys) async throws -> (last: Int64, done: Int)? {
        try await store.write { store in
            var done = 0
            let page = try store.registry.files(after: number, limit: Self.chunk)
            for var row in page where row.isWhole {
                guard let key = try Self.rewrapped(row.key, at: row.sealedAt, masters, "files \(row.number)") else { continue }
                row.key = key
                _ = try store.registryWriter.keep(row)
                done += 1
            }
            return page.last.map { ($0.number, done) }
        }
    }

    private func rewrapRatings(after number: Int64, _ masters: MasterKeys) async throws -> (last: Int64, done: Int)? {
        try await store.write { store in
            var done = 0
            let page = try store.registry.ratings(after: number, limit: Self.chunk)
            for var row in page where !row.key.isEmpty {
                guard let key = try Self.rewrapped(row.key, at: row.sealedAt, masters, "ratings \(row.number)") else { continue }
                row.key = key
                _ = try store.registryWriter.keep(row)
                done += 1
            }
            return page.last.map { ($0.number, done) }
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
        var licence: Int64 = 0
        while true {
            let page = try store.registry.licences(after: licence, limit: 1_000)
            for one in page where !one.isErased { try take(one.key) }
            guard let last = page.last else { break }
            licence = last.number
        }
        var file: Int64 = 0
        while true {
            let page = try store.registry.files(after: file, limit: 1_000)
            for one in page where one.isWhole { try take(one.key) }
            guard let last = page.last else { break }
            file = last.number
        }
        var rating: Int64 = 0
        while true {
            let page = try store.registry.ratings(after: rating, limit: 1_000)
            for one in page where !one.key.isEmpty { try take(one.key) }
            guard let last = page.last else { break }
            rating = last.number
        }
        for one in try store.registry.officeKeys() { try take(one.key) }
    }
}
