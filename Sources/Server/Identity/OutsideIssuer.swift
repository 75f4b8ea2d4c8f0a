import Foundation
import Workflow

/// An issuer of tokens that is not this program (OpenID Connect): people of a city's portal, staff of its departments.
public actor OutsideIssuer {
    public struct Configuration: Sendable {
        /// As `iss` has it, to the letter.
        public var issuer: String
        /// What of `aud` is this office.
        public var audience: String
        /// The claim in which the number of a citizen or the code of a firm stands.
        public var holderClaim = "onething_holder"
        /// `acr` or `amr` of staff who have shown two factors.
        public var strong: Set<String> = ["mfa", "aal2", "aal3", "2", "3"]
        /// The `typ` of its tokens.
        public var type = "at+jwt"

        public init(issuer: String, audience: String) { (self.issuer, self.audience) = (issuer, audience) }
    }

    /// Bytes of a token; how far clocks may be apart, and how long a token may hold, in seconds.
    static let (most, skew, longest) = (16_384, 60.0, 86_400.0)
    /// Seconds for which keys count as new, after which an unknown name is asked for again, and for which they count where nobody answers.
    static let (fresh, pause, kept) = (300.0, 10.0, 86_400.0)

    private let configuration: Configuration
    private let place: KeyPlace
    private let now: @Sendable () -> Date
    /// The department of that id or credit code.
    private let department: @Sendable (String) async -> String?

    private let known = KnownTokens()
    private var keys: IssuerKeySet?
    private var (fetched, tried) = (Date.distantPast, Date.distantPast)
    private var fetching: Task<IssuerKeySet, any Error>?

    public init(
        _ configuration: Configuration, keys place: KeyPlace, now: @escaping @Sendable () -> Date = { Date() },
        department: @escaping @Sendable (String) async -> String?
    ) {
        (self.configuration, self.place, self.now, self.department) = (configuration, place, now, department)
    }

    /// Fetches the keys now, so that a mistake is seen before anybody asks.
    public func prepare() async throws { try await refresh() }

    /// Whose token it is; nil where it is none of this issuer's, or does not hold. Of whoever is known by his code the pseudonym is not yet said.
    func identity(of token: String) async -> Identity? {
        if let identity = known.identity(of: token, at: now()) { return identity }
        guard let header = Self.header(of: token), header.typ == configuration.type else { return nil }
        let keys = await keys(for: header.kid)
        let asked = fetched
        guard let claims = await keys?.claims(of: token, kid: header.kid, algorithm: header.alg), holds(claims),
            let identity = await identity(claims)
        else { return nil }
        // By keys that others have taken the place of meanwhile nothing is known, nor by old ones: they are asked for again.
        if asked == fetched {
            let end = min(claims.exp + Self.skew, fetched.timeIntervalSince1970 + Self.fresh)
            known.keep(identity, of: token, until: Date(timeIntervalSince1970: end), at: now())
        }
        return identity
    }

    // MARK: The header

    private struct Header: Decodable {
        var alg, kid: String
        var typ: String
    }

    /// Nil where it says anything by which a token could choose how it is looked at: a key of its own, an address, a list of what is critical.
    private static func header(of token: String) -> Header? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= most, parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isBase64URL) }),
            let bytes = decoded(parts[0]), let body = decoded(parts[1]),
            (try? StrictJSON.check(body, most: most)) != nil,
            let names = try? StrictJSON.read([String: JSONValue].self, from: bytes, most: most),
            Set(names.keys).isSubset(of: ["alg", "kid", "typ", "x5t", "x5t#S256"]),
            let header = try? StrictJSON.read(Header.self, from: bytes, most: most), IssuerKeySet.algorithms.contains(header.alg),
            (1...200).contains(header.kid.utf8.count)
        else { return nil }
        return header
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 45, 95: true
        default: false
        }
    }

    private static func decoded(_ text: Substring) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4)).map { [UInt8]($0) }
    }

    // MARK: Keys

    /// Keys that are known, fetched anew where they are old or do not have that one; an unknown name costs the issuer one question in a while.
    private func keys(for kid: String) async -> IssuerKeySet? {
        let age = now().timeIntervalSince(fetched)
        if let keys, keys.has(kid), age < Self.fresh { return keys }
        if now().timeIntervalSince(tried) >= Self.pause || fetching != nil { try? await refresh() }
        return now().timeIntervalSince(fetched) < Self.kept ? keys : nil
    }

    /// Everybody who waits for keys waits for the same ones.
    private func refresh() async throws {
        if let fetching {
            _ = try await fetching.value
            return
        }
        tried = now()
        let task = Task { [place, configuration] in try await IssuerKeySet(place.fetch(issuer: configuration.issuer)) }
        fetching = task
        defer { fetching = nil }
        keys = try await task.value
        fetched = now()
        known.forget()
    }

    // MARK: What it says

    private func holds(_ claims: OutsideClaims) -> Bool {
        let seconds = now().timeIntervalSince1970
        return claims.iss == configuration.issuer && claims.aud.all.contains(configuration.audience)
            && [claims.exp, claims.iat, claims.nbf ?? 0].allSatisfy { $0.isFinite && $0 >= 0 && $0 < 1e11 }
            && seconds < claims.exp + Self.skew && claims.iat <= seconds + Self.skew && (claims.nbf ?? 0) <= seconds + Self.skew
            && claims.exp > claims.iat && claims.exp - claims.iat <= Self.longest
    }

    /// A token has one role; without one it is of somebody who deals with his own things.
    private func identity(_ claims: OutsideClaims) async -> Identity? {
        let roles = claims.roles ?? [.init(role: Actor.Role.applicant.name)]
        guard roles.count == 1, let role = Actor.Role.allCases.first(where: { $0.name == roles[0].role }) else { return nil }
        var identity = Identity(Caller(role))
        if role.isKnownByCode {
            guard let code = claims.texts[configuration.holderClaim], let holder = Self.holder(code) else { return nil }
            identity.holder = holder
        } else {
            guard role.isMachine || isStrong(claims) else { return nil }
            identity.caller.person = claims.sub
        }
        if role.isOfDepartment {
            guard let named = roles[0].org, let known = await department(named) else { return nil }
            identity.caller.department = known
        }
        return (try? UnfitIdentity.check(identity)) == nil ? nil : identity
    }

    private func isStrong(_ claims: OutsideClaims) -> Bool {
        !configuration.strong.isDisjoint(with: (claims.amr ?? []) + [claims.acr].compactMap { $0 })
    }

    private static func holder(_ code: String) -> HolderCode? {
        CitizenID(code).map(HolderCode.person) ?? CreditCode(code).map(HolderCode.organisation)
    }
}

extension Actor.Role {
    /// It is no person, and has no second factor.
    fileprivate var isMachine: Bool { self == .departmentSystem || self == .paymentSystem }
}

extension Compilation {
    /// The department of that id, or for which a body of that credit code acts.
    public func department(_ word: String) -> String? {
        shared.departments.first { $0.id.value == word || $0.codes.contains { $0.text == word } }?.id.value
    }
}
