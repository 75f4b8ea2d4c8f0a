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
        if let given = try source.authorisation(of: code) { return .basis(.holderAuthorises(given)) }
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
                reasons.append(Title(zh: "没有委托书", en: "there is no written mandate"))
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

    /// Asks the source; what another licence contradicts is no better for being found once more.
    mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String? = nil
    ) throws -> LicenceSearch.Outcome {
        let search = try source.find(claim, of: code, basis, reading: relation)
        return search.opened.contains { doubtful.contains($0.licence.identifier) } ? .asked([.contradicted]) : search.outcome
    }
}
