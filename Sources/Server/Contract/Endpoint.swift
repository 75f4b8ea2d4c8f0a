import Hummingbird
import Workflow

/// One operation of the API: who may ask for it, what it takes, what it answers and how. The routes, the document at `/openapi.json` and the
/// tests of rights are all made of these, and so cannot say two things.
struct Endpoint: Sendable {
    /// What it is about, as the document groups it.
    enum Tag: String, CaseIterable {
        case bundles, cases, tasks, licences, consents, dataUses = "data-uses", reports, webhooks, handOvers = "hand-overs", operations
    }

    /// What it leaves behind.
    enum Effect: Sendable {
        /// Nothing, but for the log of uses of data.
        case none
        /// It changes something, once under one `Idempotency-Key`.
        case once
        /// It changes something, and the same again changes nothing more.
        case same
    }

    /// A word after the `?`.
    struct Query: Sendable {
        var name: String
        var schema: Schema
        var about: Title
    }

    /// What it answers where all is well.
    struct Answer: Sendable {
        var status: HTTPResponse.Status
        var about: Title
        /// Nil: nothing stands in it.
        var type: MediaType?
        var schema: (@Sendable (inout SchemaBook) -> Schema)?
        var headers: [Header] = []

        /// It is in a language that people read.
        var hasWords: Bool { [.json, .html, .jsonSchema].contains(type) }
    }

    enum MediaType: String, Sendable {
        case json = "application/json"
        case text = "text/plain"
        case html = "text/html"
        case eventStream = "text/event-stream"
        case jsonSchema = "application/schema+json"
        case pdf = "application/pdf"
        case jpeg = "image/jpeg"
        case png = "image/png"
        case ofd = "application/ofd"
        case metrics = "text/plain; version=0.0.4"
    }

    var id: String
    var method: HTTPRequest.Method
    /// `/v1/cases/{case}/items/{item}/moves`
    var path: String
    var tag: Tag
    var summary: Title
    /// What there is to know of it besides.
    var about: Title?
    /// What whoever asks must be allowed to do; nil: nobody need say who he is.
    var right: Workflow.Operation?
    /// Roles that may do such things, but not this one.
    var notFor: Set<Actor.Role> = []
    /// Whether a version of what is asked for may be named (`If-Match`).
    var isConditional = false
    /// Whether it may be followed as server-sent events.
    var isLive = false
    var query: [Query] = []
    /// What stands in the body, as JSON.
    var body: (any Decodable.Type)?
    /// Files that may come in its place, as they are.
    var files: [FileCheck.Kind] = []
    /// Nothing need stand in it.
    var isBodyOptional = false
    var effect = Effect.none
    /// The same for everybody and seldom another: whoever has asked may keep it for so many seconds, and asks then whether it has changed.
    var keptFor: Int?
    var answers: [Answer]
    /// What may go wrong besides what may with every operation.
    var problems: Set<Problem.Code> = []
    var handle: @Sendable (Ask) async throws -> Reply

    /// The names in braces.
    var pathNames: [String] { path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) } }

    /// Who may ask.
    var roles: [Actor.Role] { right.map { Rights.roles(that: $0).filter { !notFor.contains($0) } } ?? [] }

    /// Everything that may go wrong.
    var allProblems: [Problem.Code] {
        var all = problems.union([.badRequest, .tooSlow, .headersTooLarge, .tooManyRequests, .busy, .overloaded, .fault])
        if !query.isEmpty { all.insert(.badParameter) }
        if right != nil { all.formUnion([.unauthenticated, .notAllowed]) }
        if !pathNames.isEmpty { all.insert(.notFound) }
        if body != nil { all.formUnion([.badJSON, .badBody, .tooLarge, .unsupportedMediaType]) }
        if effect != .none { all.insert(.storageFull) }
        if effect == .once { all.formUnion([.keyMissing, .keyReused, .stillRunning]) }
        if isConditional { all.insert(.stale) }
        return Problem.Code.allCases.filter(all.contains)
    }
}

extension Endpoint.Answer {
    /// A message as JSON.
    static func json<Message: Codable>(
        _ type: Message.Type, _ zh: String, _ en: String, status: HTTPResponse.Status = .ok, headers: [Endpoint.Header] = []
    ) -> Self {
        Self(
            status: status, about: Title(zh: zh, en: en), type: .json, schema: { $0.schema(of: type, isRequest: false) }, headers: headers)
    }

