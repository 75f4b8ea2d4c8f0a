import Foundation
import Synchronization
import Testing

@testable import Server
@testable import Workflow

/// What was found to hold a moment ago is not looked at anew, and yet nothing holds that would not hold by itself.
@Suite struct `A token that comes again` {
    private static let start = Date(timeIntervalSince1970: 1_796_000_000)
    private static let officer = Identity(Caller(.officer, person: "8", department: "health"))

    /// A clock that is set.
    private final class Hands: Sendable {
        let seconds = Mutex(0.0)
        func set(_ seconds: Double) { self.seconds.withLock { $0 = seconds } }
        var now: Date { start.addingTimeInterval(seconds.withLock { $0 }) }
    }

    @Test func `holds until its end and not before its beginning, for the same issuer, too`() async throws {
        let hands = Hands()
        let issuer = try await TokenIssuer(IssuerKeys(PassingKeys().keys(creating: true))) { hands.now }
        let text = try await issuer.token(for: Self.officer, seconds: 20).text
        #expect(await issuer.identity(of: text) == Self.officer)
        hands.set(19)
        #expect(await issuer.identity(of: text) == Self.officer)
        hands.set(20)
        #expect(await issuer.identity(of: text) == nil)
        hands.set(-61)
        #expect(await issuer.identity(of: text) == nil)
    }

    /// By another signature, with other claims, or cut, it is another token.
    @Test func `is known to the letter`() async throws {
        let issuer = try await TokenIssuer(IssuerKeys(PassingKeys().keys(creating: true))) { Self.start }
        let text = try await issuer.token(for: Self.officer).text
        #expect(await issuer.identity(of: text) == Self.officer)
        for place in [0, text.utf8.count / 2, text.utf8.count - 2] {
            var bytes = Array(text.utf8)
            bytes[place] = bytes[place] == 65 ? 66 : 65
            #expect(await issuer.identity(of: String(decoding: bytes, as: UTF8.self)) == nil)
        }
        #expect(await issuer.identity(of: String(text.dropLast())) == nil)
    }

    @Test func `is looked at anew after a while`() {
        let known = KnownTokens()
        known.keep(Self.officer, of: "a", until: .distantFuture, at: Self.start)
        #expect(known.identity(of: "a", at: Self.start.addingTimeInterval(KnownTokens.longest - 1)) == Self.officer)
        #expect(known.identity(of: "a", at: Self.start.addingTimeInterval(KnownTokens.longest)) == nil)
        #expect(known.identity(of: "b", at: Self.start) == nil)
        known.forget()
        #expect(known.identity(of: "a", at: Self.start) == nil)
    }

    /// Whoever makes up tokens without end fills no memory, and takes nobody else's place for good.
    @Test func `is one of so many`() {
        let known = KnownTokens()
        for number in 0...20_000 { known.keep(Self.officer, of: "\(number)", until: .distantFuture, at: Self.start) }
        #expect(known.count <= 10_000)
        #expect(known.identity(of: "20000", at: Self.start) == Self.officer)
    }
}
