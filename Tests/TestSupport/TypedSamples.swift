import Workflow

extension FieldContent {
    /// Something that could be typed in such a field.
    public var sample: String {
        switch self {
        case .text: "示例"
        case .oneOf(let words): words[0].zh
        case .of(let kind):
            switch kind {
            case .date: "2026-01-05"
            case .time: "2026-01-05 08:30"
            case .telephone: "0531-12345678"
            case .number: "39"
            case .identityNumber: "990000199501010021"
            case .creditCode: "11990000000000019A"
            case .email: "sample@example.com"
            }
        }
    }
}

/// What somebody might type in a form of ours.
public enum SampleForm {
    public static func value(of field: String) -> String { Checkout.compilation.shared.field(named: field)?.content.sample ?? "示例" }

    /// All that the form of an example wants typed.
    /// - Parameter holding: whether its people hold the licences that they hold there, or none.
    public static func of(_ bundle: String, from journey: String, holding: Bool = true) throws -> FormValues {
        guard let compiled = Checkout.compilation.bundle(bundle) else { return [:] }
        var request = SituationRequest()
        if !holding { request.holdings = [] }
        let situation = try compiled.situation(of: Checkout.compilation.journey(journey, of: bundle), changed: request)
        guard case .map(let schema) = FormSchema(compiled.plan(situation, .oneGuide(of: compiled))).json(.en),
            case .list(let wanted) = schema["required"]
        else { return [:] }
        return wanted.reduce(into: [:]) { form, name in if case .text(let field) = name { form[field] = value(of: field) } }
    }

    /// The same as JSON.
    public static func json(of bundle: String, from journey: String, holding: Bool = true) throws -> String {
        JSONValue.map(try of(bundle, from: journey, holding: holding).mapValues(JSONValue.text)).pretty
    }
}
