import Crypto
import CryptoExtras
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Tokens of an issuer from outside: whoever signed them by a key of its set, in the way of that key, and for this office, is who they say (S12).
@Suite struct `A token from outside` {
    private static let now = 1_796_000_000.0
    private static let citizen = "990000199501010021"

    /// A key of the issuer, and how it signs.
    private struct Key: Sendable {
        var algorithm: String
        var jwk: [String: String]
        var sign: @Sendable (Data) throws -> Data

        static let elliptic: Key = {
            let key = P256.Signing.PrivateKey()
            let point = key.publicKey.rawRepresentation
            return Key(
                algorithm: "ES256",
                jwk: ["kty": "EC", "crv": "P-256", "x": url(point.prefix(32)), "y": url(point.suffix(32)), "kid": "e1", "use": "sig"]
            ) { try key.signature(for: $0).rawRepresentation }
        }()

        static let edwards = edwards("d1")

        static func edwards(_ kid: String) -> Key {
            let key = Curve25519.Signing.PrivateKey()
            return Key(
                algorithm: "EdDSA",
                jwk: ["kty": "OKP", "crv": "Ed25519", "x": url(key.publicKey.rawRepresentation), "kid": kid, "alg": "EdDSA"]
            ) { try key.signature(for: $0) }
        }

        static let rsa: Key = rsa(.bits2048, "r1")

        static func rsa(_ size: _RSA.Signing.KeySize, _ kid: String) -> Key {
            let key = try! _RSA.Signing.PrivateKey(unsafeKeySize: size)
            let numbers = try! key.publicKey.getKeyPrimitives()
            return Key(
                algorithm: "RS256",
                jwk: ["kty": "RSA", "n": url(numbers.modulus), "e": url(numbers.publicExponent), "kid": kid, "alg": "RS256", "use": "sig"]
            ) { try key.signature(for: $0, padding: .insecurePKCS1v1_5).rawRepresentation }
        }
    }

