extension LicenceGathering {
    // MARK: Whose licences may be read

    enum Right {
        case basis(ReadingBasis)
        case none([Title])
        /// A provider has to say first.
        case pending
    }

    /// The applicant's own, those of whom has authorised it, and those of whom the applicant is shown to act for.
    mutating func right(to place: RolePlace, _ code: HolderCode) throws -> Right {
        if own.contains(code) { return .basis(.holderRequests) }
        if let given = try authorisation(code) { return .basis(.holderAuthorises(given)) }
        let known = rights[place]
        let right = try known ?? representation(of: place, code)
        if case .pending = right { return right }
        rights[place] = right
        return right
    }

    private mutating func representation(of place: RolePlace, _ code: HolderCode) throws -> Right {
        let ways = bundle.roles[place.role].representedBy.map { way in
            (way, bundle.plainRoles(of: way.role).compactMap { people[RolePlace(role: $0, instance: 0)] }.filter(own.contains))
        }
        var reasons: [Title] = []
        for (way, applicants) in ways where !applicants.isEmpty {
            switch way.shown {
            case .declared: return .basis(.represented(.declared))
            case .mandate:
                if hasMandate { return .basis(.represented(.mandate)) }
                reasons.append(Title(zh: "没有委托书（--mandate）", en: "there is no written mandate (--mandate)"))
            case .licence(let licence, let field):
                let type = bundle.shared.licences[licence]
                let (zh, en) = (type.definition.title.zh, type.definition.title.en)
                let claim = LicenceClaim(type, of: [code], on: day)
                switch try find(claim, of: code, .duty, reading: field) {
                case .pending: return .pending
                case .usable(let shown):
                    if applicants.contains(where: { $0.text == shown.licence.fields[field] }) { return .basis(.represented(.licence)) }
                    reasons.append(Title(zh: "“\(zh)”上写的不是申请人", en: "“\(en)” names somebody else than who applies"))
                case .none, .refused, .asked, .unavailable:
                    reasons.append(Title(zh: "没有可用的“\(zh)”证明关系", en: "there is no “\(en)” that would show the relation"))
                }
            }
        }
        if reasons.isEmpty { return .none([Title(zh: "本人尚未授权", en: "its holder has not authorised it")]) }
        return .none(reasons)
    }

    enum Found {
        case none
        case refused([LicenceObjection])
        case asked([LicenceObjection])
        case usable(ShownLicence)
        /// The provider was not asked yet, or has not said.
        case pending
        case unavailable(String, SharingFault)
    }

    /// Those that hold are opened; what a column tells of the others is told without it.
    /// - Parameter relation: the one field that is read of it, to see who may act for whom.
    mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String? = nil
    ) throws -> Found {
        if let provider = providers.provider(of: claim.type.definition.id.value), let type = SharedType(claim.type) {
            return try find(claim, of: code, basis, reading: relation, at: provider, type)
        }
        var closed: [LicenceObjection] = []
        var found: [ShownLicence] = []
        for row in try registry.find(claim.type.definition.id.value, of: code) {
            if row.status == .superseded { continue }
            if row.status != .valid {
                closed.append(.status(row.status))
            } else if let expires = row.expires, expires < claim.day {
                closed.append(.expired(on: expires))
            } else {
                let shown = try registry.open(row)
                found.append(shown)
                let act: DataUse.Act = claim.type.isYesOrNo ? .found : .read
                note(Opened(row: row, shown: shown, basis: basis, code: code, act: act), reading: relation)
            }
        }
        switch try claim.verdict(on: found, trusting: trust) {
        case .none where !closed.isEmpty: return outcome(.refused(closed), of: found)
        case .refused(let objections): return outcome(.refused(objections + closed), of: found)
        case let verdict: return outcome(verdict, of: found)
        }
    }

    /// Each once; what was opened to see who may act, and is used besides, is read on the later basis.
    private mutating func note(_ one: Opened, reading relation: String?) {
        guard let known = opened.firstIndex(where: { $0.shown == one.shown && $0.row?.number == one.row?.number }) else {
            opened.append(one)
            if let relation { opened[opened.count - 1].relations.insert(relation) }
            return
        }
        if let relation {
            opened[known].relations.insert(relation)
        } else if opened[known].basis == .duty {
            opened[known].basis = one.basis
        }
    }

    private mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String?,
        at provider: LicenceProviders.KnownProvider, _ type: SharedType
    ) throws -> Found {
        let inquiry = Inquiry(provider: provider.name, question: .licences(type, code))
        switch answers[inquiry] {
        case nil:
            needed[inquiry] = basis.text
            return .pending
        case .fault(.notFound)?: return .none
        case .fault(let fault)?: return .unavailable(provider.name, fault)
        case .standing?: return .unavailable(provider.name, .malformed("data"))
        case .licences(let found, _)? where claim.type.isYesOrNo:
            let verdict = claim.verdict(onWord: found, of: code)
            if case .usable(let bare) = verdict {
                note(Opened(provider: provider.name, shown: bare, basis: basis, code: code, act: .found), reading: nil)
            }
            return outcome(verdict, of: [])
        case .licences(let found, let shown)?:
            for one in shown {
                note(Opened(provider: provider.name, shown: one, basis: basis, code: code), reading: relation)
            }
            let trust = LicenceTrust(registry.shared, keys: provider.keys)
            return outcome(try claim.verdict(on: found, opened: shown, trusting: trust), of: shown)
        }
    }

    private func outcome(_ verdict: LicenceVerdict, of found: [ShownLicence]) -> Found {
        if found.contains(where: { doubtful.contains($0.licence.identifier) }) { return .asked([.contradicted]) }
        return switch verdict {
        case .none: .none
        case .refused(let objections): .refused(objections)
        case .asked(let objections): .asked(objections)
        case .usable(let shown): .usable(shown)
        }
    }
}
