import Foundation
import Synchronization

/// Sends what is on its way to subscribers: at least once, in the order of each case, again and again for three days. It keeps nothing of its own: a
/// process that comes after goes on where this one has ended.
public final class WebhookDelivery: Sendable {
    private let office: Office
    private let transport: any WebhookTransport
    private let state = Mutex(State())

    /// Of one answer, in milliseconds.
    static let timeout: Int64 = 15_000
    /// At the same time: of all, and to one subscriber.
    static let (mostAtOnce, mostToOne) = (32, 8)
    /// Milliseconds between tries: the first, and the longest.
    static let (firstPause, longestPause): (Int64, Int64) = (5_000, 4 * 3_600_000)
    /// No subscriber makes us wait longer.
    static let longestRetryAfter: Int64 = 86_400_000
    /// How long a row is kept that is over, in milliseconds.
    static let (deliveredIsKept, deadIsKept): (Int64, Int64) = (7 * 86_400_000, 30 * 86_400_000)
    /// In milliseconds: how often it looks although nobody has told it to.
    private static let fallback: Int64 = 60_000

    /// What became of tries, as it is counted.
    public enum Result: String, Sendable, Hashable, CaseIterable {
        case delivered
        /// It is tried again.
        case failed
        /// It was given up.
        case dead
        /// The subscriber wants no more.
        case gone
    }

    /// Of one case to one subscriber, one message is on its way at a time.
    fileprivate struct Lane: Hashable {
        var webhook: Int64
        var caseID: CaseID
    }

    private struct State {
        var busy: Set<Lane> = []
        var counts: [Result: Int] = [:]
        var forgottenAt: Int64 = 0
    }

    /// Something to be sent now.
    struct Job: Sendable {
        var delivery: Delivery
        var webhook: Webhook
        var signer: WebhookSigner
    }

    public init(_ office: Office, over transport: any WebhookTransport) { (self.office, self.transport) = (office, transport) }

    /// How many tries came to what since the process began.
    public var counts: [Result: Int] { state.withLock { $0.counts } }

    /// Sends whatever is due, now and from now on, until it is cancelled.
    public func run() async {
        let (told, wake) = office.store.watchers.watch(.outbox)
        wake()
        await withDiscardingTaskGroup { group in
            var alarm: Task<Void, any Error>?
            for await _ in told {
                alarm?.cancel()
                var pause = Self.fallback
                do {
                    for job in try await takeDue() {
                        group.addTask {
                            await self.deliver(job)
                            wake()
                        }
                    }
                    if let next = try await nextDue() { pause = min(pause, max(0, next - office.clock.milliseconds)) }
                    try await forgetOld()
                } catch {
                    // A copy says nothing, and a store that is busy is asked again.
                    pause = error is CopyIsSilent ? Self.fallback : 1_000
                }
                alarm = Task { [pause] in
                    try await Task.sleep(for: .milliseconds(pause))
                    wake()
                }
            }
            alarm?.cancel()
            group.cancelAll()
        }
    }

    /// Sends what is due at this instant, and waits until all of it has come to something.
    /// - Returns: how many were sent.
    /// - Throws: `CopyIsSilent` in a copy of the office's database.
    @discardableResult
    public func deliverDue() async throws -> Int {
        let jobs = try await takeDue()
        await withTaskGroup(of: Void.self) { group in for job in jobs { group.addTask { await self.deliver(job) } } }
        return jobs.count
    }

    /// When something is to be sent that is not on its way; nil: nothing waits.
    func nextDue() async throws -> Int64? {
        let busy = state.withLock { $0.busy }
        if busy.count >= Self.mostAtOnce { return nil }
        return try await office.store.read { store in
            try store.outbox.webhooks().filter { $0.endedAt == nil }.compactMap { webhook in
                let lanes = busy.count { $0.webhook == webhook.number }
                // Whatever is on its way is looked at when it has come.
                if lanes >= Self.mostToOne { return nil }
                return lanes == 0
                    ? try store.outbox.nextDue(to: webhook.number)
                    : try store.outbox.deliveries(to: webhook.number, dueBy: .max, limit: lanes + 1)
                        .first { !busy.contains(Lane(webhook: $0.webhook, caseID: $0.caseID)) }?.nextAt
            }.min()
        }
    }

    // MARK: What is due

