/// Leaves a provider alone that fails again and again: one call tries now and then whether it is back.
struct CircuitBreaker: Sendable {
    /// So many failures one after the other.
    static let mostFailures = 5
    /// Milliseconds; each time twice as long, up to the last.
    static let firstWait: Int64 = 2_000
    static let longestWait: Int64 = 30_000

    private var failures = 0
    private var openUntil: Int64 = 0
    private var wait = firstWait
    /// Until when one call tries; 0: none does.
    private var trying: Int64 = 0

    /// Whether a call may go out.
    /// - Parameters:
    ///   - now: milliseconds.
    ///   - budget: how long it may take.
    mutating func mayCall(at now: Int64, within budget: Int64) -> Bool {
        if isOpen(at: now) { return false }
        if failures >= Self.mostFailures { trying = now + budget }
        return true
    }

    func isOpen(at now: Int64) -> Bool { failures >= Self.mostFailures && (now < openUntil || now < trying) }

    mutating func succeeded() { self = CircuitBreaker() }

    mutating func failed(at now: Int64) {
        failures += 1
        trying = 0
        guard failures >= Self.mostFailures else { return }
        openUntil = now + wait
        wait = min(wait * 2, Self.longestWait)
    }
}
