import Foundation
import JWTKit

/// What a token of the built-in issuer says (RFC 9068).
struct TokenClaims: JWTPayload {
    static let issuer = "onething"

    var iss = Self.issuer
    var aud = Self.issuer
    /// A staff number; nil for whoever is known by his code.
    var sub: String?
    /// That code, sealed.
    var holder: String?
    var roles: [Role]
    var iat: Int
    var exp: Int
    var jti: String

    struct Role: Codable {
        var role: String
        var department: String?
    }

    enum CodingKeys: String, CodingKey {
        case iss, aud, sub, holder, iat, exp, jti
        case roles = "onething_roles"
    }

    /// Looked at where the time is known.
    func verify(using algorithm: some JWTAlgorithm) {}
}
