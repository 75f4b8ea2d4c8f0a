import Foundation
import Workflow

/// Where the keys of an issuer are.
public enum KeyPlace: Sendable {
    /// A file; read again when it has changed.
    case file(String)
    /// An address, asked again from time to time.
    case address(URL)
    /// The issuer itself says where (OpenID Connect Discovery 1.0, 4).
    case discovery(URL)

    /// Bytes of a document, and milliseconds of a call.
    private static let (most, patience): (Int, Int64) = (256 * 1_024, 5_000)

    func fetch(issuer: String) async throws -> [UInt8] {
        switch self {
        case .file(let path):
            guard let handle = FileHandle(forReadingAtPath: path), let bytes = try handle.read(upToCount: Self.most) else {
                throw SharingFault.unreachable
            }
            return [UInt8](bytes)
        case .address(let url): return try await Self.get(url)
        case .discovery(let url):
            struct Document: Decodable {
                enum CodingKeys: String, CodingKey {
                    case issuer
                    case keys = "jwks_uri"
                }

                var issuer, keys: String
            }
            let document = try StrictJSON.read(
                Document.self, from: await Self.get(url.appendingPathComponent(".well-known/openid-configuration")))
            guard document.issuer == issuer, let place = URL(string: document.keys), Self.isFetched(place) else {
                throw SharingFault.malformed("OpenID Connect Discovery")
            }
            return try await Self.get(place)
        }
    }

    private static func get(_ url: URL) async throws(SharingFault) -> [UInt8] {
        let answer = try await HTTPTransport(url, most: most).get(within: patience)
        guard answer.status == 200 else { throw .refused("HTTP \(answer.status)") }
        return answer.body
    }

    /// TLS begins at a proxy on this machine (decision 0030): whoever could change keys on their way could be anybody.
    public static func isFetched(_ url: URL) -> Bool { url.scheme == "http" && APIServer.isLocal(url.host ?? "") }
}
