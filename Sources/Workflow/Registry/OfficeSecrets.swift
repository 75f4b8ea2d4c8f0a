/// The secrets that an office works with, opened by its master keys.
struct OfficeSecrets: Sendable {
    let masters: MasterKeys
    /// Finds a person's licences and uses of data without telling whose they are (HMAC; a digest without a key is found by trying).
    private let index: SealKey
    let signing: SigningKey

    /// - Parameter creating: where there are none yet they are made.
    /// - Throws: `KeyProblem`, and `StoreFault.damaged` where what is kept is not what was sealed.
    init(_ keys: any KeySource, _ store: any StoreReader, creating writer: (any RegistryWriter)? = nil) throws {
        // Where they are gone, new ones would find nothing of what is there.
        if writer != nil, try store.registry.lastUse().position > 0 {
            for name in Self.names where try store.registry.officeKey(name) == nil { throw StoreFault.damaged("office_keys \(name)") }
        }
        if writer == nil, try store.registry.officeKey("index") == nil { throw NothingKept() }
        masters = try keys.masters(for: store, creating: writer != nil)
        do {
            index = try Self.key("index", store, masters) ?? Self.make("index", SealKey(), nil, writer, masters)
            if let secret = try Self.key("signing", store, masters) {
                guard let key = SigningKey(.ed25519, secret.bytes) else { throw BrokenSeal() }
                signing = key
            } else {
                let key = SigningKey()
                guard let secret = SealKey(key.secret) else { throw BrokenSeal() }
                _ = try Self.make("signing", secret, key.publicKey.bytes, writer, masters)
                signing = key
            }
        } catch is BrokenSeal {
            throw StoreFault.damaged("office_keys")
        }
    }

    static let names = ["index", "signing"]

    private static func key(_ name: String, _ store: any StoreReader, _ masters: MasterKeys) throws -> SealKey? {
        try store.registry.officeKey(name).map { try masters.unwrap($0.key, at: place(name)) }
    }

    private static func make(
        _ name: String, _ key: SealKey, _ publicKey: [UInt8]?, _ writer: (any RegistryWriter)?, _ masters: MasterKeys
    ) throws -> SealKey {
        guard let writer else { throw NothingKept() }
        try writer.keep(OfficeKey(name: name, publicKey: publicKey, key: masters.wrap(key, at: place(name))))
        return key
    }

    static func place(_ name: String) -> String { "office \(name)" }

    /// Of who holds a licence, or whose data were used.
    func fingerprint(of holder: HolderCode) -> [UInt8] { index.fingerprint(Array("holder \(holder.kind) \(holder.text)".utf8)) }

    func fingerprint(of identifier: LicenceIdentifier) -> [UInt8] { index.fingerprint(Array("licence \(identifier)".utf8)) }

    /// Of a copy that a case has of a licence of another registry.
    func fingerprint(ofCopy identifier: LicenceIdentifier, of provider: String, for id: CaseID) -> [UInt8] {
        index.fingerprint(Array("copy \(id) \(provider) \(identifier)".utf8))
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

    private func seal(of text: String) -> String { Digest.text(index.fingerprint(Array(text.utf8))) }

    private func isRight(_ given: String, for text: String) -> Bool {
        Array(given.utf8).equalsInConstantTime(Array(seal(of: text).utf8))
    }

    /// Twenty characters of the alphabet of identifiers (GB/T 36904), the same for the same text, and telling nothing of it.
    func serial(of text: String) -> String {
        String(index.fingerprint(Array("serial \(text)".utf8)).prefix(20).map { CodeAlphabet.alphanumeric.character(Int($0) % 36) })
    }
}

/// An office in which nothing was ever issued or read has nothing to look for.
struct NothingKept: Error {}

extension KeySource {
    /// The master keys for a store. New ones are made only where nothing is sealed yet, and nothing is sealed by others than what is there: else
    /// one file of keys would not open all of it, and nobody would notice before he needs it.
    func masters(for store: any StoreReader, creating: Bool) throws -> MasterKeys {
        guard let sealed = try store.someForm()?.key ?? store.registry.officeKey("index")?.key else { return try keys(creating: creating) }
        let masters = try keys(creating: false)
        guard masters.have(theKeyOf: sealed) else { throw KeyProblem.sealedByAnother }
        return masters
    }
}