    /// Either of two messages as JSON, told apart by the words of a property that both have.
    static func json<One: Codable, Other: Codable>(
        either one: One.Type, or other: Other.Type, by property: String, named name: String, _ zh: String, _ en: String,
        headers: [Endpoint.Header] = []
    ) -> Self {
        Self(
            status: .ok, about: Title(zh: zh, en: en), type: .json,
            schema: { book in
                for type in [one, other] as [any Codable.Type] { _ = book.schema(of: type, isRequest: false) }
                return book.name(name, book.union([SchemaBook.name(of: one), SchemaBook.name(of: other)], by: property))
            }, headers: headers)
    }

    /// A page of messages.
    static func page<Message: Codable>(
        of type: Message.Type, _ zh: String, _ en: String, headers: [Endpoint.Header] = []
    ) -> Self {
        Self(
            status: .ok, about: Title(zh: zh, en: en), type: .json,
            schema: { book in
                let item = book.schema(of: type, isRequest: false)
                let name = SchemaBook.name(of: type)
                return book.name(
                    "PageOf\(name.filter { $0 != "." })",
                    .object(
                        .init(
                            about: Title(zh: "\(zh)：列表的一页", en: "A page of a list: \(en)."),
                            keys: [
                                .init(
                                    name: "items", schema: .list(item, 0...PageRequest.most), isRequired: true,
                                    about: Title(zh: "本页内容，按列表的顺序", en: "What is on the page, in the order of the list.")),
                                .init(
                                    name: "next", schema: .text(.init(most: Schema.unlimited)), isRequired: false,
                                    about: Title(
                                        zh: "作下一页的 `after`；没有：已是最后一页。`Link` 中为其地址",
                                        en: "For `after` of the next page; not there: this was the last. `Link` has it as an address.")),
                            ])))
            }, headers: [.link] + headers)
    }

    /// Messages of which there are never more than on one page.
    static func all<Message: Codable>(_ type: Message.Type, _ zh: String, _ en: String, headers: [Endpoint.Header] = []) -> Self {
        var answer = page(of: type, zh, en)
        answer.headers = headers
        return answer
    }

    static func nothing(_ zh: String, _ en: String) -> Self { Self(status: .noContent, about: Title(zh: zh, en: en)) }

    static func document(_ type: Endpoint.MediaType, _ zh: String, _ en: String) -> Self {
        Self(status: .ok, about: Title(zh: zh, en: en), type: type, schema: { _ in .text(.init(most: Schema.unlimited)) })
    }

    /// A file as it was handed in.
    static func file(_ kind: FileCheck.Kind, _ zh: String, _ en: String) -> Self {
        Self(
            status: .ok, about: Title(zh: zh, en: en), type: kind.mediaType, schema: { _ in kind.schema }, headers: [.contentDisposition])
    }

    static func anyJSON(_ zh: String, _ en: String, type: Endpoint.MediaType = .json, headers: [Endpoint.Header] = []) -> Self {
        Self(status: .ok, about: Title(zh: zh, en: en), type: type, schema: { _ in .anything }, headers: headers)
    }
}

extension Endpoint.Query {
    static let limit = Self(
        name: "limit", schema: .integer(1...PageRequest.most),
        about: Title(zh: "每页条数，默认 \(PageRequest.usual)", en: "how many on a page, else \(PageRequest.usual)"))
    static func after(_ pattern: String) -> Self {
        Self(
            name: "after", schema: .text(.init(most: 200, pattern: pattern)),
            about: Title(zh: "上一页的 next", en: "the `next` of the page before"))
    }

    static let bundle = Self(name: "bundle", schema: .text(.init(most: 100)), about: Title(zh: "只看一件事", en: "only of one bundle"))
    /// Pages that end with a number.
    static let pagesByNumber = [limit, after("^[0-9]{1,18}$")]
    /// Pages that end with a case.
    static let pagesByCase = [limit, after("^[0-9a-z-]{1,40}$")]
    /// Pages that end with something else.
    static let pages = [limit, after("^[!-~]{1,200}$")]
}
