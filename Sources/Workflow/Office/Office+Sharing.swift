import Foundation

/// The registry as other offices see it: the operations of the sharing service (GB/T 36906), with their own accounts, and with everything that they
/// see in the log of uses of data.
extension Office {
    // MARK: Who may have what

    /// Opens an account, or changes what it may have; the secret is told this once.
    /// - Returns: the secret of a new account; nil where there was one.
    public func openAccount(
        _ name: String, of organisation: CreditCode, types: [String], by caller: Caller
    ) async throws -> String? {
        try Rights.check(.shareLicences, by: caller.role)
        guard (1...60).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 46 }), !name.namesACitizen
        else {
            throw LicenceRefusal.badAccount(name)
        }
        return try await store.write { [self] store in
            let shared = try shelf.current(in: store).compilation.shared
            let known = shared.types.map(\.definition.id.value)
            for type in types where !known.contains(type) { throw UnknownWord(.licence, type, known: known) }
            _ = try OfficeSecrets(keys, store, creating: store.registryWriter)
            let before = try store.registry.partner(name)
            if let before, before.organisation != organisation.text { throw LicenceRefusal.accountOfAnother(name) }
            let secret = before == nil || before?.closedAt != nil ? Digest.text(SealKey().bytes) : nil
            try store.registryWriter.keep(
                SharingPartner(
                    name: name, organisation: organisation.text, types: types.sorted(),
                    secret: secret.map { Digest.of(Array($0.utf8)) } ?? before?.secret ?? [], since: before?.since ?? clock.milliseconds))
            return secret
        }
    }

    /// From the next request on it is let no more; the passes that it has are worth nothing.
    public func closeAccount(_ name: String, by caller: Caller) async throws {
        try Rights.check(.shareLicences, by: caller.role)
        try await store.write { [self] store in
            guard var partner = try store.registry.partner(name) else {
                throw UnknownWord(.account, name, known: try store.registry.partners().map(\.name))
            }
            partner.closedAt = partner.closedAt ?? clock.milliseconds
            try store.registryWriter.keep(partner)
        }
    }

    public func accounts(by caller: Caller) async throws -> [SharingPartner] {
        try Rights.check(.shareLicences, by: caller.role)
        return try await store.read { try $0.registry.partners() }
    }

    /// The keys that sign what is issued here; others check by them. None where nothing was issued yet.
    public func publicKeys() async throws -> [PublicKey] {
        try await store.read { [self] store in
            try OfficeSecrets.areKept(in: store.registry) ? OfficeSecrets(keys, store).publicKeys : []
        }
    }

    /// The credit codes of the bodies that issue licences, for which these keys sign.
    public func issuingBodies() async throws -> [String] {
        try await store.read { [shelf] store in
            let shared = try shelf.current(in: store).compilation.shared
            let issuers = Set(shared.types.map(\.issuer))
            return issuers.sorted().flatMap { shared.departments[$0].codes.map(\.text) }
        }
    }

    /// A code by which its holder shows a licence for a short time (亮证): whoever is let have licences of that type may read it by the code.
    public func showLicence(_ number: Int64, of holder: HolderCode, by caller: Caller) async throws -> String {
        try Rights.check(.authorise, by: caller.role)
        return try await store.write { [self] store in
            let secrets = try OfficeSecrets(keys, store)
            let fingerprint = secrets.fingerprint(of: holder)
            // Whose it is is not told to anybody else.
            guard let row = try store.registry.licence(number), row.provider == nil, row.holders.contains(fingerprint) else {
                throw LicenceRefusal.unknown(number)
            }
            guard row.status == .valid else { throw LicenceRefusal.cannotBecome(.valid, from: row.status) }
            _ = try store.registryWriter.note(
                DataUse(.shown, of: row, at: clock.milliseconds, by: caller.asUser, caseID: nil, purpose: "show", basis: "holder-shows"))
            return secrets.code(showing: number, until: clock.milliseconds + Self.showMilliseconds)
        }
    }

    /// How long a code shows a licence.
    static let showMilliseconds: Int64 = 300_000

    // MARK: Answering

    /// How long a pass holds.
    static let passSeconds = 1_800
    /// Of a request.
    public static let mostBytesAsked = 65_536

    /// Answers a request of another office; whatever it is, there is an answer.
    /// - Parameter onFault: is told of what is nobody's mistake; whoever asks learns no more than that it cannot be done now.
    public func share(
        _ operation: SharingOperation, _ body: [UInt8], onFault: (any Error) -> Void = { _ in }
    ) async -> [UInt8] {
        do {
            switch operation {
            case .token: return try await givePass(read(body))
            case .find: return try await answer(operation, read(body), find)
            case .fetch: return try await answer(operation, read(body), fetch)
            case .status: return try await answer(operation, read(body), status)
            case .present: return try await answer(operation, read(body), present)
            }
        } catch let status as SharingStatus {
            return SharingRefusal(status).bytes
        } catch let refusal as SharingRefusal {
            return refusal.bytes
        } catch {
            onFault(error)
            return SharingRefusal(.unavailable).bytes
        }
    }

    /// The answer to a request that is for none of the operations, or larger than is read.
    public static func refusal(isTooLarge: Bool) -> [UInt8] {
        (isTooLarge ? SharingRefusal.larger(than: mostBytesAsked) : SharingRefusal.unknownOperation).bytes
    }

    private func read<Asked: Codable>(_ body: [UInt8]) throws -> SharingRequest<Asked> {
        do throws(StrictJSON.Problem) {
            return try StrictJSON.read(SharingRequest<Asked>.self, from: body, most: Self.mostBytesAsked, deepest: 8)
        } catch {
            switch error {
            case .missing(let names): throw SharingRefusal.missing(names)
            case .wrongKind(let names, let kind): throw SharingRefusal.wrong(names, kind.title)
            case .keyTwice: throw SharingRefusal(.notUnderstood, "名称重复 a name stands twice in one object")
            case .tooLarge: throw SharingRefusal.larger(than: Self.mostBytesAsked)
            case .tooDeep, .unreadable: throw SharingRefusal(.notUnderstood, "不是 JSON 对象 no JSON object with head and data")
            }
        }
    }

    private func givePass(_ request: SharingRequest<SharingData.Secret>) async throws -> [UInt8] {
        let token = try await store.read { [self] store in
            let partner = try store.registry.partner(request.head.accessId)
            // Whether there is such an account is not told: both ways take the same.
            let isRight = Digest.of(Array(request.data.secret.utf8)).equalsInConstantTime(partner?.secret ?? SealKey().bytes)
            guard isRight, let partner, partner.closedAt == nil else { throw SharingStatus.notAuthorised }
            let until = clock.milliseconds + Int64(Self.passSeconds) * 1_000
            return try OfficeSecrets(keys, store).pass(of: partner.name, until: until)
        }
        return try Self.answer(SharingData.Token(accessToken: token, expiresIn: Self.passSeconds))
    }

    private static func answer<Given: Codable & Sendable>(_ given: Given) throws -> [UInt8] {
        try SharingAnswer(head: .init(status: SharingStatus.ok.rawValue, message: SharingStatus.ok.message), data: given).canonicalJSON()
    }

    /// Who asks, and what for.
    private struct Visit {
        var partner: SharingPartner
        var purpose: LicenceRegistry.Purpose
    }

    private func answer<Asked: SharingAsked, Given: Codable & Sendable>(
        _ operation: SharingOperation, _ request: SharingRequest<Asked>,
        _ work: @escaping @Sendable (Asked, Visit, LicenceRegistry) throws -> Given
    ) async throws -> [UInt8] {
        guard let pass = request.head.accessToken else { throw SharingStatus.notAuthorised }
        let account = request.head.accessId
        // Who has no pass does not come to the one writer.
        _ = try await store.read { [self] store in try visitor(account, pass, store) }
        guard let cause = request.data.useCause else { throw SharingStatus.noPurpose }
        if let wrong = cause.wrongPart { throw wrong }
        let result: Result<Given, SharingStatus> = try await store.write { [self] store in
            let (secrets, partner) = try visitor(account, pass, store)
            let registry = registry(under: try shelf.current(in: store).compilation.shared, by: secrets, store)
            let purpose = LicenceRegistry.Purpose(
                by: DataUser(role: "sharing-partner", person: partner.name, organisation: partner.organisation), text: cause.text,
                basis: cause.certificateCallCategory, caseID: nil)
            // What is refused is in the log, too: that is to be written, and then told.
            do { return .success(try work(request.data, Visit(partner: partner, purpose: purpose), registry)) } catch let status
                as SharingStatus
            {
                return .failure(status)
            }
        }
        return try Self.answer(try result.get())
    }

    /// Whose pass it is, of an account that is let yet.
    private func visitor(
        _ account: String, _ pass: String, _ store: any StoreReader
    ) throws -> (secrets: OfficeSecrets, partner: SharingPartner) {
        let secrets: OfficeSecrets
        do { secrets = try OfficeSecrets(keys, store) } catch is NothingKept { throw SharingStatus.notAuthorised }
        guard secrets.account(ofPass: pass, at: clock.milliseconds) == account, let partner = try store.registry.partner(account),
            partner.closedAt == nil
        else { throw SharingStatus.notAuthorised }
        return (secrets, partner)
    }

    @Sendable private func find(
        _ asked: SharingData.OfHolder, _ visit: Visit, _ registry: LicenceRegistry
    ) throws -> [SharingData.Standing] {
        guard let holder = try? HolderCode(kind: asked.holderTypeCode, text: asked.holderCode) else {
            throw SharingRefusal.wrong(["data", "holderCode"], Title(zh: "该类代码（holderTypeCode）", en: "a code of that holderTypeCode"))
        }
        guard let type = registry.shared.types.first(where: { $0.definition.typeCode == asked.certTypeCode }) else {
            throw SharingStatus.notFound
        }
        guard visit.partner.types.contains(type.definition.id.value) else {
            try registry.refuse(asked.holderTypeCode, holder, type.definition.id.value, visit.purpose)
            throw SharingStatus.notEntitled
        }
        return try registry.find(type.definition.id.value, of: holder).map { row in
            try registry.note(.found, row, [], visit.purpose)
            return SharingData.Standing(try registry.open(row).licence.identifier, row.status, until: row.expires)
        }
    }

    @Sendable private func fetch(
        _ asked: SharingData.OfIdentifier, _ visit: Visit, _ registry: LicenceRegistry
    ) throws -> SharingData.Certificate {
        let row = try row(of: asked.certIdentifier, visit, registry)
        return try certificate(row, visit, registry)
    }

    @Sendable private func status(
        _ asked: SharingData.OfIdentifier, _ visit: Visit, _ registry: LicenceRegistry
    ) throws -> SharingData.Standing {
        let row = try row(of: asked.certIdentifier, visit, registry)
        try registry.note(.checked, row, [], visit.purpose)
        return SharingData.Standing(try registry.open(row).licence.identifier, row.status, until: row.expires)
    }

    @Sendable private func present(
        _ asked: SharingData.OfCode, _ visit: Visit, _ registry: LicenceRegistry
    ) throws -> SharingData.Certificate {
        guard let number = registry.secrets.licence(shownAs: asked.qrcode, at: registry.at),
            let row = try registry.store.registry.licence(number), row.provider == nil
        else { throw SharingStatus.notFound }
        try checkEntitled(row, visit, registry)
        var visit = visit
        visit.purpose.basis = "holder-shows"
        return try certificate(row, visit, registry)
    }

    private func certificate(_ row: LicenceRow, _ visit: Visit, _ registry: LicenceRegistry) throws -> SharingData.Certificate {
        guard let type = registry.shared.types.first(where: { $0.definition.id.value == row.type }), let code = type.definition.typeCode
        else { throw SharingStatus.notFound }
        let shown = try registry.open(row)
        try registry.note(.read, row, shown.licence.fields.keys.sorted(), visit.purpose)
        return SharingData.Certificate(
            shown, title: type.definition.title.zh, typeCode: code, issuer: registry.shared.departments[type.issuer].title.zh)
    }

    private func row(of text: String, _ visit: Visit, _ registry: LicenceRegistry) throws -> LicenceRow {
        guard let identifier = try? LicenceIdentifier(unchecked: text) else {
            throw SharingRefusal.wrong(
                ["data", "certIdentifier"], Title(zh: "证照标识（GB/T 36904）", en: "an identifier of a licence (GB/T 36904)"))
        }
        let fingerprint = registry.secrets.fingerprint(of: identifier)
        guard let row = try registry.store.registry.licence(identifier: fingerprint), row.provider == nil else {
            throw SharingStatus.notFound
        }
        try checkEntitled(row, visit, registry)
        return row
    }

    private func checkEntitled(_ row: LicenceRow, _ visit: Visit, _ registry: LicenceRegistry) throws {
        if visit.partner.types.contains(row.type) { return }
        var purpose = visit.purpose
        purpose.basis = "none"
        try registry.note(.refused, row, [], purpose)
        throw SharingStatus.notEntitled
    }
}

