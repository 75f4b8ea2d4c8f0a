import Foundation
import Hummingbird
import Workflow

/// A page of a list: what is on it, and after what the next one begins.
struct Page<Item: Encodable>: Encodable {
    var items: [Item]
    var next: String?
}

/// Which page is wanted.
struct PageRequest {
    /// How many are on a page where nothing else is said, and at most.
    static let (usual, most) = (50, 200)

    var limit: Int
    /// Where the page before ended.
    var after: Int64

    init(_ parameters: QueryParameters) throws(Problem) {
        limit = Int(try parameters.number("limit", in: 1...Int64(Self.most)) ?? Int64(Self.usual))
        after = try parameters.number("after", in: 0...Int64.max) ?? 0
    }
}

/// What a request says after its `?`: only what the route takes, and each once.
struct QueryParameters {
    private let values: [String: String]

    init(_ request: Request, _ known: String...) throws(Problem) {
        var values: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            let name = String(name)
            guard known.contains(name) else {
                throw Problem(
                    .badParameter,
                    Title(
                        zh: "有不支持的参数；可用：\(known.joined(separator: "、"))",
                        en: "there is a parameter that is none here; there are: \(known.joined(separator: ", "))"))
            }
            guard values[name] == nil else { throw Problem(.badParameter, Title(zh: "`\(name)` 重复", en: "`\(name)` stands there twice")) }
            values[name] = String(value)
        }
        self.values = values
    }

    func number(_ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int64? {
        guard let text = values[name] else { return nil }
        guard let number = Int64(text), range.contains(number), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            let bounds = range.upperBound == .max ? "\(range.lowerBound)…" : "\(range.lowerBound)–\(range.upperBound)"
            throw Problem(.badParameter, Title(zh: "`\(name)` 应为整数 \(bounds)", en: "`\(name)` is a whole number \(bounds)"))
        }
        return number
    }
}

extension Page {
    /// With the address of the next page in `Link` (RFC 8288), too.
    func response(to request: Request, limit: Int) throws -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let next { headers[.init("Link")!] = "<\(request.uri.path)?limit=\(limit)&after=\(next)>; rel=\"next\"" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: json))
    }
}

extension Encodable {
    /// One JSON document with its keys in order.
    var json: ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing that is told here can fail to be written.
        return ByteBuffer(bytes: (try? encoder.encode(self)) ?? Data())
    }
}
