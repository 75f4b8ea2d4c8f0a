import Foundation
import NIOCore

/// Whether an address of the internet is one that everybody may speak to: neither this machine, nor its network, nor a service that tells whoever asks
/// from within its secrets (IANA's registries of special-purpose addresses, RFC 6890).
enum PublicAddress {
    static func holds(_ address: SocketAddress) -> Bool {
        switch address {
        case .v4(let v4):
            var number = v4.address.sin_addr.s_addr
            return withUnsafeBytes(of: &number) { isPublic(v4: Array($0)) }
        case .v6(let v6):
            var bytes = v6.address.sin6_addr
            return withUnsafeBytes(of: &bytes) { isPublic(v6: Array($0)) }
        case .unixDomainSocket: return false
        }
    }

    private static func isPublic(v4 bytes: [UInt8]) -> Bool {
        let number = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return !closedV4.contains { number >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    private static func isPublic(v6 bytes: [UInt8]) -> Bool {
        // Only 2000::/3 is given out; mapped, translated (64:ff9b::), local and multicast addresses all lie outside.
        guard bytes[0] >> 5 == 1 else { return false }
        return !closedV6.contains { closed in closed.indices.allSatisfy { bytes[$0] & closed[$0].mask == closed[$0].value } }
    }

    private static let closedV4: [(network: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12), (0xC000_0000, 24),
        (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24),
        (0xE000_0000, 4), (0xF000_0000, 4),
        // Azure's service for its machines.
        (0xA83F_8110, 32),
    ]

    /// 2001::/23 (Teredo, ORCHID and others), documentation twice, 6to4.
    private static let closedV6: [[(value: UInt8, mask: UInt8)]] = [
        [(0x20, 0xFF), (0x01, 0xFF), (0x00, 0xFE)], [(0x20, 0xFF), (0x01, 0xFF), (0x0D, 0xFF), (0xB8, 0xFF)],
        [(0x3F, 0xFF), (0xFF, 0xFF), (0x00, 0xF0)], [(0x20, 0xFF), (0x02, 0xFF)],
    ]
}
