import Foundation

@testable import Server
@testable import Workflow

/// A place where the document of the API says that a request takes a text.
struct RequestField: Sendable, CustomStringConvertible {
    /// In which way it is read.
    enum Reading: String, CaseIterable, Sendable {
        case path, query, text, choice
        /// Of a list; of an object with any names, a value and a name.
        case element, entry, name
    }

    enum Step: Sendable, Hashable { case key(String), element, entry, name }

    var operation: DescribedOperation
    var reading: Reading
    var steps: [Step]
    /// `fillForm /fields/*`
    var description: String {
        "\(operation.id) "
            + steps.map {
                switch $0 {
                case .key(let key): "/\(key)"
                case .element: "/0"
                case .entry: "/*"
                case .name: "/*!"
                }
            }.joined()
    }
}

/// An operation as the document has it.
struct DescribedOperation: Sendable {
    var id, method, path: String
    var roles: [String]
    fileprivate var body: JSONValue?
    fileprivate var query: [(name: String, schema: JSONValue)]
}

/// The document of the API, read as somebody from outside reads it.
struct RequestFields: Sendable {
    let operations: [DescribedOperation]
    private let document: JSONValue
    /// Words that mean something here, by the name of where they stand: with them a request comes further than the first check.
    private let words: [String: String]
    /// Names for objects that take any.
    static let names = ["fields": "child.name", "form": "child.name", "people": "mother", "licence": "number"]

    init(_ document: JSONValue, words: [String: String]) {
        (self.document, self.words) = (document, words)
        operations = (document["paths"]?.entries ?? [:]).sorted { $0.key < $1.key }.flatMap { path, methods in
            methods.entries.sorted { $0.key < $1.key }.compactMap { method, operation -> DescribedOperation? in
                guard let id = operation["operationId"]?.word else { return nil }
                let parameters = operation["parameters"]?.list ?? []
                return DescribedOperation(
                    id: id, method: method.uppercased(), path: path, roles: operation["x-roles"]?.list.compactMap(\.word) ?? [],
                    body: operation["requestBody"]?["content"]?["application/json"]?["schema"],
                    query: parameters.filter { $0["in"] == "query" }.map { ($0["name"]?.word ?? "", $0["schema"] ?? .null) })
            }
        }
    }

    /// Every place of every operation that takes a text.
    var all: [RequestField] {
        operations.flatMap { operation in
            let path = operation.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { RequestField(operation: operation, reading: .path, steps: [.key(String($0.dropFirst().dropLast()))]) }
            let query = operation.query.map { RequestField(operation: operation, reading: .query, steps: [.key($0.name)]) }
            return path + query + (operation.body.map { fields($0, operation, [], .text) } ?? [])
        }
    }

    private func fields(
        _ schema: JSONValue, _ operation: DescribedOperation, _ steps: [RequestField.Step], _ reading: RequestField.Reading
    ) -> [RequestField] {
        let schema = resolved(schema)
        if let either = schema["oneOf"] ?? schema["anyOf"] { return either.list.flatMap { fields($0, operation, steps, reading) } }
        switch schema["type"]?.word {
        case "string": return [RequestField(operation: operation, reading: schema["enum"] == nil ? reading : .choice, steps: steps)]
        case "array": return fields(schema["items"] ?? .null, operation, steps + [.element], .element)
        case "object":
            var all = (schema["properties"]?.entries ?? [:]).sorted { $0.key < $1.key }
                .flatMap { fields($0.value, operation, steps + [.key($0.key)], .text) }
            if let entry = schema["additionalProperties"], case .map = entry {
                all += fields(entry, operation, steps + [.entry], .entry)
                all.append(RequestField(operation: operation, reading: .name, steps: steps + [.name]))
            }
            return all
        default: return []
        }
    }

    /// The body of a request with a text at that place, and elsewhere what means something; nil: it has none.
    func body(_ field: RequestField, _ text: String) -> JSONValue? {
        guard let schema = field.operation.body else { return nil }
        let isElsewhere = field.reading == .path || field.reading == .query
        return value(schema, named: "", isElsewhere ? nil : field.steps[...], text)
    }

    private func value(_ schema: JSONValue, named name: String, _ steps: ArraySlice<RequestField.Step>?, _ text: String) -> JSONValue {
        let schema = resolved(schema)
        if let steps, steps.isEmpty { return .text(text) }
        if let either = schema["oneOf"] ?? schema["anyOf"], let first = either.list.first { return value(first, named: name, steps, text) }
        let rest = steps?.dropFirst()
        switch schema["type"]?.word {
        case "string": return schema["enum"]?.list.first ?? .text(words[name] ?? "x")
        case "integer", "number": return 1
        case "boolean": return false
        case "array":
            let isWanted = steps != nil || words[name] != nil
            return isWanted ? .list([value(schema["items"] ?? .null, named: name, steps == nil ? nil : rest, text)]) : []
        case "object":
            if let entry = schema["additionalProperties"], case .map = entry {
                switch steps?.first {
                case .name?: return .map([text: .text("x")])
                case .entry?: return .map([Self.names[name] ?? "x": value(entry, named: "", rest, text)])
                default: return [:]
                }
            }
            let required = schema["required"]?.list.compactMap(\.word) ?? []
            var map: [String: JSONValue] = [:]
            for (key, inner) in schema["properties"]?.entries ?? [:] {
                let isOnTheWay = steps?.first == .key(key)
                guard isOnTheWay || required.contains(key) || words[key] != nil else { continue }
                map[key] = value(inner, named: key, isOnTheWay ? rest : nil, text)
            }
            return .map(map)
        default: return .null
        }
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let target = schema["$ref"]?.word else { return schema }
        return target.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }
}

extension JSONValue {
    var entries: [String: JSONValue] { if case .map(let map) = self { map } else { [:] } }

    /// Every text that stands in it, but for names.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let list): list.flatMap(\.texts)
        case .map(let map): map.values.flatMap(\.texts)
        default: []
        }
    }
}
