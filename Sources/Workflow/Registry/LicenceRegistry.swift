import Foundation

/// The embedded registry of e-licences, within one piece of work of the store: what it does and what it says of it in the log stand in the
/// same transaction.
struct LicenceRegistry {
    let store: any StoreWriter
    let secrets: OfficeSecrets
    let shared: SharedDefinitions
    /// Milliseconds since 1970, and the day.
    let at: Int64
    let today: Day

    /// Who asks, and why.
    struct Purpose {
        var by: DataUser
        var text: String
        var basis: String
        var caseID: CaseID?
        /// The items for which it is.
        var item: String?
    }

    // MARK: Issuing

    /// Issues a licence. The same licence has always the same identifier: it is known by its number, and without one by its holders and its day.
    /// - Throws: `LicenceRefusal.alreadyThere`.
    func issue(_ draft: LicenceDraft, for purpose: Purpose) throws -> (number: Int64, licence: Licence) {
        let name = draft.number ?? "\(draft.issued) \(draft.holders.map { "\($0.code.kind) \($0.code.text)" }.joined(separator: " "))"
        let serial = secrets.serial(of: "\(draft.typeCode) \(draft.issuer.text) \(name)")
        let licence = draft.licence(try identifier(draft, serial: serial, version: 1))
        if let known = try store.registry.licences(inSeries: secrets.fingerprint(ofSeries: licence.identifier)).last {
            let isSame = try open(known).licence.says(licence)
            throw isSame ? LicenceRefusal.alreadyThere(known.number) : .saysSomethingElse(known.number)
        }
        return (try keep(licence, .issued, purpose), licence)
    }

    /// A new version of a licence, in place of the one that is there; of one that was revoked, withdrawn or cancelled, beside it. What is suspended
    /// is first resumed, or taken away.
    func renew(_ number: Int64, as draft: LicenceDraft, for purpose: Purpose) throws -> (number: Int64, licence: Licence) {
        let row = try row(number)
        let old = try open(row)
        guard old.status != .suspended, old.status != .superseded else { throw LicenceRefusal.cannotBecome(.superseded, from: old.status) }
        let before = old.licence.identifier
        guard old.licence.type == draft.type.definition.id.value, before.issuer == draft.issuer.text,
            old.licence.holders.map(\.code) == draft.holders.map(\.code), old.licence.number == draft.number
        else { throw LicenceRefusal.otherLicence }
        guard before.version < 999 else { throw LicenceRefusal.tooManyVersions }
        let licence = draft.licence(try identifier(draft, serial: before.serial, version: before.version + 1))
        let series = try store.registry.licences(inSeries: row.series)
        guard series.last?.number == number else { throw LicenceRefusal.cannotBecome(.superseded, from: .superseded) }
        if old.status == .valid { try change(row, old, to: .superseded, .superseded, purpose) }
        return (try keep(licence, .renewed, purpose), licence)
    }

    private func identifier(_ draft: LicenceDraft, serial: String, version: Int) throws -> LicenceIdentifier {
        try LicenceIdentifier(type: draft.typeCode, issuer: draft.issuer.text, serial: serial, version: version)
    }

    private func keep(_ licence: Licence, _ act: DataUse.Act, _ purpose: Purpose) throws -> Int64 {
        let shown = ShownLicence(licence: licence, status: .valid, signature: try secrets.sign(licence.signed))
        let row = try keep(shown, under: secrets.fingerprint(of: licence.identifier), from: nil)
        try note(act, row, [], purpose)
        return row.number
    }

