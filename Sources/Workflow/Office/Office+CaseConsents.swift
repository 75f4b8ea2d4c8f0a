/// What somebody of a case lets be read for it, as whoever applies sees it: by his role, and nothing else of him.
public struct CaseConsent: Sendable, Hashable {
    public enum Standing: String, Codable, Sendable, CaseIterable {
        /// A licence of his would stand in for a paper, and he has not said that it may be read.
        case awaited
        case given
        /// He has taken it back.
        case withdrawn
        /// Its last day is over.
        case ended
    }

    /// `father`, `child#2`.
    public var role: String
    public var standing: Standing
    /// The last one that he gave.
    var row: AuthorisationRow?
    /// The types of his licences that would stand in for papers.
    public var licences: [String]
}

extension Office {
    /// The consents of those who do not apply themselves, for a case or a draft that somebody has in hand, by their roles. Consents of people of
    /// whom it is not said who they are are nobody's in it.
    /// - Throws: `UnknownWord` where he does not see the case; `KeyProblem`, `StoreFault`.
    public func consents(for id: CaseID, by caller: Caller) async throws -> [CaseConsent] {
        try Rights.check(.apply, by: caller.role)
        let today = clock.now.day
        return try await store.read { [self] store in
            guard try Self.sight(of: caller, on: id, today, store, shelf) != nil else { throw UnknownWord(.case, id.description) }
            let (bundle, needs) = try needsOfOthers(for: id, store)
            let applying = try values(of: store.form(of: id), of: id).applying
            // Where nobody is named nobody's licences are looked for.
            if applying.isEmpty { return [] }
            let (people, own) = try people(of: applying, in: bundle)
            var licences: [String: [String]] = [:]
            for need in needs {
                for role in [need.licence.role] + need.others where try !bundle.roles[bundle.holder(role).role].kind.isThing {
                    licences[role, default: []].append(need.licence.licence)
                }
            }
            let codes = Dictionary(people.map { (bundle.label($0.key), $0.value) }) { one, _ in one }
            return try Set(codes.keys).union(licences.keys).sorted().compactMap { role in
                let code = codes[role]
                if let code, own.contains(code) { return nil }
                let given = try code.flatMap { code in
                    try fingerprint(of: code, store).map { try store.registry.authorisations(by: $0, for: id) }
                }
                let row = given?.last { $0.holds(on: today) } ?? given?.last
                let wanted = Set(licences[role] ?? []).sorted()
                guard let row else { return wanted.isEmpty ? nil : CaseConsent(role: role, standing: .awaited, licences: wanted) }
                let standing: CaseConsent.Standing =
                    row.withdrawnAt != nil ? .withdrawn : row.holds(on: today) ? .given : .ended
                return CaseConsent(role: role, standing: standing, row: row, licences: wanted)
            }
        }
    }

    /// What would still be read; of a draft that leaves a question open, or says itself what is held, nothing is known yet.
    private func needsOfOthers(for id: CaseID, _ store: any StoreReader) throws -> (bundle: CompiledBundle, needs: [LicenceNeed]) {
        if let draft = try store.draft(id) {
            let bundle = try version(of: draft, store).rules(of: draft.application.bundle).bundle
            do { return (bundle, try needs(of: draft, store).map(\.need)) } catch is SituationRequest.Problem { return (bundle, []) }
        }
        var events: [CaseEvent] = []
        guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
        return (open.rules.bundle, open.state.phase == .open ? try needs(of: open) : [])
    }
}
