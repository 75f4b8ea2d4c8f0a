import Foundation
import JWTKit
import Testing

@testable import Server
@testable import Workflow

/// Tokens of the built-in issuer: its own are known, and nothing else is.
@Suite struct `A token` {
    private static let now = Date(timeIntervalSince1970: 1_796_000_000)
    private static let wife = HolderCode.person(CitizenID("990000199501010021")!)
    private static let applicant = Identity(Caller(.applicant), holder: wife)
    private static let officer = Identity(Caller(.officer, person: "8", department: "health"))

    private let keys = IssuerKeys(PassingKeys().keys(creating: true))

    private func issuer(at seconds: Double = 0) async throws -> TokenIssuer {
        try await TokenIssuer(keys) { Self.now.addingTimeInterval(seconds) }
    }

    @Test(arguments: [
        Identity(Caller(.applicant), holder: wife), Identity(Caller(.agent), holder: wife), Identity(Caller(.auditor, person: "a-17")),
        Identity(Caller(.departmentSystem, person: "system-4", department: "health")),
        Identity(Caller(.applicant), holder: .organisation(CreditCode("91990000MAXXXXX013") ?? CreditCode("11990000000000019A")!)),
    ])
    func `says who it is`(identity: Identity) async throws {
        let issuer = try await issuer()
        let (text, expires) = try await issuer.token(for: identity)
        #expect(await issuer.identity(of: text) == identity)
        #expect(expires == Self.now.addingTimeInterval(3_600))
    }

