/// The one form of a situation as JSON Schema (2020-12), so that any form renderer can show it: what is typed is required; what
/// licences or sources fill in may have to be typed where they are not used (`getForm` of a draft says so); what answers or items fill in is read
/// only.
public struct FormSchema: Sendable {
    private let title: Title
    private let fields: [Field]

    private struct Field: Sendable {
        var id: String
        var title: Title
        /// `typed`, or what fills it in.
        var origin: String
        var isTyped: Bool
        var mayBeTyped: Bool
        var isLong: Bool
        var dataClass: DataClass
        var content: FieldContent
    }

    public init(_ plan: Plan) {
        title = plan.form.title
        fields = plan.form.entries.map { entry in
            let field = plan.bundle.shared.fields[entry.field]
            return Field(
                id: "\(plan.ledger.roles.label([entry.subject])).\(field.id.value)", title: field.title,
                origin: plan.ledger.describe(entry.origin).origin, isTyped: entry.isTyped, mayBeTyped: entry.origin.mayBeTyped,
                isLong: field.typing == .long,
                dataClass: field.dataClass, content: field.content)
        }
    }

    /// `x-origin` is what fills a field in, `x-class` how far its data are protected (个人信息保护法 art. 28).
    public func json(_ language: Language) -> JSONValue {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": .text(title[language]),
            "additionalProperties": false, "required": .list(fields.filter(\.isTyped).map { .text($0.id) }),
            "properties": .map(Dictionary(fields.map { ($0.id, property($0, language)) }) { $1 }),
            "x-order": .list(fields.map { .text($0.id) }),
        ]
    }

    private func property(_ field: Field, _ language: Language) -> JSONValue {
        var property: [String: JSONValue] = [
            "type": "string", "title": .text(field.title[language]), "maxLength": .integer(UnfitValue.mostBytes),
            "x-origin": .text(field.origin), "x-class": .text(field.dataClass.rawValue),
        ]
        if field.isTyped { property["minLength"] = 1 }
        if !field.mayBeTyped { property["readOnly"] = true }
        if field.isLong { property["x-lines"] = 3 }
        if field.mayBeTyped { property.merge(contents(field.content, language)) { $1 } }
        return .map(property)
    }

    /// What may be typed; what a pattern cannot say (days, check characters) is told when it is.
    private func contents(_ content: FieldContent, _ language: Language) -> [String: JSONValue] {
        var keys: [String: JSONValue] = content.howItIsWritten.map { ["description": .text($0[language])] } ?? [:]
        switch content {
        case .text: break
        case .oneOf(let words):
            keys["oneOf"] = .list(words.map { ["const": .text($0.zh), "title": .text($0[language])] })
        case .of(let kind):
            keys["pattern"] = .text(kind.pattern)
            if kind == .date { keys["format"] = "date" }
            if kind == .email { keys["format"] = "email" }
        }
        return keys
    }
}