    private func keep(_ shown: ShownLicence, under identifier: [UInt8], from provider: String?) throws -> LicenceRow {
        let licence = shown.licence
        let key = secrets.masters.makeKey()
        let place = Self.place(identifier)
        // A copy is no member of the series: its versions are kept elsewhere.
        let series = provider == nil ? secrets.fingerprint(ofSeries: licence.identifier) : identifier
        var row = LicenceRow(
            number: 0, type: licence.type, status: shown.status, expires: licence.expires, provider: provider, identifier: identifier,
            series: series, holders: licence.holders.map { secrets.fingerprint(of: $0.code) },
            key: try secrets.masters.wrap(key, at: place), body: try key.seal(SealedLicence(shown).canonicalJSON(), at: place))
        row.number = try store.registryWriter.keep(row)
        return row
    }

    // MARK: What becomes of one

    /// Suspends, resumes (`valid`), revokes, withdraws or cancels a licence.
    func set(_ status: LicenceStatus, of number: Int64, for purpose: Purpose) throws {
        let row = try row(number)
        let old = try open(row)
        let act: DataUse.Act
        switch status {
        case .valid: act = .resumed
        case .suspended: act = .suspended
        case .revoked: act = .revoked
        case .withdrawn: act = .withdrawn
        case .cancelled: act = .cancelled
        case .superseded, .other: throw LicenceRefusal.cannotBecome(status, from: old.status)
        }
        guard old.status.mayChange, old.status != status else { throw LicenceRefusal.cannotBecome(status, from: old.status) }
        if purpose.text.allSatisfy(\.isWhitespace) { throw LicenceRefusal.noReason }
        try change(row, old, to: status, act, purpose)
    }

    private func change(
        _ row: LicenceRow, _ old: ShownLicence, to status: LicenceStatus, _ act: DataUse.Act, _ purpose: Purpose
    ) throws {
        var (row, shown) = (row, old)
        shown.status = status
        row.status = status
        row.body = try key(of: row).seal(SealedLicence(shown).canonicalJSON(), at: Self.place(row.identifier))
        _ = try store.registryWriter.keep(row)
        try note(act, row, [], purpose)
    }

    // MARK: Reading

    /// Opens a licence for somebody, who is in the log with it.
    func read(_ number: Int64, fields: [String]?, for purpose: Purpose, deferral: Deferral? = nil) throws -> ShownLicence {
        let row = try row(number)
        let shown = try open(row)
        try note(.read, row, fields ?? shown.licence.fields.keys.sorted(), purpose, deferral: deferral)
        return shown
    }

    /// Those of a type that somebody holds, and that were issued here.
    func find(_ type: String, of holder: HolderCode) throws -> [LicenceRow] {
        try store.registry.licences(of: secrets.fingerprint(of: holder), type: type).filter { $0.provider == nil }
    }

    // MARK: Copies

    /// Writes into the log that a licence was read elsewhere; of one that a case uses a copy is kept for it, sealed like what is issued here.
    /// - Returns: the number of the copy (0: none), and the row of the log.
    func note(
        _ act: DataUse.Act, _ shown: ShownLicence, from provider: String, of code: HolderCode, isUsed: Bool, for purpose: Purpose
    ) throws -> (number: Int64, use: Int64) {
        let fields = shown.licence.fields.keys.sorted()
        guard isUsed, let id = purpose.caseID else {
            let use = DataUse(
                at: at, act: act, by: purpose.by, subjects: [Digest.text(secrets.fingerprint(of: code))],
                caseID: purpose.caseID?.description, item: purpose.item, type: shown.licence.type, fields: fields,
                highest: shared.highestClass(of: fields, onType: shown.licence.type), purpose: purpose.text, basis: purpose.basis,
                provider: provider)
            return (0, try store.registryWriter.note(use).position)
        }
        let identifier = secrets.fingerprint(ofCopy: shown.licence.identifier, of: provider, for: id)
        if let known = try store.registry.licence(identifier: identifier) {
            return (known.number, try note(act, known, fields, purpose).position)
        }
        let row = try keep(shown, under: identifier, from: provider)
        return (row.number, try note(act, row, fields, purpose).position)
    }

