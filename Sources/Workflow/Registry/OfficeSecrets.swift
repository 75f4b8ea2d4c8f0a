/// The secrets that an office works with, opened by its master keys.
struct OfficeSecrets: Sendable {
    let masters: MasterKeys
    /// Finds a person's licences and uses of data without telling whose they are (HMAC; a digest without a key is found by trying).
    private let index: SealKey
    /// One of each algorithm that was ever chosen, so that what each has signed is checked.
    private let signers: [Signer]

    private struct Signer {
        var publicKey: PublicKey
        /// Nil: this build does not have the algorithm. Its public key is known all the same, so that it is told what is wanting.
        var key: SigningKey?
    }

    /// - Parameter creating: where there are none yet they are made.
    /// - Throws: `KeyProblem`, and `StoreFault.damaged` where what is kept is not what was sealed.
    init(_ keys: any KeySource, _ store: any StoreReader, creating writer: (any RegistryWriter)? = nil) throws {
        // Where they are gone, new ones would find nothing of what is there.
        if writer != nil, try store.registry.lastUse().position > 0, let gone = try Self.gone(from: store.registry) {
            throw StoreFault.damaged("office_keys \(gone)")
        }
        guard try writer != nil || Self.areKept(in: store.registry) else { throw NothingKept() }
        let masters = try keys.masters(for: store, creating: writer != nil)
        do {
            if let kept = try store.registry.officeKey(Self.index) {
                index = try masters.unwrap(kept.key, at: Self.place(of: kept))
            } else {
                index = masters.makeKey()
                try Self.keep(index, OfficeKey(name: Self.index, publicKey: nil, key: []), writer, masters)
            }
            signers = try SignatureAlgorithm.allCases.compactMap { algorithm in
                if let kept = try store.registry.officeKey(Self.name(of: algorithm)) { return try Self.signer(algorithm, kept, masters) }
                guard let writer, algorithm == masters.algorithms.signing else { return nil }
                let key = try SigningKey(algorithm)
                guard let secret = SealKey(key.secret) else { throw BrokenSeal() }
                try Self.keep(
                    secret, OfficeKey(name: Self.name(of: algorithm), publicKey: key.publicKey.bytes, key: []), writer, masters)
                return Signer(publicKey: key.publicKey, key: key)
            }
        } catch is BrokenSeal {
            throw StoreFault.damaged("office_keys")
        }
        self.masters = masters
    }

    /// By which what this office has issued is checked.
    var publicKeys: [PublicKey] { signers.map(\.publicKey) }

    /// Signs something that the office issues, by the algorithm that is chosen now.
    /// - Throws: `NothingKept` where the office was opened for reading and has no key of it yet.
    func sign(_ content: [UInt8]) throws -> Signature {
        guard let signer = signers.first(where: { $0.publicKey.algorithm == masters.algorithms.signing }) else { throw NothingKept() }
        guard let key = signer.key else { throw KeyProblem.needsGM }
        return try key.sign(content)
    }

    static let index = "index"

    static func name(of algorithm: SignatureAlgorithm) -> String {
        switch algorithm {
        case .ed25519: "signing"
        case .sm2sm3: "signing-sm2"
        }
    }

    /// Whether anything was ever issued or read.
    static func areKept(in registry: any RegistryReader) throws -> Bool { try registry.officeKey(index) != nil }

    /// The first of the secrets that every office has which was used, where this one has it no more.
    static func gone(from registry: any RegistryReader) throws -> String? {
        guard try areKept(in: registry) else { return index }
        let hasSigned = try SignatureAlgorithm.allCases.contains { try registry.officeKey(name(of: $0)) != nil }
        return hasSigned ? nil : name(of: .ed25519)
    }

    private static func signer(_ algorithm: SignatureAlgorithm, _ kept: OfficeKey, _ masters: MasterKeys) throws -> Signer {
        let publicKey = PublicKey(algorithm: algorithm, bytes: kept.publicKey ?? [])
        guard algorithm.isBuiltIn else { return Signer(publicKey: publicKey) }
        return Signer(publicKey: publicKey, key: try SigningKey(masters.unwrap(kept.key, at: place(of: kept)).bytes, of: publicKey))
    }

    private static func keep(_ secret: SealKey, _ key: OfficeKey, _ writer: (any RegistryWriter)?, _ masters: MasterKeys) throws {
        var key = key
        key.key = try masters.wrap(secret, at: place(of: key))
        try writer?.keep(key)
    }

    /// Where a secret opens. What is not reckoned from it, its public key, is part of that: nobody puts another beside it.
    static func place(of key: OfficeKey) -> String {
        key.name == name(of: .sm2sm3) ? "office \(key.name) \(Digest.text(key.publicKey ?? []))" : "office \(key.name)"
    }

    /// Of who holds a licence, or whose data were used.
    func fingerprint(of holder: HolderCode) -> [UInt8] { index.fingerprint(Array("holder \(holder.kind) \(holder.text)".utf8)) }

    /// The names of several, in their order.
    func pseudonyms(of holders: Set<HolderCode>) -> [String] { holders.map(pseudonym(of:)).sorted() }

