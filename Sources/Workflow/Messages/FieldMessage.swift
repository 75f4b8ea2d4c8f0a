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
    /// `typed`, or what fills it in: `licence:resident-identity-card`.
    public var origin: String
    /// The items that want it.
    public var items: [String]
    public var typed: Bool
    /// How what is typed is written: a day, a number, one of a few words; nil: anyhow.
    public var how: String?
    public var filled: Bool
    /// The day on which what was filled in was destroyed.
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
