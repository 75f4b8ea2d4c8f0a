import Workflow

/// The schemas of messages, each under the name of its type: made out of what the types themselves read, so that a message and its schema
/// cannot say two things.
struct SchemaBook: Sendable {
    private(set) var schemas: [String: Schema] = [:]

    init() {}

    /// The schema of a type; objects get a page of their own.
    /// - Parameter isRequest: it comes from outside, and keeps to limits.
    mutating func schema(of type: any Decodable.Type, isRequest: Bool) -> Schema {
        let recorder = Recorder(isRequest)
        let schema = recorder.record(type)
        schemas.merge(recorder.found) { $1 }
        return schema
    }

    /// Everything that operations take and answer, and problems.
    init(of endpoints: [Endpoint]) {
        self.init()
        for endpoint in endpoints {
            if let body = endpoint.body { _ = schema(of: body, isRequest: true) }
            for answer in endpoint.answers { _ = answer.schema?(&self) }
        }
        _ = schema(of: ProblemMessage.self, isRequest: false)
    }

    /// The schema of a message that stands in the book.
    static func named(_ type: any Any.Type) -> Schema { .named(name(of: type)) }

    /// A schema that is more than its type says stands here under a name.
    mutating func name(_ name: String, _ schema: Schema) -> Schema {
        schemas[name] = schema
        return .named(name)
    }

    /// As the document calls a type: `Workflow.CaseMessage.Item` is `Case.Item`.
    static func name(of type: any Any.Type) -> String {
        let words = String(reflecting: type).split(separator: ".").dropFirst()
        return words.map { $0.hasSuffix("Message") && $0 != "Message" ? String($0.dropLast("Message".count)) : String($0) }
            .joined(separator: ".").filter { $0.isLetter || $0.isNumber || $0 == "." }
    }

    /// A value against a schema: what is wrong, and where (RFC 6901); empty where it holds.
    func mistakes(in value: JSONValue, _ schema: Schema) -> [Mistake] {
        var mistakes: [Mistake] = []
        check(value, schema, "", &mistakes)
        return mistakes
    }

    struct Mistake: Sendable, Hashable {
        var pointer: String
        var message: Title
    }

    private func check(_ value: JSONValue, _ schema: Schema, _ pointer: String, _ mistakes: inout [Mistake]) {
        func wrong(_ zh: String, _ en: String) { mistakes.append(Mistake(pointer: pointer, message: Title(zh: zh, en: en))) }
        switch (schema, value) {
        case (.anything, _): break
        case (.named(let name), _): if let schema = schemas[name] { check(value, schema, pointer, &mistakes) }
        case (.oneOf(let schemas), _):
            let holding = schemas.filter { self.mistakes(in: value, $0).isEmpty }
            if holding.count != 1 { wrong("不符合任何一种写法", "is none of the things that it may be") }
        case (.text(let rule), .text(let text)):
            let count = text.unicodeScalars.count
            if count > rule.most { wrong("至多 \(rule.most) 个字符", "has more than \(rule.most) characters") }
            if count < rule.least { wrong("至少 \(rule.least) 个字符", "has fewer than \(rule.least) characters") }
            if rule.isPlain, !text.isPlain { wrong("含有控制字符", "has control characters other than tabs and ends of lines (LF)") }
            if let pattern = rule.pattern, (try? Regex(pattern).firstMatch(in: text)) == nil {
                wrong("应符合 \(pattern)", "does not look like \(pattern)")
            }
        case (.integer(let range), .integer(let number)):
            if !range.contains(number) { mistakes.append(Mistake(pointer: pointer, message: Self.wholeNumber(range))) }
        case (.integer(let range), _): mistakes.append(Mistake(pointer: pointer, message: Self.wholeNumber(range)))
        case (.number, .integer), (.number, .number), (.flag, .flag): break
        case (.choice(let words), .text(let text)):
            if !words.contains(text) {
                wrong("应为：\(words.joined(separator: "、"))", "is none of: \(words.joined(separator: ", "))")
            }
        case (.list(let element, let most), .list(let list)):
            if list.count > most { return wrong("至多 \(most) 项", "has more than \(most) entries") }
            for (place, value) in list.enumerated() { check(value, element, "\(pointer)/\(place)", &mistakes) }
        case (.entries(let element, let most), .map(let map)):
            if map.count > most { return wrong("至多 \(most) 项", "has more than \(most) entries") }
            for (key, value) in map.sorted(by: { $0.key < $1.key }) { check(value, element, pointer + Self.step(key), &mistakes) }
        case (.object(let keys), .map(let map)):
            for key in keys where key.isRequired && map[key.name] == nil {
                mistakes.append(Mistake(pointer: pointer + Self.step(key.name), message: Title(zh: "缺少", en: "is missing")))
            }
            for (name, value) in map.sorted(by: { $0.key < $1.key }) {
                guard let key = keys.first(where: { $0.name == name }) else {
                    let known = keys.map(\.name).sorted()
                    mistakes.append(
                        Mistake(
                            pointer: pointer + Self.step(name),
                            message: Title(
                                zh: "没有此项；有：\(known.joined(separator: "、"))",
                                en: "is not known; there are: \(known.joined(separator: ", "))")))
                    continue
                }
                if key.isNullable, value == .null { continue }
                check(value, key.schema, pointer + Self.step(name), &mistakes)
            }
        default:
            let kind = schema.kind
            wrong("应为\(kind.title.zh)", "is not \(kind.title.en)")
        }
    }

    private static func wholeNumber(_ range: ClosedRange<Int>) -> Title {
        let bounds =
            range.lowerBound == .min ? "" : range.upperBound == .max ? " \(range.lowerBound)…" : " \(range.lowerBound)–\(range.upperBound)"
        return Title(zh: "应为整数\(bounds)", en: "is a whole number\(bounds)")
    }

    private static func step(_ name: String) -> String { "/" + name.replacing("~", with: "~0").replacing("/", with: "~1") }
}

extension Schema {
    fileprivate var kind: StrictJSON.Kind {
        switch self {
        case .text, .choice: .text
        case .integer, .number: .number
        case .flag: .flag
        case .list: .list
        case .entries, .object, .named, .oneOf, .anything: .object
        }
    }
}
