import Foundation
import JWTKit
import Workflow

/// What a token of an issuer from outside says (OpenID Connect; RFC 9068), as far as it is looked at.
struct OutsideClaims: JWTPayload {
    /// One text, or a list of them.
    enum Words: Decodable {
        case one(String)
        case many([String])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) { self = .one(text) } else { self = .many(try value.decode([String].self)) }
        }

        var all: [String] {
            switch self {
            case .one(let text): [text]
            case .many(let texts): texts
            }
        }
    }

    struct Role: Decodable {
        var role: String
        /// A department, by its id or by the credit code of a body that acts as it.
        var org: String?
        var area: String?
    }

    struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    var iss: String
    var sub: String
    var aud: Words
    /// Seconds since 1970.
    var exp: Double
    var iat: Double
    var nbf: Double?
    /// How strongly whoever it is has shown it: a level, and the means.
    var acr: String?
    var amr: [String]?
    var roles: [Role]?
    /// Texts that stand in it besides, by their names.
    var texts: [String: String]

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        iss = try values.decode(String.self, forKey: Key("iss"))
        sub = try values.decode(String.self, forKey: Key("sub"))
        aud = try values.decode(Words.self, forKey: Key("aud"))
        exp = try values.decode(Double.self, forKey: Key("exp"))
        iat = try values.decode(Double.self, forKey: Key("iat"))
        nbf = try values.decodeIfPresent(Double.self, forKey: Key("nbf"))
        acr = try values.decodeIfPresent(String.self, forKey: Key("acr"))
        amr = try values.decodeIfPresent([String].self, forKey: Key("amr"))
        roles = try values.decodeIfPresent([Role].self, forKey: Key("onething_roles"))
        texts = [:]
        for key in values.allKeys { if let text = try? values.decode(String.self, forKey: key) { texts[key.stringValue] = text } }
    }

    /// It is only read.
    func encode(to encoder: any Encoder) throws { throw CancellationError() }

    /// Looked at where the time is known.
    func verify(using algorithm: some JWTAlgorithm) {}
}
