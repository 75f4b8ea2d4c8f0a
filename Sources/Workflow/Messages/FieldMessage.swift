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
    public static let about: Meaning = "办件或草稿表单的字段；不告知所填内容 · A field of the form of a case or draft; what is filled in is not told here."
    public static let meanings: [String: Meaning] = [
        "id": "谁的哪个字段：`child#2.name`；用于 `fillForm` 的 `fields` · Whose and which: `child#2.name`; for `fields` of `fillForm`.",
        "title": .title,
        "origin": "`typed`（填写），或填入的来源：`licence:resident-identity-card` · `typed`, or what fills it in: `licence:resident-identity-card`.",
        "items": "需要它的事项 · The items that want it.",
        "typed": """
        现在是否由人填写：草稿的，已计入不使用的和未能取得的证照。由证照填入的，证照实际没有时由人填写 · \
        Whether somebody types it, as things stand: of a draft after what was declined and what is not available. What a licence \
        fills in is typed where it turns out not to be there.
        """,
        "how": """
        填写的格式，以文字表述：日期、数字、若干选项之一；没有：不限 · \
        How what is typed is written, in words: a day, a number, one of a few words; not there: anyhow.
        """,
        "filled": "是否已填 · Whether it is filled in.",
        "erased": .day("所填内容的销毁日 · The day on which what was filled in was destroyed."),
        "before": "申请人本人在以前的办件中填写、可再次使用的内容 · What its own applicant typed in an earlier case, and may use again.",
    ]
}

extension FieldMessage.Before: Described {
    public static let about: Meaning = "以前填写的内容 · What was typed before."
    public static let meanings: [String: Meaning] = [
        "case": .caseNumber,
        "on": .day("填写日 · When it was typed."),
        "reuse": .words(
            ReusePolicy.self, "可自动再次使用，还是须申请人同意 · Whether it may be used again by itself, or only where the applicant says so."),
        "value": "所填内容，只告知填写人本人 · What was typed, to whoever typed it.",
    ]
}
