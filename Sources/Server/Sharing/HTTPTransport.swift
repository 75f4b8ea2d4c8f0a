import Foundation
import NIOPosix
import Workflow

/// Posts to a sharing service. TLS begins at a proxy of one's own, as it ends at one before `licence serve` (decision 0030).
public struct HTTPTransport: SharingTransport {
    private let host: String
    private let port: Int
    private let path: String
    private let most: Int

    /// - Parameters:
    ///   - url: `http://host:port/path`.
    ///   - most: bytes of an answer.
    public init(_ url: URL, most: Int = SharingClient.mostBytes) {
        (host, port, self.most) = (url.host ?? "", url.port ?? 80, most)
        path = url.path.hasSuffix("/") ? url.path : url.path + "/"
    }

    public func post(_ operation: String, _ body: [UInt8], within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        try await ask(
            HTTPCall(post: path + operation, host: host, [("Content-Type", "application/json")], body, most: most), within: milliseconds)
    }

    /// Reads what lies at the address itself.
    func get(within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        try await ask(HTTPCall(get: path == "/" ? path : String(path.dropLast()), host: host, most: most), within: milliseconds)
    }

    private func ask(_ call: HTTPCall, within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        let (host, port) = (host, port)
        let answer = try await call.answer(within: milliseconds) { $0.connect(host: host, port: port) }
        return SharingResponse(status: answer.status, body: answer.body)
    }
}
