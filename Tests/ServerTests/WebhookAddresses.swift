import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Nobody makes this server speak to whom he could not speak himself (D4).
@Suite struct `The address of a subscriber` {
    /// Names that stand for addresses, as somebody may have them stand.
    private static let names: [String: [String]] = [
        "good.test": ["93.184.216.34"], "good6.test": ["2606:2800:220:1::1"], "loop.test": ["127.0.0.1"],
        "half.test": ["93.184.216.34", "10.0.0.1"],
        "mapped.test": ["::ffff:127.0.0.1"], "nat64.test": ["64:ff9b::7f00:1"], "six4.test": ["2002:7f00:1::1"],
        "meta.test": ["169.254.169.254"],
        "cgnat.test": ["100.100.100.200"], "local6.test": ["fe80::1"], "ula.test": ["fd00:ec2::254"], "azure.test": ["168.63.129.16"],
        "multi.test": ["224.0.0.1"], "any.test": ["0.0.0.0"], "any6.test": ["::"], "teredo.test": ["2001:0:53aa:64c::1"],
        "doc.test": ["2001:db8::1"],
        "bench.test": ["198.18.0.1"], "broad.test": ["255.255.255.255"], "class-e.test": ["240.0.0.1"], "ten.test": ["10.1.2.3"],
        "oracle.test": ["192.0.0.192"], "seventeen.test": ["172.31.255.255"], "home.test": ["192.168.1.1"], "relay.test": ["192.88.99.1"],
        "multi6.test": ["ff02::1"], "site.test": ["fec0::1"], "compat.test": ["::127.0.0.1"], "docs2.test": ["3fff::1"],
        "net0.test": ["0.1.2.3"],
        "proxy.test": ["127.0.0.9"], "localhost": ["127.0.0.1", "::1"], "xn--fiqs8s.test": ["93.184.216.34"], "inside.test": ["10.0.0.7"],
    ]

    /// What the resolver of a machine makes of texts that look like numbers.
    private static func resolve(_ host: String, _ port: Int) -> [SocketAddress] {
        (names[host] ?? [host]).compactMap { try? SocketAddress(ipAddress: $0, port: port) }
    }

    private static func guarding(_ allowed: String..., proxy: Bool = true) throws -> WebhookGuard {
        let list = try allowed.map { text in
            let address = try WebhookAddress("http://" + text)
            return WebhookGuard.Allowed(host: address.host, port: text.hasSuffix(":\(address.port)") ? address.port : nil)
        }
        return WebhookGuard(
            allowed: list, proxy: proxy ? .init(host: "proxy.test", port: 3_128) : nil, resolve: { host, port in resolve(host, port) })
    }

    private static let tricks = [
        // This machine, in all the ways in which it can be written.
        "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/",
        "https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.01/", "https://127.000.000.001/", "https://127.0.0.1./",
        "https://0/",
        "https://0.0.0.0/", "https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://[::1]/", "https://[::]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[64:ff9b::127.0.0.1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1%25eth0]/", "https://[fe80::1]/", "https://[fd00:ec2::254]/", "https://[ff02::1]/", "https://[::1", "https://::1/",
        "https://[127.0.0.1]/",
        "https://127.0.0.1.:443/", "https://256.1.1.1/", "https://1.2.3/", "https://1.2.3.4.5/",
        // Networks of one's own, and services that tell secrets.
        "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.0.1/", "https://169.254.169.254/latest/meta-data/",
        "https://100.100.100.200/",
        "https://168.63.129.16/", "https://192.0.0.192/", "https://100.64.0.1/", "https://224.0.0.1/", "https://255.255.255.255/",
        // Names that stand for them.
        "https://loop.test/", "https://half.test/", "https://mapped.test/", "https://nat64.test/", "https://six4.test/",
        "https://meta.test/",
        "https://cgnat.test/", "https://local6.test/", "https://ula.test/", "https://azure.test/", "https://multi.test/",
        "https://any.test/",
        "https://any6.test/", "https://teredo.test/", "https://doc.test/", "https://bench.test/", "https://broad.test/",
        "https://class-e.test/",
        "https://ten.test/", "https://oracle.test/", "https://seventeen.test/", "https://home.test/", "https://relay.test/",
        "https://multi6.test/",
        "https://site.test/", "https://compat.test/", "https://docs2.test/", "https://net0.test/", "https://unknown.test/",
        // Two programs read them differently.
        "https://good.test@127.0.0.1/", "https://127.0.0.1@good.test/", "https://user:password@good.test/",
        "https://good.test\\@127.0.0.1/",
        "https://good.test#@127.0.0.1/", "https://good.test:443:80/", "https://good.test:/", "https://good.test:0443/",
        "https://good.test:99999/",
        "https://good.test:+443/", "https://good.test:-1/", "https://good%2etest/", "https://127%2e0%2e0%2e1/",
        "https://good.test%00.127.0.0.1/",
        "https://good..test/", "https://.good.test/", "https://-good.test/", "https:///etc/passwd", "https://", "https:good.test/",
        "https:/good.test/",
        "//good.test/", " https://good.test/", "https://good.test/ ", "https://good.test/a b", "https://good.test/\r\nHost: 127.0.0.1",
        "https://good.test/\t",
        "https://good.test\n.127.0.0.1/", "HTTPS://good.test/", "https://good_test/",
        // Other letters for the same name.
        "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "https://１２７.0.0.1/", "https://127。0。0。1/", "https://good．test/", "https://gооd.test/", "https://中国.test/",
        "https://good.test/路",
        // Other ports, and other ways.
        "https://good.test:22/", "https://good.test:25/", "https://good.test:6379/", "https://good.test:5432/", "http://good.test/",
        "http://127.0.0.1/",
        "http://93.184.216.34/", "file:///etc/passwd", "ftp://good.test/", "gopher://good.test/", "data:text/plain,x",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock", "",
        "https://good.test/" + String(repeating: "a", count: 600),
    ]

