/// The embedded registry of e-licences (电子证照库): what departments issue is kept here, and found by what needs it.
extension Office {
    /// A licence that was issued.
    public struct IssuedLicence: Sendable, Hashable {
        /// Its number in the registry, by which commands name it: it tells nothing of whose it is.
        public var number: Int64
        public var type: String
        public var identifier: String
    }

    /// Issues a licence that an officer of the department hands in.
    ///
    /// - Throws: `NotAllowed`, `LicenceMistakes`, `LicenceRefusal`, `KeyProblem`, `NothingPublished`, `StoreFault`.
    public func issueLicence(
        _ entry: LicenceEntry, by caller: Caller, under key: RequestKey<IssuedLicence>? = nil
    ) async throws -> IssuedLicence {
        try Rights.check(.keepLicences, by: caller.role)
        return try await atRegistry(creating: true, under: key) { registry in try registry.issue(entry, by: caller) }
    }

    /// Issues many, each by itself: what is wrong with one does not keep the others.
    public func issueLicences(_ entries: [LicenceEntry], by caller: Caller) async throws -> [Result<IssuedLicence, any Error>] {
        try Rights.check(.keepLicences, by: caller.role)
        return try await atRegistry(creating: true) { registry in
            try entries.map { entry in
                do { return .success(try registry.issue(entry, by: caller)) } catch {
                    guard error is LicenceMistakes || error is LicenceRefusal else { throw error }
                    return .failure(error)
                }
            }
        }
    }

    /// Issues a new version in place of a licence.
    public func renewLicence(_ number: Int64, as entry: LicenceEntry, by caller: Caller) async throws -> IssuedLicence {
        try await checkKeeper(of: number, because: "renewal", by: caller)
        return try await atRegistry { registry in
            try registry.checkDepartment(of: caller, registry.department(of: registry.row(number)))
            let draft = try entry.read(registry.shared, on: registry.today)
            let (number, licence) = try registry.renew(number, as: draft, for: try registry.duty(of: caller, "renewal"))
            return IssuedLicence(number: number, type: licence.type, identifier: licence.identifier.description)
        }
    }

    /// Suspends, resumes (`valid`), revokes, withdraws or cancels a licence.
    /// - Returns: how it stands then.
    @discardableResult
    public func setLicence(
        _ number: Int64, to status: LicenceStatus, because reason: String, by caller: Caller, under key: RequestKey<LicenceRow>? = nil
    ) async throws -> LicenceRow {
        try await checkKeeper(of: number, because: reason, by: caller)
        return try await atRegistry(under: key) { registry in
            try registry.checkDepartment(of: caller, registry.department(of: registry.row(number)))
            try registry.set(status, of: number, for: try registry.duty(of: caller, reason))
            return try registry.row(number)
        }
    }

    /// What people call the types of licences that the definitions of new cases know, by their names.
    public func licenceTitles() async throws -> [String: Title] {
        try await store.read { [shelf] store in
            guard let number = try store.currentNumber() else { return [:] }
            let types = try shelf.version(number, in: store).compilation.shared.types
            return Dictionary(types.map { ($0.definition.id.value, $0.definition.title) }) { one, _ in one }
        }
    }

    /// Licences by their numbers, after one of them: what can be told of them without opening any.
    /// - Parameter type: only of this type; `UnknownWord` where the definitions of new cases know none such.
    public func licences(
        after number: Int64 = 0, of type: String? = nil, standing status: LicenceStatus? = nil, limit: Int, by caller: Caller
    ) async throws -> [LicenceRow] {
        try Rights.check(.listLicences, by: caller.role)
        return try await store.read { [shelf] store in
            if let type {
                let known = try shelf.current(in: store).compilation.shared.types.map(\.definition.id.value)
                if !known.contains(type) { throw UnknownWord(.licence, type, known: known) }
            }
            var (found, last): ([LicenceRow], Int64) = ([], number)
            while found.count < limit {
                // No more rows than are wanted, each of which is read whole; of one type many are passed over.
                let all = type == nil && status == nil
                let page = try store.registry.licences(after: last, limit: all ? limit - found.count : 500)
                guard let end = page.last else { break }
                found += page.filter {
                    $0.provider == nil && (type == nil || $0.type == type) && (status == nil || $0.status == status)
                }
                last = end.number
            }
            return Array(found.prefix(limit))
        }
    }

