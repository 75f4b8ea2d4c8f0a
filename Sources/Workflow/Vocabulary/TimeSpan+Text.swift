extension TimeSpan: Legible {
    /// Reads `immediate` or an amount and its unit: `5 working days`, `4.5 days`, `1 month`.
    public init(parsing text: some StringProtocol) throws(Problem) {
        if text == "immediate" {
            self = .immediate
            return
        }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let thousandths = try Self.thousandths(parts[0])
        guard parts.count == 2, !parts[1].isEmpty else { throw .missingUnit }
        guard let unit = Unit(parts[1]) else { throw .unknownUnit(String(parts[1])) }
        try self.init(thousandths: thousandths, unit: unit)
    }

    private static func thousandths(_ amount: some StringProtocol) throws(Problem) -> Int {
        let isNegative = amount.hasPrefix("-")
        let parts = amount.dropFirst(isNegative ? 1 : 0).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Digits.isDigit) }) else { throw .notANumber }
        guard !isNegative else { throw .negative }
        let decimals = parts.count == 2 ? parts[1].utf8.count : 0
        guard decimals <= 3, let whole = Digits.number(parts[0].utf8) else { throw .outOfRange }
        let fraction = decimals == 0 ? 0 : Digits.number(parts[1].utf8) ?? 0
        return whole * 1_000 + fraction * [1_000, 100, 10, 1][decimals]
    }

    /// Why a text is not a time span.
    public enum Problem: IllegibleText {
        case missingUnit
        case unknownUnit(String)
        case notANumber
        case negative
        /// More than 9,999 of the unit, or finer than a thousandth of it.
        case outOfRange
        /// A part of a month or of a year: the law knows only whole ones (民法典 art. 202).
        case notWhole(Unit)

        public var reason: Title {
            switch self {
            case .missingUnit: Title(zh: "缺少单位", en: "has no unit")
            case .unknownUnit(let word): Title(zh: "不认识的单位“\(word)”", en: "has the unknown unit “\(word)”")
            case .notANumber: Title(zh: "不是数字", en: "does not begin with a number")
            case .negative: Title(zh: "不能为负数", en: "is negative")
            case .outOfRange: Title(zh: "最多 9999 个单位、三位小数", en: "has more than 9,999 units or more than three decimals")
            case .notWhole(let unit): Title(zh: "以“\(unit.zh)”为单位时不能有小数", en: "counts \(unit.plural) in parts, but only whole ones exist")
            }
        }
    }
}

extension TimeSpan: CustomStringConvertible {
    /// The words that `init(_:)` reads: `5 working days`.
    public var description: String { title.en }

    /// The time span in words: `5 个工作日`, `5 working days`; natural days are 日 when whole, else 天.
    public var title: Title {
        guard let unit else { return Title(zh: "当场", en: "immediate") }
        let isWhole = thousandths.isMultiple(of: 1_000)
        return Title(
            zh: "\(amount) \(unit == .days && !isWhole ? "天" : unit.zh)",
            en: "\(amount) \(thousandths == 1_000 ? unit.singular : unit.plural)"
        )
    }

    private var amount: String {
        let whole = String(thousandths / 1_000)
        guard !thousandths.isMultiple(of: 1_000) else { return whole }
        var decimals = Digits.padded(thousandths % 1_000, to: 3)
        while decimals.last == "0" { decimals.removeLast() }
        return "\(whole).\(decimals)"
    }
}

extension TimeSpan.Unit {
    init?(_ word: some StringProtocol) {
        guard let unit = Self.allCases.first(where: { word == $0.singular || word == $0.plural }) else { return nil }
        self = unit
    }

    var singular: String {
        switch self {
        case .minutes: "minute"
        case .hours: "hour"
        case .days: "day"
        case .workingDays: "working day"
        case .months: "month"
        case .years: "year"
        }
    }

    var plural: String { singular + "s" }

    var zh: String {
        switch self {
        case .minutes: "分钟"
        case .hours: "小时"
        case .days: "日"
        case .workingDays: "个工作日"
        case .months: "个月"
        case .years: "年"
        }
    }
}
