import Crypto
import Foundation

/// Signs what is sent to a subscriber (Standard Webhooks 1.0): by a secret that he has, and by a key of which he has the public half.
struct WebhookSigner: Sendable {
    /// 32 bytes each: the one that holds, and the one before it for a while.
    var secrets: [[UInt8]]
    /// One made of each master key, the last one first.
    var keys: [Curve25519.Signing.PrivateKey]

    /// - Parameter masters: of each a key is made for this subscriber, as the issuer of tokens has one of each.
    init(secrets: [[UInt8]], _ masters: MasterKeys, webhook number: Int64) {
        self.secrets = secrets
        keys = masters.keys.reversed().compactMap { name, key in
            try? Curve25519.Signing.PrivateKey(rawRepresentation: key.derived(for: "webhook \(number)").bytes)
        }
    }

    /// Of the public keys, as the standard writes them.
    var publicKeys: [String] { keys.map { "whpk_" + Data($0.publicKey.rawRepresentation).base64EncodedString() } }

    static func text(ofSecret secret: [UInt8]) -> String { "whsec_" + Data(secret).base64EncodedString() }

    /// What stands in `webhook-signature`: over the name of the message, the second in which it is sent, and its bytes.
    func signature(of id: String, at seconds: Int64, _ body: [UInt8]) throws -> String {
        let content = Array("\(id).\(seconds).".utf8) + body
        let byHash = secrets.map { secret in
            "v1," + Data(HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: secret))).base64EncodedString()
        }
        let byKey = try keys.map { "v1a," + (try $0.signature(for: content)).base64EncodedString() }
        return (byHash + byKey).joined(separator: " ")
    }
}
