/// JSON Schemas of the definition files, from the very readers that read them.
public enum DefinitionSchema {
    /// The schema of one kind of file.
    public static func of(_ kind: FileKind) -> String {
        var schema = json(kind.shape)
        schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
        schema["$id"] = .text("https://onething.example/schema/\(kind.rawValue).json")
        schema["title"] = .text(kind.place)
        return JSONValue.map(schema).pretty
    }

    /// All kinds in one document, under `$defs`.
    public static func all() -> String {
        let kinds = FileKind.allCases.map { ($0.rawValue, JSONValue.map(json($0.shape))) }
        return JSONValue.map([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"), "$defs": .map(Dictionary(uniqueKeysWithValues: kinds)),
        ]).pretty
    }

    /// Every key of the format with what it is for: `item.materials.asked-by`.
    public static func keys(of kind: FileKind) -> [(path: String, about: String)] {
        var found: [(path: String, about: String)] = []
        func walk(_ shape: FileShape, _ path: String) {
            switch shape {
            case .map(let keys):
                for key in keys {
                    found.append((path + "." + key.name, key.about))
                    walk(key.shape, path + "." + key.name)
                }
            case .list(let element), .entries(let element): walk(element, path)
            case .oneOf(let shapes): for shape in shapes { walk(shape, path) }
            default: break
            }
        }
        walk(kind.shape, kind.rawValue)
        return found
    }

    private static func json(_ shape: FileShape) -> [String: JSONValue] {
        switch shape {
        case .text(let about, let pattern):
            var schema: [String: JSONValue] = ["description": .text(about), "type": .list([.text("string"), .text("number")])]
            if let pattern { (schema["pattern"], schema["type"]) = (.text(pattern), .text("string")) }
            return schema
        case .integer(let range):
            return ["type": .text("integer"), "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        case .boolean: return ["type": .text("boolean")]
        case .choice(let words): return ["enum": .list(words.map(JSONValue.text))]
        case .title:
            return map([key("zh", .text(about: "Chinese", pattern: nil), true), key("en", .text(about: "English", pattern: nil), false)])
        case .list(let element): return ["type": .text("array"), "items": .map(json(element))]
        case .entries(let element): return ["type": .text("object"), "additionalProperties": .map(json(element))]
        case .oneOf(let shapes): return ["anyOf": .list(shapes.map { .map(json($0)) })]
        case .map(let keys): return map(keys)
        case .condition:
            let answers = FileShape.oneOf([.text(about: "an answer", pattern: nil), .list(.text(about: "an answer", pattern: nil))])
            return json(.oneOf([.entries(answers), .list(.entries(answers))]))
        }
    }

    private static func key(_ name: String, _ shape: FileShape, _ required: Bool) -> FileShape.Key {
        FileShape.Key(name: name, shape: shape, required: required, about: "")
    }

    private static func map(_ keys: [FileShape.Key]) -> [String: JSONValue] {
        var properties: [String: JSONValue] = [:]
        for key in keys {
            var schema = json(key.shape)
            if !key.about.isEmpty { schema["description"] = .text(key.about) }
            properties[key.name] = .map(schema)
        }
        return [
            "type": .text("object"), "additionalProperties": .flag(false), "properties": .map(properties),
            "required": .list(keys.filter(\.required).map { .text($0.name) }),
        ]
    }
}

extension FileKind {
    /// The shape of a whole file of this kind.
    var shape: FileShape {
        let id = Located("", at: SourcePosition(file: ""))
        func file(_ key: String, _ entry: FileShape) -> FileShape {
            .map([FileShape.Key(name: key, shape: .entries(entry), required: true, about: "an entry for each")])
        }
        switch self {
        case .departments: return file("departments", Reader<DepartmentDefinition>.department(id).shape())
        case .materials: return file("materials", Reader<MaterialDefinition>.material(id).shape())
        case .fields: return file("fields", Reader<FieldDefinition>.field(id).shape())
        case .laws: return file("laws", Reader<LawDefinition>.law(id).shape())
        case .guides: return file("guides", Reader<GuideDefinition>.guide(id).shape())
        case .questions: return file("questions", Reader<QuestionDefinition>.question(id).shape())
        case .words: return Reader<[[WordDefinition]]>.words.shape()
        case .assumptions:
            return .map([
                FileShape.Key(name: "assumptions", shape: Reader<Assumptions>.assumptions.shape(), required: true, about: "the assumptions")
            ])
        case .calendar: return Reader<CalendarYear>.calendar.shape()
        case .licence: return Reader<LicenceDefinition>.licence.shape()
        case .source: return Reader<SourceDefinition>.source.shape()
        case .paper: return Reader<OfficialPaperDefinition>.paper.shape()
        case .process: return Reader<ProcessDefinition>.process.shape()
        case .item: return Reader<ItemDefinition>.item.shape()
        case .bundle: return Reader<BundleDefinition>.bundle.shape()
        case .journey: return Reader<JourneyDefinition>.journey.shape()
        case .scenario: return Reader<ScenarioDefinition>.scenario.shape()
        case .times: return Reader<MeasuredTimes>.measuredTimes.shape()
        }
    }
}
