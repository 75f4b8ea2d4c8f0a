import Foundation
import TestSupport

/// A connection, byte by byte, to try what no client would send.
final class Wire {
    private let connection: LocalConnection

    init(_ port: Int) throws {
        guard let connection = LocalConnection(port) else { throw Unexpected("no connection: \(errno)") }
        self.connection = connection
    }

    /// False where the other end has closed.
    @discardableResult func send(_ bytes: some Sequence<UInt8>) -> Bool { connection.send(bytes) }

    @discardableResult func send(_ text: String) -> Bool { send(text.utf8) }

    /// Everything that comes until the other end closes, or for so many seconds.
    func receive(seconds: Double = 20, until isEnough: (String) -> Bool = { _ in false }) -> (text: String, isClosed: Bool) {
        var bytes: [UInt8] = []
        let end = Date(timeIntervalSinceNow: seconds)
        while Date() < end {
            guard connection.waits(milliseconds: Int(max(1, end.timeIntervalSinceNow * 1_000))) else { break }
            guard connection.receive(into: &bytes) else { return (String(decoding: bytes, as: UTF8.self), true) }
            let text = String(decoding: bytes, as: UTF8.self)
            if isEnough(text) { return (text, false) }
        }
        return (String(decoding: bytes, as: UTF8.self), false)
    }
}
