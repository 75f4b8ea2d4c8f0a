import Foundation
import Synchronization
import TestSupport

@testable import Server
@testable import Workflow

/// A request that is the same each time it is sent: under its key it is to be done once.
struct KeyedRequest: Sendable {
    enum Kind: Hashable, Sendable, CaseIterable {
        case draft, start, submit, command, fill, rating, subscription
    }

    var kind: Kind
    var key: String
    var method = "POST"
    var path: String
    var token: String
    var body: String
    /// Of what is filled in: the case, and what is said there.
    var filled: (id: String, value: String)?

    var bytes: [UInt8] { HTTPConnection.request(method, path, token: token, key: key, Array(body.utf8)) }

    /// Another request under its key.
    var another: KeyedRequest {
        var other = self
        other.body = Self.others.reduce(body) { $0.replacing($1.key, with: $1.value) }
        if body.isEmpty { other.body = kind == .submit ? #"{"accept":["marriage-certificate"]}"# : #"{"item":"birth-notice"}"# }
        return other
    }

    private static let others: KeyValuePairs = [
        "married-local-couple": "twins", "one-bought-vehicle": "branch", "both-allowances": "living-allowance-only", "周": "吴",
        #"{"line":""#: #"{"line":"x"#, #"{"move":"#: #"{"reason":"x","move":"#, "very_satisfied": "satisfied",
        "127.0.0.1:9/": "127.0.0.1:9/x",
    ]
}

/// What was asked under each key, when, and what was answered; and what cannot be, where a key is done once and its answer stays.
final class RequestHistory: Sendable {
    struct Known: Sendable {
        let request: KeyedRequest
        /// When it was sent first, by a clock that counts what is sent and answered.
        let sent: Int
        /// The answer that stays, and when it came first.
        var settled: (answer: HTTPConnection.Answer, at: Int)?
        /// Nothing was done, and nothing kept: the same may come to something later.
        var rejections = 0
    }

    /// What an answer means.
    enum Meaning { case settled, rejected, again }

    struct Counts: Sendable {
        var sent = 0, repetitions = 0, reordered = 0, cut = 0, unanswered = 0, reused = 0, again = 0
        /// Of one request, one after the other, without an answer.
        var mostUnanswered = 0
    }

    private struct State {
        var time = 0
        var known: [String: Known] = [:]
        var counts = Counts()
        var complaints: [String] = []
    }

    private let state = Mutex(State())

    var counts: Counts { state.withLock { $0.counts } }
    var complaints: [String] { state.withLock { $0.complaints } }
    var known: [Known] { state.withLock { Array($0.known.values) } }

    func count(_ change: @Sendable (inout Counts) -> Void) { state.withLock { change(&$0.counts) } }

    func complain(_ words: String) { state.withLock { if $0.complaints.count < 20 { $0.complaints.append(words) } } }

    /// - Returns: when it is sent.
    func sending(_ request: KeyedRequest) -> Int {
        state.withLock { state in
            state.time += 1
            state.counts.sent += 1
            if state.known[request.key] == nil { state.known[request.key] = Known(request: request, sent: state.time) }
            return state.time
        }
    }

    /// Whether it is kept, and told again as it was: what was done, and what a case has refused.
    static func stays(_ answer: HTTPConnection.Answer) -> Bool {
        (200..<300).contains(answer.status) || (answer.status == 409 && answer.json["canDo"] != nil)
    }

    /// A refusal is the same but for the trace of the request that it answers.
    private static func isSame(_ one: HTTPConnection.Answer, _ other: HTTPConnection.Answer) -> Bool {
        func told(_ answer: HTTPConnection.Answer) -> [String: JSONValue] { answer.json.entries.filter { $0.key != "traceId" } }
        return one.status == other.status && (one.body == other.body || one.status == 409 && told(one) == told(other))
    }

    private static func comesLater(_ answer: HTTPConnection.Answer) -> Bool {
        answer.status == 503 || (answer.status == 409 && answer.json["code"] == "still-running")
    }

    /// - Parameter time: when it was sent.
    func heard(_ answer: HTTPConnection.Answer, to request: KeyedRequest, sentAt time: Int) -> Meaning {
        if Self.comesLater(answer) {
            count { $0.again += 1 }
            return .again
        }
        let stays = Self.stays(answer)
        return state.withLock { state in
            func complain(_ words: String) {
                let text = String(decoding: answer.body.prefix(600), as: UTF8.self)
                if state.complaints.count < 20 {
                    state.complaints.append("\(request.method) \(request.path) \(request.key) \(words): \(answer.status) \(text)")
                }
            }
            state.time += 1
            let settled = state.known[request.key]?.settled
            if stays {
                if let settled {
                    if !Self.isSame(settled.answer, answer) {
                        complain("was answered \(String(decoding: settled.answer.body.prefix(600), as: UTF8.self)), and is now")
                    }
                    state.counts.repetitions += 1
                } else {
                    state.known[request.key]?.settled = (answer, state.time)
                }
                return .settled
            }
            if let settled, settled.at < time { complain("was done, and is not any more") }
            if answer.status != 404 && answer.status != 409 { complain("came to what it should not") }
            state.known[request.key]?.rejections += 1
            return .rejected
        }
    }

    /// Another request came under a key that is settled.
    func heard(_ answer: HTTPConnection.Answer, toAnotherUnder key: String) -> Meaning {
        // The one of before may be running once more.
        if Self.comesLater(answer) { return .again }
        if answer.status != 422 || answer.json["code"]?.word != Problem.Code.keyReused.rawValue {
            complain("another request under \(key) came to \(answer.status) \(String(decoding: answer.body.prefix(600), as: UTF8.self))")
        }
        count { $0.reused += 1 }
        return .rejected
    }
}
