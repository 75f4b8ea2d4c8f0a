/// What may be typed in a field.
public enum FieldContent: Sendable, Hashable {
    case text
    case of(Kind)
    /// One of a few words; the Chinese one is what is kept.
    case oneOf([Title])

    public enum Kind: String, Sendable, CaseIterable {
        case date
        /// A day, and the minute where it is known.
        case time
        case telephone
        case number
        /// A citizen's number with its check character (GB 11643), or that of another document.
        case identityNumber = "identity-number"
        /// GB 32100.
        case creditCode = "credit-code"
        case email
    }

    /// Whether somebody has typed what the field wants.
    func takes(_ text: String) -> Bool {
        switch self {
        case .text: true
        case .oneOf(let words): words.contains { $0.zh == text }
        case .of(let kind): kind.isWritten(text)
        }
    }

    /// How it is written; nil: anyhow.
    public var howItIsWritten: Title? {
        switch self {
        case .text: nil
        case .oneOf(let words):
            Title(
                zh: "填写其中之一：\(words.map(\.zh).joined(separator: "、"))",
                en: "write one of: \(words.map { "\($0.zh) (\($0.en))" }.joined(separator: ", "))")
        case .of(let kind): kind.howItIsWritten
        }
    }
}

extension FieldContent.Kind {
    /// As a regular expression (ECMA 262) tells it; days, codes and their check characters say more.
    public var pattern: String {
        switch self {
        case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        case .time: "^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?$"
        case .telephone: "^\\+?[0-9]([ -]?[0-9]){4,19}$"
        case .number: "^[0-9]{1,12}(\\.[0-9]{1,6})?$"
        case .identityNumber: "^[A-Za-z0-9][A-Za-z0-9()/-]{4,29}$"
        case .creditCode: "^[0-9A-HJ-NPQRTUWXY]{18}$"
        case .email: "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"
        }
    }

    fileprivate func isWritten(_ text: String) -> Bool {
        guard let regex = try? Regex(pattern), (try? regex.wholeMatch(in: text)) != nil else { return false }
        switch self {
        case .date: return Day(text) != nil
        case .time: return Day(text) != nil || Moment(text) != nil
        case .creditCode: return (try? CreditCode(parsing: text)) != nil
        case .identityNumber:
            // What has the length of a citizen's number, this or the old one, is one.
            let digits = text.utf8.prefix { (48...57).contains($0) }.count
            let isCitizens = text.utf8.count == 18 && digits >= 17 || text.utf8.count == 15 && digits == 15
            return !isCitizens || (try? CitizenID(parsing: text)) != nil
        case .telephone, .number, .email: return true
        }
    }

    fileprivate var howItIsWritten: Title {
        switch self {
        case .date: Title(zh: "写作日期，如 2026-03-02", en: "write a day, such as 2026-03-02")
        case .time:
            Title(
                zh: "写作日期或日期和时间，如 2026-03-02 08:30", en: "write a day, or a day and a time, such as 2026-03-02 08:30")
        case .telephone:
            Title(zh: "写作电话号码，如 0531-12345678", en: "write a telephone number, such as 0531-12345678")
        case .number: Title(zh: "只写数字，如 39 或 3.5", en: "write a number alone, such as 39 or 3.5")
        case .identityNumber:
            Title(
                zh: "写作 18 位公民身份号码（校验码须相符），或其他证件的号码",
                en: "write a citizen's number of 18 characters, whose check character is right, or that of another document")
        case .creditCode:
            Title(
                zh: "写作 18 位统一社会信用代码，校验码须相符", en: "write a credit code of 18 characters, whose check character is right")
        case .email: Title(zh: "写作电子邮箱地址", en: "write an e-mail address")
        }
    }
}