    /// Takes what is due and not on its way; only one asks at a time.
    private func takeDue() async throws -> [Job] {
        let now = office.clock.milliseconds
        // Before the store is read: whatever is on its way now may have come by then, and the row that is read may be older than that.
        let busy = state.withLock { $0.busy }
        let jobs = try await office.store.read { [keys = office.keys] store -> [Job] in
            if try store.origin() != nil { throw CopyIsSilent() }
            var jobs: [Job] = []
            var opened: (OfficeSecrets, MasterKeys)?
            for webhook in try store.outbox.webhooks() where webhook.endedAt == nil {
                let lanes = busy.count { $0.webhook == webhook.number }
                let free = min(Self.mostToOne - lanes, Self.mostAtOnce - busy.count - jobs.count)
                guard free > 0 else { continue }
                let due = try store.outbox.deliveries(to: webhook.number, dueBy: now, limit: free + lanes)
                    .filter { !busy.contains(Lane(webhook: $0.webhook, caseID: $0.caseID)) }
                if due.isEmpty { continue }
                let (secrets, masters) = try opened ?? (OfficeSecrets(keys, store), keys.keys(creating: false))
                opened = (secrets, masters)
                let signer = WebhookSigner(of: webhook, at: now, secrets, masters)
                jobs += due.prefix(free).map { Job(delivery: $0, webhook: webhook, signer: signer) }
            }
            return jobs
        }
        state.withLock { state in for job in jobs { state.busy.insert(job.lane) } }
        return jobs
    }

    private func deliver(_ job: Job) async {
        defer { state.withLock { _ = $0.busy.remove(job.lane) } }
        let answer = await send(job)
        if answer == .brokenOff { return }
        do {
            if let result = try await note(answer, of: job.delivery) { state.withLock { $0.counts[result, default: 0] += 1 } }
        } catch {
            // What cannot be noted is sent again (at least once), and not at once: a full disk must not become a flood for others.
            try? await Task.sleep(for: .milliseconds(Self.firstPause))
        }
    }

    private func send(_ job: Job) async -> WebhookAnswer {
        await send(job.delivery.body, as: CaseNotice.id(job.delivery.caseID, job.delivery.seq), to: job.webhook.address, job.signer)
    }

    private func send(_ body: [UInt8], as id: String, to address: String, _ signer: WebhookSigner) async -> WebhookAnswer {
        let seconds = office.clock.milliseconds / 1_000
        guard let signature = try? signer.signature(of: id, at: seconds, body) else { return .failed("signature") }
        return await transport.post(
            body, to: address,
            [
                ("Content-Type", CaseNotice.type), ("webhook-id", id), ("webhook-timestamp", "\(seconds)"),
                ("webhook-signature", signature),
            ], within: Self.timeout)
    }

    // MARK: What came of it

    /// - Returns: nil where it was given up meanwhile.
    private func note(_ answer: WebhookAnswer, of sent: Delivery) async throws -> Result? {
        let (now, chance) = (office.clock.milliseconds, office.chance)
        return try await office.store.write { store -> Result? in
            let outbox = store.outboxWriter
            guard var row = try outbox.delivery(sent.number), row.state == .waiting else { return nil }
            (row.tries, row.lastAt, row.nextAt) = (row.tries + 1, now, nil)
            var result = Result.failed
            switch answer {
            case .answered(let status, let retryAfter):
                row.result = "\(status)"
                switch status {
                case 200..<300: (result, row.state, row.body) = (.delivered, .delivered, [])
                case 410: (result, row.state) = (.gone, .dead)
                default: row.nextAt = now + Self.pause(after: row.tries, retryAfter, at: now, chance)
                }
            case .failed(let word):
                row.result = word
                row.nextAt = now + Self.pause(after: row.tries, nil, at: now, chance)
            case .brokenOff: return nil
            }
            if let next = row.nextAt {
                if now >= row.until { (result, row.state, row.nextAt) = (.dead, .dead, nil) } else { row.nextAt = min(next, row.until) }
            }
            // Something of before it may have been taken up again meanwhile.
            if row.state == .waiting, try outbox.firstWaiting(to: row.webhook, of: row.caseID)?.number != row.number { row.nextAt = nil }
            _ = try outbox.keep(row)
            if result == .gone, let webhook = try outbox.webhook(row.webhook), webhook.endedAt == nil {
                try outbox.end(webhook, .gone, at: now)
            }
            try outbox.queue(to: row.webhook, of: row.caseID, from: now)
            return result
        }
    }

