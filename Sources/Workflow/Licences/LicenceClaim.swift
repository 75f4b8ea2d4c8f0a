/// What a licence is wanted for: its type, whose it must be, and the day on which it must hold.
public struct LicenceClaim: Sendable {
    var type: CompiledLicence
    /// All of these must be among its holders.
    var holders: Set<HolderCode>
    var day: Day

    init(_ type: CompiledLicence, of holders: Set<HolderCode>, on day: Day) { (self.type, self.holders, self.day) = (type, holders, day) }
}

/// Whether the word of whoever issued a licence is taken.
protocol IssuerTrust {
    /// What speaks against the one who says so.
    /// - Throws: `KeyProblem.needsGM` where this build cannot check the signature.
    func objection(to shown: ShownLicence, of type: CompiledLicence) throws(KeyProblem) -> LicenceObjection?
}

/// Whose word is taken: the departments' bodies, and the keys that sign for them.
public struct LicenceTrust: IssuerTrust, Sendable {
    /// Credit codes of the bodies of a department, by its place among the shared definitions.
    private let bodies: [Set<String>]
    private let keys: TrustedKeys

    public init(_ shared: SharedDefinitions, keys: [(key: PublicKey, bodies: [String])]) {
        bodies = shared.departments.map { Set($0.codes.map(\.text)) }
        self.keys = TrustedKeys(keys)
    }

    /// What speaks against the one who says so.
    /// - Throws: `KeyProblem.needsGM` where this build cannot check the signature.
    func objection(to shown: ShownLicence, of type: CompiledLicence) throws(KeyProblem) -> LicenceObjection? {
        let issuer = shown.licence.identifier.issuer
        guard bodies[type.issuer].contains(issuer) else { return .issuerNotEntitled }
        return try keys.objection(to: shown)
    }
}

/// The keys that sign, each for some bodies.
struct TrustedKeys: Sendable {
    /// By the name of the key.
    private let keys: [String: (key: PublicKey, bodies: Set<String>)]

    init(_ keys: [(key: PublicKey, bodies: [String])]) {
        self.keys = Dictionary(keys.map { ($0.key.name, ($0.key, Set($0.bodies))) }) { one, other in
            (one.0, one.1.union(other.1))
        }
    }

    /// What speaks against a signature.
    /// - Throws: `KeyProblem.needsGM` where this build cannot check it.
    func objection(to shown: ShownLicence) throws(KeyProblem) -> LicenceObjection? {
        guard let signature = shown.signature else { return .notSigned }
        guard let known = keys[signature.key] else { return .unknownKey }
        guard known.bodies.contains(shown.licence.identifier.issuer) else { return .keyOfAnother }
        return try known.key.isRight(signature, over: shown.licence.signed) ? nil : .wrongSignature
    }
}

/// What becomes of licences that were found for a claim.
public enum LicenceVerdict: Sendable, Hashable {
    case usable(ShownLicence)
    /// None was found.
    case none
    /// For each that was found, in their order.
    case refused([LicenceObjection])
    /// A person has to say; nothing is guessed.
    case asked([LicenceObjection])
}

extension LicenceClaim {
    /// The first thing that speaks against a licence; nil where it may be used.
    /// - Throws: `KeyProblem.needsGM` where this build cannot check the signature.
    func objection(to shown: ShownLicence, trusting trust: some IssuerTrust) throws(KeyProblem) -> LicenceObjection? {
        let licence = shown.licence
        if type.definition.reuse == .never { return .neverReused }
        guard licence.type == type.definition.id.value, licence.identifier.type == type.definition.typeCode else {
            return .wrongType(found: licence.identifier.type)
        }
        // Who says so comes before what is said: nothing of a forged licence is worth telling.
        if let objection = try trust.objection(to: shown, of: type) { return objection }
        guard licence.holders.count == type.kinds.count else { return .holders(found: licence.holders.count, expected: type.kinds.count) }
        guard holders.isSubset(of: licence.holders.map(\.code)) else { return .wrongHolder }
        if let objection = objectionToDates(of: licence) { return objection }
        if shown.status != .valid { return .status(shown.status) }
        if let objection = objectionToFields(of: licence) { return objection }
        return licence.identifier.isChecked ? nil : .checkCharacter
    }

    private func objectionToDates(of licence: Licence) -> LicenceObjection? {
        if let expires = licence.expires, expires < licence.effective { return .contradictoryDates }
        if day < licence.issued { return .notIssuedYet(until: licence.issued) }
        if day < licence.effective { return .notYetValid(until: licence.effective) }
        if let expires = licence.expires, expires < day { return .expired(on: expires) }
        return nil
    }

    private func objectionToFields(of licence: Licence) -> LicenceObjection? {
        for fill in type.fillsIn {
            guard let value = licence.fields[fill.from], !value.allSatisfy(\.isWhitespace) else { return .missingField(fill.from) }
            guard Licence.maySay(value) else { return .unfitValue(fill.from) }
            if type.codes.contains(fill.from), value != licence.holders[fill.holder].code.text { return .contradictsHolder(fill.from) }
        }
        return nil
    }

    /// What becomes of all that were found. Of several versions of one licence the last counts.
    /// - Throws: `KeyProblem.needsGM` where this build cannot check a signature: nobody hands in a paper because a wrong build runs.
    func verdict(on found: [ShownLicence], trusting trust: some IssuerTrust) throws -> LicenceVerdict {
        if found.isEmpty { return .none }
        let last = try found.map { shown in
            try found.contains { other in
                try other.licence.identifier.isLater(than: shown.licence.identifier)
                    && trust.objection(to: other, of: type) == nil
            }
        }
        let objections = try zip(found, last).map { shown, isSuperseded in
            try objection(to: shown, trusting: trust) ?? (isSuperseded ? .status(.superseded) : nil)
        }
        let usable = zip(found, objections).filter { $1 == nil }.map(\.0)
        if usable.count > 1 { return .asked([.ambiguous(usable.count)]) }
        if let one = usable.first { return .usable(one) }
        let questions = objections.compactMap { $0 }.filter(\.isQuestion)
        return questions.isEmpty ? .refused(objections.compactMap { $0 }) : .asked(questions)
    }
}

extension LicenceIdentifier {
    /// Whether it is a later version of the same licence.
    func isLater(than other: LicenceIdentifier) -> Bool {
        (type, issuer, serial) == (other.type, other.issuer, other.serial) && version > other.version
    }
}
