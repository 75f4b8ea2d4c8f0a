import Crypto
import Foundation

/// How something is signed: a tag on the data, so that another algorithm may come beside it.
public enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable, Codable {
    /// Ed25519 (RFC 8032).
    case ed25519
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
        }
        self.init(algorithm: algorithm, bytes: bytes)
    }

    /// Hexadecimal, as a file of providers has it.
    public var text: String { Digest.text(bytes) }

    /// The first 8 bytes of its SHA-256.
    public var name: String { Digest.text(Digest.of(bytes).prefix(8)) }

    /// Whether the signature is this key's over just these bytes.
    public func isRight(_ signature: Signature, over content: [UInt8]) -> Bool {
        guard signature.algorithm == algorithm, signature.key == name else { return false }
        switch algorithm {
        case .ed25519:
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
            return key?.isValidSignature(signature.bytes, for: content) ?? false
        }
    }
}

/// A key that signs. It is kept sealed, as 32 secret bytes.
struct SigningKey: Sendable {
    let algorithm: SignatureAlgorithm
    private let key: Curve25519.Signing.PrivateKey

    /// A new one, by chance.
    init() { (algorithm, key) = (.ed25519, Curve25519.Signing.PrivateKey()) }

    init?(_ algorithm: SignatureAlgorithm, _ secret: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
        (self.algorithm, self.key) = (algorithm, key)
    }

    var secret: [UInt8] { Array(key.rawRepresentation) }
    var publicKey: PublicKey { PublicKey(algorithm: algorithm, bytes: Array(key.publicKey.rawRepresentation)) }

    func sign(_ content: [UInt8]) throws -> Signature {
        Signature(algorithm: algorithm, key: publicKey.name, bytes: Array(try key.signature(for: content)))
    }
}
