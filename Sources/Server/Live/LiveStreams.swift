import Hummingbird
import Synchronization
import Workflow

/// How many follow cases at the same time: a bounded number of all, and of one caller.
final class LiveStreams: Sendable {
    private let most: Int
    private let mostOfOne: Int
    /// After which a stream in which nothing happened is written to, so that a proxy does not take it for dead.
    let pulse: Duration
    private let counts = Mutex<[Caller: Int]>([:])

    init(most: Int = 1_000, mostOfOne: Int = 10, pulse: Duration = .seconds(15)) {
        (self.most, self.mostOfOne, self.pulse) = (most, mostOfOne, pulse)
    }

    /// A place among them, which is given back when nobody has it any more.
    final class Place: Sendable {
        private let streams: LiveStreams
        private let caller: Caller

        fileprivate init(_ streams: LiveStreams, _ caller: Caller) { (self.streams, self.caller) = (streams, caller) }
        deinit { streams.leave(caller) }
    }

    func place(for caller: Caller) throws(Problem) -> Place {
        let (all, own) = counts.withLock { counts in
            let (all, own) = (counts.values.reduce(0, +), counts[caller] ?? 0)
            if all < most, own < mostOfOne { counts[caller] = own + 1 }
            return (all, own)
        }
        guard own < mostOfOne else {
            throw Problem(
                .tooManyRequests,
                Title(zh: "同一用户至多 \(mostOfOne) 个事件流", en: "nobody follows more than \(mostOfOne) cases at the same time"),
                headers: [.retryAfter: "60"])
        }
        guard all < most else {
            throw Problem(
                .busy, Title(zh: "事件流已满，请改为定期查询", en: "no stream is free: ask now and then instead"), headers: [.retryAfter: "60"])
        }
        return Place(self, caller)
    }

    private func leave(_ caller: Caller) { counts.withLock { $0[caller] = $0[caller].flatMap { $0 > 1 ? $0 - 1 : nil } } }

    /// How many there are now.
    var count: Int { counts.withLock { $0.values.reduce(0, +) } }
}
