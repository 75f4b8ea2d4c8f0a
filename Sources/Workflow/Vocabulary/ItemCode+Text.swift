extension ItemCode: Legible {
    /// Reads 12, 31 or 33 characters; the catalogue is not looked up.
    public init(parsing text: some StringProtocol) throws(Problem) {
        guard let form = Form.allCases.first(where: { $0.length == text.count }) else { throw .length(text.count) }
        let digitsBegin = form == .catalogue ? 0 : 18
        if let foreign = CodeAlphabet.digits.firstForeign(in: text.dropFirst(digitsBegin)) {
            throw .character(foreign.character, place: digitsBegin + foreign.place)
        }
        body = form == .catalogue ? nil : try Self.body(text.prefix(18))
        self.text = String(text)
        self.form = form
        guard form == .catalogue || level != nil else { throw .level }
        guard handlingSerial != 0 else { throw .handlingSerial }
    }

    private static func body(_ text: some StringProtocol) throws(Problem) -> CreditCode {
        do throws(CreditCode.Problem) {
            return try CreditCode(parsing: text)
        } catch {
            throw .body(error)
        }
    }

    /// Why a text is not the code of a service item.
    public enum Problem: IllegibleText {
        case length(Int)
        case character(Character, place: Int)
        /// The first 18 characters are not a credit code.
        case body(CreditCode.Problem)
        /// Place 19 is not a level of government, 1 to 7.
        case level
        /// The serial of a handling item is 00.
        case handlingSerial

        public var reason: Title {
            switch self {
            case .length(let length): .length(length, expected: Form.allCases.map { "\($0.length)" }.joined(separator: "/"))
            case .character(let character, let place): .character(character, place: place)
            case .body(let problem):
                Title(zh: "前 18 位不是统一社会信用代码：\(problem.reason.zh)", en: "begins with no credit code: that \(problem.reason.en)")
            case .level: Title(zh: "第 19 位（行使层级）应为 1–7", en: "has no level of government, 1 to 7, at place 19")
            case .handlingSerial: Title(zh: "业务办理项序号应为 01–99", en: "has the serial 00 instead of 01 to 99")
            }
        }
    }
}
