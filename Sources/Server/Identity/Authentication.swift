import Hummingbird
import Workflow

/// Whoever shows a token that holds is who it says (RFC 6750).
public struct Authentication: Sendable {
    /// The issuer of a machine of one's own; nil where others reach the server.
    let issuer: TokenIssuer?
    let outside: OutsideIssuer?
    let office: Office

    public init(_ office: Office, issuer: TokenIssuer?, outside: OutsideIssuer? = nil) {
        (self.office, self.issuer, self.outside) = (office, issuer, outside)
    }

    func identity(_ headers: HTTPFields) async throws -> Identity {
        guard let token = Self.token(headers) else { throw Problem(.unauthenticated) }
        // Why it does not hold is not told, only that another is wanted (RFC 6750, 3.1).
        guard var identity = await identity(of: token) else {
            throw Problem(.unauthenticated, headers: [.wwwAuthenticate: #"Bearer realm="onething", error="invalid_token""#])
        }
        if let holder = identity.holder { identity.caller.person = try await office.pseudonym(of: holder) }
        return identity
    }

    private func identity(of token: String) async -> Identity? {
        if let identity = await issuer?.identity(of: token) { return identity }
        return await outside?.identity(of: token)
    }

    /// One header, and nothing else in it: a token in the address would stand in logs.
    private static func token(_ headers: HTTPFields) -> String? {
        let values = headers[values: .authorization]
        guard values.count == 1 else { return nil }
        let words = values[0].utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        return words.count == 2 && Substring(words[0]).lowercased() == "bearer" ? String(words[1]) : nil
    }
}