    @Test func `is refused where it leads to this machine, its network, or nobody knows where`() async throws {
        #expect(Self.tricks.count >= 120 && Set(Self.tricks).count == Self.tricks.count)
        let closed = try Self.guarding()
        for trick in Self.tricks {
            await #expect(throws: UnfitAddress.self, "\(trick)") { try await closed.way(to: trick) }
        }
    }

    @Test func `of somebody on the public internet is taken, over a proxy that begins TLS`() async throws {
        let guarding = try Self.guarding()
        for (good, target) in [
            ("https://good.test/hook", "https://good.test/hook"), ("https://good.test", "https://good.test/"),
            ("https://GOOD.test:8443/a?b=c", "https://good.test:8443/a?b=c"), ("https://good.test:443/", "https://good.test/"),
            ("https://good6.test/", "https://good6.test/"), ("https://[2606:2800:220:1::1]/x", "https://[2606:2800:220:1::1]/x"),
            ("https://93.184.216.34/", "https://93.184.216.34/"), ("https://xn--fiqs8s.test/", "https://xn--fiqs8s.test/"),
        ] {
            let way = try await guarding.way(to: good)
            #expect(way.target == target && way.socket.ipAddress == "127.0.0.9" && way.socket.port == 3_128, "\(good)")
        }
        let without = try Self.guarding(proxy: false)
        await #expect(throws: UnfitAddress.self) { try await without.way(to: "https://good.test/") }
        await #expect(throws: UnfitAddress.self) { try await WebhookGuard.closed.way(to: "https://good.test/") }
    }

    /// It looks names up itself, and a name may stand for something else by then: whoever runs it is told all that it has to refuse.
    @Test func `that a proxy has to refuse stands in the documents`() throws {
        let paragraph = try #require(try Checkout.text("docs/deploying.md").split(separator: "\n").first { $0.contains("--webhook-proxy") })
        for range in PublicAddress.closedRanges + ["2000::/3"] { #expect(paragraph.contains(" \(range)"), "\(range)") }
    }

    /// Whoever runs the server has said so: that host and port, and no other.
    @Test func `that the administrator has named is taken, and none beside it`() async throws {
        let guarding = try Self.guarding("inside.test:9000", "127.0.0.1", "[::1]:7000", proxy: false)
        for (good, socket) in [
            ("http://inside.test:9000/x", "10.0.0.7"), ("http://127.0.0.1:1234/", "127.0.0.1"), ("http://[::1]:7000/", "::1"),
        ] {
            #expect(try await guarding.way(to: good).socket.ipAddress == socket)
        }
        for bad in [
            "http://inside.test/", "http://inside.test:9001/", "http://a.inside.test:9000/", "http://inside.test.:9000/",
            "http://127.0.0.2:1234/",
            "http://127.1:1234/", "http://localhost:1234/", "http://[::1]:7001/", "http://inside.test:9000@loop.test/",
            "https://inside.test:9000/",
        ] {
            await #expect(throws: UnfitAddress.self, "\(bad)") { try await guarding.way(to: bad) }
        }
        for bad in ["inside.test/", "http://inside.test", "a b", "inside.test:0", "user@inside.test", ""] {
            #expect(throws: UnfitAddress.self) { try WebhookGuard(allowing: [bad], proxy: nil) }
        }
        #expect(throws: UnfitAddress.self) { try WebhookGuard(allowing: [], proxy: "proxy.test") }
    }

    /// A name that stands for something else a moment later (DNS rebinding): what was checked is what is connected to.
    @Test func `is looked up anew each time, and connected to as it was checked`() async throws {
        let lookups = Mutex(0)
        let flipping: @Sendable (String, Int) async -> [SocketAddress] = { host, port in
            if host == "proxy.test" { return Self.resolve(host, port) }
            let count = lookups.withLock { count in
                count += 1
                return count
            }
            return [try? SocketAddress(ipAddress: count == 1 ? "93.184.216.34" : "127.0.0.1", port: port)].compactMap { $0 }
        }
        let guarding = WebhookGuard(allowed: [], proxy: .init(host: "proxy.test", port: 3_128), resolve: flipping)
        _ = try await guarding.way(to: "https://flips.test/")
        await #expect(throws: UnfitAddress.self) { try await guarding.way(to: "https://flips.test/") }
        let named = WebhookGuard(allowed: [.init(host: "flips.test", port: 9_000)], proxy: nil, resolve: flipping)
        lookups.withLock { $0 = 0 }
        #expect(try await named.way(to: "http://flips.test:9000/").socket.ipAddress == "93.184.216.34")
        #expect(lookups.withLock { $0 } == 1)
    }
}
