import Workflow

/// What of the head of a request says where it ends: read strictly, so that no two readers of the same bytes see two requests where one of them sees
/// one (RFC 9112, 11.2). Whatever could be read in two ways is refused.
struct RequestHead {
    enum Body: Equatable {
        case none
        case bytes(Int)
        case chunked
    }

    var body = Body.none
    /// After the answer the connection ends.
    var isLast = false
    /// Whoever asks waits with the body until he is told to send it.
    var waitsForLeave = false
    /// As it came, for whoever is told in his language.
    var acceptLanguage: String?

    /// - Parameter bytes: from the first of the request line to the empty line.
    init(_ bytes: ArraySlice<UInt8>, mostHeaders: Int) throws(Refusal) {
        var lines = bytes.dropLast(4)[...]
        let first = try Self.line(&lines)
        let words = first.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[0].count <= 32, words[0].allSatisfy(Self.isToken),
            words[1].first == UInt8(ascii: "/") || Self.isUsualForm(words[1]), words[1].allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw Refusal(.badRequest, zh: "请求行有误", en: "the request line is none") }
        let version = String(decoding: words[2], as: UTF8.self)
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            throw Refusal(.badRequest, zh: "只支持 HTTP/1.1", en: "it is no HTTP/1.1")
        }
        var seen: [String: Int] = [:]
        var count = 0
        while !lines.isEmpty {
            let (name, value) = try Self.header(try Self.line(&lines))
            count += 1
            guard count <= mostHeaders else { throw Refusal.headersTooLarge }
            seen[name, default: 0] += 1
            try take(name, value)
        }
        for name in ["host", "content-length", "transfer-encoding"] where seen[name] ?? 0 > 1 {
            throw Refusal(.badRequest, zh: "`\(name)` 重复", en: "`\(name)` stands there twice")
        }
        if version == "HTTP/1.1", seen["host"] == nil {
            throw Refusal(.badRequest, zh: "缺少 `host`", en: "there is no `host`")
        }
        if seen["content-length"] != nil, seen["transfer-encoding"] != nil {
            throw Refusal(
                .badRequest, zh: "`content-length` 与 `transfer-encoding` 不能并存",
                en: "`content-length` and `transfer-encoding` stand together")
        }
        if version == "HTTP/1.0" {
            isLast = true
            waitsForLeave = false
            guard seen["transfer-encoding"] == nil else {
                throw Refusal(.badRequest, zh: "HTTP/1.0 没有 `transfer-encoding`", en: "HTTP/1.0 has no `transfer-encoding`")
            }
        }
    }

    private mutating func take(_ name: String, _ value: ArraySlice<UInt8>) throws(Refusal) {
        switch name {
        case "host":
            guard !value.isEmpty, value.allSatisfy(Self.isOfHost) else { throw Refusal(.badRequest, zh: "`host` 有误", en: "`host` is none") }
        case "content-length":
            guard (1...18).contains(value.count), value.allSatisfy({ (48...57).contains($0) }),
                let length = Int(String(decoding: value, as: UTF8.self))
            else { throw Refusal(.badRequest, zh: "`content-length` 有误", en: "`content-length` is no number") }
            body = length == 0 ? .none : .bytes(length)
        case "transfer-encoding":
            guard String(decoding: value, as: UTF8.self).lowercased() == "chunked" else {
                throw Refusal(.badRequest, zh: "`transfer-encoding` 只能是 chunked", en: "`transfer-encoding` is not just chunked")
            }
            body = .chunked
        case "connection":
            let words = String(decoding: value, as: UTF8.self).lowercased().split(separator: ",")
            if words.contains(where: { $0.trimmingPrefix(while: { $0 == " " || $0 == "\t" }).hasPrefix("close") }) { isLast = true }
        case "expect": waitsForLeave = String(decoding: value, as: UTF8.self).lowercased() == "100-continue"
        case "accept-language": acceptLanguage = String(decoding: value.prefix(200), as: UTF8.self)
        default: break
        }
    }

    /// A line without its end; a lone return or line feed ends none.
    private static func line(_ lines: inout ArraySlice<UInt8>) throws(Refusal) -> ArraySlice<UInt8> {
        let end = lines.firstIndex { $0 < 32 && $0 != 9 || $0 == 127 } ?? lines.endIndex
        let line = lines[..<end]
        guard end < lines.endIndex else {
            lines = []
            return line
        }
        guard lines[end] == 13, end + 1 < lines.endIndex, lines[end + 1] == 10 else {
            throw Refusal(.badRequest, zh: "含控制字符或不规范的换行", en: "there is a control character, or a line that ends otherwise than by CR LF")
        }
        lines = lines[(end + 2)...]
        return line
    }

    /// Its name in lower case, and its value without blanks around it.
    private static func header(_ line: ArraySlice<UInt8>) throws(Refusal) -> (String, ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex, line[..<colon].allSatisfy(isToken) else {
            throw Refusal(.badRequest, zh: "请求头有误", en: "a header is none")
        }
        var value = line[(colon + 1)...]
        while let first = value.first, first == 32 || first == 9 { value = value.dropFirst() }
        while let last = value.last, last == 32 || last == 9 { value = value.dropLast() }
        return (String(decoding: line[..<colon], as: UTF8.self).lowercased(), value)
    }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "-._~:[]%".utf8.contains(byte)
        }
    }

    /// `*` of OPTIONS, an address of CONNECT, or a whole URL as a proxy is asked for one (RFC 9112, 3.2).
    private static func isUsualForm(_ target: ArraySlice<UInt8>) -> Bool { !target.isEmpty }
}

/// Why a connection ends before what came over it was a request.
struct Refusal: Error {
    var code: Problem.Code
    var detail: Title?

    init(_ code: Problem.Code, _ detail: Title? = nil) { (self.code, self.detail) = (code, detail) }
    init(_ code: Problem.Code, zh: String, en: String) { self.init(code, Title(zh: zh, en: en)) }

    static let headersTooLarge = Refusal(.headersTooLarge)
}
