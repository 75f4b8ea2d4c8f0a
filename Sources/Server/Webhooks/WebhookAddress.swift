import NIOCore
import Workflow

/// Where a subscriber is, as he has written it. Only what cannot be read in two ways is taken: programs that read the same address differently are
/// how somebody gets to where he may not (RFC 3986; WHATWG URL reads more).
struct WebhookAddress: Sendable, Hashable {
    var isSecure: Bool
    /// A name in small letters, or an address as it is always written, one of IPv6 without its brackets.
    var host: String
    var port: Int
    /// The path with what comes after the `?`.
    var target: String
    /// The host is an address, not a name.
    var isNumeric: Bool

    static let most = 500

    init(_ text: String) throws(UnfitAddress) {
        guard (1...Self.most).contains(text.utf8.count), text.utf8.allSatisfy({ Self.mayStand($0) }) else {
            throw UnfitAddress("至多 \(Self.most) 个可见 ASCII 字符", "it has at most \(Self.most) visible ASCII characters")
        }
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else {
            throw UnfitAddress("应以 https:// 或 http:// 开头", "it begins with https:// or http://")
        }
        isSecure = scheme == "https://"
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest.dropFirst(authority.count)
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
        guard !authority.contains("@") else { throw UnfitAddress("不得写用户名或口令", "no user and no password stands in it") }
        let (host, port): (Substring, Substring?)
        if authority.hasPrefix("[") {
            let inside = authority.dropFirst().prefix { $0 != "]" }
            let after = authority.dropFirst(inside.count + 1)
            guard after.hasPrefix("]"), after.count == 1 || after.dropFirst().hasPrefix(":") else { throw Self.noHost }
            (host, port) = (inside, after.count == 1 ? nil : after.dropFirst(2))
            guard host.contains(":"), !host.contains("%"), case .v6? = try? SocketAddress(ipAddress: String(host), port: 0) else {
                throw Self.noHost
            }
            (self.host, isNumeric) = (host.lowercased(), true)
        } else {
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count) else { throw Self.noHost }
            (host, port) = (parts[0], parts.count == 2 ? parts[1] : nil)
            let name = host.lowercased()
            isNumeric = try Self.isNumeric(name)
            self.host = name
        }
        guard let port else {
            self.port = isSecure ? 443 : 80
            return
        }
        guard let number = Int(port), (1...65_535).contains(number), "\(number)" == port else {
            throw UnfitAddress("端口应在 1 与 65535 之间", "a port lies between 1 and 65535")
        }
        self.port = number
    }

    /// As a header names it.
    var authority: String {
        let host = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? host : "\(host):\(port)"
    }

    /// Visible, and nothing that some programs take for something else.
    private static func mayStand(_ byte: UInt8) -> Bool {
        byte > 32 && byte < 127 && !"\"#<>\\^`{|}".utf8.contains(byte)
    }

    private static let noHost = UnfitAddress("主机名不规范", "there is no host in it that is written as it should be")

    /// Whether a host that stands without brackets is an address of IPv4; it is written in full, or it is none.
    private static func isNumeric(_ name: String) throws(UnfitAddress) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName =
            name.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
            }
        guard isName, let last = labels.last else { throw noHost }
        // No name of the net ends in a number; other programs read such a text as an address in octal, hexadecimal or one number.
        guard last.utf8.allSatisfy({ (48...57).contains($0) }) || last.hasPrefix("0x") else { return false }
        guard labels.count == 4, labels.allSatisfy({ label in Int(label).map { $0 <= 255 && "\($0)" == label } ?? false }) else {
            throw noHost
        }
        return true
    }
}

/// Nothing may be sent to such an address; nothing of it is repeated.
public struct UnfitAddress: Error, Sendable, Hashable {
    public var message: Title

    init(_ zh: String, _ en: String) { message = Title(zh: "地址不可用：\(zh)", en: "this address is not fit: \(en)") }
}
