/// The number of a case: when it began, in milliseconds, and 22 bits of chance, so that cases lie in the order in which they began and a
/// number cannot be guessed from another. It says nothing about a person.
///
/// People read and write it in Crockford's base 32 (`01jd-4k8m-2qx9w`): no `i`, `l`, `o`, `u`; case and hyphens do not matter.
public struct CaseID: Hashable, Comparable, Sendable {
    public let number: Int64

    public init(number: Int64) { self.number = number }

    static let bitsOfChance = 22
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let digits = 13
    private static let groups = [4, 8]

    /// A number of that instant, in milliseconds since 1970, with chance from the caller; only its 22 lowest bits count.
    public init(milliseconds: Int64, chance: UInt64) {
        number = (milliseconds << Self.bitsOfChance) | Int64(chance & ((1 << UInt64(Self.bitsOfChance)) - 1))
    }

    /// When it began, in milliseconds since 1970.
    public var milliseconds: Int64 { number >> Int64(Self.bitsOfChance) }

    /// Reads what a person wrote; nil for anything that is no number of a case.
    public init?(_ text: some StringProtocol) {
        var value: UInt64 = 0
        var count = 0
        for character in text.lowercased() where character != "-" {
            guard let digit = Self.digit(character), count < Self.digits else { return nil }
            guard value >> 59 == 0 else { return nil }
            value = value << 5 | UInt64(digit)
            count += 1
        }
        guard count == Self.digits, value > 0, value <= UInt64(Int64.max) else { return nil }
        number = Int64(value)
    }

    /// Letters that are taken for another: `o` for 0, `i` and `l` for 1.
    private static func digit(_ character: Character) -> Int? {
        switch character {
        case "o": 0
        case "i", "l": 1
        default: character.asciiValue.flatMap(alphabet.firstIndex)
        }
    }

    public static func < (one: CaseID, other: CaseID) -> Bool { one.number < other.number }
}

extension CaseID: CustomStringConvertible {
    public var description: String {
        ASCIIText.of(Self.digits + Self.groups.count) { text in
            for place in 0..<Self.digits {
                if Self.groups.contains(place) { text.append(UInt8(ascii: "-")) }
                text.append(Self.alphabet[Int(number >> (5 * Int64(Self.digits - 1 - place)) & 31)])
            }
        }
    }
}
