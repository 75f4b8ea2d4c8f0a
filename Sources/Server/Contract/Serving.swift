import Foundation
import Hummingbird
import NIOCore
import Workflow

/// Reads requests as the table of operations says, lets those through that may, and writes what they come to.
struct Serving: Sendable {
    let authentication: Authentication
    let office: Office
    let workload: Workload
    let disk: Disk?
    let book: SchemaBook
    private let running = RunningKeys()

    init(_ endpoints: [Endpoint], _ authentication: Authentication, office: Office, workload: Workload, disk: Disk? = nil) {
        (self.authentication, self.office, self.workload, self.disk) = (authentication, office, workload, disk)
        book = SchemaBook(of: endpoints)
    }

    /// Bytes of a body, and how deep lists and objects may lie in it.
    static let (mostBytes, deepest) = (256 * 1_024, 32)

    func response(to endpoint: Endpoint, _ request: Request, _ context: APIContext) async throws -> Response {
        var context = context
        var stillHolds: @Sendable () async -> Bool = { true }
        if let right = endpoint.right {
            let identity = try await authentication.identity(request.headers)
            stillHolds = { [headers = request.headers] in (try? await authentication.identity(headers)) == identity }
            context = context.with(identity)
            context.trace.role = identity.caller.role.name
            try workload.count(identity.caller.bucket)
            try Rights.check(right, by: identity.caller.role, but: endpoint.notFor)
        }
        // Whoever need not say who he is counts by where he is.
        if endpoint.right == nil, endpoint.tag != .operations,
            let address = workload.client(request.headers[values: .init("X-Forwarded-For")!], context.peer)
        {
            try workload.count("address \(address.network)")
        }
        // Cases that there are have to end, still; a new one would fill what is left.
        if endpoint.id == "createCase", disk?.isLow ?? false { throw Problem(.storageFull) }
        let query = try query(of: endpoint, request)
        let key = endpoint.effect == .once ? try Self.key(request, endpoint, context) : nil
        let expecting = endpoint.isConditional ? try Self.expected(request) : nil
        let file = try Self.file(for: endpoint, request)
        let body = file == nil ? try await body(of: endpoint, request) : []
        let ask = Ask(
            endpoint, request, context, query: query, body: body, file: file, key: key, expecting: expecting, stillHolds: stillHolds)
        if endpoint.isLive { _ = try ask.lastEvent() }
        guard endpoint.tag != .operations else { return try await reply(to: ask).response(to: request) }
        guard let key else { return try await workload.whileThereIsRoom { try await reply(to: ask) }.response(to: request) }
        guard running.begin(key) else { throw Problem(.stillRunning, headers: [.retryAfter: "1"]) }
        defer { running.end(key) }
        do { return try await workload.whileThereIsRoom { try await reply(to: ask) }.response(to: request) } catch let before
            as AnsweredBefore
        {
            return try Reply(kept: before.answer).response(to: request)
        } catch let problem as Problem where problem.code == .refused {
            // It has the same name when it is told again.
            context.trace.code = problem.name
            return problem.response(context.language, instance: Self.name(of: key), trace: context.trace.id)
        }
    }

    /// What it comes to; a word of the body that means nothing is told with its place.
    private func reply(to ask: Ask) async throws -> Reply {
        var reply: Reply
        do { reply = try await ask.endpoint.handle(ask) } catch let error as any UnknownName {
            var problem = Problem(error)
            if problem.errors.isEmpty, let detail = problem.detail {
                problem.errors = ask.places(of: error.word).map { .init(pointer: $0, message: detail) }
            }
            throw problem
        }
        if ask.endpoint.answers.contains(where: { $0.hasWords && $0.type?.rawValue == reply.type }) { reply.language = ask.language }
        return ask.endpoint.keptFor.map(reply.kept) ?? reply
    }

    // MARK: What comes after the `?`

