import Foundation
import Hummingbird
import Workflow

/// A request for one operation, read as far as the operation says.
struct Ask: Sendable {
    let endpoint: Endpoint
    let language: Language
    private let identity: Identity?
    private let path: [String: String]
    private let query: [String: String]
    /// As it came: checked against the schema of the operation.
    let body: [UInt8]
    /// A file that comes in place of JSON, piece by piece.
    let file: (kind: FileCheck.Kind, body: RequestBody)?
    /// Under which key it comes, in the names of the store; nil where it changes nothing.
    let key: String?
    /// The version of the case that whoever asks has seen.
    let expecting: Int?
    /// Whether whoever asks is still whom he said to be: a token may run out meanwhile.
    let stillHolds: @Sendable () async -> Bool
    private let headers: HTTPFields
    let address: String
    private let accepted: Preferences

    init(
        _ endpoint: Endpoint, _ request: Request, _ context: APIContext, query: [String: String], body: [UInt8],
        file: (kind: FileCheck.Kind, body: RequestBody)? = nil, key: String?, expecting: Int?,
        stillHolds: @escaping @Sendable () async -> Bool
    ) {
        (self.endpoint, language, identity, self.query, self.body) = (endpoint, context.language, context.identity, query, body)
        (self.key, self.expecting, address) = (key, expecting, request.uri.path)
        self.file = file
        (self.stillHolds, headers) = (stillHolds, request.headers)
        accepted = Preferences(request.headers[.accept])
        path = Dictionary(
            endpoint.pathNames.compactMap { name in context.parameters.get(name).map { (name, $0.removingPercentEncoding ?? $0) } }
        ) { $1 }
    }

    /// Who asks.
    func caller() throws(Problem) -> Caller {
        guard let identity else { throw Problem(.unauthenticated) }
        return identity.caller
    }

    /// Whose code stands in the token.
    func holder() throws(Problem) -> HolderCode {
        guard let holder = identity?.holder else { throw Problem(.notAllowed, Title(zh: "只有本人可以", en: "only for oneself")) }
        return holder
    }

    /// His code, where he is known by one.
    var knownHolder: HolderCode? { identity?.holder }

    /// What stands in the address in place of a name in braces.
    func named(_ name: String) -> String { path[name] ?? "" }

    /// The case that the address names; what is no number of a case is one that is not there.
    func caseID() throws(Problem) -> CaseID {
        guard let id = CaseID(named("case")) else { throw Problem(.notFound) }
        return id
    }

    func word(_ name: String) -> String? { query[name] }

    func number(_ name: String) -> Int? { query[name].flatMap { Int($0) } }

    func flag(_ name: String) -> Bool { query[name] == "true" }

    /// A page to read is wanted rather than JSON.
    var wantsHTML: Bool { accepted.weight(of: "text/html") > accepted.weight(of: "application/json") }

    /// Whether the events of a case are wanted as they come, rather than as a page of those that were.
    var wantsStream: Bool { endpoint.isLive && accepted.ranges.contains { $0.name == Endpoint.MediaType.eventStream.rawValue } }

    /// The event after which a stream goes on: the last one that came, else that of `after`.
    func lastEvent() throws(Problem) -> Int {
        guard let text = headers[.init("Last-Event-ID")!] else { return Int(try afterNumber()) }
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
            throw Problem(.badRequest, Title(zh: "`Last-Event-ID` 应为收到的 id", en: "`Last-Event-ID` is an `id` that came"))
        }
        return number
    }

    /// How many are wanted on a page.
    var limit: Int { number("limit") ?? PageRequest.usual }

    /// Where the page before ended, where pages end with a number.
    func afterNumber() throws(Problem) -> Int64 {
        guard let text = word("after") else { return 0 }
        guard let number = Int64(text) else { throw Self.noPlace }
        return number
    }

    /// The same, where they end with a case.
    func afterCase() throws(Problem) -> CaseID? {
        guard let text = word("after") else { return nil }
        guard let id = CaseID(text) else { throw Self.noPlace }
        return id
    }

    /// The same of every list.
    static let noPlace = Problem(
        .badParameter, Title(zh: "`after` 应为上一页的 next", en: "`after` is the `next` of the page before"))

    /// A page of a list that is there as a whole, by its numbers.
    func page<Item: Encodable>(of all: [Item], by number: (Item) -> Int64) throws(Problem) -> Reply {
        let after = try afterNumber()
        return .page(Array(all.filter { number($0) > after }.prefix(limit + 1)), limit: limit) { "\(number($0))" }
    }

    /// The same, where its entries have names, in an order of their own.
    func page<Item: Encodable>(of all: [Item], named name: (Item) -> String) throws(Problem) -> Reply {
        var rest = all[...]
        if let after = word("after") {
            guard let place = all.firstIndex(where: { name($0) == after }) else { throw Self.noPlace }
            rest = all[(place + 1)...]
        }
        return .page(Array(rest.prefix(limit + 1)), limit: limit, next: name)
    }

    /// A day that stands after the `?`; that it looks like one is known.
    func day(_ name: String) throws(Problem) -> Day? {
        guard let text = word(name) else { return nil }
        guard let day = Day(text) else {
            throw Problem(.badParameter, Title(zh: "`\(name)` 不是日期（2026-03-02）", en: "`\(name)` is no day (2026-03-02)"))
        }
        return day
    }

    func message<Message: Decodable>(_ type: Message.Type) throws -> Message {
        do { return try JSONDecoder().decode(type, from: Data(body.isEmpty ? Array("{}".utf8) : body)) } catch {
            throw Problem(.badBody)
        }
    }

    /// Where in the body a word stands (RFC 6901); of one that is a name in an object the place of the object, since anything may have been written
    /// there. A role that is counted (`child#2`) is found by its name alone, too.
    func places(of word: String) -> [String] {
        guard !word.isEmpty, let value = try? JSONDecoder().decode(JSONValue.self, from: Data(body)) else { return [] }
        func isIt(_ text: String) -> Bool { text == word || text.split(separator: "#").first.map(String.init) == word }
        func places(_ value: JSONValue, _ pointer: String) -> [String] {
            switch value {
            case .text(let text): isIt(text) ? [pointer] : []
            case .list(let list): list.enumerated().flatMap { places($1, "\(pointer)/\($0)") }
            case .map(let map):
                map.sorted { $0.key < $1.key }.flatMap { name, value in
                    isIt(name) ? [pointer] : places(value, pointer + SchemaBook.step(name))
                }
            default: []
            }
        }
        return Array(places(value, "").prefix(SchemaBook.mostMistakes))
    }

    /// The same request in the words of the store: what it asks under its key, and what is then answered.
    func once<Value>(_ office: Office, _ reply: @escaping @Sendable (Value) throws -> Reply) async throws -> RequestKey<Value>? {
        try await once(office, asking: body, reply)
    }

    /// - Parameter asked: what stands for a body that is not kept whole.
    func once<Value>(
        _ office: Office, asking asked: [UInt8], _ reply: @escaping @Sendable (Value) throws -> Reply
    ) async throws -> RequestKey<Value>? {
        guard let key else { return nil }
        return RequestKey(key, asked: try await office.fingerprint(ofRequest: Array(address.utf8) + [0] + asked)) { [language] in
            try reply($0).told(in: language).kept()
        }
    }
}
