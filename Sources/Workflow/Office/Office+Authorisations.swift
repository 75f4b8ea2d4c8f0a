/// Whoever does not apply himself lets his licences be read for one case, or does not; nobody does it for another (民法典 arts 1034–1035,
/// 个人信息保护法 arts 13–15, 31).
extension Office {
    /// Lets the licences of a person or firm be read for a case, by its number or that of its draft.
    /// - Parameters:
    ///   - until: the last day; nil: until the case is closed.
    ///   - sensitive: fields of that class, too (个人信息保护法 art. 29: consent to them is given apart).
    /// - Returns: the number of the authorisation.
    /// - Throws: `LicenceRefusal.caseClosed`, `LicenceRefusal.inThePast`, `UnknownWord`, `NotAllowed`, `KeyProblem`, `StoreFault`.
    public func authorise(
        _ holder: HolderCode, for id: CaseID, until: Day? = nil, sensitive: Bool = false, by caller: Caller
    ) async throws -> Int64 {
        try await letRead(holder, for: id, until: until, sensitive: sensitive, by: caller).number
    }

    /// The same; where the application is in already, what his licences stand in for from now on is told, too.
    public func letRead(
        _ holder: HolderCode, for id: CaseID, until: Day? = nil, sensitive: Bool = false, by caller: Caller,
        under key: RequestKey<Int64>? = nil
    ) async throws -> (number: Int64, answer: CaseAnswer?) {
        try await letRead(holder, for: id, invitedBy: nil, until: until, sensitive: sensitive, by: caller, under: key)
    }

    /// - Parameter code: the invitation by which he knows of the case; its use is written with what he authorises.
    func letRead(
        _ holder: HolderCode, for id: CaseID, invitedBy code: String?, until: Day?, sensitive: Bool, by caller: Caller,
        under key: RequestKey<Int64>?
    ) async throws -> (number: Int64, answer: CaseAnswer?) {
        try Rights.check(.authorise, by: caller.role)
        let number = try await write(under: key) { [self] store in
            guard let code else { return try authorise(holder, id, until: until, sensitive: sensitive, by: caller, store) }
            var invitation = try use(code, by: holder, store).row
            if let number = invitation.authorisation {
                guard let given = try store.registry.authorisation(number), given.withdrawnAt == nil, given.until == until,
                    given.isSensitive == sensitive
                else { throw LicenceRefusal.invitationUsed }
                return number
            }
            let number = try authorise(holder, id, until: until, sensitive: sensitive, by: caller, store)
            invitation.authorisation = number
            try store.registryWriter.keep(invitation)
            return number
        }
        let isIn = try await store.read { try $0.row(of: id)?.phase == .open }
        return (number, isIn ? try await lookAgain(for: id, by: caller) : nil)
    }

    private func authorise(
        _ holder: HolderCode, _ id: CaseID, until: Day?, sensitive: Bool, by caller: Caller, _ store: any StoreWriter
    ) throws -> Int64 {
        if try store.draft(id) == nil {
            guard let phase = try store.row(of: id)?.phase else { throw UnknownWord(.case, id.description) }
            guard phase == .open else { throw LicenceRefusal.caseClosed }
        }
        if let until, until < clock.now.day { throw LicenceRefusal.inThePast(until) }
        let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
        let fingerprint = secrets.fingerprint(of: holder)
        if let known = try store.registry.authorisations(by: fingerprint, for: id).last(where: { $0.holds(on: clock.now.day) }),
            known.until == until, known.isSensitive == sensitive
        {
            return known.number
        }
        let number = try store.registryWriter.keep(
            AuthorisationRow(
                number: 0, holder: fingerprint, caseID: id, givenAt: clock.milliseconds, until: until, isSensitive: sensitive))
        try note(.authorised, fingerprint, id, number, upTo: sensitive ? .sensitive : .personal, by: caller, store)
        return number
    }

    /// Takes an authorisation back. What was granted on it stands; what was not waits for the paper itself (个人信息保护法 arts 15, 16).
    /// - Returns: the events of the case: which licences it has lost.
    public func withdrawAuthorisation(_ number: Int64, of holder: HolderCode, by caller: Caller) async throws -> CaseAnswer? {
        try Rights.check(.authorise, by: caller.role)
        let id = try await store.write { [self] store in
            guard let fingerprint = try self.fingerprint(of: holder, store) else { throw LicenceRefusal.noAuthorisation(number) }
            // Whose it is is not told to anybody else.
            guard var row = try store.registry.authorisation(number), row.holder == fingerprint else {
                throw LicenceRefusal.noAuthorisation(number)
            }
            guard row.withdrawnAt == nil else { return row.caseID }
            row.withdrawnAt = clock.milliseconds
            _ = try store.registryWriter.keep(row)
            try note(.authorisationWithdrawn, fingerprint, row.caseID, number, by: caller, store)
            return row.caseID
        }
        let isCase = try await store.read { try $0.row(of: id)?.phase == .open }
        return isCase ? try await handle(.letTimePass, on: id, by: .system) : nil
    }

    /// The authorisations that somebody gave.
    public func authorisations(by holder: HolderCode, by caller: Caller) async throws -> [AuthorisationRow] {
        try Rights.check(.authorise, by: caller.role)
        return try await store.read { [self] store in
            try fingerprint(of: holder, store).map { try store.registry.authorisations(by: $0, for: nil) } ?? []
        }
    }

    /// By which somebody is found; nil where nothing is kept of anybody yet.
    func fingerprint(of holder: HolderCode, _ store: any StoreReader) throws -> [UInt8]? {
        do { return try OfficeSecrets(keys, store).fingerprint(of: holder) } catch is NothingKept { return nil }
    }

    private func note(
        _ act: DataUse.Act, _ holder: [UInt8], _ id: CaseID, _ number: Int64, upTo highest: DataClass? = nil, by caller: Caller,
        _ store: any StoreWriter
    ) throws {
        _ = try store.registryWriter.note(
            DataUse(
                at: clock.milliseconds, act: act,
                by: caller.asUser,
                subjects: [Digest.text(holder)], caseID: id.description, fields: [], highest: highest, purpose: "application",
                basis: "holder-authorises #\(number)", authorisation: number))
    }
}
