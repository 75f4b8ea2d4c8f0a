import NIOCore

/// Whether an address of the internet is one that everybody may speak to: neither this machine, nor its network, nor a service that tells whoever asks
/// from within its secrets (IANA's registries of special-purpose addresses, RFC 6890).
enum PublicAddress {
    static func holds(_ address: SocketAddress) -> Bool {
        guard let address = Address(address) else { return false }
        return given.contains { $0.contains(address) } && !closed.contains { $0.contains(address) }
    }

    /// All of IPv4; of IPv6 only 2000::/3 is given out: translated (64:ff9b::), local and multicast addresses lie outside.
    private static let given = ["0.0.0.0/0", "2000::/3"].compactMap(AddressRange.init)

    /// What a proxy has to refuse, too, since it looks names up itself (docs/deploying.md).
    static let closedRanges = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Azure's service for its machines.
        "168.63.129.16",
        // Teredo, ORCHID and others; documentation, twice; 6to4.
        "2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16",
    ]

    private static let closed = closedRanges.compactMap(AddressRange.init)
}
