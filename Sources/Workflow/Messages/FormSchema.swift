/// The one form of a situation as JSON Schema (2020-12), so that any form renderer can show it: what is typed may be filled in, what licences,
/// sources or answers fill in is told and read only.
public struct FormSchema: Sendable {
    private let title: Title
    private let fields: [Field]

    private struct Field: Sendable {
        var id: String
        var title: Title
        /// `typed`, or what fills it in.
        var origin: String
        var isTyped: Bool
        var isLong: Bool
        var dataClass: DataClass
    }

    public init(_ plan: Plan) {
        title = plan.form.title
        fields = plan.form.entries.map { entry in
            let field = plan.bundle.shared.fields[entry.field]
            return Field(
                id: "\(plan.ledger.roles.label([entry.subject])).\(field.id.value)", title: field.title,
                origin: plan.ledger.describe(entry.origin).origin, isTyped: entry.isTyped, isLong: field.typing == .long,
                dataClass: field.dataClass)
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
        if field.isTyped { property["minLength"] = 1 } else { property["readOnly"] = true }
        if field.isLong { property["x-lines"] = 3 }
        return .map(property)
    }
}
