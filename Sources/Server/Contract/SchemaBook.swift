import Workflow

/// The schemas of messages, each under the name of its type: made out of what the types themselves read, so that a message and its schema
/// cannot say two things.
struct SchemaBook: Sendable {
    private(set) var schemas: [String: Schema] = [:]
    /// What is not said of messages, or is said of what they do not have; a test wants none.
    private(set) var gaps: Set<String> = []

    init() {}

    /// The schema of a type; objects get a page of their own.
    /// - Parameter isRequest: it comes from outside, and keeps to limits.
    mutating func schema(of type: any Decodable.Type, isRequest: Bool) -> Schema {
        let recorder = Recorder(isRequest)
        let schema = recorder.record(type)
        schemas.merge(recorder.found) { $1 }
        gaps.formUnion(recorder.gaps)
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

    /// One of several messages that stand in the book, told apart by a property of which each has words of its own.
    func union(_ names: [String], by property: String) -> Schema {
        var messages: [String: String] = [:]
        for name in names {
            guard case .object(let object)? = schemas[name],
                case .choice(let words)? = object.keys.first(where: { $0.name == property })?.schema
            else { continue }
            for word in words { messages[word] = name }
        }
        return .oneOf(names, by: .init(property: property, messages: messages))
    }

    /// As the document calls a type: `Workflow.CaseMessage.Item` is `Case.Item`.
    static func name(of type: any Any.Type) -> String {
        let words = String(reflecting: type).split(separator: ".").dropFirst()
        return words.map { $0.hasSuffix("Message") && $0 != "Message" ? String($0.dropLast("Message".count)) : String($0) }
            .joined(separator: ".").filter { $0.isLetter || $0.isNumber || $0 == "." }
    }

    /// A value against a schema: what is wrong, and where (RFC 6901); empty where it holds.
    /// - Parameter isStrict: nothing stands in it that the schema does not have, also where it leaves room for more.
    func mistakes(in value: JSONValue, _ schema: Schema, isStrict: Bool = false) -> [Mistake] {
        var mistakes: [Mistake] = []
        check(value, schema, "", isStrict, &mistakes)
        return mistakes
    }

    /// How many are told.
    static let mostMistakes = 20

    struct Mistake: Sendable, Hashable {
        var pointer: String
        var message: Title
    }

    private func check(_ value: JSONValue, _ schema: Schema, _ pointer: String, _ isStrict: Bool, _ mistakes: inout [Mistake]) {
        func wrong(_ zh: String, _ en: String) { mistakes.append(Mistake(pointer: pointer, message: Title(zh: zh, en: en))) }
        switch (schema, value) {
        case (.anything, _): break
        case (.named(let name), _): if let schema = schemas[name] { check(value, schema, pointer, isStrict, &mistakes) }
        case (.oneOf(_, let tag), .map(let map)):
            guard case .text(let word)? = map[tag.property], let name = tag.messages[word] else {
                return wrong("`\(tag.property)` 没有说明是哪一种", "does not say by `\(tag.property)` which it is")
            }
            check(value, .named(name), pointer, isStrict, &mistakes)
        case (.orNull, .null): break
        case (.orNull(let schema), _): check(value, schema, pointer, isStrict, &mistakes)
        case (.text(let rule), .text(let text)):
            let count = text.unicodeScalars.count
            if count > rule.most { wrong("至多 \(rule.most) 个字符", "has more than \(rule.most) characters") }
            if count < rule.least { wrong("至少 \(rule.least) 个字符", "has fewer than \(rule.least) characters") }
            if rule.isPlain, !text.isPlain { wrong("含有控制字符", "has control characters other than tabs and ends of lines (LF)") }
            if let pattern = rule.pattern, (try? Regex(pattern).firstMatch(in: text)) == nil {
                wrong("应符合 \(pattern)", "does not look like \(pattern)")
            }
            if rule.format == Schema.TextRule.day, Day(text) == nil { wrong("应为日期，如 2026-11-23", "is no day such as 2026-11-23") }
            if rule.format == Schema.TextRule.moment, !Self.isMoment(text) {
                wrong("应为时间，如 2026-03-02T09:30:00+08:00", "is no time such as 2026-03-02T09:30:00+08:00")
            }
        case (.integer(let range), .integer(let number)):
            if !range.contains(number) { mistakes.append(Mistake(pointer: pointer, message: Self.wholeNumber(range))) }
        case (.integer(let range), _): mistakes.append(Mistake(pointer: pointer, message: Self.wholeNumber(range)))
        case (.number, .integer), (.number, .number), (.flag, .flag): break
        case (.choice(let words), .text(let text)):
            if !words.contains(text) {
                wrong("应为：\(words.joined(separator: "、"))", "is none of: \(words.joined(separator: ", "))")
            }
        case (.list(let element, let count), .list(let list)):
            if list.count > count.upperBound { return wrong("至多 \(count.upperBound) 项", "has more than \(count.upperBound) entries") }
            if list.count < count.lowerBound { wrong("至少 \(count.lowerBound) 项", "has fewer than \(count.lowerBound) entries") }
            for (place, value) in list.enumerated() { check(value, element, "\(pointer)/\(place)", isStrict, &mistakes) }
        case (.entries(let element, let most), .map(let map)):
            if map.count > most { return wrong("至多 \(most) 项", "has more than \(most) entries") }
            for (key, value) in map.sorted(by: { $0.key < $1.key }) { check(value, element, pointer + Self.step(key), isStrict, &mistakes) }
        case (.object(let object), .map(let map)):
            for key in object.keys where key.isRequired && map[key.name] == nil {
                mistakes.append(Mistake(pointer: pointer + Self.step(key.name), message: Title(zh: "缺少", en: "is missing")))
            }
            for (name, value) in map.sorted(by: { $0.key < $1.key }) {
                guard let key = object.keys.first(where: { $0.name == name }) else {
                    guard object.isClosed || isStrict else { continue }
                    let known = object.keys.map(\.name).sorted()
                    mistakes.append(
                        Mistake(
                            pointer: pointer + Self.step(name),
                            message: Title(
                                zh: "没有此项；有：\(known.joined(separator: "、"))",
                                en: "is not known; there are: \(known.joined(separator: ", "))")))
                    continue
                }
                check(value, key.schema, pointer + Self.step(name), isStrict, &mistakes)
            }
        default:
            let kind = schema.kind
            wrong("应为\(kind.title.zh)", "is not \(kind.title.en)")
        }
    }

    /// `2026-03-02T09:30:07+08:00`
    private static func isMoment(_ text: String) -> Bool {
        guard text.utf8.count == 25, Moment(text.prefix(16).replacing("T", with: " ", maxReplacements: 1)) != nil else { return false }
        return text.dropFirst(16).wholeMatch(of: /:[0-5][0-9]\+08:00/) != nil
    }

    private static func wholeNumber(_ range: ClosedRange<Int>) -> Title {
        let bounds =
            range.lowerBound == .min ? "" : range.upperBound == .max ? " \(range.lowerBound)…" : " \(range.lowerBound)–\(range.upperBound)"
        return Title(zh: "应为整数\(bounds)", en: "is a whole number\(bounds)")
    }

    static func step(_ name: String) -> String { "/" + name.replacing("~", with: "~0").replacing("/", with: "~1") }
}

extension Schema {
    fileprivate var kind: StrictJSON.Kind {
        switch self {
        case .text, .choice, .file: .text
        case .integer, .number: .number
        case .flag: .flag
        case .list: .list
        case .orNull(let schema): schema.kind
        case .entries, .object, .named, .oneOf, .anything: .object
        }
    }
}
