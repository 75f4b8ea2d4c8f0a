/// A unified social credit code (统一社会信用代码, GB 32100): registry, category, 6 area, 9 organisation code (GB 11714), check character.
public struct CreditCode: Hashable, Sendable {
    /// The 18 characters.
    public let text: String

    /// The division (GB/T 2260) of the registry: 6 digits.
    public var area: String { String(text.dropFirst(2).prefix(6)) }

    /// The organisation code (GB 11714): 8 characters and their own check character.
    public var organisationCode: String { String(text.dropFirst(8).prefix(9)) }

    /// The check character (MOD 31) for the first 17 characters; nil if they are not 17 of the code's alphabet.
    public static func checkCharacter(for first17: some StringProtocol) -> Character? {
        guard let values = CodeAlphabet.creditCode.values(of: first17), values.count == weights.count else { return nil }
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return CodeAlphabet.creditCode.character((31 - sum % 31) % 31)
    }

    /// The check character of an organisation code (GB 11714, MOD 11) for its first 8 characters; nil if they are not 8 digits or capitals.
    public static func organisationCheckCharacter(for first8: some StringProtocol) -> Character? {
        guard let values = CodeAlphabet.alphanumeric.values(of: first8), values.count == organisationWeights.count else { return nil }
        let sum = zip(values, organisationWeights).reduce(0) { $0 + $1.0 * $1.1 }
        return Array("0123456789X")[(11 - sum % 11) % 11]
    }

    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
}

extension CreditCode: Legible {
    /// Reads 18 characters, capitals only; registries and areas are not looked up.
    public init(parsing text: some StringProtocol) throws(Problem) {
        guard text.count == 18 else { throw .length(text.count) }
        if let foreign = CodeAlphabet.creditCode.firstForeign(in: text) {
            throw .character(foreign.character, place: foreign.place)
        }
        if let foreign = CodeAlphabet.digits.firstForeign(in: text.dropFirst(2).prefix(6)) {
            throw .character(foreign.character, place: foreign.place + 2)
        }
        if let expected = Self.checkCharacter(for: text.prefix(17)), expected != text.last { throw .checkCharacter(expected: expected) }
        let organisation = text.dropFirst(8).prefix(9)
        if let expected = Self.organisationCheckCharacter(for: organisation.prefix(8)), expected != organisation.last {
            throw .organisationCheckCharacter(expected: expected)
        }
        self.text = String(text)
    }

    /// Why a text is not a unified social credit code.
    public enum Problem: IllegibleText {
        case length(Int)
        case character(Character, place: Int)
        case checkCharacter(expected: Character)
        /// Place 17, the check character of the organisation code.
        case organisationCheckCharacter(expected: Character)

        public var reason: Title {
            switch self {
            case .length(let length): .length(length, expected: "18")
            case .character(let character, let place): .character(character, place: place)
            case .checkCharacter(let expected): .checkCharacter(expected: expected)
            case .organisationCheckCharacter(let expected):
                Title(
                    zh: "第 17 位（组织机构代码校验码）不符，应为“\(expected)”",
                    en: "has a wrong check character of the organisation at place 17: it would be “\(expected)”"
                )
            }
        }
    }
}

extension CreditCode: CustomStringConvertible {
    public var description: String { text }
}
