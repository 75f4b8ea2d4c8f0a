import Workflow

/// What a message may be, as JSON Schema 2020-12 has it; only as much of it as our messages need.
indirect enum Schema: Sendable, Hashable {
    case text(TextRule)
    case integer(ClosedRange<Int>)
    case number
    case flag
    case choice([String])
    case list(Schema, ClosedRange<Int>)
    /// Any keys, each with such a value.
    case entries(Schema, most: Int)
    case object(Object)
    /// A message that has a name of its own in the document.
    case named(String)
    /// Exactly one of these messages, told apart by a word that each of them has.
    case oneOf([String], by: Tag)
    /// It, or `null`.
    case orNull(Schema)
    /// The bytes of a file.
    case file(type: String, most: Int)
    /// Any JSON.
    case anything

    struct Object: Sendable, Hashable {
        var about: Title?
        var keys: [Key]
        /// Nothing else may stand in it: of what comes. An answer may have more some day.
        var isClosed = false
    }

    struct Key: Sendable, Hashable {
        var name: String
        var schema: Schema
        var isRequired: Bool
        var about: Title?
    }

    /// Which of several messages it is.
    struct Tag: Sendable, Hashable {
        var property: String
        /// Word → name of the message.
        var messages: [String: String]
    }

    /// Characters of a text, and what it must look like.
    struct TextRule: Sendable, Hashable {
        var most = Schema.mostCharacters
        var least = 0
        /// A regular expression that the whole of it matches.
        var pattern: String?
        /// `date`, `date-time` or another of the registry.
        var format: String?
        static let (day, moment) = ("date", "date-time")
        /// It has no control characters but tabs and ends of lines.
        var isPlain = false

        /// The same as a regular expression.
        static let plain = #"^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*$"#
    }

    /// Of a text, a list or an object in a request, where nothing else is said.
    static let (mostCharacters, mostEntries) = (4_000, 1_000)
    /// What an answer may have of them.
    static let unlimited = Int.max

    /// Where named messages stand in the document.
    private static let base = "#/components/schemas/"

    /// - Parameter language: of what is said in it.
    func json(_ language: Language) -> JSONValue {
        switch self {
        case .text(let rule):
            var map: [String: JSONValue] = ["type": "string"]
            if rule.most < Self.unlimited { map["maxLength"] = .integer(rule.most) }
            if rule.least > 0 { map["minLength"] = .integer(rule.least) }
            // A format leaves no room for control characters; said twice, nothing could be made up that fits both.
            if let pattern = rule.pattern ?? (rule.isPlain && rule.format == nil ? TextRule.plain : nil) { map["pattern"] = .text(pattern) }
            if let format = rule.format { map["format"] = .text(format) }
            return .map(map)
        case .integer(let range):
            var map: [String: JSONValue] = ["type": "integer", "format": range.upperBound > Int(Int32.max) ? "int64" : "int32"]
            if range.lowerBound > .min { map["minimum"] = .integer(range.lowerBound) }
            if range.upperBound < .max { map["maximum"] = .integer(range.upperBound) }
            return .map(map)
        case .number: return ["type": "number"]
        case .flag: return ["type": "boolean"]
        case .choice(let words): return ["type": "string", "enum": .list(words.map(JSONValue.text))]
        case .list(let element, let count):
            var map: [String: JSONValue] = ["type": "array", "items": element.json(language)]
            if count.lowerBound > 0 { map["minItems"] = .integer(count.lowerBound) }
            if count.upperBound < Self.unlimited { map["maxItems"] = .integer(count.upperBound) }
            return .map(map)
        case .entries(let element, let most):
            var map: [String: JSONValue] = ["type": "object", "additionalProperties": element.json(language)]
            if most < Self.unlimited { map["maxProperties"] = .integer(most) }
            return .map(map)
        case .object(let object):
            var map: [String: JSONValue] = [
                "type": "object", "properties": .map(Dictionary(object.keys.map { ($0.name, $0.json(language)) }) { $1 }),
            ]
            if object.isClosed { map["additionalProperties"] = false }
            if let about = object.about { map["description"] = .text(about[language]) }
            let required = object.keys.filter(\.isRequired).map(\.name).sorted()
            if !required.isEmpty { map["required"] = .list(required.map(JSONValue.text)) }
            return .map(map)
        case .named(let name): return ["$ref": .text(Self.base + name)]
        case .oneOf(let names, let tag):
            return [
                "oneOf": .list(names.map { Schema.named($0).json(language) }),
                "discriminator": ["propertyName": .text(tag.property), "mapping": .map(tag.messages.mapValues { .text(Self.base + $0) })],
            ]
        case .orNull(let schema): return ["anyOf": [schema.json(language), ["type": "null"]]]
        case .file(let type, let most):
            return ["type": "string", "format": "binary", "contentMediaType": .text(type), "maxLength": .integer(most)]
        case .anything: return .map([:])
        }
    }

    /// The same with what is said of it besides its type.
    func narrowed(by meaning: Meaning, isRequest: Bool) -> Schema {
        switch (self, meaning.form) {
        case (.orNull(let schema), _): return .orNull(schema.narrowed(by: meaning, isRequest: isRequest))
        case (.list(let element, let count), _):
            var each = meaning
            each.count = nil
            return .list(element.narrowed(by: each, isRequest: isRequest), meaning.count ?? count)
        case (.text, .words(let words)?): return .choice(words)
        case (.text(var rule), let form?):
            switch form {
            case .day: rule.format = TextRule.day
            case .moment: rule.format = TextRule.moment
            case .uri: rule.format = "uri"
            case .pattern(let pattern): if !isRequest { rule.pattern = pattern }
            case .short(let most): if isRequest { rule.most = most }
            case .words, .number: break
            }
            return .text(rule)
        case (.integer(let range), .number(let wanted)?): return .integer(range.clamped(to: wanted))
        default: return self
        }
    }
}

extension Schema.Key {
    fileprivate func json(_ language: Language) -> JSONValue {
        guard let about, case .map(var map) = schema.json(language) else { return schema.json(language) }
        map["description"] = .text(about[language])
        return .map(map)
    }
}
