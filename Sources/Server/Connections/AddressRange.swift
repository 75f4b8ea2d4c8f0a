import Foundation
import NIOCore

/// An address, as the 16 bytes of IPv6; one of IPv4 is mapped (RFC 4291, 2.5.5.2).
public struct Address: Sendable, Hashable {
    let bytes: [UInt8]

    public init?(_ text: some StringProtocol) {
        let text = String(text)
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = [UInt8](repeating: 0, count: 10) + [255, 255] + withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    init?(_ address: SocketAddress?) {
        guard let text = address?.ipAddress else { return nil }
        self.init(text.prefix { $0 != "%" })
    }

    /// Whoever has one address of IPv6 has 2^64 of them.
    var network: [UInt8] { bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]) ? bytes : Array(bytes.prefix(8)) }
}

/// Addresses that begin alike: `10.0.0.0/8`, `::1`.
public struct AddressRange: Sendable, Hashable {
    private let first: Address
    private let bits: Int

    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = Address(parts[0]) else { return nil }
        let isShort = !parts[0].contains(":")
        let most = isShort ? 32 : 128
        guard parts.count == 1 || parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
            let length = parts.count == 1 ? most : Int(parts[1]), (0...most).contains(length)
        else { return nil }
        (first, bits) = (address, length + (isShort ? 96 : 0))
    }

    func contains(_ address: Address) -> Bool {
        let (whole, rest) = (bits / 8, bits % 8)
        guard first.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
        return rest == 0 || (first.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0
    }
}
