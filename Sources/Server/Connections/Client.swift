import Hummingbird

/// Where requests come from.
enum Client {
    /// The address of whoever asked first: what proxies say that are named, from the last one on; of anybody else it is only his word.
    static func address(_ forwarded: [String], peer: Address?, proxies: [AddressRange]) -> Address? {
        var address = peer
        for hop in forwarded.joined(separator: ",").split(separator: ",", omittingEmptySubsequences: false).reversed() {
            guard let known = address, proxies.contains(where: { $0.contains(known) }),
                let before = Address(hop.trimmingPrefix(while: { $0 == " " }).prefix { $0 != " " })
            else { break }
            address = before
        }
        return address
    }
}
