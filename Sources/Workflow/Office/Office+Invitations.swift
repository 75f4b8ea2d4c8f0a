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
            return Invitation(code: secrets.code(of: .init(id: id, role: role, until: last, made: clock.milliseconds)), until: last)
        }
    }

    /// What an invitation is to, for whoever is invited.
    ///
    /// - Throws: `LicenceRefusal.noInvitation` for everybody else, as for a code that is none.
    public func invited(by code: String, as holder: HolderCode, by caller: Caller) async throws -> Invited {
        try Rights.check(.authorise, by: caller.role)
        return try await store.write { [self] store in
            let (role, id) = try use(code, by: holder, store).invited
            let (bundle, needs) = try licencesToRead(for: id, store)
            return Invited(
                caseID: id, bundle: bundle.title, role: role, licences: needs.filter { $0.licence.role == role || $0.others.contains(role) }
            )
        }
    }

    /// Lets one's licences be read by an invitation, once: again it has the same answer.
    ///
    /// - Throws: as `invited`, and `LicenceRefusal.invitationUsed` where he has authorised something else by it.
    public func letRead(
        _ holder: HolderCode, invitedBy code: String, until: Day? = nil, sensitive: Bool = false, by caller: Caller,
        under key: RequestKey<Int64>? = nil
    ) async throws -> (number: Int64, answer: CaseAnswer?) {
        try Rights.check(.authorise, by: caller.role)
        let id = try await store.read { [self] store in try read(code, store).invitation.id }
        return try await letRead(holder, for: id, invitedBy: code, until: until, sensitive: sensitive, by: caller, under: key)
    }

    /// An invitation is for whom the draft or case names in that role; where it names nobody, for whoever uses it first.
    func use(
        _ code: String, by holder: HolderCode, _ store: any StoreWriter
    ) throws -> (invited: (role: String, id: CaseID), row: InvitationRow) {
        let (invitation, secrets) = try read(code, store)
        let (print, whose) = (secrets.fingerprint(of: invitation), secrets.fingerprint(of: holder))
        let known = try store.registry.invitation(print)
        guard known.map({ $0.holder == whose }) ?? true else { throw LicenceRefusal.noInvitation }
        guard try named(invitation.role, in: invitation.id, store).map({ $0 == holder }) ?? true else { throw LicenceRefusal.noInvitation }
        let row = known ?? InvitationRow(invitation: print, holder: whose)
        if known == nil { try store.registryWriter.keep(row) }
        return ((invitation.role, invitation.id), row)
    }

    /// Who somebody is in a draft or an open case, as it says or as licences told; nil where nobody has said so.
    private func named(_ role: String, in id: CaseID, _ store: any StoreReader) throws -> HolderCode? {
        let bundle: CompiledBundle
        if let draft = try store.draft(id) {
            bundle = try version(of: draft, store).rules(of: draft.application.bundle).bundle
        } else {
            var events: [CaseEvent] = []
            guard let open = try OpenCase(id, store, shelf, into: &events), open.state.phase == .open else {
                throw LicenceRefusal.noInvitation
            }
            bundle = open.rules.bundle
        }
        let people = try people(of: values(of: store.form(of: id), of: id).applying, in: bundle).all
        let (place, instance) = try bundle.holder(role)
        return people[.init(role: place, instance: instance)]
    }

    private func read(_ code: String, _ store: any StoreReader) throws -> (invitation: InvitationCode, secrets: OfficeSecrets) {
        do {
            let secrets = try OfficeSecrets(keys, store)
            guard let invitation = secrets.invitation(in: code, on: clock.now.day) else { throw LicenceRefusal.noInvitation }
            return (invitation, secrets)
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
