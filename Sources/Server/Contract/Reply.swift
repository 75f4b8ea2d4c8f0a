import Foundation
import Hummingbird
import Workflow

/// What is answered where all is well.
struct Reply: Sendable {
    var status: HTTPResponse.Status = .ok
    var type: String?
    var body: [UInt8] = []
    /// The version of what is shown, as `ETag`.
    var version: String?
    /// The version says all that there is to say of what is shown.
    private var isMarked = false
    var location: String?
    /// Where the next page begins.
    var next: String?
    /// What comes piece by piece, in place of the body.
    var streamed: (@Sendable (Request) -> ResponseBody)?
    /// In which its words are; nil: it has none.
    var language: Language?
    /// What is said of it besides.
    var headers: HTTPFields = [:]

    static func json(_ message: some Encodable, _ status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status: status, type: "application/json", body: message.jsonBytes)
    }

    static func page<Item: Encodable>(_ items: [Item], limit: Int, next: (Item) -> String) -> Reply {
        let more = items.count > limit
        let items = more ? Array(items.prefix(limit)) : items
        let end = more ? items.last.map(next) : nil
        var reply = Reply.json(Page(items: items, next: end))
        reply.next = end
        return reply
    }

    static let nothing = Reply(status: .noContent)

    /// A page that stands alone: its own style, no script, nothing loaded.
    static func html(_ page: String) -> Reply {
        var reply = Reply(type: Endpoint.MediaType.html.rawValue, body: Array(page.utf8))
        reply.headers = [
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            .vary: "Accept, Accept-Language",
        ]
        return reply
    }

    func at(_ version: Int) -> Reply {
        var reply = self
        reply.version = "\"\(version)\""
        return reply
    }

    func response(to request: Request) -> Response {
        var headers = headers
        if let type { headers[.contentType] = type }
        let isRead = request.method == .get || request.method == .head
        let tag = isRead ? shownVersion : version
        if let tag { headers[.eTag] = tag }
        if let location { headers[.location] = location }
        if let language { headers[.contentLanguage] = language.rawValue }
        if let next {
            var address = URLComponents()
            address.path = request.uri.path
            address.queryItems =
                request.uri.queryParameters.filter { $0.key != "after" }.map { URLQueryItem(name: String($0.key), value: String($0.value)) }
                + [URLQueryItem(name: "after", value: next)]
            headers[.init("Link")!] = "<\(address.string ?? request.uri.path)>; rel=\"next\""
        }
        if isRead, let tag, Self.names(request.headers[.ifNoneMatch], tag) {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: status, headers: headers, body: streamed?(request) ?? .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The version with what tells one showing of it from another: its language, its page, and files, of which no event tells. `If-Match` reads
    /// the version alone.
    private var shownVersion: String? {
        guard let version, !isMarked else { return version }
        return "\(version.dropLast())-\(mark)\""
    }

    private var mark: String { Digest.text(Digest.of(body).prefix(8)) }

    /// Whether a list of versions names one (RFC 9110, 13.1.2).
    private static func names(_ list: String?, _ version: String) -> Bool {
        (list ?? "").split(separator: ",").contains { one in
            let one = one.trimmingCharacters(in: .whitespaces)
            return one == "*" || one == version || one == "W/\(version)"
        }
    }

    /// The same, which whoever has asked may keep for so many seconds: its version is what stands in it.
    func kept(for seconds: Int) -> Reply {
        var reply = self
        (reply.version, reply.isMarked) = ("\"\(mark)\"", true)
        reply.headers[.cacheControl] = "public, max-age=\(seconds)"
        reply.headers[.vary] = "Accept-Language"
        return reply
    }

    func told(in language: Language) -> Reply {
        var reply = self
        reply.language = language
        return reply
    }

    // MARK: As it is kept under a key

    private struct Kept: Codable {
        var status: Int
        var type: String?
        var body: Data
        var version: String?
        var location: String?
        var language: String?
    }

    func kept() throws -> [UInt8] {
        [UInt8](
            try JSONEncoder().encode(
                Kept(
                    status: status.code, type: type, body: Data(body), version: version, location: location, language: language?.rawValue)))
    }

    init(kept bytes: [UInt8]) throws {
        let kept = try JSONDecoder().decode(Kept.self, from: Data(bytes))
        self.init(
            status: .init(code: kept.status), type: kept.type, body: [UInt8](kept.body), version: kept.version, location: kept.location)
        language = kept.language.flatMap(Language.init)
    }

    init(
        status: HTTPResponse.Status = .ok, type: String? = nil, body: [UInt8] = [], version: String? = nil, location: String? = nil,
        next: String? = nil
    ) {
        (self.status, self.type, self.body, self.version, self.location, self.next) = (status, type, body, version, location, next)
    }
}

extension Encodable {
    /// One JSON document with its keys in order. Nothing that is told here can fail to be written.
    var jsonBytes: [UInt8] { (try? canonicalJSON()) ?? [] }
}
