import Foundation
import Testing
import Workflow

@testable import Server

/// What a server tells whoever keeps it running.
@Suite struct `The operation of a server` {
    /// A word of a proxy counts, and of nobody else.
    @Test(
        arguments: [
            ([], "203.0.113.9", "203.0.113.9"), (["198.51.100.1"], "203.0.113.9", "203.0.113.9"),
            (["198.51.100.1"], "10.0.0.1", "198.51.100.1"),
            (["192.0.2.66, 198.51.100.1"], "10.0.0.1", "198.51.100.1"),
            (["192.0.2.66, 198.51.100.1, 10.0.0.2"], "10.0.0.1", "198.51.100.1"),
            (["192.0.2.66", "198.51.100.1"], "10.0.0.1", "198.51.100.1"), (["unknown"], "10.0.0.1", "10.0.0.1"),
            (["198.51.100.1, "], "10.0.0.1", "10.0.0.1"),
            (["2001:db8::7"], "10.0.0.1", "2001:db8::7"),
        ] as [([String], String, String)])
    func `knows where a request comes from`(forwarded: [String], peer: String, expected: String) throws {
        let range = try #require(AddressRange("10.0.0.0/8"))
        #expect(Client.address(forwarded, peer: Address(peer), proxies: [range]) == Address(expected))
    }

    @Test(arguments: [
        ("3.6.23", false), ("3.7.0", true), ("3.40.1", true), ("3.51.2", true), ("3.51.3", false), ("3.52.0", false), ("4.0", false),
    ]) func `knows which SQLite may lose writes`(version: String, mayLose: Bool) { #expect(Readiness.mayLoseWrites(version) == mayLose) }

    @Test func `knows when a disk is low`() {
        let mega: Int64 = 1_024 * 1_024
        #expect(Disk.isLow(free: 63 * mega, all: 100_000 * mega) && !Disk.isLow(free: 64 * mega, all: 100_000 * mega))
        // Of a small disk a twentieth.
        #expect(Disk.isLow(free: 799 * 1_024, all: 16 * mega) && !Disk.isLow(free: mega, all: 16 * mega))
    }

    @Test(arguments: [
        ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
        ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x", false),
        ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x", true),
        ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false),
        ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
        ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false),
        ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false), ("", false), ("990000199501010021", false),
    ]) func `keeps the trace that it is given, or begins one`(parent: String, isKept: Bool) {
        let id = Trace(parent: parent).id
        #expect((id == "0af7651916cd43dd8448eb211c80319c") == isKept)
        #expect(id.utf8.count == 32 && id.allSatisfy { $0.isHexDigit } && Trace(parent: nil).id != Trace(parent: nil).id)
    }
}
