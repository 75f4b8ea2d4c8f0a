import Foundation
import JWTKit
import Workflow

/// The issuer of a machine of one's own: gives out tokens, and knows its own again (Ed25519, RFC 8037).
public struct TokenIssuer: Sendable {
    /// The longest that a token holds, and as long as it holds where nothing else is said, in seconds.
    public static let (longest, usual) = (86_400, 3_600)
    /// Bytes of a token.
    static let most = 4_096
    /// How far the clock of whoever gave it out may be ahead, in seconds.
    static let skew = 60

    private let keys: IssuerKeys
    private let signers = JWTKeyCollection()
    private let known = KnownTokens()
    private let now: @Sendable () -> Date

    public init(_ keys: IssuerKeys, now: @escaping @Sendable () -> Date = { Date() }) async throws {
        (self.keys, self.now) = (keys, now)
        for key in keys.keys {
            let secret = Data(key.seed).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            await signers.add(eddsa: try EdDSA.PrivateKey(d: secret, curve: .ed25519), kid: JWKIdentifier(string: key.name))
        }
    }

    /// - Parameter seconds: how long it holds, at most `longest`.
    /// - Throws: `UnfitIdentity`.
    public func token(for identity: Identity, seconds: Int = usual) async throws -> (text: String, expires: Date) {
        let caller = identity.caller
        try UnfitIdentity.check(identity)
        guard let key = keys.keys.last else { throw KeyProblem.none }
        let from = Int(now().timeIntervalSince1970)
        let claims = TokenClaims(
            sub: identity.holder == nil ? caller.person : nil, holder: try identity.holder.map(key.seal),
            roles: [TokenClaims.Role(role: caller.role.name, department: caller.department)], iat: from, exp: from + seconds,
            jti: UUID().uuidString.lowercased())
        let text = try await signers.sign(claims, kid: JWKIdentifier(string: key.name), header: ["typ": "at+jwt"])
        return (text, Date(timeIntervalSince1970: Double(claims.exp)))
    }

    /// Whose token it is; nil where it is none of this issuer's, or over. Of whoever is known by his code the pseudonym is not yet said.
    func identity(of token: String) async -> Identity? {
        let now = now()
        guard token.utf8.count <= Self.most else { return nil }
        if let identity = known.identity(of: token, at: now) { return identity }
        guard let key = key(of: token), let claims = try? await signers.verify(token, as: TokenClaims.self),
            let identity = identity(claims, key, at: Int(now.timeIntervalSince1970))
        else { return nil }
        known.keep(identity, of: token, until: Date(timeIntervalSince1970: Double(claims.exp)), at: now)
        return identity
    }

    private func identity(_ claims: TokenClaims, _ key: IssuerKeys.Key, at seconds: Int) -> Identity? {
        guard claims.iss == TokenClaims.issuer, claims.aud == TokenClaims.issuer, seconds < claims.exp, claims.iat <= seconds + Self.skew,
            claims.exp - claims.iat <= Self.longest, claims.roles.count == 1,
            let role = Actor.Role.allCases.first(where: { $0.name == claims.roles[0].role })
        else { return nil }
        let holder = claims.holder.flatMap(key.open)
        if claims.holder != nil, holder == nil { return nil }
        let identity = Identity(Caller(role, person: claims.sub, department: claims.roles[0].department), holder: holder)
        return (try? UnfitIdentity.check(identity)) == nil ? nil : identity
    }

    /// By which it says that it is signed; nil where it says anything that a token of this issuer does not.
    private func key(of token: String) -> IssuerKeys.Key? {
        guard let header = try? DefaultJWTParser().parse(Data(token.utf8), as: TokenClaims.self).header,
            Set(header.fields.keys) == ["alg", "kid", "typ"], header.alg == "EdDSA", header.typ == "at+jwt"
        else { return nil }
        return keys.keys.first { $0.name == header.kid }
    }
}

/// Nobody can be this.
public struct UnfitIdentity: Error, Sendable, Hashable {
    public var message: Title

    static func check(_ identity: Identity) throws(UnfitIdentity) {
        let (caller, role) = (identity.caller, identity.caller.role)
        if role == .system { throw UnfitIdentity(message: Title(zh: "没有人是系统本身", en: "nobody is the machine itself")) }
        if role.isKnownByCode != (identity.holder != nil) {
            throw UnfitIdentity(
                message: role.isKnownByCode
                    ? Title(
                        zh: "\(role.title.zh)以公民身份号码或统一社会信用代码为准", en: "an \(role.title.en) is known by a citizen's number or a credit code")
                    : Title(
                        zh: "\(role.title.zh)以工号为准，不用公民身份号码",
                        en: "the role \(role.title.en) is known by a staff number, not by a citizen's number"))
        }
        if role.isOfDepartment != (caller.department != nil) {
            throw UnfitIdentity(
                message: role.isOfDepartment
                    ? Title(zh: "\(role.title.zh)须说明部门", en: "the role \(role.title.en) is one of a department: say which")
                    : Title(zh: "\(role.title.zh)没有部门", en: "the role \(role.title.en) has no department"))
        }
        if let person = caller.person, !Caller.isPseudonym(person) {
            throw UnfitIdentity(message: Title(zh: "人员应为工号或其他化名", en: "a person is a staff number or another pseudonym"))
        }
        if !role.isKnownByCode, caller.person == nil {
            throw UnfitIdentity(message: Title(zh: "须说明是谁（工号）", en: "say who it is: a staff number"))
        }
    }
}