    private func query(of endpoint: Endpoint, _ request: Request) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            let (name, value) = (String(name), String(value))
            guard let known = endpoint.query.first(where: { $0.name == name }) else {
                let names = endpoint.query.map(\.name)
                throw Problem(
                    .badParameter,
                    names.isEmpty
                        ? Title(zh: "此处没有参数", en: "there are no parameters here")
                        : Title(
                            zh: "有不支持的参数；可用：\(names.joined(separator: "、"))",
                            en: "there is a parameter that is none here; there are: \(names.joined(separator: ", "))"))
            }
            guard values[name] == nil else { throw Problem(.badParameter, Title(zh: "`\(name)` 重复", en: "`\(name)` stands there twice")) }
            if let mistake = book.mistakes(in: Self.value(value, known.schema), known.schema).first {
                if name == "after" { throw Ask.noPlace }
                throw Problem(
                    .badParameter, Title(zh: "`\(name)` \(mistake.message.zh)", en: "`\(name)` \(mistake.message.en)"))
            }
            values[name] = value
        }
        return values
    }

    /// A text of a query as the value that its schema wants.
    private static func value(_ text: String, _ schema: Schema) -> JSONValue {
        switch schema {
        case .integer: text.utf8.allSatisfy({ (48...57).contains($0) }) ? Int(text).map(JSONValue.integer) ?? .text(text) : .text(text)
        case .flag: ["true": .flag(true), "false": .flag(false)][text] ?? .text(text)
        default: .text(text)
        }
    }

    // MARK: Headers

    /// The version that is named by `If-Match`; nil: any.
    private static func expected(_ request: Request) throws(Problem) -> Int? {
        let values = request.headers[values: .ifMatch]
        guard let value = values.first, value != "*" else { return nil }
        // A list of none (RFC 9110, 13.1.1): none of them is the version.
        if value.isEmpty { throw Problem(.stale, Title(zh: "`If-Match` 没有写明版本", en: "`If-Match` names no version")) }
        // What stands after the version tells showings of it apart.
        let (digits, mark) = { ($0.prefix { $0 != "-" }, $0.drop { $0 != "-" }) }(value.dropFirst().dropLast())
        guard values.count == 1, mark.isEmpty || mark.wholeMatch(of: /-[0-9a-f]{16}/) != nil, value.hasPrefix("\""), value.hasSuffix("\""),
            (1...9).contains(digits.utf8.count), digits.first != "0",
            digits.utf8.allSatisfy({ (48...57).contains($0) }), let version = Int(digits)
        else {
            throw Problem(
                .badRequest, Title(zh: "`If-Match` 应为看到的 ETag，如 \"3\"", en: "`If-Match` is an ETag that was seen, such as \"3\""))
        }
        return version
    }

    /// A key of one caller and one operation, as the store keeps it: what stands in the header may be anything.
    private static func key(_ request: Request, _ endpoint: Endpoint, _ context: APIContext) throws(Problem) -> String {
        let values = request.headers[values: .init("Idempotency-Key")!]
        guard let value = values.first else {
            throw Problem(
                .keyMissing,
                Title(
                    zh: "请带 `Idempotency-Key: \"…\"`，如一个新的 UUID；重试时用同一个",
                    en: "send `Idempotency-Key: \"…\"`, such as a new UUID, and the same one when you try again"))
        }
        let quoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
        let key = quoted ? String(value.dropFirst().dropLast()) : value
        guard values.count == 1, (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 34 && $0 != 92 })
        else {
            throw Problem(
                .badRequest,
                Title(zh: "`Idempotency-Key` 应为 1–200 个可见 ASCII 字符", en: "`Idempotency-Key` is 1 to 200 visible ASCII characters"))
        }
        let caller = context.identity?.caller
        let parts = [caller?.role.name, caller?.person, caller?.department, endpoint.method.rawValue, request.uri.path, key]
        let digest = Digest.of(Array(parts.map { $0 ?? "" }.joined(separator: "\n").utf8))
        return "http " + Data(digest).base64EncodedString()
    }

    /// A name for what came of the request under a key, always the same.
    private static func name(of key: String) -> UUID {
        var bytes = Array(Digest.of(Array("problem \(key)".utf8)).prefix(16))
        (bytes[6], bytes[8]) = (bytes[6] & 0x0F | 0x80, bytes[8] & 0x3F | 0x80)
        return bytes.withUnsafeBytes { UUID(uuid: $0.load(as: uuid_t.self)) }
    }

    // MARK: The body

    /// The file that comes in place of JSON; nil where it is JSON that comes, or where no file may.
    private static func file(
        for endpoint: Endpoint, _ request: Request
    ) throws(Problem) -> (kind: FileCheck.Kind, body: RequestBody)? {
        let type = contentType(request)
        guard !endpoint.files.isEmpty, type != "application/json" else { return nil }
        guard let kind = type.flatMap(FileCheck.Kind.init), endpoint.files.contains(kind) else {
            let types = (["application/json"] + endpoint.files.map(\.rawValue)).joined(separator: ", ")
            throw Problem(.unsupportedMediaType, Title(zh: "应为 \(types)", en: "it is to be one of \(types)"))
        }
        return (kind, request.body)
    }

    private static func contentType(_ request: Request) -> String? {
        request.headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
    }

    private func body(of endpoint: Endpoint, _ request: Request) async throws -> [UInt8] {
        guard let schema = endpoint.body.map(SchemaBook.named) else { return [] }
        let bytes: [UInt8]
        let tooLarge = Problem(.tooLarge, Title(zh: "正文至多 \(Self.mostBytes) 字节", en: "a body has at most \(Self.mostBytes) bytes"))
        do { bytes = Array(buffer: try await request.body.collect(upTo: Self.mostBytes)) } catch is NIOTooManyBytesError { throw tooLarge }
        // What lies in memory already is collected whole.
        guard bytes.count <= Self.mostBytes else { throw tooLarge }
        if bytes.isEmpty, endpoint.isBodyOptional { return [] }
        guard Self.contentType(request) == "application/json" else {
            throw Problem(.unsupportedMediaType, Title(zh: "应为 application/json", en: "it is to be application/json"))
        }
        let value: JSONValue
        do throws(StrictJSON.Problem) {
            value = try StrictJSON.read(JSONValue.self, from: bytes, most: Self.mostBytes, deepest: Self.deepest)
        } catch {
            throw Problem(.badJSON, error.message)
        }
        let mistakes = book.mistakes(in: value, schema)
        if !mistakes.isEmpty {
            var problem = Problem(.badBody)
            problem.errors = Array(mistakes.prefix(SchemaBook.mostMistakes))
            throw problem
        }
        return bytes
    }
}

extension Caller {
    /// By which his requests are counted.
    fileprivate var bucket: String { [role.name, person ?? "", department ?? ""].joined(separator: "\n") }
}

extension StrictJSON.Problem {
    /// What is wrong with a text that is to be JSON; of what stands there nothing is told.
    fileprivate var message: Title {
        switch self {
        case .tooLarge: Title(zh: "过大", en: "it is too large")
        case .tooDeep: Title(zh: "嵌套超过 \(Serving.deepest) 层", en: "lists and objects lie more than \(Serving.deepest) deep")
        case .keyTwice: Title(zh: "同一对象中名称重复", en: "an object has the same name twice")
        case .unreadable, .missing, .wrongKind: Title(zh: "不是 UTF-8 的 JSON", en: "it is no JSON in UTF-8")
        }
    }
}
