import Workflow

/// Reads a type out of nothing, and notes what it would have read.
final class Recorder {
    private let isRequest: Bool
    private(set) var found: [String: Schema] = [:]
    /// Meanings of properties that there are not, and messages that say nothing of themselves.
    private(set) var gaps: Set<String> = []

    init(_ isRequest: Bool) { self.isRequest = isRequest }

    func record(_ type: any Decodable.Type) -> Schema { value(of: type).schema }

    fileprivate func value<Value: Decodable>(of type: Value.Type) -> (value: Value?, schema: Schema) {
        if let choice = type as? any (CaseIterable & RawRepresentable).Type, let (sample, words) = Self.words(choice) {
            return (sample as? Value, .choice(words))
        }
        let node = Node(self)
        let value = try? type.init(from: node)
        switch node.schema {
        case .object(let object)?: return (value, name(type, object.keys))
        case let schema?: return (value, schema)
        // It read nothing at all: an empty object.
        case nil: return (value, name(type, []))
        }
    }

    /// The message under its name, with what it says of itself.
    private func name(_ type: any Decodable.Type, _ keys: [Schema.Key]) -> Schema {
        let name = SchemaBook.name(of: type)
        let nulls = (type as? any WritesNulls.Type)?.nulls ?? []
        let described = type as? any Described.Type
        let meanings = described?.meanings ?? [:]
        if described == nil { gaps.insert(name) }
        gaps.formUnion(Set(meanings.keys).symmetricDifference(keys.map(\.name)).map { "\(name).\($0)" })
        let told = keys.map { key in
            var key = key
            if nulls.contains(key.name) { key.schema = .orNull(key.schema) }
            guard let meaning = meanings[key.name] else { return key }
            key.about = meaning.text
            key.schema = key.schema.narrowed(by: meaning, isRequest: isRequest)
            return key
        }
        found[name] = .object(Schema.Object(about: described?.about.text, keys: told, isClosed: isRequest))
        return .named(name)
    }

    fileprivate func scalar<Value>(_ type: Value.Type) -> (Value?, Schema)? {
        if type == String.self {
            return ("" as? Value, .text(.init(most: isRequest ? Schema.mostCharacters : Schema.unlimited, isPlain: isRequest)))
        }
        if type == Bool.self { return (false as? Value, .flag) }
        if type == Double.self { return (0.0 as? Value, .number) }
        if let integer = type as? any FixedWidthInteger.Type { return (Self.zero(integer) as? Value, .integer(Self.range(integer))) }
        return nil
    }

    fileprivate var most: Int { isRequest ? Schema.mostEntries : Schema.unlimited }

    private static func zero<Number: FixedWidthInteger>(_: Number.Type) -> Number { 0 }
    /// Nothing that messages count is less than none.
    private static func range<Number: FixedWidthInteger>(_: Number.Type) -> ClosedRange<Int> {
        0...Int(clamping: Number.max)
    }

    private static func words<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> (Any, [String])? {
        let words = Choice.allCases.compactMap { $0.rawValue as? String }
        guard let first = Choice.allCases.first, words.count == Choice.allCases.count else { return nil }
        return (first, words)
    }
}

private struct Nothing: Error {}

/// One value as it is read.
private final class Node: Decoder {
    let recorder: Recorder
    var schema: Schema?
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(_ recorder: Recorder) { self.recorder = recorder }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        if case .object? = schema {} else if case .entries? = schema {} else { schema = .object(.init(keys: [])) }
        return KeyedDecodingContainer(Keyed<Key>(node: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        schema = .list(.anything, 0...recorder.most)
        return Unkeyed(node: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { Single(node: self) }

    fileprivate func note(_ key: any CodingKey, _ schema: Schema, isRequired: Bool) {
        guard case .object(var object)? = self.schema else { return }
        object.keys.removeAll { $0.name == key.stringValue }
        object.keys.append(.init(name: key.stringValue, schema: schema, isRequired: isRequired))
        self.schema = .object(object)
    }

    fileprivate func read<Value: Decodable>(_ type: Value.Type) -> (Value?, Schema) {
        guard let optional = type as? any OptionalValue.Type else { return recorder.scalar(type) ?? recorder.value(of: type) }
        // In a list `null` stands for what is not there.
        let (value, schema) = optional.read(by: self)
        return (value as? Value, .orNull(schema))
    }
}

private protocol OptionalValue {
    static func read(by node: Node) -> (Any?, Schema)
}

extension Optional: OptionalValue where Wrapped: Decodable {
    fileprivate static func read(by node: Node) -> (Any?, Schema) {
        let (value, schema): (Wrapped?, Schema) = node.read(Wrapped.self)
        return (value, schema)
    }
}

private struct AnyName: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let node: Node
    var codingPath: [any CodingKey] { [] }
    /// Only what takes any name asks which there are: a dictionary, for one of which a value is read.
    var allKeys: [Key] { Key(stringValue: Self.anyName).map { [$0] } ?? [] }
    private static var anyName: String { "*" }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try note(type, key, isRequired: true)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try note(type, key, isRequired: false)
    }

    // Of these the protocol would answer by itself, with what is required.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try note(type, key, isRequired: false) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try note(type, key, isRequired: false) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try note(type, key, isRequired: false) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try note(type, key, isRequired: false) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try note(type, key, isRequired: false) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try note(type, key, isRequired: false) }

    private func note<Value: Decodable>(_ type: Value.Type, _ key: Key, isRequired: Bool) throws -> Value {
        let (value, schema) = node.read(type)
        if key.stringValue == Self.anyName {
            node.schema = .entries(schema, most: node.recorder.most)
        } else {
            node.note(key, schema, isRequired: isRequired)
        }
        guard let value else { throw Nothing() }
        return value
    }

    func nestedContainer<Other: CodingKey>(keyedBy type: Other.Type, forKey key: Key) throws -> KeyedDecodingContainer<Other> {
        throw Nothing()
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Nothing() }
    func superDecoder() throws -> any Decoder { throw Nothing() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw Nothing() }
}

private struct Unkeyed: UnkeyedDecodingContainer {
    let node: Node
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var isAtEnd: Bool { currentIndex > 0 }
    var currentIndex = 0

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        let (value, schema) = node.read(type)
        node.schema = .list(schema, 0...node.recorder.most)
        guard let value else { throw Nothing() }
        return value
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw Nothing() }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Nothing() }
    mutating func superDecoder() throws -> any Decoder { throw Nothing() }
}

private struct Single: SingleValueDecodingContainer {
    let node: Node
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let (value, schema) = node.read(type)
        node.schema = schema
        guard let value else { throw Nothing() }
        return value
    }
}
