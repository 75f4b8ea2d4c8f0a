import Hummingbird
import Testing

@testable import Server

/// How much is worked on at once, and for whom.
@Suite struct `A workload` {
    private static func limits(rate: Int = 0, burst: Int = 1, atWork: Int = 1) -> Limits {
        var limits = Limits()
        (limits.rate, limits.burst, limits.atWork) = (rate, burst, atWork)
        return limits
    }

    @Test func `lets each caller ask so often, and no oftener`() throws {
        let workload = Workload(Self.limits(rate: 10, burst: 5))
        let now = ContinuousClock.now
        for _ in 0..<5 { try workload.count("a", now: now) }
        var problem = #expect(throws: Problem.self) { try workload.count("a", now: now) }
        #expect(problem?.code == .tooManyRequests && problem?.headers[.retryAfter] == "1")
        // Somebody else has his own.
        try workload.count("b", now: now)
        // A tenth of a second later there is one more, and no second one.
        try workload.count("a", now: now + .milliseconds(101))
        problem = #expect(throws: Problem.self) { try workload.count("a", now: now + .milliseconds(101)) }
        // However long nobody asked, five at once and no more.
        for _ in 0..<5 { try workload.count("a", now: now + .seconds(3_600)) }
        #expect(throws: Problem.self) { try workload.count("a", now: now + .seconds(3_600)) }
    }

    @Test func `is refused where there is too much of it, and taken again after`() async throws {
        let workload = Workload(Self.limits(atWork: 1))
        let problem = try await workload.whileThereIsRoom {
            await #expect(throws: Problem.self) { try await workload.whileThereIsRoom {} }
        }
        #expect(problem?.code == .overloaded && problem?.headers[.retryAfter] == "1")
        try await workload.whileThereIsRoom {}
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.16/28", "192.0.2.31", true),
        ("192.0.2.16/28", "192.0.2.32", false), ("::1", "::1", true), ("::1", "::2", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("127.0.0.1", "::ffff:127.0.0.1", true),
    ]) func `knows addresses of a range`(range: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(#require(Address(address))) == isIn)
    }

    @Test(arguments: ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "localhost", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/+8"])
    func `knows what is no range`(range: String) { #expect(AddressRange(range) == nil) }
}
