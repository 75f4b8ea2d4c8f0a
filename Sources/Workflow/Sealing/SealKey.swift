import Crypto
import Foundation

/// How something is sealed: a tag on the data, so that another algorithm may come beside it (SM4-GCM, where a deployment needs it).
enum SealAlgorithm: UInt8, CaseIterable {
    /// AES-256 in Galois/counter mode (GB/T 36624, NIST SP 800-38D), with a random nonce of 12 bytes and a tag of 16.
    case aes256gcm = 1
}

/// A secret key of 32 bytes. What it has sealed is opened only by it, and only in the same place.
struct SealKey: Sendable {
    private let key: SymmetricKey

    /// A new one, by chance.
    init() { key = SymmetricKey(size: .bits256) }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// - Parameter place: what it is and whose; the seal opens nowhere else, so that nothing sealed can be put in another's place.
    func seal(_ bytes: [UInt8], at place: String) throws(BrokenSeal) -> [UInt8] {
        guard let box = try? AES.GCM.seal(bytes, using: key, authenticating: Array(place.utf8)), let combined = box.combined else {
            throw BrokenSeal()
        }
        return [SealAlgorithm.aes256gcm.rawValue] + combined
    }

    func open(_ sealed: [UInt8], at place: String) throws(BrokenSeal) -> [UInt8] {
        guard let tag = sealed.first, let algorithm = SealAlgorithm(rawValue: tag) else { throw BrokenSeal() }
        switch algorithm {
        case .aes256gcm:
            guard let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst()),
                let bytes = try? AES.GCM.open(box, using: key, authenticating: Array(place.utf8))
            else { throw BrokenSeal() }
            return Array(bytes)
        }
    }

    /// What tells equal texts without telling them, to whoever has the key (HMAC-SHA-256).
    func fingerprint(_ bytes: [UInt8]) -> [UInt8] { Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key)) }

    /// A key for another purpose, which tells nothing of this one (HKDF).
    func derived(for purpose: String) -> SealKey {
        SealKey(HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array(purpose.utf8), outputByteCount: 32))
    }

    private init(_ key: SymmetricKey) { self.key = key }
}

/// Something sealed is not what was sealed there, or not by this key.
struct BrokenSeal: Error, Hashable {}
