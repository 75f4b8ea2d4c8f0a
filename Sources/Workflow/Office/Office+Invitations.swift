/// Whoever applies cannot authorise for another; he invites him by a link of his own, which tells what would be read of him.
extension Office {
    public struct Invitation: Sendable, Hashable {
        /// For a link: whoever has it sees what would be read, and nothing else of the case.
        public var code: String
        /// The last day.
        public var until: Day
    }

    /// What somebody is invited to.
    public struct Invited: Sendable, Hashable {
        public var caseID: CaseID
        public var bundle: Title
        /// Who he is in it: `father`.
        public var role: String
        /// His licences that would stand in for papers, those that he holds with others, too.
        public var licences: [LicenceNeed]
    }

    /// How long an invitation to an application that is in holds; one to a draft holds as long as that.
    static let daysInvitationsHold = 30

    /// Invites somebody to let his licences be read for a draft or a case, by his role in it.
    public func invite(
        _ role: String, to id: CaseID, by caller: Caller, under key: RequestKey<Invitation>? = nil
    ) async throws -> Invitation {
        try Rights.check(.apply, by: caller.role)
        return try await write(under: key) { [self] store in
            let last: Day
            if try store.row(of: id)?.phase == .open {
                last = Day(daysSince1970: clock.now.day.daysSince1970 + Self.daysInvitationsHold)
            } else {
                last = try theirs(id, caller, store).until
            }
            let (bundle, _) = try licencesToRead(for: id, store)
            _ = try bundle.holder(role)
            let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
            return Invitation(code: secrets.invitation(of: role, to: id, until: last), until: last)
        }
    }

    /// What an invitation is to, for whoever has it.
    public func invited(by code: String, by caller: Caller) async throws -> Invited {
        try Rights.check(.authorise, by: caller.role)
        return try await store.read { [self] store in
            let (role, id) = try invited(code, store)
            let (bundle, needs) = try licencesToRead(for: id, store)
            return Invited(
                caseID: id, bundle: bundle.title, role: role, licences: needs.filter { $0.licence.role == role || $0.others.contains(role) }
            )
        }
    }

    /// Lets one's licences be read by an invitation.
    public func letRead(
        _ holder: HolderCode, invitedBy code: String, until: Day? = nil, sensitive: Bool = false, by caller: Caller,
        under key: RequestKey<Int64>? = nil
    ) async throws -> (number: Int64, answer: CaseAnswer?) {
        try Rights.check(.authorise, by: caller.role)
        let id = try await store.read { [self] store in try invited(code, store).id }
        return try await letRead(holder, for: id, until: until, sensitive: sensitive, by: caller, under: key)
    }

    private func invited(_ code: String, _ store: any StoreReader) throws -> (role: String, id: CaseID) {
        do {
            guard let invited = try OfficeSecrets(keys, store).invited(by: code, on: clock.now.day) else {
                throw LicenceRefusal.noInvitation
            }
            return invited
        } catch is NothingKept {
            throw LicenceRefusal.noInvitation
        }
    }

    /// What would be read for a draft, or for papers of a case that are to come.
    private func licencesToRead(for id: CaseID, _ store: any StoreReader) throws -> (bundle: CompiledBundle, needs: [LicenceNeed]) {
        if let draft = try store.draft(id) {
            return (try version(of: draft, store).rules(of: draft.application.bundle).bundle, try needs(of: draft, store).map(\.need))
        }
        var events: [CaseEvent] = []
        guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
        guard open.state.phase == .open else { throw LicenceRefusal.caseClosed }
        return (open.rules.bundle, try needs(of: open))
    }
}
