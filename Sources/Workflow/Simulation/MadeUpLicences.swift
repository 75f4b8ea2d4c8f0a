/// What the people of an example hold, as licences that say something, so that the gateway of the office can judge them.
struct MadeUpLicences: Sendable {
    /// What may be wrong with a licence.
    enum Quality: UInt8, Sendable {
        case good, missing, expired, otherName, revoked
    }

    private struct Held: Sendable {
        var licence: Licence
        var type: Int
        /// The holding from which it has its quality: one licence of a couple is in the hands of both.
        var number: Int
    }

    let codes: [LicenceGathering.RolePlace: HolderCode]
    private let bundle: CompiledBundle
    private let held: [Held]
    /// For each holding of the example, in the order of its people, the first that is the same licence.
    let same: [Int]
    /// Who has nothing in which source.
    private let unknown: Set<Record>

    private struct Record: Hashable {
        var code: HolderCode
        var source: Int
    }

    /// In place of what the example does not say.
    private static let unsaid = "示例"
    /// Types without a code, and departments whose bodies have none, get one.
    private static let typeCode = "990000000000000000000"
    private static let issuer = "990000"
    private static let issued = Day(year: 2000, month: 1, day: 1)!

    init(_ bundle: CompiledBundle, _ situation: Situation) {
        self.bundle = bundle
        var (codes, unknown): ([LicenceGathering.RolePlace: HolderCode], Set<Record>) = ([:], [])
        for (place, role) in bundle.roles.enumerated() {
            for instance in 0..<bundle.most(of: role) {
                let party = situation.parties[place].indices.contains(instance) ? situation.parties[place][instance] : Party()
                // Kinds are not told apart: nobody looks these people up.
                let text = party.identity.map { $0.split(separator: " ").last.map(String.init) ?? $0 } ?? "\(role.id)#\(instance + 1)"
                let code = HolderCode.other(kind: HolderCode.unspecified, text: text)
                codes[.init(role: place, instance: instance)] = code
                for source in party.unknownTo { unknown.insert(Record(code: code, source: source)) }
            }
        }
        (self.codes, self.unknown) = (codes, unknown)
        let holdings = situation.parties.enumerated().flatMap { role, parties in
            parties.enumerated().flatMap { instance, party in
                party.holdings.map { (place: LicenceGathering.RolePlace(role: role, instance: instance), holding: $0) }
            }
        }
        // What one licence says of somebody another says as well.
        var said: [SaidOf: String] = [:]
        for (place, holding) in holdings {
            let type = bundle.shared.licences[holding.licence]
            let holders = Self.holders(of: type, place, bundle, codes)
            for fill in type.fillsIn where fill.holder < holders.count {
                said[SaidOf(code: holders[fill.holder], field: fill.field)] = holding.fields[fill.from]
            }
        }
        var (held, same): ([Held], [Int]) = ([], [])
        for (number, (place, holding)) in holdings.enumerated() {
            let type = bundle.shared.licences[holding.licence]
            let holders = Self.holders(of: type, place, bundle, codes)
            let known = held.first { $0.type == holding.licence && $0.licence.holders.map(\.code) == holders }
            same.append(known?.number ?? number)
            var fields = holding.fields
            for fill in type.fillsIn where fill.holder < holders.count {
                let text = said[SaidOf(code: holders[fill.holder], field: fill.field)] ?? Self.unsaid
                fields[fill.from] = type.codes.contains(fill.from) ? holders[fill.holder].text : fields[fill.from] ?? text
            }
            guard let identifier = Self.identifier(of: type, bundle, number) else { continue }
            held.append(
                Held(
                    licence: Licence(
                        identifier: identifier, type: type.definition.id.value, holders: holders.map { Licence.Holder(code: $0) },
                        issued: Self.issued, effective: Self.issued, expires: holding.until, fields: fields),
                    type: holding.licence, number: known?.number ?? number))
        }
        (self.held, self.same) = (held, same)
    }

    private struct SaidOf: Hashable {
        var code: HolderCode
        var field: Int
    }

    private static func identifier(of type: CompiledLicence, _ bundle: CompiledBundle, _ number: Int) -> LicenceIdentifier? {
        let bodies = bundle.shared.departments.indices.contains(type.issuer) ? bundle.shared.departments[type.issuer].codes : []
        return try? LicenceIdentifier(
            type: type.definition.typeCode ?? typeCode, issuer: bodies.first?.text ?? issuer, serial: "\(number)", version: 1)
    }

