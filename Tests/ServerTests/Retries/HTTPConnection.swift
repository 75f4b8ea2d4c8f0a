import Foundation

@testable import Workflow

/// A connection to this machine that asks one thing after the other, and can be cut at any place.
final class HTTPConnection {
    struct Answer: Sendable, Equatable {
        var status: Int
        var body: Data
        var isLast: Bool

        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null }
    }

    private let socket: Int32
    private var read: [UInt8] = []

    /// Nil where nobody listens.
    init?(_ port: Int) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) }
        }
        guard result == 0 else {
            close(socket)
            return nil
        }
        var (patience, isOn) = (timeval(tv_sec: 60, tv_usec: 0), Int32(1))
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        self.socket = socket
    }

    deinit { close(socket) }

    static func request(
        _ method: String, _ path: String, token: String, key: String? = nil, type: String = "application/json", _ body: [UInt8]
    ) -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nAuthorization: Bearer \(token)\r\n"
        if let key { head += "Idempotency-Key: \(key)\r\n" }
        if !body.isEmpty { head += "Content-Type: \(type)\r\n" }
        return Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body
    }

    /// False where the other end has closed.
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// The next answer; nil where the other end closes before it is whole.
    func answer() -> Answer? {
        var end = headEnd()
        while end == nil {
            guard receive() else { return nil }
            end = headEnd()
        }
        guard let end else { return nil }
        let head = String(decoding: read[..<end], as: UTF8.self).lowercased()
        let lines = head.split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        guard let status = lines.first.flatMap({ Int($0.dropFirst(9).prefix(3)) }) else { return nil }
        let whole = end + 4 + (length ?? 0)
        while read.count < whole { guard receive() else { return nil } }
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

    private func receive() -> Bool {
        let count = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
            let count = recv(socket, buffer.baseAddress, buffer.count, 0)
            if count > 0 { read.append(contentsOf: buffer[..<count]) }
            return count
        }
        return count > 0
    }
}
