import Foundation
import TestSupport
import Testing
import Yams

/// `onething schema`: what an editor is told about a kind of file is true of our own files.
@Suite struct `Schemas` {
    private static let folders = [
        "calendars": "calendar", "licences": "licence", "sources": "source", "papers": "paper", "processes": "process", "items": "item",
        "bundles": "bundle",
        "journeys": "journey", "scenarios": "scenario", "times": "times",
    ]

    @Test func `every file of our definitions is valid by the schema of its kind`() throws {
        let kinds = try Program.run("schema").json()["$defs"]
        #expect(kinds.keys.count == 18)
        let root = Checkout.root.appendingPathComponent("Definitions").resolvingSymlinksInPath()
        let files = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap { $0 as? String }.filter {
            $0.hasSuffix(".yaml")
        }
        #expect(files.count > 50)
        var wrong: [String] = []
        var used: Set<String> = []
        for file in files.sorted() {
            let parts = file.split(separator: "/").map(String.init)
            let kind = parts.count == 1 ? String(parts[0].dropLast(5)) : Self.folders[parts[0]] ?? "?"
            used.insert(kind)
            let node = try compose(yaml: Checkout.text("Definitions/\(file)"))
            wrong += Schema(kinds[kind]).faults(try JSON(#require(node))).map { "\(file)\($0)" }
        }
        #expect(wrong == [])
        #expect(used == kinds.keys, "there is a file of every kind")
    }

    /// The same mistakes that `check` finds by the shape.
    @Test(arguments: [
        ("licences/disability-card.yaml", "reuse: freely", "reuze: freely", [": no reuse", ".reuze: unknown"]),
        ("licences/disability-card.yaml", "reuse: freely", "reuse: sometimes", [".reuse: none of the choices"]),
        ("licences/disability-card.yaml", "held-by: {holder: person}", "held-by: person", [".held-by: wrong type"]),
        ("bundles/newborn.yaml", "steps: {together: 1,", "steps: {together: many,", [".steps.together: wrong type"]),
        (
            "items/health/birth-notice.yaml", "of: father\n          title: {zh: 男方居民身份证", "offf: father\n          title: {zh: 男方居民身份证",
            [".materials"]
        ),
    ])
    func `a mistake is not valid`(file: String, old: String, new: String, faults: [String]) throws {
        let kind = Self.folders[String(file.prefix { $0 != "/" })] ?? "?"
        let text = try Checkout.text("Definitions/\(file)")
        #expect(text.components(separatedBy: old).count == 2)
        let schema = try Program.run("schema", kind).json()
        let node = try compose(yaml: text.replacingOccurrences(of: old, with: new))
        let found = Schema(schema).faults(try JSON(#require(node)))
        #expect(faults.allSatisfy { fault in found.contains { $0.hasPrefix(fault) } }, "\(found)")
        let sound = try #require(try compose(yaml: text))
        #expect(try Schema(schema).faults(JSON(sound)) == [])
    }

    @Test func `a schema says what it is`() throws {
        let schema = try Program.run("schema", "item").json()
        #expect(schema["$schema"] == .text("https://json-schema.org/draft/2020-12/schema"))
        #expect(schema["title"] == .text("items/<department>/<item>.yaml"))
        #expect(schema["$id"].text?.hasSuffix("/item.json") == true)
        #expect(schema["properties"]["item"]["description"].text?.isEmpty == false)
    }
}

/// JSON Schema as far as our schemas go: a keyword beyond that is itself a fault.
private struct Schema {
    private let schema: JSON
    private static let known: Set = [
        "$schema", "$id", "title", "description", "type", "enum", "pattern", "properties", "required", "additionalProperties", "items",
        "anyOf",
        "minimum", "maximum",
    ]

    init(_ schema: JSON) {
        self.schema = schema
    }

    /// What is wrong with a value: `.steps.together: wrong type`.
    func faults(_ value: JSON, at path: String = "") -> [String] {
        var faults = schema.keys.subtracting(Self.known).map { "\(path): the schema has \($0)" }
        let types = schema["type"].list.isEmpty ? [schema["type"]] : schema["type"].list
        if types != [.null], !types.contains(where: { value.isOf($0.text ?? "") }) { return ["\(path): wrong type"] }
        if case .list(let choices) = schema["enum"], !choices.contains(value) { faults.append("\(path): none of the choices") }
        if let pattern = schema["pattern"].text, let text = value.text, (try? Regex(pattern).firstMatch(in: text)) == nil {
            faults.append("\(path): not of the pattern")
        }
        if let least = schema["minimum"].number, let number = value.number, number < least { faults.append("\(path): too small") }
        if let most = schema["maximum"].number, let number = value.number, number > most { faults.append("\(path): too great") }
        if case .list(let choices) = schema["anyOf"], !choices.contains(where: { Schema($0).faults(value).isEmpty }) {
            faults.append("\(path): none of the shapes")
        }
        if case .list(let elements) = value, schema["items"] != .null {
            for (place, element) in elements.enumerated() { faults += Schema(schema["items"]).faults(element, at: "\(path)[\(place)]") }
        }
        if case .map(let map) = value {
            faults += schema["required"].list.compactMap(\.text).filter { map[$0] == nil }.map { "\(path): no \($0)" }
            for (key, element) in map.sorted(by: { $0.key < $1.key }) {
                let own = schema["properties"][key]
                if own != .null {
                    faults += Schema(own).faults(element, at: "\(path).\(key)")
                } else if schema["additionalProperties"] == .truth(false) {
                    faults.append("\(path).\(key): unknown")
                } else if schema["additionalProperties"] != .null {
                    faults += Schema(schema["additionalProperties"]).faults(element, at: "\(path).\(key)")
                }
            }
        }
        return faults
    }
}

extension JSON {
    fileprivate func isOf(_ type: String) -> Bool {
        switch (self, type) {
        case (.text, "string"), (.number, "number"), (.truth, "boolean"), (.list, "array"), (.map, "object"), (.null, "null"): true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }

    /// A value of YAML as an editor takes it: plain numbers and truths are such, all else is text.
    fileprivate init(_ node: Node) throws {
        switch node {
        case .mapping(let mapping):
            self = .map(try Dictionary(mapping.map { ($0.key.string ?? "?", try JSON($0.value)) }, uniquingKeysWith: { first, _ in first }))
        case .sequence(let sequence): self = .list(try sequence.map(JSON.init))
        case .scalar(let scalar):
            switch (scalar.style, scalar.string) {
            case (.plain, ""), (.plain, "null"), (.plain, "~"): self = .null
            case (.plain, "true"): self = .truth(true)
            case (.plain, "false"): self = .truth(false)
            case (.plain, let text): self = Double(text).map(JSON.number) ?? .text(text)
            default: self = .text(scalar.string)
            }
        default: throw Unexpected("an alias")
        }
    }
}