    /// Opens a licence for an officer of the department that issues it; he is in the log with what he reads. Whoever is not let is there, too.
    /// - Parameters:
    ///   - fields: those that he reads; nil: all of them.
    ///   - later: its holder sees it later.
    public func readLicence(
        _ number: Int64, fields: [String]? = nil, because purpose: String, deferring later: ToldLater? = nil, by caller: Caller
    ) async throws -> ShownLicence {
        try await checkKeeper(of: number, because: purpose, by: caller)
        let result: Result<ShownLicence, LicenceRefusal> = try await atRegistry { registry in
            let row = try registry.row(number)
            let known = registry.fields(of: row)
            let fields = try fields.map { try $0.map { try registry.field($0, known) } }
            var purpose = try registry.duty(of: caller, purpose)
            if purpose.text.allSatisfy(\.isWhitespace) { throw LicenceRefusal.noReason }
            do { try registry.checkDepartment(of: caller, registry.department(of: row)) } catch let refusal as LicenceRefusal {
                // It is told after the row is on disk.
                purpose.basis = "none"
                try registry.note(.refused, row, fields ?? [], purpose)
                return .failure(refusal)
            }
            let deferral = try later.map { try registry.deferral($0, by: registry.department(of: row)) }
            var shown = try registry.read(number, fields: fields, for: purpose, deferral: deferral)
            if let fields { shown.licence.fields = shown.licence.fields.filter { fields.contains($0.key) } }
            return .success(shown)
        }
        return try result.get()
    }

    /// Does something at the registry, in a piece of work of its own.
    /// - Parameter creating: its secrets are made where there are none at all.
    private func atRegistry<Value: Sendable>(
        creating: Bool = false, under key: RequestKey<Value>? = nil, _ work: @escaping @Sendable (LicenceRegistry) throws -> Value
    ) async throws -> Value {
        try await write(under: key) { [self] store in
            let shared = try shelf.current(in: store).compilation.shared
            guard try creating || OfficeSecrets.areKept(in: store.registry) else { throw LicenceRefusal.nothingIssued }
            let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
            return try work(registry(under: shared, by: secrets, store))
        }
    }

    /// The registry within a piece of work.
    func registry(under shared: SharedDefinitions, by secrets: OfficeSecrets, _ store: any StoreWriter) -> LicenceRegistry {
        LicenceRegistry(store: store, secrets: secrets, shared: shared, at: clock.milliseconds, today: clock.now.day)
    }
}

extension LicenceRegistry {
    fileprivate func issue(_ entry: LicenceEntry, by caller: Caller) throws -> Office.IssuedLicence {
        let draft = try entry.read(shared, on: today)
        try checkDepartment(of: caller, shared.departments[draft.type.issuer].id.value)
        let (number, licence) = try issue(draft, for: try duty(of: caller, "issue"))
        return Office.IssuedLicence(number: number, type: licence.type, identifier: licence.identifier.description)
    }

    fileprivate func checkDepartment(of caller: Caller, _ department: String) throws {
        if let own = caller.department { _ = try shared.place(ofDepartment: own) }
        guard caller.department == department else { throw LicenceRefusal.notTheirs(department: department) }
    }

    /// The department that issues a licence keeps it by statutory duty (个人信息保护法 arts 13(3), 34).
    fileprivate func duty(of caller: Caller, _ purpose: String) throws -> Purpose {
        if purpose.namesACitizen { throw LicenceRefusal.personalData }
        // It is printed in one line, in a log that is never changed.
        guard purpose.count <= UseCause.mostCharacters, purpose.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw LicenceRefusal.unfitReason
        }
        return Purpose(
            by: caller.asUser, text: purpose,
            basis: "statutory-duty")
    }

    /// A field by its name, with KZ_ before it or without.
    fileprivate func field(_ name: String, _ known: [String]) throws -> String {
        let short = name.hasPrefix(LicenceEntry.fieldPrefix) ? String(name.dropFirst(LicenceEntry.fieldPrefix.count)) : name
        guard known.contains(short) else { throw UnknownWord(.licenceField, name, known: known) }
        return short
    }

    fileprivate func fields(of row: LicenceRow) -> [String] {
        shared.types.first { $0.definition.id.value == row.type }.map(shared.fields) ?? []
    }
}
