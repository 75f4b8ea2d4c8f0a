import Foundation
import Synchronization
import TestSupport

@testable import Workflow

/// A subscriber that is killed at random: before it has taken a message, or after it and before it has answered. What it has taken it keeps.
final class MadeUpReceiver: WebhookTransport {
    struct Taken: Codable, Sendable {
        var id: String
        var timestamp: String
        var signature: String
        var body: Data
        var type: String
    }

    private struct State {
        var numbers: SeededNumbers
        var taken: [Taken] = []
        var kills = 0
        /// The last event that it has of each case.
        var last: [String: Int] = [:]
        var inFlight: Set<String> = []
        var complaints: [String] = []
    }

    private let state: Mutex<State>
    /// Of a hundred messages, how many kill it.
    private let mortality: Int
    private let answer: @Sendable (Int) -> WebhookAnswer?

    /// - Parameter answer: what it says to its n-th message in place of taking it, from 1.
    init(seed: UInt64 = 1, mortality: Int = 0, answer: @escaping @Sendable (Int) -> WebhookAnswer? = { _ in nil }) {
        state = Mutex(State(numbers: SeededNumbers(seed: seed)))
        (self.mortality, self.answer) = (mortality, answer)
    }

    var taken: [Taken] { state.withLock { $0.taken } }
    var kills: Int { state.withLock { $0.kills } }
    var last: [String: Int] { state.withLock { $0.last } }
    /// What was not as it was promised.
    var complaints: [String] { state.withLock { $0.complaints } }
    private let count = Mutex(0)
    var asked: Int { count.withLock { $0 } }

    func post(
        _ body: [UInt8], to address: String, _ headers: [(name: String, value: String)], within milliseconds: Int64
    ) async -> WebhookAnswer {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let named = Dictionary(headers.map { ($0.name, $0.value) }) { $1 }
        let id = named["webhook-id"] ?? ""
        let parts = id.split(separator: ":").map(String.init)
        guard parts.count == 2, let seq = Int(parts[1]) else { return .answered(status: 400, retryAfter: nil) }
        state.withLock { state in
            if !state.inFlight.insert(parts[0]).inserted { state.complaints.append("\(id): another of the case is on its way") }
        }
        await Task.yield()
        defer { state.withLock { _ = $0.inFlight.remove(parts[0]) } }
        if let answer = answer(number) { return answer }
        return state.withLock { state in
            let isKilled = Int.random(in: 0..<100, using: &state.numbers) < mortality
            let isAfter = Bool.random(using: &state.numbers)
            if isKilled { state.kills += 1 }
            if isKilled, !isAfter { return .failed("unreachable") }
            let last = state.last[parts[0]] ?? 0
            if seq > last + 1 { state.complaints.append("\(id): nothing came after \(last)") }
            state.last[parts[0]] = max(last, seq)
            state.taken.append(
                Taken(
                    id: id, timestamp: named["webhook-timestamp"] ?? "", signature: named["webhook-signature"] ?? "", body: Data(body),
                    type: named["Content-Type"] ?? ""))
            return isKilled ? .failed("too-slow") : .answered(status: 204, retryAfter: nil)
        }
    }
}