    /// The name of a holder in logs: 32 letters, so that it is never taken for somebody's number.
    func pseudonym(of holder: HolderCode) -> String {
        let letters = Array("abcdefghijklmnop")
        return String(
            index.fingerprint(Array("pseudonym \(holder.kind) \(holder.text)".utf8)).prefix(16)
                .flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] })
    }

    func fingerprint(of identifier: LicenceIdentifier) -> [UInt8] { index.fingerprint(Array("licence \(identifier)".utf8)) }

    /// One of the secrets of a subscriber, by its number: made of what the office keeps, so that it need not be kept itself.
    func secret(_ which: Int, ofWebhook number: Int64) -> [UInt8] { index.fingerprint(Array("webhook \(number) secret \(which)".utf8)) }

    /// Of a copy that a case has of a licence of another registry.
    func fingerprint(ofCopy identifier: LicenceIdentifier, of provider: String, for id: CaseID) -> [UInt8] {
        index.fingerprint(Array("copy \(id) \(provider) \(identifier)".utf8))
    }

    /// Tells whether two licences say the same, and nothing of what they say.
    func fingerprint(ofContent signed: [UInt8]) -> String { Digest.text(index.fingerprint(Array("content ".utf8) + signed)) }

    /// What a request asks for, which may name people by their codes.
    func fingerprint(ofRequest bytes: [UInt8]) -> [UInt8] { index.fingerprint(Array("request ".utf8) + bytes) }

    /// What tells the ratings of a case, or that of one item in one channel, from others, and not of which case they are.
    func fingerprint(ofRatingsOf id: CaseID) -> [UInt8] { index.fingerprint(Array("ratings \(id)".utf8)) }
    func fingerprint(ofRatingOf item: String, in channel: RatingChannel, of id: CaseID) -> [UInt8] {
        index.fingerprint(Array("rating \(id) \(item) \(channel.rawValue)".utf8))
    }

    /// The same for all versions of a licence.
    func fingerprint(ofSeries identifier: LicenceIdentifier) -> [UInt8] {
        index.fingerprint(Array("series \(identifier.type).\(identifier.issuer).\(identifier.serial)".utf8))
    }

    // MARK: What is told outside, and comes back

    /// A pass of an account until an instant (milliseconds): it is worth nothing changed, and nothing for another account.
    func pass(of account: String, until: Int64) -> String { "\(account).\(until).\(seal(of: "pass \(account) \(until)"))" }

    /// Whose pass it is; nil where it is none, or over.
    func account(ofPass pass: String, at now: Int64) -> String? {
        let parts = pass.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let until = Int64(parts[1]), now < until, isRight(parts[2], for: "pass \(parts[0]) \(until)") else {
            return nil
        }
        return parts[0]
    }

    /// A code by which the holder shows a licence until an instant (亮证).
    func code(showing licence: Int64, until: Int64) -> String { "\(licence).\(until).\(seal(of: "show \(licence) \(until)"))" }

    /// Which licence a code shows; nil where it is none, or over.
    func licence(shownAs code: String, at now: Int64) -> Int64? {
        let parts = code.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let number = Int64(parts[0]), let until = Int64(parts[1]), now < until,
            isRight(parts[2], for: "show \(number) \(until)")
        else { return nil }
        return number
    }

    /// By which somebody is invited to let his licences be read for a case, as whoever he is in it.
    func code(of invitation: InvitationCode) -> String {
        "\(invitation.id).\(invitation.role).\(invitation.until).\(invitation.made).\(seal(of: "invite \(invitation)"))"
    }

    /// Who is invited to what; nil where it is no invitation, or over.
    func invitation(in code: String, on today: Day) -> InvitationCode? {
        let parts = code.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let id = CaseID(parts[0]), let until = Day(parts[2]), today <= until, let made = Int64(parts[3]) else {
            return nil
        }
        let invitation = InvitationCode(id: id, role: parts[1], until: until, made: made)
        return isRight(parts[4], for: "invite \(invitation)") ? invitation : nil
    }

    /// By which it is found whether one was used, in whichever way somebody writes it.
    func fingerprint(of invitation: InvitationCode) -> [UInt8] { index.fingerprint(Array("invitation \(invitation)".utf8)) }

    private func seal(of text: String) -> String { Digest.text(index.fingerprint(Array(text.utf8))) }

    private func isRight(_ given: String, for text: String) -> Bool {
        Array(given.utf8).equalsInConstantTime(Array(seal(of: text).utf8))
    }

    /// Twenty characters of the alphabet of identifiers (GB/T 36904), the same for the same text, and telling nothing of it.
    func serial(of text: String) -> String {
        String(index.fingerprint(Array("serial \(text)".utf8)).prefix(20).map { CodeAlphabet.alphanumeric.character(Int($0) % 36) })
    }
}

/// What stands in the code of an invitation.
struct InvitationCode: CustomStringConvertible {
    var id: CaseID
    /// Who he is in the case.
    var role: String
    /// The last day.
    var until: Day
    /// Milliseconds since 1970: in place of one that is used up another can be made.
    var made: Int64

    var description: String { "\(id) \(role) \(until) \(made)" }
}

/// An office in which nothing was ever issued or read has nothing to look for.
struct NothingKept: Error {}

extension KeySource {
    /// The master keys for a store. New ones are made only where nothing is sealed yet, and nothing is sealed by others than what is there: else
    /// one file of keys would not open all of it, and nobody would notice before he needs it.
    func masters(for store: any StoreReader, creating: Bool) throws -> MasterKeys {
        guard let sealed = try store.someForm()?.key ?? store.registry.officeKey(OfficeSecrets.index)?.key else {
            return try keys(creating: creating)
        }
        let masters = try keys(creating: false)
        guard masters.have(theKeyOf: sealed) else { throw KeyProblem.sealedByAnother }
        return masters
    }
}