    /// Whoever finds it reads no code in it, and two tokens of one person are not seen to be of one.
    @Test func `tells nobody whose code it is`() async throws {
        let issuer = try await issuer()
        let (one, other) = (try await issuer.token(for: Self.applicant).text, try await issuer.token(for: Self.applicant).text)
        let bodies = [one, other].map { Self.parts($0)[1] }
        for body in bodies { #expect(!body.contains("990000") && !body.contains("19950101") && body.contains("\"holder\"")) }
        let sealed = try bodies.map { try #require($0.firstMatch(of: /"holder":"([^"]+)"/)).output.1 }
        #expect(sealed[0] != sealed[1])
    }

    @Test func `holds until its end and not before its beginning`() async throws {
        let text = try await issuer().token(for: Self.officer, seconds: 600).text
        #expect(try await issuer(at: 599).identity(of: text) == Self.officer)
        #expect(try await issuer(at: 600).identity(of: text) == nil)
        // A clock that is a little behind is borne with.
        #expect(try await issuer(at: -60).identity(of: text) == Self.officer)
        #expect(try await issuer(at: -61).identity(of: text) == nil)
    }

    @Test func `of another office is none`() async throws {
        let other = try await TokenIssuer(IssuerKeys(PassingKeys().keys(creating: true))) { Self.now }
        #expect(try await issuer().identity(of: other.token(for: Self.officer).text) == nil)
        // Under the name of a key of ours, too.
        let name = try #require(keys.keys.last?.name)
        let seed = try #require(IssuerKeys(PassingKeys().keys(creating: true)).keys.last?.seed)
        let forged = try await signed(Self.claims(), seed: seed, kid: name)
        #expect(try await issuer().identity(of: forged) == nil)
    }

    /// A new master key signs from then on; the one before is known until it is retired.
    @Test func `goes with the master key that signed it`() async throws {
        let source = PassingKeys()
        let before = try await TokenIssuer(IssuerKeys(source.keys(creating: true))) { Self.now }
        let old = try await before.token(for: Self.officer).text
        let names = source.add().names
        let after = try await TokenIssuer(IssuerKeys(source.keys(creating: false))) { Self.now }
        let new = try await after.token(for: Self.officer).text
        let known = [await before.identity(of: new), await after.identity(of: old), await after.identity(of: new)]
        #expect(known == [nil, Self.officer, Self.officer])
        source.remove(names[0])
        let last = try await TokenIssuer(IssuerKeys(source.keys(creating: false))) { Self.now }
        let left = [await last.identity(of: old), await last.identity(of: new)]
        #expect(left == [nil, Self.officer])
    }

    /// Properly signed, and yet not what this issuer says.
    private static let changes: [String: @Sendable (inout TokenClaims) -> Void] = [
        "of another issuer": { $0.iss = "elsewhere" },
        "for somebody else": { $0.aud = "elsewhere" },
        "for longer than any": { $0.exp = $0.iat + 86_401 },
        "in two roles": { $0.roles.append(TokenClaims.Role(role: "auditor", department: nil)) },
        "in no role": { $0.roles = [] },
        "in a role that is none": { $0.roles[0].role = "king" },
        "as the machine itself": { $0.roles[0] = TokenClaims.Role(role: "system", department: nil) },
        "of no department": { $0.roles[0].department = nil },
        "of an auditor with a department": { $0.roles[0].role = "auditor" },
        "of nobody": { $0.sub = nil },
        "of somebody by his number": { $0.sub = "990000199501010021" },
        "of an officer by a code": { ($0.sub, $0.holder) = (nil, "AAAA") },
        "of an applicant by a staff number": { $0.roles[0] = TokenClaims.Role(role: "applicant", department: nil) },
    ]

    @Test(arguments: changes.keys.sorted()) func `that says what no token says is none`(what: String) async throws {
        let change = try #require(Self.changes[what])
        #expect(try await issuer().identity(of: signed(Self.claims())) == Self.officer)
        var claims = Self.claims()
        change(&claims)
        #expect(try await issuer().identity(of: signed(claims)) == nil, "\(what)")
    }

    /// The well-known tricks with the head of a token (RFC 8725).
    @Test func `with another head is none`() async throws {
        let good = try await issuer().token(for: Self.officer).text
        let parts = good.split(separator: ".").map(String.init)
        let name = try #require(keys.keys.last?.name)
        func head(_ json: String) -> String { Data(json.utf8).base64EncodedString().replacing("=", with: "") }
        var bad = [
            head(#"{"alg":"none","typ":"at+jwt","kid":"\#(name)"}"#) + "." + parts[1] + ".",
            head(#"{"alg":"none"}"#) + "." + parts[1] + "." + parts[2],
            head(#"{"alg":"HS256","typ":"at+jwt","kid":"\#(name)"}"#) + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1], good + ".", good + "x", "." + good, "", ".", "..", "é.é.é", String(repeating: "a", count: 100_000),
            parts[0] + "." + parts[1].dropLast() + "A." + parts[2], good.replacing(".", with: ".."),
        ]
        for change: JWTHeader in [
            ["typ": "JWT"], ["typ": "at+jwt", "alg": "HS256"], ["typ": "at+jwt", "crit": ["exp"]],
            ["typ": "at+jwt", "jku": "http://127.0.0.1/"],
            ["typ": "at+jwt", "jwk": ["kty": "OKP"]],
        ] {
            bad.append(try await signed(Self.claims(), header: change))
        }
        bad.append(try await signed(Self.claims(), kid: "../../dev/null"))
        bad.append(try await signed(Self.claims(), kid: nil))
        for text in bad { #expect(try await issuer().identity(of: text) == nil, "\(text.prefix(200))") }
    }

    @Test func `is not given to whom there cannot be`() async throws {
        let issuer = try await issuer()
        for unfit in [
            Identity(Caller(.system)), Identity(Caller(.applicant)), Identity(Caller(.applicant, person: "8")),
            Identity(Caller(.officer, person: "8")), Identity(Caller(.auditor, person: "8", department: "health")),
            Identity(Caller(.auditor)), Identity(Caller(.auditor, person: "林 晓月")), Identity(Caller(.auditor), holder: Self.wife),
        ] {
            await #expect(throws: UnfitIdentity.self) { try await issuer.token(for: unfit) }
        }
    }

    // MARK: Forging

    private static func claims() -> TokenClaims {
        let from = Int(now.timeIntervalSince1970)
        return TokenClaims(
            sub: "8", holder: nil, roles: [TokenClaims.Role(role: "officer", department: "health")], iat: from, exp: from + 600, jti: "1")
    }

    /// Signed by the key of the office itself, unless another is given.
    private func signed(_ claims: TokenClaims, seed: [UInt8]? = nil, header: JWTHeader = ["typ": "at+jwt"]) async throws -> String {
        try await signed(claims, seed: seed, kid: keys.keys.last?.name, header: header)
    }

    private func signed(
        _ claims: TokenClaims, seed: [UInt8]? = nil, kid: String?, header: JWTHeader = ["typ": "at+jwt"]
    ) async throws -> String {
        let seed = try #require(seed ?? keys.keys.last?.seed)
        let text = Data(seed).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        let key = try EdDSA.PrivateKey(d: text, curve: .ed25519)
        let signers = JWTKeyCollection()
        await signers.add(eddsa: key, kid: kid.map { JWKIdentifier(string: $0) })
        return try await signers.sign(claims, kid: kid.map { JWKIdentifier(string: $0) }, header: header)
    }

    private static func parts(_ token: String) -> [String] {
        token.split(separator: ".").map { part in
            var text = String(part).replacing("-", with: "+").replacing("_", with: "/")
            while text.count % 4 != 0 { text += "=" }
            return String(decoding: Data(base64Encoded: text) ?? Data(), as: UTF8.self)
        }
    }
}
