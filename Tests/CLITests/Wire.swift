import Foundation
import TestSupport

/// A connection, byte by byte, to try what no client would send.
final class Wire {
    private let socket: Int32

    init(_ port: Int) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) }
        }
        guard result == 0 else { throw Unexpected("no connection: \(errno)") }
    }

    deinit { close(socket) }

    /// False where the other end has closed.
    @discardableResult func send(_ bytes: some Sequence<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult func send(_ text: String) -> Bool { send(text.utf8) }

    /// Everything that comes until the other end closes, or for so many seconds.
    func receive(seconds: Double = 20, until isEnough: (String) -> Bool = { _ in false }) -> (text: String, isClosed: Bool) {
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard Foundation.poll(&poll, 1, Int32(max(1, end.timeIntervalSinceNow * 1_000))) > 0 else { break }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return (String(decoding: bytes, as: UTF8.self), true) }
            bytes += buffer[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            if isEnough(text) { return (text, false) }
        }
        return (String(decoding: bytes, as: UTF8.self), false)
    }
}
