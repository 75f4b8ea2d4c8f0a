import Foundation

/// The program that started this one, where it wants to know how that goes (sd_notify of systemd).
enum ServiceManager {
    /// - Parameter state: `READY=1`, `STOPPING=1`.
    static func tell(_ state: String, _ path: String? = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"]) {
        guard let path, path.hasPrefix("/") || path.hasPrefix("@") else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // A name that begins with @ is one of the kernel's, and no file.
        let bytes = Array(path.utf8).map { CChar(bitPattern: $0) }.enumerated().map { $0.offset == 0 && $0.element == 64 ? 0 : $0.element }
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { room in bytes.withUnsafeBytes { room.copyMemory(from: $0) } }
        let socket = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard socket >= 0 else { return }
        defer { close(socket) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + (path.hasPrefix("@") ? 0 : 1))
        _ = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(socket, state, state.utf8.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