extension SharingStatus: Error {}

extension UseCause {
    /// The first part that does not say what for, on a known basis and at a reasonable length, or that names a citizen; nil: it is whole.
    fileprivate var wrongPart: SharingRefusal? {
        let parts = [
            ("certificateCopyCause", certificateCopyCause), ("certificateCallCategory", certificateCallCategory),
            ("certificateSystemName", certificateSystemName), ("certificateEventCode", certificateEventCode ?? "-"),
            ("certificateMatterName", certificateMatterName ?? "-"), ("certificateProjectNo", certificateProjectNo ?? "-"),
        ]
        for (name, text) in parts {
            if text.allSatisfy(\.isWhitespace) || text.count > Self.mostCharacters || !Licence.maySay(text) || text.namesACitizen {
                return SharingRefusal(
                    .noPurpose, "data.useCause.\(name) 为空、过长或含公民身份号码 data.useCause.\(name) is empty, too long, or names a citizen")
            }
        }
        let basis = certificateCallCategory.split(separator: " ", maxSplits: 1)
        guard let word = basis.first, Self.bases.contains(String(word)),
            basis.dropFirst().allSatisfy({ $0.wholeMatch(of: /#[0-9]{1,18}|by (licence|mandate|declaration)/) != nil })
        else {
            return .wrong(
                ["data", "useCause", "certificateCallCategory"],
                Title(zh: "以下之一：\(Self.bases.joined(separator: " "))", en: "one of: \(Self.bases.joined(separator: " "))"))
        }
        return nil
    }

    /// With the case at whoever asks, so that both logs can be laid side by side.
    fileprivate var text: String { certificateCopyCause + (certificateProjectNo.map { " (\($0))" } ?? "") }
}

extension LicenceRegistry {
    /// Somebody asked for licences of a type that he may not have.
    fileprivate func refuse(_ kind: String, _ holder: HolderCode, _ type: String, _ purpose: Purpose) throws {
        _ = try store.registryWriter.note(
            DataUse(
                at: at, act: .refused, by: purpose.by, subjects: [Digest.text(secrets.fingerprint(of: holder))], caseID: nil, type: type,
                fields: [], purpose: purpose.text, basis: "none"))
    }
}
