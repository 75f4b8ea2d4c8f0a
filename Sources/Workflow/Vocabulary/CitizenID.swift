/// A citizen's identity number (公民身份号码, GB 11643): 6 area, 8 birthday, 3 order, 1 check character.
///
/// Areas are not looked up, because districts get new codes. An instance is personal data: its `description` hides most of it.
public struct CitizenID: Hashable, Sendable {
    /// The 18 characters, the last one upper-case.
    public let text: String
    /// The birthday.
    public let born: Day

    /// The division (GB/T 2260) where the number was first given: 6 digits.
    public var area: String { String(text.prefix(6)) }

    /// Odd orders are male, even ones female.
    public var sex: Sex {
        Digits.number(text.utf8.dropFirst(16).prefix(1))?.isMultiple(of: 2) == true ? .female : .male
    }

    /// Whether the area is 99xxxx, which does not exist: a number made for examples and tests.
    public var isSynthetic: Bool { text.hasPrefix("99") }

    public enum Sex: String, Hashable, Sendable {
        case male, female
    }

    /// The check character (ISO 7064 MOD 11-2) for the first 17 digits; nil if they are not 17 digits.
    public static func checkCharacter(for first17: some StringProtocol) -> Character? {
        guard let values = CodeAlphabet.digits.values(of: first17), values.count == weights.count else { return nil }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return checkCharacters[sum % 11]
    }

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checkCharacters = Array("10X98765432")
}

extension CitizenID: Legible {
    /// Reads 18 characters; a lower-case x at the end is taken as X.
    public init(parsing text: some StringProtocol) throws(Problem) {
        guard text.count == 18 else {
            let isOld = text.count == 15 && CodeAlphabet.digits.firstForeign(in: text) == nil
            throw isOld ? .fifteenDigits : .length(text.count)
        }
        let first17 = text.prefix(17)
        if let foreign = CodeAlphabet.digits.firstForeign(in: first17) {
            throw .character(foreign.character, place: foreign.place)
        }
        let last = text.suffix(1) == "x" ? "X" : String(text.suffix(1))
        guard last == "X" || CodeAlphabet.digits.firstForeign(in: last) == nil else { throw .character(Character(last), place: 18) }
        let digits = Array(first17.utf8)
        guard let year = Digits.number(digits[6..<10]), let month = Digits.number(digits[10..<12]),
            let day = Digits.number(digits[12..<14]),
            let born = Day(year: year, month: month, day: day)
        else { throw .birthday }
        if let expected = Self.checkCharacter(for: first17), Character(last) != expected { throw .checkCharacter(expected: expected) }
        self.text = first17 + last
        self.born = born
    }

    /// Why a text is not a citizen's identity number; not for the eyes of anonymous callers.
    public enum Problem: IllegibleText {
        case length(Int)
        /// A number of the first generation (before 1999): 15 digits, no check character.
        case fifteenDigits
        case character(Character, place: Int)
        /// Places 7 to 14 are no day of the calendar.
        case birthday
        case checkCharacter(expected: Character)

        public var reason: Title {
            switch self {
            case .length(let length): .length(length, expected: "18")
            case .fifteenDigits:
                Title(zh: "这是 15 位旧号码，请用 18 位号码", en: "is an old number of 15 digits: use the one of 18")
            case .character(let character, let place): .character(character, place: place)
            case .birthday: Title(zh: "第 7–14 位不是真实日期", en: "has no day of the calendar at places 7 to 14")
            case .checkCharacter(let expected): .checkCharacter(expected: expected)
            }
        }
    }
}

extension CitizenID: CustomStringConvertible {
    /// `990***********0012`: safe in a log. The whole number is in `text`.
    public var description: String {
        "\(text.prefix(3))\(String(repeating: "*", count: 11))\(text.suffix(4))"
    }
}

extension String {
    /// A citizen's number stands somewhere in it.
    var namesACitizen: Bool {
        let characters = Array(self)
        guard characters.count >= 18 else { return false }
        return (0...characters.count - 18).contains { CitizenID(String(characters[$0..<$0 + 18])) != nil }
    }
}
