import TestSupport
import Testing
import Workflow

@Suite struct `A credit code` {
    @Test(arguments: ["91990000MA0DEM0X5B", "11990000000000000D", "92990000MAXXXXX070"])
    func `the check characters are those of the worked examples`(text: String) throws {
        #expect(CreditCode.checkCharacter(for: text.prefix(17)) == text.last)
        #expect(CreditCode.organisationCheckCharacter(for: text.dropFirst(8).prefix(8)) == Array(text)[16])
        #expect(try CreditCode(parsing: text).description == text)
    }

    @Test func `a code tells area and organisation`() throws {
        let code = try CreditCode(parsing: "91990000MA0DEM0X5B")
        #expect(code.area == "990000")
        #expect(code.organisationCode == "MA0DEM0X5")
    }

    @Test(
        arguments: [
            ("", .length(0)), ("91990000MA0DEM0X5", .length(17)), ("91990000MA0DEM0X5BB", .length(19)),
            ("91990000MAODEM0X5B", .character("O", place: 11)), ("91990000ma0DEM0X5B", .character("m", place: 9)),
            ("91A90000MA0DEM0X5B", .character("A", place: 3)), ("91990000MA0DEM0X５B", .character("５", place: 17)),
            ("91990000MA0DEM0X5C", .checkCharacter(expected: "B")), ("91990000MA0DEM0X6E", .organisationCheckCharacter(expected: "5")),
        ] as [(String, CreditCode.Problem)])
    func `a text that is no credit code says why`(text: String, problem: CreditCode.Problem) {
        #expect(throws: problem) { try CreditCode(parsing: text) }
        #expect(CreditCode(text) == nil)
    }

    @Test func `20,000 codes are right, and wrong with any one character changed`() {
        var dice = SeededNumbers(seed: 32_100)
        var differing: [String] = []
        for _ in 0..<20_000 {
            let right = CreditCodeMaker.code(&dice)
            let wrong = dice.substitutingOne(of: right, within: 0..<18, from: CreditCodeMaker.alphabet)
            let sum31 = CreditCode.checkCharacter(for: wrong.prefix(17)) == wrong.last
            if CreditCode(right) == nil || CreditCode(wrong) != nil || sum31 { differing.append("\(right) \(wrong)") }
        }
        #expect(differing.prefix(5) == [])
    }
}

/// Credit codes whose check characters are found by trying, not computed: the weighted sums must vanish.
enum CreditCodeMaker {
    static let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

    static func code(_ dice: inout SeededNumbers) -> String {
        let begin = dice.text(1, from: "159Y") + dice.text(1, from: "1239") + dice.text(6, from: "0123456789")
        let organisation = dice.text(8, from: alphabet)
        let first17 = begin + organisation + complement(of: organisationSum(organisation), modulo: 11, in: "0123456789X")
        return first17 + complement(of: sum(first17), modulo: 31, in: alphabet)
    }

    /// The one character whose value makes the sum a multiple of the modulus.
    private static func complement(of sum: Int, modulo modulus: Int, in characters: String) -> String {
        let found = characters.enumerated().filter { (sum + $0.offset).isMultiple(of: modulus) }
        precondition(found.count == 1, "a check character is unique")
        return String(found[0].element)
    }

    /// GB 11714: digits are worth themselves, letters 10 to 35.
    private static func organisationSum(_ first8: String) -> Int {
        zip(first8, [3, 7, 9, 10, 5, 8, 4, 2]).map { Int(String($0), radix: 36)! * $1 }.reduce(0, +)
    }

    /// GB 32100: the weights are the powers of 3, so that Horner's rule from the right needs no table.
    private static func sum(_ first17: String) -> Int {
        first17.reversed().reduce(0) { $0 * 3 + values[$1]! }
    }

    private static let values = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($0.element, $0.offset) })
}