    /// Twice as long each time, half of it by chance, so that not everybody comes back at the same moment; longer where the subscriber asks for it.
    static func pause(after tries: Int, _ retryAfter: String?, at now: Int64, _ chance: any Chance) -> Int64 {
        let whole = min(longestPause, firstPause << Int64(min(20, max(0, tries - 1))))
        let pause = whole / 2 + Int64(chance.next() % UInt64(whole / 2 + 1))
        return max(pause, retryAfter.flatMap { milliseconds(ofRetryAfter: $0, at: now) } ?? 0)
    }

    /// Seconds, or an instant (RFC 9110, 10.2.3); nil where it is neither.
    private static func milliseconds(ofRetryAfter text: String, at now: Int64) -> Int64? {
        if let seconds = Int64(text), seconds >= 0 { return min(longestRetryAfter, min(seconds, 1_000_000) * 1_000) }
        let format = DateFormatter()
        (format.locale, format.timeZone) = (Locale(identifier: "en_US_POSIX"), TimeZone(secondsFromGMT: 0))
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = format.date(from: text) else { return nil }
        return min(longestRetryAfter, max(0, Int64(date.timeIntervalSince1970) * 1_000 - now))
    }

    /// Rows that are over are forgotten after a while; looked at once an hour.
    private func forgetOld() async throws {
        let now = office.clock.milliseconds
        let isTime = state.withLock { state in
            guard now - state.forgottenAt >= 3_600_000 else { return false }
            state.forgottenAt = now
            return true
        }
        guard isTime else { return }
        while try await office.store.write({ store in
            try store.outboxWriter.forgetDeliveries(
                deliveredBefore: now - Self.deliveredIsKept, deadBefore: now - Self.deadIsKept, limit: 500)
        }) == 500 {}
    }
}

/// What came of a message that was sent to try a subscriber.
public struct WebhookPing: Sendable, Hashable {
    public var id: String
    public var isDelivered: Bool
    /// A status of HTTP, or a word for programs.
    public var result: String
}

extension WebhookDelivery {
    /// Sends a subscriber a message that is of no case (`cn.onething.ping.v1`), once and now, signed as all others are. Nothing is kept of it, and
    /// whatever he answers ends nothing.
    /// - Throws: `WebhookProblem`, `CopyIsSilent`, `KeyProblem`.
    public func ping(_ number: Int64, by caller: Caller) async throws -> WebhookPing {
        let webhook = try await office.webhook(number, by: caller)
        guard webhook.endedAt == nil else { throw WebhookProblem.ended }
        let now = office.clock.milliseconds
        let signer = try await office.store.read { [keys = office.keys] store in
            if try store.origin() != nil { throw CopyIsSilent() }
            return try WebhookSigner(of: webhook, at: now, OfficeSecrets(keys, store), keys.keys(creating: false))
        }
        let id = "ping:\(number):\(String(office.chance.next(), radix: 36))"
        let notice = PingNotice(id: id, source: webhook.source, at: now)
        switch await send(try notice.canonicalJSON(), as: id, to: webhook.address, signer) {
        case .answered(let status, _): return WebhookPing(id: id, isDelivered: (200..<300).contains(status), result: "\(status)")
        case .failed(let word): return WebhookPing(id: id, isDelivered: false, result: word)
        case .brokenOff: return WebhookPing(id: id, isDelivered: false, result: "broken-off")
        }
    }
}

/// A message to try a subscriber with: it says nothing.
private struct PingNotice: Encodable {
    let specversion = "1.0"
    let type = "cn.onething.ping.v1"
    let datacontenttype = "application/json"
    let data: [String: String] = [:]
    var id: String
    var source: String
    var time: String

    init(id: String, source: String, at: Int64) { (self.id, self.source, time) = (id, source, Instant(milliseconds: at).rfc3339) }
}

extension WebhookSigner {
    /// By its secret, and for a day by the one before it, too.
    fileprivate init(of webhook: Webhook, at now: Int64, _ secrets: OfficeSecrets, _ masters: MasterKeys) {
        var numbers = [webhook.secret]
        if let until = webhook.formerUntil, now < until { numbers.append(webhook.secret - 1) }
        self.init(secrets: numbers.map { secrets.secret($0, ofWebhook: webhook.number) }, masters, webhook: webhook.number)
    }
}

extension WebhookDelivery.Job {
    fileprivate var lane: WebhookDelivery.Lane { .init(webhook: delivery.webhook, caseID: delivery.caseID) }
}