    /// One that was issued here; a copy is its issuer's to change and to show.
    func row(_ number: Int64) throws -> LicenceRow {
        guard let row = try store.registry.licence(number), row.provider == nil else { throw LicenceRefusal.unknown(number) }
        return row
    }

    func department(of row: LicenceRow) throws -> String {
        guard let type = shared.types.first(where: { $0.definition.id.value == row.type }) else {
            throw StoreFault.damaged("licences \(row.number)")
        }
        return shared.departments[type.issuer].id.value
    }

    /// Whoever opens one writes it into the log, in the same piece of work.
    func open(_ row: LicenceRow) throws -> ShownLicence {
        do {
            let shown = try SealedLicence(bytes: key(of: row).open(row.body, at: Self.place(row.identifier))).shown()
            // The columns are for finding; what is sealed is what holds.
            guard shown.status == row.status, shown.licence.type == row.type else { throw BrokenSeal() }
            return shown
        } catch is BrokenSeal {
            throw StoreFault.damaged("licences \(row.number)")
        }
    }

    private func key(of row: LicenceRow) throws -> SealKey { try secrets.masters.unwrap(row.key, at: Self.place(row.identifier)) }

    static func place(_ identifier: [UInt8]) -> String { "licence \(Digest.text(identifier))" }

    @discardableResult
    func note(
        _ act: DataUse.Act, _ row: LicenceRow, _ fields: [String], _ purpose: Purpose, deferral: Deferral? = nil
    ) throws -> LoggedUse {
        try store.registryWriter.note(
            DataUse(
                act, of: row, at: at, by: purpose.by, caseID: purpose.caseID, item: purpose.item, fields: fields,
                highest: shared.highestClass(of: fields, onType: row.type), purpose: purpose.text, basis: purpose.basis,
                deferral: deferral))
    }
}

/// A licence as it is sealed.
private struct SealedLicence: Codable {
    struct Holder: Codable {
        var kind: String
        var code: String
        var name: String?
    }

    var identifier: String
    var type: String
    var number: String?
    var holders: [Holder]
    var issued: String
    var effective: String
    var expires: String?
    var fields: [String: String]
    var status: UInt8
    var algorithm: SignatureAlgorithm?
    var signedBy: String?
    var signature: String?

    init(_ shown: ShownLicence) {
        let licence = shown.licence
        (identifier, type, number) = (licence.identifier.description, licence.type, licence.number)
        holders = licence.holders.map { Holder(kind: $0.code.kind, code: $0.code.text, name: $0.name) }
        (issued, effective, expires) = (licence.issued.description, licence.effective.description, licence.expires?.description)
        (fields, status) = (licence.fields, shown.status.rawValue)
        (algorithm, signedBy) = (shown.signature?.algorithm, shown.signature?.key)
        signature = shown.signature.map { Digest.text($0.bytes) }
    }

    init(bytes: [UInt8]) throws(BrokenSeal) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { throw BrokenSeal() }
        self = read
    }

    func shown() throws(BrokenSeal) -> ShownLicence {
        guard let identifier = try? LicenceIdentifier(unchecked: identifier), let issued = Day(issued), let effective = Day(effective),
            let status = LicenceStatus(rawValue: status)
        else { throw BrokenSeal() }
        var read: [Licence.Holder] = []
        for holder in holders {
            guard let code = try? HolderCode(kind: holder.kind, text: holder.code) else { throw BrokenSeal() }
            read.append(Licence.Holder(code: code, name: holder.name))
        }
        let licence = Licence(
            identifier: identifier, type: type, number: number, holders: read, issued: issued, effective: effective,
            expires: expires.flatMap { Day($0) }, fields: fields)
        var seal: Signature?
        if let algorithm, let signedBy, let bytes = signature.flatMap({ Digest.bytes($0) }) {
            seal = Signature(algorithm: algorithm, key: signedBy, bytes: bytes)
        }
        return ShownLicence(licence: licence, status: status, signature: seal)
    }
}
