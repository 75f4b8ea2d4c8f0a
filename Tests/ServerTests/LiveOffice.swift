import Foundation
import Synchronization
import TestSupport

@testable import Server
@testable import Workflow

/// An office of our definitions that is served in this process, and asked over a socket.
final class LiveOffice: Sendable {
    let office: Office
    let store: MemoryStore
    let folder = try! ScratchFolder()
    let port: Int
    private let issuer: TokenIssuer
    private let serving: Task<Void, any Error>

    init(webhooks: WebhookGuard = .closed, live: LiveStreams = LiveStreams()) async throws {
        store = MemoryStore()
        let keys = try GivenKeys(text: "k \(Data(repeating: 7, count: 32).base64EncodedString())\n", from: "a test")
        let office = Office(store: store, keys: keys)
        _ = try await office.publish(Checkout.definitions.folder.sources)
        try await office.prepare()
        let issuer = try await TokenIssuer(try office.issuerKeys())
        let (ports, told) = AsyncStream.makeStream(of: Int.self)
        var server = APIServer(office, issuer: issuer, host: "127.0.0.1", port: 0, webhooks: webhooks)
        server.live = live
        serving = Task { [server] in try await server.run { told.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { throw Unexpected("it does not serve") }
        (self.office, self.issuer, self.port) = (office, issuer, port)
    }

    deinit { serving.cancel() }

    func token(_ role: Actor.Role, department: String? = nil, seconds: Int = 3_600) async throws -> String {
        try await issuer.token(for: Identity(Caller(role, person: "p-1", department: department)), seconds: seconds).text
    }

    func started() async throws -> CaseID {
        let answer = try await office.start(NewCase(bundle: "newborn", from: "married-local-couple"))
        guard let id = CaseID(answer.caseID) else { throw Unexpected("\(answer)") }
        return id
    }

    /// What curl has printed so far, and whether it goes on.
    final class Asking: Sendable {
        private let process = Process()
        private let file: URL

        fileprivate init(_ arguments: [String], _ folder: ScratchFolder) throws {
            let name = UUID().uuidString
            try folder.write("", to: name)
            file = folder.url.appendingPathComponent(name)
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["curl", "-sN", "-D", "-"] + arguments
            process.standardOutput = try FileHandle(forWritingTo: file)
            process.standardError = FileHandle.nullDevice
            process.standardInput = FileHandle.nullDevice
            try process.run()
        }

        deinit { end() }

        var isGoingOn: Bool { process.isRunning }
        /// A server within this process lets SIGTERM be ignored, by its children, too.
        func end() { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        var printed: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

        /// Waits until it has printed what is asked for; false where it does not in time.
        func prints(_ isThere: @Sendable (String) -> Bool) async throws -> Bool {
            let end = ContinuousClock.now + .seconds(240)
            while ContinuousClock.now < end {
                if isThere(printed) { return true }
                try await Task.sleep(for: .milliseconds(20))
            }
            return false
        }

        /// Waits until it has ended.
        func ends() async throws -> Bool {
            let end = ContinuousClock.now + .seconds(240)
            while process.isRunning, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
            return !process.isRunning
        }
    }

    func ask(_ path: String, _ token: String, _ more: String...) throws -> Asking {
        try Asking(
            ["-H", "Authorization: Bearer \(token)", "-H", "Accept-Language: en"] + more + ["http://127.0.0.1:\(port)\(path)"], folder)
    }

    /// The whole answer.
    func answer(_ path: String, _ token: String, _ more: [String] = []) async throws -> String {
        let asking = try Asking(
            ["-H", "Authorization: Bearer \(token)", "-H", "Accept-Language: en"] + more + ["http://127.0.0.1:\(port)\(path)"], folder)
        _ = try await asking.ends()
        return asking.printed
    }
}
