import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// An office with our own definitions, asked over its API within the process; every answer is held against the document.
struct ServedOffice: Sendable {
    static let definitions = CompiledDefinitions()

    let office: Office
    let issuer: TokenIssuer
    let endpoints: [Endpoint]
    private let responder: RouterResponder<APIContext>
    private let document: SchemaBook
    private let logger: Logger
    private let signed = SignedTokens()

    struct Answer: Sendable {
        var status: Int
        var headers: HTTPFields
        var bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))) ?? .null }
        /// Of a page.
        var items: [JSONValue] { json["items"]?.list ?? [] }
        /// Of a case or draft, as its tag begins.
        var version: String? { headers[.eTag]?.dropFirst().split(whereSeparator: { $0 == "-" || $0 == "\"" }).first.map(String.init) }
        /// Of a problem.
        var code: String? { json["code"]?.word }
    }

    /// A line for each of some ten thousand requests would hide what a test has to say.
    private static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .error
        return logger
    }()

    init(
        _ store: any EventStore = MemoryStore(), files: FileRules = FileRules(), webhooks: WebhookGuard = .closed,
        logger: Logger = ServedOffice.quiet
    ) async throws {
        self.logger = logger
        office = Office(store: store, keys: PassingKeys(), definitions: Self.definitions, files: files)
        _ = try await office.publish(Checkout.definitions.folder.sources)
        try await office.prepare()
        issuer = try await TokenIssuer(try office.issuerKeys())
        var operation = ServerOperation()
        operation.store = store
        let server = APIServer(office, issuer: issuer, host: "127.0.0.1", port: 0, operation: operation, webhooks: webhooks)
        responder = server.router().buildResponder()
        endpoints = server.api(HTTPMetrics()).endpoints
        document = SchemaBook(of: endpoints)
    }

    /// Signed once for everybody.
    func token(_ identity: Identity) async throws -> String {
        if let known = signed.all.withLock({ $0[identity] }) { return known }
        let text = try await issuer.token(for: identity).text
        signed.all.withLock { $0[identity] = text }
        return text
    }

    /// - Parameter key: nil: a new one where the operation wants one.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, by identity: Identity? = nil, _ body: JSONValue? = nil, key: String? = nil,
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = headers
        if let identity { fields[.authorization] = "Bearer \(try await token(identity))" }
        if body != nil { fields[.contentType] = "application/json" }
        if method != .get, method != .delete { fields[.init("Idempotency-Key")!] = key ?? UUID().uuidString }
        return try await send(method, path, fields, body.map { Array($0.pretty.utf8) } ?? [])
    }

    /// Begins a case that is handed in at once, or hands a draft in: what its form still wants, as the answer says, is typed first.
    func whole(
        _ path: String, by identity: Identity, _ body: JSONValue? = nil, key: String? = nil, _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        let first = try await ask(.post, path, by: identity, body, key: key, headers)
        guard first.code == "incomplete" else { return first }
        let names = (first.json["errors"]?.list ?? []).compactMap { $0["pointer"]?.word?.split(separator: "/").last.map(String.init) }
        let values = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.text(SampleForm.value(of: $0))) })
        guard case .map(var whole) = body, path == "/v1/cases" else {
            let filled = try await ask(.patch, path.replacing("/submit", with: "/form"), by: identity, ["fields": .map(values)])
            #expect(filled.status == 200, "\(filled.text)")
            return try await ask(.post, path, by: identity, body, key: key, headers)
        }
        let said: [String: JSONValue] = if case .map(let form) = whole["form"] { form } else { [:] }
        whole["form"] = .map(values.merging(said) { $1 })
        return try await ask(.post, path, by: identity, .map(whole), key: key, headers)
    }

    /// As it is, with nothing added.
    func send(_ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ body: [UInt8] = []) async throws -> Answer {
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body)))
        let context = APIContext(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let collected = Collected()
        try await response.body.write(collected)
        let answer = Answer(status: response.status.code, headers: response.headers, bytes: collected.bytes)
        hold(answer, of: method, path)
        return answer
    }

    /// Nothing is answered that the document does not have, though it leaves clients room for more.
    private func hold(_ answer: Answer, of method: HTTPRequest.Method, _ path: String) {
        let path = String(path.prefix { $0 != "?" })
        guard let endpoint = endpoints.first(where: { $0.method == method && $0.fits(path) }) else { return }
        // Whoever has it already is told that, and no more.
        if answer.status == 304 {
            #expect(answer.bytes.isEmpty && endpoint.answers.contains { $0.headers.contains(.etag) }, "\(endpoint.id)")
            return
        }
        let answers = endpoint.answers.filter { $0.status.code == answer.status }
        // The same may be there in several forms.
        if let told = answers.first(where: { $0.type?.rawValue == answer.headers[.contentType] }) ?? answers.first {
            #expect(answer.headers[.contentType] == told.type?.rawValue, "\(endpoint.id)")
            for header in told.headers where header == .location || (header == .etag && method != .post) {
                #expect(answer.headers[.init(header.rawValue)!] != nil || answer.json["version"] == nil, "\(endpoint.id) \(header)")
            }
            #expect(answer.headers[.eTag] == nil || told.headers.contains(.etag), "\(endpoint.id)")
            guard told.type == .json, let make = told.schema else { return }
            var book = document
            let mistakes = book.mistakes(in: answer.json, make(&book), isStrict: true)
            #expect(mistakes.isEmpty, "\(endpoint.id): \(mistakes)")
        } else {
            let told = endpoint.allProblems.contains {
                $0.status.code == answer.status && answer.json["type"] == .text("urn:onething:problem:\($0.rawValue)")
            }
            #expect(told, "\(endpoint.id) answers \(answer.status), which the document does not have: \(answer.text)")
            #expect(answer.headers[.contentType] == "application/problem+json")
            let mistakes = document.mistakes(in: answer.json, SchemaBook.named(ProblemMessage.self), isStrict: true)
            #expect(mistakes.isEmpty, "\(endpoint.id): \(mistakes)")
        }
    }
}

