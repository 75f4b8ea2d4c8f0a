import Foundation
import Synchronization
import Workflow

/// Tokens that have been found to hold a moment ago: to check a signature costs more than most of what is asked with it. Of a token its digest alone
/// is kept, and never past its end or for longer than `longest`.
final class KnownTokens: Sendable {
    /// In seconds.
    static let longest = 30.0
    private static let most = 10_000

    private struct Known {
        var identity: Identity
        var from: Date
        var until: Date
    }

    private let known = Mutex<[[UInt8]: Known]>([:])

    /// Whose it is; nil: it is to be looked at.
    func identity(of token: String, at now: Date) -> Identity? {
        let digest = Digest.of(Array(token.utf8))
        return known.withLock { known in
            // A clock that was set back says nothing of how long ago it was.
            known[digest].flatMap { $0.from <= now && now < $0.until ? $0.identity : nil }
        }
    }

    /// - Parameter end: from when on the token does not hold.
    func keep(_ identity: Identity, of token: String, until end: Date, at now: Date) {
        let digest = Digest.of(Array(token.utf8))
        known.withLock { known in
            if known.count >= Self.most { known = known.filter { now < $0.value.until } }
            if known.count >= Self.most { known = [:] }
            known[digest] = Known(identity: identity, from: now, until: min(end, now.addingTimeInterval(Self.longest)))
        }
    }

    var count: Int { known.withLock(\.count) }

    func forget() { known.withLock { $0 = [:] } }
}
