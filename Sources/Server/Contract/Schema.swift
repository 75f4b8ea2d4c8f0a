import Workflow

/// What a message may be, as JSON Schema 2020-12 has it; only as much of it as our messages need.
indirect enum Schema: Sendable, Hashable {
    case text(TextRule)
    case integer(ClosedRange<Int>)
    case number
    case flag
    case choice([String])
    case list(Schema, most: Int)
    /// Any keys, each with such a value.
    case entries(Schema, most: Int)
    case object([Key])
    /// A message that has a name of its own in the document.
    case named(String)
    /// Exactly one of these holds.
    case oneOf([Schema])
    /// Any JSON.
    case anything

    struct Key: Sendable, Hashable {
        var name: String
        var schema: Schema
        var isRequired: Bool
        /// `null` may stand there.
        var isNullable = false
    }

    /// Characters of a text, and what it must look like.
    struct TextRule: Sendable, Hashable {
        var most = Schema.mostCharacters
        var least = 0
        /// A regular expression that the whole of it matches.
        var pattern: String?
        /// `date`, `date-time` or another of the registry.
        var format: String?
        /// It has no control characters but tabs and ends of lines.
        var isPlain = false

        /// The same as a regular expression.
        static let plain = #"^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*$"#
    }

    /// Of a text, a list or an object in a request, where nothing else is said.
    static let (mostCharacters, mostEntries) = (4_000, 1_000)
    /// What an answer may have of them.
    static let unlimited = Int.max

    /// - Parameter base: where named messages stand in the document.
    func json(_ base: String = "#/components/schemas/") -> JSONValue {
        switch self {
        case .text(let rule):
            var map: [String: JSONValue] = ["type": "string"]
            if rule.most < Self.unlimited { map["maxLength"] = .integer(rule.most) }
            if rule.least > 0 { map["minLength"] = .integer(rule.least) }
            if let pattern = rule.pattern ?? (rule.isPlain ? TextRule.plain : nil) { map["pattern"] = .text(pattern) }
            if let format = rule.format { map["format"] = .text(format) }
            return .map(map)
        case .integer(let range):
            var map: [String: JSONValue] = ["type": "integer"]
            if range.lowerBound > .min { map["minimum"] = .integer(range.lowerBound) }
            if range.upperBound < .max { map["maximum"] = .integer(range.upperBound) }
            return .map(map)
        case .number: return ["type": "number"]
        case .flag: return ["type": "boolean"]
        case .choice(let words): return ["type": "string", "enum": .list(words.map(JSONValue.text))]
        case .list(let element, let most):
            var map: [String: JSONValue] = ["type": "array", "items": element.json(base)]
            if most < Self.unlimited { map["maxItems"] = .integer(most) }
            return .map(map)
        case .entries(let element, let most):
            var map: [String: JSONValue] = ["type": "object", "additionalProperties": element.json(base)]
            if most < Self.unlimited { map["maxProperties"] = .integer(most) }
            return .map(map)
        case .object(let keys):
            var map: [String: JSONValue] = [
                "type": "object", "additionalProperties": false,
                "properties": .map(Dictionary(keys.map { ($0.name, $0.json(base)) }) { $1 }),
            ]
            let required = keys.filter(\.isRequired).map(\.name).sorted()
            if !required.isEmpty { map["required"] = .list(required.map(JSONValue.text)) }
            return .map(map)
        case .named(let name): return ["$ref": .text(base + name)]
        case .oneOf(let schemas): return ["oneOf": .list(schemas.map { $0.json(base) })]
        case .anything: return .map([:])
        }
    }
}

extension Schema.Key {
    fileprivate func json(_ base: String) -> JSONValue {
        isNullable ? ["anyOf": [schema.json(base), ["type": "null"]]] : schema.json(base)
    }
}
