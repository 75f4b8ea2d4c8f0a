import Foundation
import Synchronization
import TestSupport

@testable import Server
@testable import Workflow

/// Clients that try again at a server that is ended and begun again; then what it has kept is held against what they were answered.
final class RetryTrial: Sendable {
    /// What happens to the server, once so many requests were sent.
    enum Mishap: Sendable { case kill, stop }

    let folder = try! ScratchFolder()
    let server: ServerProcess
    let history = RequestHistory()
    let receiver: WebhookReceiver
    private let keys: GivenKeys
    private let issuer: TokenIssuer
    let seed: UInt64
    static let clients = 6

    init(seed: UInt64) async throws {
        self.seed = seed
        let text = "k \(Data(repeating: 7, count: 32).base64EncodedString())\n"
        try folder.write(text, to: "office.sqlite-keys")
        keys = try GivenKeys(text: text, from: "a test")
        issuer = try await TokenIssuer(IssuerKeys(keys.keys(creating: false)))
        receiver = try await WebhookReceiver(in: folder, failing: 60)
        server = try ServerProcess(
            in: folder, ["--rate", "0", "--allow-webhook-host", "127.0.0.1:\(receiver.port)", "--allow-webhook-host", "127.0.0.1:9"])
    }

    /// Valid for as long as it may be.
    func token(_ role: Actor.Role, _ person: String?, of department: String? = nil, holder: HolderCode? = nil) async throws -> String {
        let identity = Identity(Caller(role, person: person, department: department), holder: holder)
        return try await issuer.token(for: identity, seconds: TokenIssuer.longest).text
    }

    /// A code of a citizen of nowhere; its last character is whichever checks.
    private static func citizen(_ number: Int) throws -> HolderCode {
        for check in "0123456789X" {
            if let code = try? HolderCode(kind: "111", text: "99000019950101\(String(1_000 + number).dropFirst())\(check)") { return code }
        }
        throw Unexpected("no such citizen")
    }

    private func tokens(_ number: Int) async throws -> [RetryingClient.Role: String] {
        [
            .applicant: try await token(.applicant, nil, holder: Self.citizen(number)),
            .health: try await token(.officer, "h-\(number)", of: "health"),
            .police: try await token(.officer, "p-\(number)", of: "public-security"),
            .transport: try await token(.officer, "t-\(number)", of: "transport"),
            .colleague: try await token(.officer, "u-\(number)", of: "transport"),
            .system: try await token(.departmentSystem, "s-\(number)", of: "housing-fund"),
        ]
    }

    /// The department that hears of its cases through all of it.
    private func subscribe() async throws {
        let token = try await token(.departmentSystem, "s-0", of: "transport")
        let request = KeyedRequest(
            kind: .subscription, key: "subscribe", path: "/v1/webhooks", token: token,
            body: #"{"address":"http://127.0.0.1:\#(receiver.port)/hook"}"#)
        guard let connection = HTTPConnection(server.port) else { throw Unexpected("nobody listens") }
        let time = history.sending(request)
        guard connection.send(request.bytes), let answer = connection.answer(), let secret = answer.json["secret"]?.word else {
            throw Unexpected("no subscription")
        }
        _ = history.heard(answer, to: request, sentAt: time)
        try folder.write(secret, to: "secret")
    }

    struct Stop: Sendable {
        /// Until nobody was let in any more, and until it had ended.
        var refusing: Duration
        var ended: Duration
        var status: Int32?
    }

    /// Sends so many requests, while what is said happens.
    func run(_ count: Int, _ mishaps: [(at: Int, what: Mishap)]) async throws -> [Stop] {
        try await subscribe()
        var stops: [Stop] = []
        try await withThrowingTaskGroup { group in
            for number in 1...Self.clients {
                let tokens = try await tokens(number)
                group.addTask { [self] in
                    await withCheckedContinuation { continuation in
                        Thread { [server, history, seed] in
                            var client = RetryingClient(number, of: server, history, tokens: tokens, seed: seed)
                            client.run(until: count)
                            continuation.resume()
                        }.start()
                    }
                }
            }
            do {
                var numbers = SeededNumbers(seed: seed)
                for (at, what) in mishaps {
                    while history.counts.sent < at { try await Task.sleep(for: .milliseconds(1)) }
                    usleep(UInt32.random(in: 0..<5_000, using: &numbers))
                    switch what {
                    case .kill: server.kill()
                    case .stop: stops.append(stop())
                    }
                    try server.start()
                }
            } catch {
                server.giveUp()
                throw error
            }
            try await group.waitForAll()
        }
        return stops
    }

    /// Asks it to end, and watches how it does.
    func stop() -> Stop {
        let port = server.port
        let began = ContinuousClock.now
        server.terminate()
        while HTTPConnection(port) != nil, began.duration(to: .now) < .seconds(20) { usleep(500) }
        let refusing = began.duration(to: .now)
        let status = server.ended()
        return Stop(refusing: refusing, ended: began.duration(to: .now), status: status)
    }

    /// Waits until whoever subscribed has heard of everything.
    func waitForDeliveries() async throws {
        let end = ContinuousClock.now + .seconds(90)
        let token = try await token(.departmentSystem, "s-0", of: "transport")
        while ContinuousClock.now < end {
            guard let connection = HTTPConnection(server.port),
                connection.send(HTTPConnection.request("GET", "/v1/webhooks/1/deliveries?state=waiting&limit=1", token: token, [])),
                let answer = connection.answer()
            else { throw Unexpected("nobody listens") }
            if answer.json["items"]?.list.isEmpty == true { return }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// What the database of a server that has ended has, against what was answered.
    func check() async throws -> KeptCheck {
        let store = try SQLiteStore(at: server.database)
        defer { try? store.close() }
        return try await KeptCheck(history, in: Office(store: store, keys: keys), store, heard: receiver.taken())
    }
}
