import Crypto
import Foundation

/// How something is signed: a tag on the data, so that another algorithm may come beside it.
public enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable, Codable {
    /// Ed25519 (RFC 8032): a public key of 32 bytes, a signature of 64.
    case ed25519
    /// SM2 with SM3 (GB/T 32918.2, GB/T 32905), in a build with the trait GM; the signer's identity is `1234567812345678`. As GB/T 35276 has
    /// them: a public key of 65 bytes, 04 and both coordinates, and a signature in DER.
    case sm2sm3

    /// Whether this build signs and checks by it.
    var isBuiltIn: Bool {
        switch self {
        case .ed25519: true
        case .sm2sm3: Libcrypto.isBuiltIn
        }
    }
}

/// A signature, with the name of the key that made it.
public struct Signature: Sendable, Hashable {
    public var algorithm: SignatureAlgorithm
    /// As `PublicKey` names it.
    public var key: String
    public var bytes: [UInt8]

    public init(algorithm: SignatureAlgorithm, key: String, bytes: [UInt8]) {
        (self.algorithm, self.key, self.bytes) = (algorithm, key, bytes)
    }
}

/// A key by which others check what was signed.
public struct PublicKey: Sendable, Hashable {
    public let algorithm: SignatureAlgorithm
    public let bytes: [UInt8]

    public init(algorithm: SignatureAlgorithm, bytes: [UInt8]) { (self.algorithm, self.bytes) = (algorithm, bytes) }

    /// Nil where the bytes are no key of that kind.
    public init?(checking bytes: [UInt8], _ algorithm: SignatureAlgorithm) {
        switch algorithm {
        case .ed25519: guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else { return nil }
        case .sm2sm3: guard bytes.count == 65, bytes.first == 4 else { return nil }
        }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    /// Hexadecimal, as a file of providers has it.
    public var text: String { Digest.text(bytes) }

    /// The first 8 bytes of its SHA-256.
    public var name: String { Digest.text(Digest.of(bytes).prefix(8)) }

    /// Whether the signature is this key's over just these bytes.
    /// - Throws: `KeyProblem.needsGM` where this build cannot say it.
    public func isRight(_ signature: Signature, over content: [UInt8]) throws(KeyProblem) -> Bool {
        guard signature.algorithm == algorithm, signature.key == name else { return false }
        switch algorithm {
        case .ed25519:
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
            return key?.isValidSignature(signature.bytes, for: content) ?? false
        case .sm2sm3: return try Libcrypto.sm2IsRight(signature.bytes, over: content, by: bytes)
        }
    }
}

/// A key that signs. It is kept sealed, as 32 secret bytes.
struct SigningKey: Sendable {
    private enum Secret {
        case ed25519(Curve25519.Signing.PrivateKey)
        case sm2sm3([UInt8])
    }

    private let key: Secret
    let publicKey: PublicKey

    /// A new one, by chance.
    /// - Throws: `KeyProblem` where this build does not have the algorithm.
    init(_ algorithm: SignatureAlgorithm) throws {
        switch algorithm {
        case .ed25519:
            let key = Curve25519.Signing.PrivateKey()
            self.key = .ed25519(key)
            publicKey = PublicKey(algorithm: algorithm, bytes: Array(key.publicKey.rawRepresentation))
        case .sm2sm3:
            let made = try Libcrypto.sm2Key()
            (key, publicKey) = (.sm2sm3(made.secret), PublicKey(algorithm: algorithm, bytes: made.publicKey))
        }
    }

    /// - Parameter publicKey: that of the secret; for SM2 it is believed, since to reckon it takes as long as to sign.
    /// - Throws: `BrokenSeal` where these bytes are no secret key, or not that of the public one.
    init(_ secret: [UInt8], of publicKey: PublicKey) throws(BrokenSeal) {
        switch publicKey.algorithm {
        case .ed25519:
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret),
                Array(key.publicKey.rawRepresentation) == publicKey.bytes
            else { throw BrokenSeal() }
            self.key = .ed25519(key)
        case .sm2sm3:
            guard secret.count == 32, publicKey.bytes.count == 65 else { throw BrokenSeal() }
            key = .sm2sm3(secret)
        }
        self.publicKey = publicKey
    }

    var secret: [UInt8] {
        switch key {
        case .ed25519(let key): Array(key.rawRepresentation)
        case .sm2sm3(let secret): secret
        }
    }

    /// - Throws: `KeyProblem` where this build does not have the algorithm.
    func sign(_ content: [UInt8]) throws -> Signature {
        let bytes =
            switch key {
            case .ed25519(let key): Array(try key.signature(for: content))
            case .sm2sm3(let secret): try Libcrypto.sm2Sign(content, by: secret, publicKey.bytes)
            }
        return Signature(algorithm: publicKey.algorithm, key: publicKey.name, bytes: bytes)
    }
}
