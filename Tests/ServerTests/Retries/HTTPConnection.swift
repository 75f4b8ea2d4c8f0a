import Foundation
import TestSupport

@testable import Workflow

/// A connection to this machine that asks one thing after the other, and can be cut at any place.
final class HTTPConnection {
    struct Answer: Sendable, Equatable {
        var status: Int
        var body: Data
        var isLast: Bool

        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null }
    }

    private let connection: LocalConnection
    private var read: [UInt8] = []

    /// Nil where nobody listens.
    init?(_ port: Int) {
        guard let connection = LocalConnection(port) else { return nil }
        self.connection = connection
    }

    static func request(
        _ method: String, _ path: String, token: String, key: String? = nil, type: String = "application/json", _ body: [UInt8]
    ) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nAuthorization: Bearer \(token)\r\n"
        if let key { head += "Idempotency-Key: \(key)\r\n" }
        if !body.isEmpty { head += "Content-Type: \(type)\r\n" }
        return Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body
    }

    /// False where the other end has closed.
    func send(_ bytes: some Sequence<UInt8>) -> Bool { connection.send(bytes) }

    /// The next answer; nil where the other end closes before it is whole.
    func answer() -> Answer? {
        var end = headEnd()
        while end == nil {
            guard connection.receive(into: &read) else { return nil }
            end = headEnd()
        }
        guard let end else { return nil }
        let head = String(decoding: read[..<end], as: UTF8.self).lowercased()
        let lines = head.split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        guard let status = lines.first.flatMap({ Int($0.dropFirst(9).prefix(3)) }) else { return nil }
        let whole = end + 4 + (length ?? 0)
        while read.count < whole { guard connection.receive(into: &read) else { return nil } }
        defer { read.removeFirst(whole) }
        return Answer(status: status, body: Data(read[(end + 4)..<whole]), isLast: lines.contains("connection: close"))
    }

    private func headEnd() -> Int? {
        var from = 0
        while from + 3 < read.count, let found = read[from...].firstIndex(of: 13) {
            guard found + 3 < read.count else { return nil }
            if read[found + 1] == 10, read[found + 2] == 13, read[found + 3] == 10 { return found }
            from = found + 1
        }
        return nil
    }
}
