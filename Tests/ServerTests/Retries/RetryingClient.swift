import Foundation
import TestSupport

@testable import Workflow

/// What a client wants of one case, step by step.
struct Intention: Sendable {
    struct Step: Sendable {
        var kind: KeyedRequest.Kind
        var who: RetryingClient.Role
        var method = "POST"
        /// Behind the address of the case.
        var path: String
        var body = ""
    }

    var steps: [Step]
    /// The case, once it is known.
    var id: String?
    /// Steps that were sent and of which nothing was heard.
    var unheard = 0

    static func all(_ number: Int) -> [Intention] {
        func create(_ bundle: String, _ journey: String, submit: Bool) -> Step {
            Step(
                kind: submit ? .start : .draft, who: .applicant, path: "",
                body: #"{"bundle":"\#(bundle)","from":"\#(journey)"\#(submit ? #","submit":true"# : ""),"form":\#(form(bundle, journey))}"#)
        }
        func form(_ bundle: String, _ journey: String) -> String {
            var wanted = (try? SampleForm.of(bundle, from: journey)) ?? [:]
            if bundle == "transport-company" {
                // What a registry would say of the firm, which is none here.
                for field in ["organisation.name", "organisation.registered-address"] where wanted[field] == nil {
                    wanted[field] = SampleForm.value(of: field)
                }
            }
            return JSONValue.map(wanted.mapValues(JSONValue.text)).pretty
        }
        func fill(_ name: String) -> Step {
            Step(kind: .fill, who: .applicant, method: "PATCH", path: "/form", body: #"{"fields":{"child.name":"\#(name)"}}"#)
        }
        func verify(_ line: String, _ who: RetryingClient.Role) -> Step {
            Step(kind: .command, who: who, path: "/verifications", body: #"{"line":"\#(line)"}"#)
        }
        func move(_ move: String, _ item: String, _ who: RetryingClient.Role) -> Step {
            Step(kind: .command, who: who, path: "/items/\(item)/moves", body: #"{"move":"\#(move)"}"#)
        }
        func rate(_ item: String) -> Step {
            Step(
                kind: .rating, who: .applicant, path: "/ratings",
                body: #"{"item":"\#(item)","channel":"platform","level":"very_satisfied"}"#)
        }
        return [
            Intention(steps: [
                create("newborn", "married-local-couple", submit: false), fill("周甲\(number)"), fill("周乙\(number)"),
                Step(kind: .submit, who: .applicant, path: "/submit"), verify("birth-notice/1", .health), fill("周丙\(number)"),
                verify("birth-notice/2", .health), move("decide", "birth-notice", .health), rate("birth-notice"),
                move("decide", "birth-certificate", .health), verify("birth-registration/4", .police),
                Step(kind: .command, who: .applicant, path: "/withdraw"),
            ]),
            Intention(steps: [
                create("transport-company", "one-bought-vehicle", submit: true), verify("road-permit/9", .transport),
                move("accept", "road-permit", .transport), move("visit", "road-permit", .transport),
                move("end-visit", "road-permit", .transport), move("grant", "road-permit", .colleague), rate("road-permit"),
            ]),
            Intention(steps: [
                create("disability-services", "both-allowances", submit: true),
                Step(kind: .command, who: .applicant, path: "/withdraw"),
            ]),
        ]
    }
}

/// One client on its own thread: asks for the steps of several cases, some of them in the wrong order, asks again what it has asked before, and cuts
/// the connection before it hears. Whatever it does is drawn by its seed.
struct RetryingClient: ~Copyable {
    enum Role: Hashable, Sendable, CaseIterable { case applicant, health, police, transport, colleague, system }

    private let server: ServerProcess
    private let history: RequestHistory
    private let tokens: [Role: String]
    private let name: String
    private var numbers: SeededNumbers
    private var generation = 0
    /// The one on which it is answered, and another for what is cut or comes together.
    private var connections: [HTTPConnection?]
    private var intentions: [Intention] = []
    private var unheard: [(request: KeyedRequest, intention: Int)] = []
    private var settled: [KeyedRequest] = []
    private var made = 0

    init(_ number: Int, of server: ServerProcess, _ history: RequestHistory, tokens: [Role: String], seed: UInt64) {
        (self.server, self.history, self.tokens) = (server, history, tokens)
        (name, numbers) = ("c\(number)", SeededNumbers(seed: seed &* 1_000 &+ UInt64(number)))
        connections = [nil, nil]
        for _ in 0..<4 { intentions.append(next()) }
    }

    private mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }

    private mutating func next() -> Intention {
        made += 1
        let all = Intention.all(made)
        return all[[0, 0, 1, 1, 2].randomElement(using: &numbers)!]
    }

    /// Works until so many requests were sent, by all clients together; then asks again for everything of which it has not heard.
    mutating func run(until count: Int) {
        while history.counts.sent < count {
            if happens(38), !settled.isEmpty { repeatOne() } else { goOn() }
            if !unheard.isEmpty, happens(40) { askAgain() }
        }
        while !unheard.isEmpty { askAgain() }
    }

    /// Something that was answered before: lately or long ago, alone or at the same time, and now and then another request under its key.
    private mutating func repeatOne() {
        let lately = settled.suffix(4)
        guard let request = (happens(50) ? Array(lately) : settled).randomElement(using: &numbers) else { return }
        if happens(5) {
            ask(request.another, isAnother: true)
        } else if happens(12) {
            cut(request)
        } else {
            ask(request, together: happens(20))
        }
    }

    private mutating func goOn() {
        if happens(2) {
            let key = newKey()
            let request = KeyedRequest(
                kind: .subscription, key: key, path: "/v1/webhooks", token: tokens[.system]!,
                body: #"{"address":"http://127.0.0.1:9/\#(key)"}"#)
            send(request, for: -1)
            return
        }
        let place = intentions.indices.randomElement(using: &numbers)!
        if intentions[place].unheard > 0 { return askAgain() }
        let intention = intentions[place]
        if intention.steps.isEmpty || (intention.id == nil && intention.steps[0].path != "") {
            intentions[place] = next()
            return
        }
        // In the wrong order: the second first.
        if intention.id != nil, intention.steps.count > 1, happens(30) {
            // Both come in the other's place.
            history.count { $0.reordered += 2 }
            let second = intentions[place].steps.remove(at: 1)
            // What came too early is wanted still.
            if !send(second, for: place) { intentions[place].steps.insert(second, at: min(1, intentions[place].steps.count)) }
            return
        }
        send(intentions[place].steps.removeFirst(), for: place)
    }

    /// Too short to have a citizen's number in it, which no address may.
    private mutating func newKey() -> String { "\(name)-\(String(numbers.next(), radix: 16))" }

    /// - Returns: false where it came to nothing.
    @discardableResult private mutating func send(_ step: Intention.Step, for place: Int) -> Bool {
        let path = intentions[place].id.map { "/v1/cases/\($0)" } ?? "/v1/cases"
        var request = KeyedRequest(
            kind: step.kind, key: newKey(), method: step.method, path: path + step.path, token: tokens[step.who]!, body: step.body)
        if step.kind == .fill, let id = intentions[place].id, let value = step.body.split(separator: "\"").dropLast().last {
            request.filled = (id, String(value))
        }
        return send(request, for: place)
    }

    @discardableResult private mutating func send(_ request: KeyedRequest, for place: Int) -> Bool {
        if happens(15) {
            cut(request)
            unheard.append((request, place))
            if place >= 0 { intentions[place].unheard += 1 }
            return true
        }
        return take(ask(request, together: happens(10)), to: request, for: place)
    }

    private mutating func askAgain() {
        guard !unheard.isEmpty else { return }
        let (request, place) = unheard.remove(at: Int.random(in: unheard.indices, using: &numbers))
        _ = take(ask(request), to: request, for: place)
        if place >= 0 { intentions[place].unheard -= 1 }
    }

    private mutating func take(_ answer: HTTPConnection.Answer?, to request: KeyedRequest, for place: Int) -> Bool {
        guard let answer, answer.status != 404, answer.status != 409 || RequestHistory.stays(answer) else { return false }
        settled.append(request)
        if place >= 0, intentions[place].id == nil { intentions[place].id = answer.json["id"]?.word }
        return (200..<300).contains(answer.status)
    }

    // MARK: Over the wire

    private mutating func connect(_ place: Int) -> Bool {
        if connections[place] != nil { return true }
        if generation == 0 { generation = server.address(after: 0)?.generation ?? 0 }
        while true {
            connections[place] = HTTPConnection(server.port)
            if connections[place] != nil { return true }
            // Nobody listens: there will be another.
            guard let next = server.address(after: generation) else { return false }
            generation = next.generation
        }
    }

    /// Sends it, and is gone before it is answered.
    private mutating func cut(_ request: KeyedRequest) {
        guard connect(1) else { return }
        _ = history.sending(request)
        history.count { $0.cut += 1 }
        _ = connections[1]?.send(request.bytes)
        if happens(30) { usleep(UInt32.random(in: 0..<10_000, using: &numbers)) }
        connections[1] = nil
    }

    /// Asks until it is answered, over both connections at once where it is asked together.
    @discardableResult private mutating func ask(
        _ request: KeyedRequest, together: Bool = false, isAnother: Bool = false
    ) -> HTTPConnection.Answer? {
        var unanswered = 0
        for _ in 0..<2_000 {
            guard connect(0), !together || connect(1) else { return nil }
            let places = together ? [0, 1] : [0]
            var times: [Int] = []
            for place in places {
                times.append(history.sending(request))
                if connections[place]?.send(request.bytes) != true { connections[place] = nil }
            }
            var last: HTTPConnection.Answer?
            var isUnheard = false
            for (place, time) in zip(places, times) {
                guard let answer = connections[place]?.answer() else {
                    connections[place] = nil
                    isUnheard = true
                    continue
                }
                if answer.isLast { connections[place] = nil }
                let meaning =
                    isAnother ? history.heard(answer, toAnotherUnder: request.key) : history.heard(answer, to: request, sentAt: time)
                if case .again = meaning { continue }
                last = answer
            }
            if let last { return last }
            if isUnheard {
                unanswered += 1
                history.count { [unanswered] in
                    $0.unanswered += 1
                    $0.mostUnanswered = max($0.mostUnanswered, unanswered)
                }
            }
            usleep(UInt32.random(in: 5_000..<40_000, using: &numbers))
        }
        history.complain("\(request.method) \(request.path) \(request.key) is never answered")
        return nil
    }
}