    /// Of several who hold one together, those of the group of which he is one, in its order.
    private static func holders(
        of type: CompiledLicence, _ place: LicenceGathering.RolePlace, _ bundle: CompiledBundle,
        _ codes: [LicenceGathering.RolePlace: HolderCode]
    ) -> [HolderCode] {
        let (own, count) = (codes[place].map { [$0] } ?? [], type.kinds.count)
        if count == 1 { return own }
        for role in bundle.roles {
            guard case .group(let members) = role.binding, members.count == count, members.contains(place.role) else { continue }
            return members.compactMap { codes[.init(role: $0, instance: 0)] }
        }
        return own + (1..<max(1, count)).map { .other(kind: HolderCode.unspecified, text: "\(own.first?.text ?? "")/\($0)") }
    }
}

extension MadeUpLicences {
    /// Somebody who is like the example, but for what may be wrong with his licences.
    struct Wallets: LicenceFinder {
        let all: MadeUpLicences
        /// For each holding.
        let qualities: [Quality]
        /// Who lets his licences be read.
        let authorised: Set<HolderCode>
        /// Whose own request it is.
        let own: Set<HolderCode>
        /// For each source, whether it answers.
        let sources: [Bool]
        let day: Day

        func find(
            _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String?
        ) throws -> LicenceSearch {
            let name = claim.type.definition.id.value
            guard let number = all.bundle.shared.typeNumber(name) else { return LicenceSearch(.none) }
            if number < 0 { return record(-1 - number, claim.type, of: code) }
            var claim = claim
            claim.type.definition.typeCode = claim.type.definition.typeCode ?? MadeUpLicences.typeCode
            let found = all.held.filter { $0.type == number && $0.licence.holders.map(\.code).contains(code) }.compactMap(shown)
            return LicenceSearch(try claim.verdict(on: found, trusting: NobodySigns()), of: found)
        }

        /// What a source says: it has something of everybody, but for those of whom the example says otherwise.
        private func record(_ source: Int, _ type: CompiledLicence, of code: HolderCode) -> LicenceSearch {
            guard sources[source] else {
                let owner = all.bundle.shared.departments.indices.contains(type.issuer) ? all.bundle.shared.departments[type.issuer] : nil
                return LicenceSearch(
                    .unavailable(
                        .init(
                            provider: owner?.id.value ?? "", code: "unreachable",
                            title: owner?.title ?? Title(zh: "数据源", en: "source"))))
            }
            if all.unknown.contains(Record(code: code, source: source)) { return LicenceSearch(.none) }
            guard let identifier = MadeUpLicences.identifier(of: type, all.bundle, source) else { return LicenceSearch(.none) }
            let record = Licence(
                identifier: identifier, type: type.definition.id.value, holders: [.init(code: code)], issued: day, effective: day)
            return LicenceSearch(.usable(ShownLicence(licence: record, status: .valid, signature: nil)), of: [])
        }

        /// As it is this time; nil: there is none.
        private func shown(_ held: Held) -> ShownLicence? {
            var (licence, status) = (held.licence, LicenceStatus.valid)
            let type = all.bundle.shared.licences[held.type]
            switch qualities[held.number] {
            case .good: break
            case .missing: return nil
            case .expired: licence.expires = day.adding(days: -1)
            case .revoked: status = .revoked
            case .otherName:
                // The first that it says of a holder, but for his number.
                guard let name = type.fillsIn.first(where: { !type.codes.contains($0.from) })?.from else { break }
                licence.fields[name, default: ""] += "*"
            }
            for (field, code) in named(by: held.type) where licence.fields[field] == nil { licence.fields[field] = code.text }
            return ShownLicence(licence: licence, status: status, signature: nil)
        }

        /// Whom a licence shows to act for its holder: whoever applies, where he may be shown so.
        private func named(by type: Int) -> [(field: String, code: HolderCode)] {
            all.bundle.roles.flatMap(\.representedBy).compactMap { way in
                guard case .licence(type, let field) = way.shown else { return nil }
                let people = all.bundle.plainRoles(of: way.role).compactMap { all.codes[.init(role: $0, instance: 0)] }
                return (people.first(where: own.contains) ?? people.first).map { (field, $0) }
            }
        }

        func authorisation(of code: HolderCode) throws -> Int64? { authorised.contains(code) ? 1 : nil }

        /// Whoever authorises, does so for what is sensitive, too.
        func isForSensitive(_ authorisation: Int64) throws -> Bool { true }

        func handsOverAll(of type: CompiledLicence) -> Bool { false }

        /// Nobody has looked at it before.
        func fingerprint(ofContent licence: Licence) -> String { "" }

        func goOn() throws {}
    }

    /// Made-up licences are forged by nobody.
    private struct NobodySigns: IssuerTrust {
        func objection(to shown: ShownLicence, of type: CompiledLicence) throws(KeyProblem) -> LicenceObjection? { nil }
    }
}
