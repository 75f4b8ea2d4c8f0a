import Foundation
import JWTKit
import Workflow

/// The public keys of an issuer (JWKS, RFC 7517): each for one algorithm, whatever a token says.
struct IssuerKeySet: Sendable {
    /// Algorithms that are taken; nothing that one secret both signs and checks, and never none.
    static let algorithms = ["ES256", "RS256", "EdDSA"]

    private struct File: Decodable { var keys: [Entry] }

    private struct Entry: Codable {
        var kty: String
        var kid: String?
        var alg: String?
        var use: String?
        var crv: String?
        var n: String?
        var e: String?
        var x: String?
        var y: String?

        /// By which this key checks; nil where that is none of ours.
        var algorithm: String? {
            guard use == nil || use == "sig" else { return nil }
            let own: String? =
                switch (kty, crv) {
                // Fewer than 2048 bits are too few.
                case ("RSA", _): (n?.utf8.count ?? 0) >= 342 ? "RS256" : nil
                case ("EC", "P-256"): "ES256"
                case ("OKP", "Ed25519"): "EdDSA"
                default: nil
                }
            return alg == nil || alg == own ? own : nil
        }
    }

    private var keys: [String: (algorithm: String, collection: JWTKeyCollection)] = [:]

    /// Keys that are of no use here are passed over; where two have one name, neither counts.
    /// - Throws: `StrictJSON.Problem`, `NoKeys`.
    init(_ bytes: [UInt8]) async throws {
        let file = try StrictJSON.read(File.self, from: bytes)
        let names = file.keys.compactMap(\.kid)
        for entry in file.keys {
            guard let algorithm = entry.algorithm, let kid = entry.kid, names.count(where: { $0 == kid }) == 1 else { continue }
            var entry = entry
            (entry.alg, entry.use) = (algorithm, nil)
            guard let jwk = try? JWK(json: String(decoding: JSONEncoder().encode(entry), as: UTF8.self)),
                let collection = try? await JWTKeyCollection().add(jwk: jwk)
            else { continue }
            keys[kid] = (algorithm, collection)
        }
        if keys.isEmpty { throw NoKeys() }
    }

    struct NoKeys: Error {}

    func has(_ kid: String) -> Bool { keys[kid] != nil }

    /// What a token says, where the key that it names has signed it by the algorithm of that key.
    func claims(of token: String, kid: String, algorithm: String) async -> OutsideClaims? {
        guard let key = keys[kid], key.algorithm == algorithm else { return nil }
        return try? await key.collection.verify(token, as: OutsideClaims.self)
    }
}