private final class SignedTokens: Sendable {
    let all = Mutex<[Identity: String]>([:])
}

private final class Collected: ResponseBodyWriter {
    private let all = Mutex<[UInt8]>([])
    var bytes: [UInt8] { all.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws { all.withLock { $0 += Array(buffer: buffer) } }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension Endpoint {
    func fits(_ path: String) -> Bool {
        let (mine, theirs) = (self.path.split(separator: "/"), path.split(separator: "/"))
        return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

extension JSONValue {
    var word: String? { if case .text(let text) = self { text } else { nil } }
    var list: [JSONValue] { if case .list(let list) = self { list } else { [] } }
    var count: Int? { if case .integer(let number) = self { number } else { nil } }
}

/// Who asks in tests.
enum Who {
    static func person(_ code: String, _ role: Actor.Role = .applicant) -> Identity {
        Identity(Caller(role), holder: try? HolderCode(kind: "111", text: code))
    }

    static let mother = person("990000199501010021")
    static let father = person("990000199306150010")
    static let stranger = Identity(Caller(.applicant), holder: try? HolderCode(kind: "001", text: "11990000000000019A"))

    /// Somebody in that role: the mother, her agent, or staff (of the health department, where the role is of one).
    static func anybody(_ role: Actor.Role) -> Identity {
        switch role {
        case .applicant: mother
        case .agent: person("990000199306150010", .agent)
        default: staff(role, "s-\(role.name)", of: role.isOfDepartment ? "health" : nil)
        }
    }

    static func staff(_ role: Actor.Role, _ person: String = "s-1", of department: String? = nil) -> Identity {
        Identity(Caller(role, person: person, department: department))
    }
}