    private static func url(_ bytes: some DataProtocol) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func set(_ keys: [Key]) -> String {
        let entries = keys.map { key in "{" + key.jwk.map { #""\#($0)":"\#($1)""# }.sorted().joined(separator: ",") + "}" }
        return #"{"keys":[\#(entries.joined(separator: ","))]}"#
    }

    /// A token, signed as its key signs.
    private static func token(
        _ key: Key = .elliptic, header: String? = nil, claims: String? = nil, signature: (@Sendable (Data) throws -> Data)? = nil
    ) throws -> String {
        let header = header ?? #"{"alg":"\#(key.algorithm)","kid":"\#(key.jwk["kid"]!)","typ":"at+jwt"}"#
        let signed = url(Data(header.utf8)) + "." + url(Data((claims ?? officer()).utf8))
        return signed + "." + url(try (signature ?? key.sign)(Data(signed.utf8)))
    }

    /// What a token of an officer says; nil takes a claim away.
    private static func officer(_ changes: [String: String?] = [:]) -> String {
        var claims: [String: String] = [
            "iss": #""https://id.example.cn""#, "aud": #""office""#, "sub": #""8""#, "exp": "1796000600", "iat": "1796000000",
            "acr": #""aal2""#, "onething_roles": #"[{"role":"officer","org":"health"}]"#,
        ]
        for (name, value) in changes { claims[name] = value }
        return "{" + claims.sorted { $0.key < $1.key }.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}"
    }

    private static func person(_ code: String) -> String { officer(["onething_roles": nil, "acr": nil, "onething_holder": "\"\(code)\""]) }

    /// An issuer whose keys lie in a file, and whose clock is set by hand.
    private final class Issuer: Sendable {
        let folder = try! ScratchFolder()
        let seconds = Mutex(0.0)

        func outside(_ keys: [Key]) throws -> OutsideIssuer {
            try write(keys)
            return OutsideIssuer(
                .init(issuer: "https://id.example.cn", audience: "office"), keys: .file(folder.path + "/jwks.json"),
                now: { Date(timeIntervalSince1970: now + self.seconds.withLock { $0 }) }
            ) { ["health": "health", "11990000000000019A": "health"][$0] }
        }

        func write(_ keys: [Key]) throws { try folder.write(set(keys), to: "jwks.json") }
        func wait(_ more: Double) { seconds.withLock { $0 += more } }
    }

    private static func identity(_ token: String, after seconds: Double = 0) async throws -> Identity? {
        let issuer = Issuer()
        issuer.wait(seconds)
        return try await issuer.outside([.elliptic, .edwards, .rsa]).identity(of: token)
    }

    @Test func `says who it is, by each algorithm that is taken`() async throws {
        for key in [Key.elliptic, .edwards, .rsa] {
            let identity = try await Self.identity(Self.token(key))
            #expect(identity == Identity(Caller(.officer, person: "8", department: "health")), "\(key.algorithm)")
        }
        // A department by the credit code of a body that acts as it; people by their own.
        let byCode = Self.officer([
            "onething_roles": #"[{"role":"supervisor","org":"11990000000000019A","area":"990000"}]"#, "aud": #"["x","office"]"#,
        ])
        #expect(try await Self.identity(Self.token(claims: byCode)) == Identity(Caller(.supervisor, person: "8", department: "health")))
        let citizen = try await Self.identity(Self.token(claims: Self.person(Self.citizen)))
        #expect(citizen == Identity(Caller(.applicant), holder: .person(CitizenID(Self.citizen)!)))
        let firm = try await Self.identity(Self.token(claims: Self.person("11990000000000019A")))
        #expect(firm == Identity(Caller(.applicant), holder: .organisation(CreditCode("11990000000000019A")!)))
        // A machine has no second factor.
        let machine = Self.officer(["onething_roles": #"[{"role":"department-system","org":"health"}]"#, "acr": nil])
        #expect(try await Self.identity(Self.token(claims: machine))?.caller.role == .departmentSystem)
        let means = Self.officer(["acr": nil, "amr": #"["pwd","mfa"]"#])
        #expect(try await Self.identity(Self.token(claims: means)) != nil)
    }

    private static let claims: [(String, [String: String?])] = [
        ("of another issuer", ["iss": #""https://id.example.com""#]), ("of a longer issuer", ["iss": #""https://id.example.cn/""#]),
        ("for somebody else", ["aud": #""other""#]), ("for several others", ["aud": #"["a","b"]"#]), ("for nobody", ["aud": nil]),
        ("that is over", ["exp": "1795999939"]), ("without an end", ["exp": nil]), ("without a beginning", ["iat": nil]),
        ("from the future", ["iat": "1796000061", "exp": "1796000600"]), ("that does not hold yet", ["nbf": "1796000061"]),
        ("that holds for ever", ["exp": "1799999999"]), ("that ends before it begins", ["exp": "1796000000", "iat": "1796000001"]),
        ("with an end that is a text", ["exp": #""1796000600""#]), ("with an endless end", ["exp": "1e300"]),
        ("of a weak officer", ["acr": #""aal1""#]), ("of an officer who has shown nothing", ["acr": nil]),
        ("of two roles", ["onething_roles": #"[{"role":"officer","org":"health"},{"role":"auditor"}]"#]),
        ("of no role", ["onething_roles": "[]"]), ("of the machine itself", ["onething_roles": #"[{"role":"system"}]"#]),
        ("of an unknown role", ["onething_roles": #"[{"role":"root"}]"#]),
        ("of an unknown department", ["onething_roles": #"[{"role":"officer","org":"x"}]"#]),
        ("of no department", ["onething_roles": #"[{"role":"officer"}]"#]),
        ("of a citizen's number as a staff number", ["sub": "\"\(citizen)\""]), ("without a person", ["sub": nil]),
        ("of an applicant without a number", ["onething_roles": #"[{"role":"applicant"}]"#]),
        ("of an applicant with a bad number", ["onething_roles": #"[{"role":"applicant"}]"#, "onething_holder": #""990000199501010022""#]),
    ]

    @Test(arguments: claims) func `is none`(name: String, changes: [String: String?]) async throws {
        for key in [Key.elliptic, .rsa] {
            #expect(try await Self.identity(Self.token(key, claims: Self.officer(changes))) == nil, "\(name)")
        }
    }

    @Test func `holds for a clock that is a minute off, and no longer`() async throws {
        let token = try Self.token(claims: Self.officer(["nbf": "1796000000"]))
        for (seconds, holds) in [(-61.0, false), (-60, true), (0, true), (659, true), (660, false)] {
            #expect(try await (Self.identity(token, after: seconds) != nil) == holds, "\(seconds)")
        }
    }

    /// What a header could do, if it were asked how a token is to be looked at.
    @Test(arguments: [
        #"{"alg":"none","kid":"e1","typ":"at+jwt"}"#, #"{"alg":"None","kid":"e1","typ":"at+jwt"}"#, #"{"kid":"e1","typ":"at+jwt"}"#,
        #"{"alg":"HS256","kid":"e1","typ":"at+jwt"}"#, #"{"alg":"RS256","kid":"e1","typ":"at+jwt"}"#,
        #"{"alg":"ES384","kid":"e1","typ":"at+jwt"}"#,
        #"{"alg":"EdDSA","kid":"e1","typ":"at+jwt"}"#, #"{"alg":"es256","kid":"e1","typ":"at+jwt"}"#, #"{"alg":"ES256","typ":"at+jwt"}"#,
        #"{"alg":"ES256","kid":"","typ":"at+jwt"}"#, #"{"alg":"ES256","kid":"../../etc/passwd","typ":"at+jwt"}"#,
        #"{"alg":"ES256","kid":"e1' OR '1'='1","typ":"at+jwt"}"#, #"{"alg":"ES256","kid":"r1","typ":"at+jwt"}"#,
        #"{"alg":"ES256","kid":"e1"}"#,
        #"{"alg":"ES256","kid":"e1","typ":"JWT"}"#, #"{"alg":"ES256","kid":"e1","typ":"at+jwt","crit":["exp"]}"#,
        #"{"alg":"ES256","kid":"e1","typ":"at+jwt","jku":"http://127.0.0.1/keys"}"#, #"{"alg":"ES256","kid":"e1","typ":"at+jwt","jwk":{}}"#,
        #"{"alg":"ES256","kid":"e1","typ":"at+jwt","x5c":[]}"#, #"{"alg":"ES256","kid":"e1","typ":"at+jwt","b64":false,"crit":["b64"]}"#,
        #"{"alg":"none","alg":"ES256","kid":"e1","typ":"at+jwt"}"#, #"{"alg":["ES256"],"kid":"e1","typ":"at+jwt"}"#, "[]", "",
    ]) func `does not choose how it is looked at`(header: String) async throws {
        #expect(try await Self.identity(Self.token(header: header)) == nil)
    }

    /// A public key is nobody's secret.
    @Test func `is signed by a key of the set, and by nothing else`() async throws {
        let secrets = [Self.set([.rsa]), Key.rsa.jwk["n"]!, "", "secret"]
        for secret in secrets {
            let forged = try Self.token(.rsa, header: #"{"alg":"HS256","kid":"r1","typ":"at+jwt"}"#) { signed in
                Data(HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Data(secret.utf8))))
            }
            #expect(try await Self.identity(forged) == nil)
        }
        let other = Key.edwards("d1")
        #expect(try await Self.identity(Self.token(other)) == nil, "another key of that name")
        #expect(try await Self.identity(Self.token { _ in Data() }) == nil)
        #expect(try await Self.identity(Self.token { _ in Data(repeating: 0, count: 64) }) == nil, "r = s = 0 (CVE-2022-21449)")
        // The signature of ECDSA in DER, and one with more behind it.
        let good = try Self.token()
        let parts = good.split(separator: ".").map(String.init)
        for bad in [
            good + "A", good + ".", "." + good, good + "=", good + " ", parts[0] + "." + parts[1], parts[0] + "." + parts[1] + ".",
            parts[0] + "." + Self.url(Data(Self.officer(["sub": #""9""#]).utf8)) + "." + parts[2], String(repeating: "A", count: 20_000),
        ] {
            #expect(try await Self.identity(bad) == nil, "\(bad.suffix(20))")
        }
        // The same name twice in what it says: two readers may read two things.
        let twice = Self.officer().dropLast() + #","sub":"9"}"#
        #expect(try await Self.identity(Self.token(claims: String(twice))) == nil)
    }

    @Test func `is of a key that is strong enough, for signing, and named once`() async throws {
        let issuer = Issuer()
        let (short, twin) = (Key.rsa(.init(bitCount: 1_024), "s1"), Key.edwards("e1"))
        var sealing = Key.edwards("x1")
        sealing.jwk["use"] = "enc"
        var wrong = Key.edwards("w1")
        wrong.jwk["alg"] = "ES256"
        let outside = try issuer.outside([.elliptic, twin, short, sealing, wrong, .edwards])
        for key in [Key.elliptic, twin, short, sealing, wrong] {
            #expect(try await outside.identity(of: Self.token(key)) == nil, "\(key.jwk)")
        }
        #expect(try await outside.identity(of: Self.token(.edwards)) != nil)
    }

    /// A new key is known as soon as it is used, one that was taken back is none within five minutes, and nobody makes us ask all the time.
    @Test func `goes with the keys of its issuer`() async throws {
        let issuer = Issuer()
        let outside = try issuer.outside([.elliptic])
        let (old, new) = (try Self.token(), try Self.token(.edwards))
        #expect(try await outside.identity(of: old) != nil)
        issuer.wait(20)
        try issuer.write([.elliptic, .edwards])
        #expect(await outside.identity(of: new) != nil, "without a restart")
        #expect(await outside.identity(of: old) != nil)
        // Unknown names do not let anybody be asked again at once.
        try issuer.write([.elliptic, .edwards, .rsa])
        let third = try Self.token(.rsa)
        #expect(await outside.identity(of: third) == nil)
        issuer.wait(11)
        #expect(await outside.identity(of: third) != nil)
        // Taken back.
        try issuer.write([.edwards])
        issuer.wait(290)
        #expect(await outside.identity(of: old) != nil)
        issuer.wait(11)
        #expect(await outside.identity(of: old) == nil)
        #expect(await outside.identity(of: new) != nil)
        // Nobody answers: what is known counts for its time.
        try issuer.folder.write("<html>", to: "jwks.json")
        issuer.wait(331)
        #expect(await outside.identity(of: new) == nil, "it is over")
        let later = try Self.token(.edwards, claims: Self.officer(["iat": "1796000600", "exp": "1796001200"]))
        #expect(await outside.identity(of: later) != nil)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8180/keys", true), ("http://localhost/keys", true), ("https://127.0.0.1/keys", false),
        ("http://192.0.2.1/keys", false),
        ("http://127.0.0.1.example.cn/", false), ("file:///etc/passwd", false),
    ]) func `is checked by keys that came over this machine alone`(url: String, isFetched: Bool) throws {
        #expect(KeyPlace.isFetched(try #require(URL(string: url))) == isFetched)
    }
}
