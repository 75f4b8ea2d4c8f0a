import Crypto
import Foundation

/// How something is sealed: a tag on the data, so that what one algorithm has sealed is opened when another seals.
enum SealAlgorithm: UInt8, CaseIterable {
    /// AES-256 in Galois/counter mode (GB/T 36624, NIST SP 800-38D), with a random nonce of 12 bytes and a tag of 16.
    case aes256gcm = 1
    /// SM4 in counter mode with HMAC-SM3 (`SM4Seal`), in a build with the trait GM. Its tag differs from 1 in two bits, so that no single bit that
    /// flips makes one of the other.
    case sm4 = 2
}

/// A secret key of 32 bytes. What it has sealed is opened only by it, and only in the same place.
struct SealKey: Sendable {
    private let key: SymmetricKey
    /// How it seals; it opens what it has sealed by any.
    private let algorithm: SealAlgorithm

    /// A new one, by chance.
    init(_ algorithm: SealAlgorithm = .aes256gcm) { self.init(SymmetricKey(size: .bits256), algorithm) }

    init?(_ bytes: [UInt8], _ algorithm: SealAlgorithm = .aes256gcm) {
        guard bytes.count == 32 else { return nil }
        self.init(SymmetricKey(data: bytes), algorithm)
    }

    private init(_ key: SymmetricKey, _ algorithm: SealAlgorithm) { (self.key, self.algorithm) = (key, algorithm) }

    var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// - Parameter place: what it is and whose; the seal opens nowhere else, so that nothing sealed can be put in another's place.
    /// - Throws: `KeyProblem` where this build does not have its algorithm.
    func seal(_ bytes: [UInt8], at place: String) throws -> [UInt8] {
        switch algorithm {
        case .aes256gcm:
            guard let box = try? AES.GCM.seal(bytes, using: key, authenticating: Array(place.utf8)), let combined = box.combined else {
                throw BrokenSeal()
            }
            return [algorithm.rawValue] + combined
        case .sm4: return [algorithm.rawValue] + (try SM4Seal(self.bytes).seal(bytes, at: place))
        }
    }

    /// - Throws: `BrokenSeal`, and `KeyProblem` where this build does not have the algorithm by which it is sealed.
    func open(_ sealed: [UInt8], at place: String) throws -> [UInt8] {
        guard let tag = sealed.first, let algorithm = SealAlgorithm(rawValue: tag) else { throw BrokenSeal() }
        switch algorithm {
        case .aes256gcm:
            guard let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst()),
                let bytes = try? AES.GCM.open(box, using: key, authenticating: Array(place.utf8))
            else { throw BrokenSeal() }
            return Array(bytes)
        case .sm4: return try SM4Seal(self.bytes).open(sealed.dropFirst(), at: place)
        }
    }

    /// What tells equal texts without telling them, to whoever has the key (HMAC-SHA-256).
    func fingerprint(_ bytes: [UInt8]) -> [UInt8] { Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key)) }

    /// A key for another purpose, which tells nothing of this one (HKDF).
    func derived(for purpose: String) -> SealKey {
        SealKey(HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array(purpose.utf8), outputByteCount: 32), algorithm)
    }

    /// The same key, sealing by another algorithm.
    func sealing(by algorithm: SealAlgorithm) -> SealKey { SealKey(key, algorithm) }
}

/// Something sealed is not what was sealed there, or not by this key.
struct BrokenSeal: Error, Hashable {}
