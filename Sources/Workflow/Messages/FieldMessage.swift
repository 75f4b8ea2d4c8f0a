/// A field of the form of a case or draft; what is filled in is not told, but for what its own applicant typed before.
public struct FieldMessage: Codable, Sendable {
    /// What may fill it in.
    public struct Before: Codable, Sendable {
        public var `case`: String
        public var on: String
        public var reuse: String
        public var value: String?
    }

    public var id: String
    public var title: String
    public var origin: String
    public var items: [String]
    public var typed: Bool
    public var how: String?
    public var filled: Bool
    public var erased: String?
    public var before: Before?

    public init(_ state: FieldState, _ earlier: TypedBefore?, _ language: Language) {
        before = earlier.map { Before(case: $0.caseID.description, on: $0.on.description, reuse: $0.policy.rawValue, value: $0.value) }
        (id, title) = (state.field.id, state.field.title[language])
        (origin, items, typed, filled) = (state.field.origin, state.items, state.field.isTyped, state.isFilled)
        how = state.field.isTyped ? state.field.content.howItIsWritten?[language] : nil
        erased = state.erasedOn?.description
    }
}

extension FieldMessage: Described {
    public static let about = "字段 · A field of the form of a case or draft; what is filled in is not told here."
    public static let meanings: [String: Meaning] = [
        "id": "Whose and which: `child#2.name`; for `fields` of `fillForm`.",
        "title": .title,
        "origin": "`typed`, or what fills it in: `licence:resident-identity-card`.",
        "items": "The items that want it.",
        "typed":
            "Whether somebody types it, as things stand: of a draft after what was declined and what is not available. What a licence fills in is typed where it turns out not to be there.",
        "how": "How what is typed is written, in words: a day, a number, one of a few words; not there: anyhow.",
        "filled": "Whether it is filled in.",
        "erased": .day("The day on which what was filled in was destroyed."),
        "before": "What its own applicant typed in an earlier case, and may use again.",
    ]
}

extension FieldMessage.Before: Described {
    public static let about = "What was typed before."
    public static let meanings: [String: Meaning] = [
        "case": .caseNumber,
        "on": .day("When."),
        "reuse": .words(ReusePolicy.self, "Whether it may be used again by itself, or only where the applicant says so."),
        "value": "What was typed, to whoever typed it.",
    ]
}
