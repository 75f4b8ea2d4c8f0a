import TestSupport
import Testing
import Workflow

@Suite struct `A licence identifier` {
    static let root = "1.2.156.3005.2."

    @Test(arguments: [
        "11100000000000000X001.11990000000000000D.TEST0000000000000001.001.O",
        "11100000000000000X001.11990000000000000D.TEST0000000000000001.002.M",
        "11100000000000000X088.990000.20260105000042.001.1",
        "11100000000013338W011.11430000006122244L.20230000403.002.S",
        "11100000000013338W011.11430000006122244L.20230000403.001.U",
    ])
    func `the check character is that of the worked and published examples`(text: String) throws {
        let identifier = try LicenceIdentifier(parsing: Self.root + text)
        #expect(identifier.description == Self.root + text)
        #expect(identifier.isChecked)
        #expect(LicenceIdentifier.checkCharacter(for: text.dropLast().filter { $0 != "." }) == text.last)
    }

    @Test func `an identifier tells type, issuer, serial and version`() throws {
        let identifier = try LicenceIdentifier(parsing: Self.root + "11100000000000000X088.990000.20260105000042.001.1")
        #expect(identifier.type == "11100000000000000X088")
        #expect(identifier.issuer == "990000")
        #expect(identifier.serial == "20260105000042")
        #expect(identifier.version == 1)
        #expect(identifier.check == "1")
    }

    @Test(
        arguments: [
            ("", .root), ("1.2.156.3005.3.11100000000000000X088.990000.20260105000042.001.1", .root),
            (root + "11100000000000000X088.990000.20260105000042.001", .parts(4)), (root, .parts(1)),
            (root + "11100000000000000X088.990000.20260105000042.001.1.", .parts(6)),
            (root + "11100000000000000X08.990000.20260105000042.001.1", .length(20, of: .type)),
            (root + "11100000000000000X088.99000.20260105000042.001.1", .length(5, of: .issuer)),
            (root + "11100000000000000X088.9900000000000000000.1.001.1", .length(19, of: .issuer)),
            (root + "11100000000000000X088.990000..001.1", .length(0, of: .serial)),
            (root + "11100000000000000X088.990000.012345678901234567890123456789012.001.1", .length(33, of: .serial)),
            (root + "11100000000000000X088.990000.20260105000042.01.1", .length(2, of: .version)),
            (root + "11100000000000000X088.990000.20260105000042.001.", .length(0, of: .check)),
            (root + "11100000000000000x088.990000.20260105000042.001.1", .character("x", in: .type)),
            (root + "11100000000000000X088.990000.2026-105000042.001.1", .character("-", in: .serial)),
            (root + "11100000000000000X088.990000.20260105000042.0O1.1", .character("O", in: .version)),
            (root + "11100000000000000X088.990000.20260105000042.001.２", .character("２", in: .check)),
            (root + "11100000000000000X088.990000.20260105000042.001.2", .checkCharacter(expected: "1")),
        ] as [(String, LicenceIdentifier.Problem)])
    func `a text that is no licence identifier says why`(text: String, problem: LicenceIdentifier.Problem) {
        #expect(throws: problem) { try LicenceIdentifier(parsing: text) }
        #expect(LicenceIdentifier(text) == nil)
    }

    @Test func `an office may take an identifier whose check character is wrong`() throws {
        let text = Self.root + "11100000000000000X088.990000.20260105000042.001.2"
        let identifier = try LicenceIdentifier(unchecked: text)
        #expect(!identifier.isChecked)
        #expect(identifier.description == text)
    }

    private let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    /// ISO 7064, hybrid system MOD 37,36, as the standard checks a string: the check characters that close the recursion on 1.
    private func closing(_ text: String) -> [Character] {
        var carried = 36
        for character in text {
            let sum = (carried + Int(String(character), radix: 36)!) % 36
            carried = (sum == 0 ? 72 : 2 * sum) % 37
        }
        return alphabet.enumerated().filter { (carried + $0.offset) % 36 == 1 }.map(\.element)
    }

    @Test func `20,000 identifiers are right, and wrong with any one character changed`() {
        var dice = SeededNumbers(seed: 36_904)
        var differing: [String] = []
        for _ in 0..<20_000 {
            let lengths = [21, Int.random(in: 6...18, using: &dice), Int.random(in: 1...32, using: &dice)]
            let parts = lengths.map { dice.text($0, from: alphabet) } + [dice.text(3, from: "0123456789")]
            let checks = closing(parts.joined())
            let right = parts + [String(checks[0])]
            var wrong = right
            let changed = wrong.indices.randomElement(using: &dice)!
            let characters = changed == 3 ? "0123456789" : alphabet
            wrong[changed] = dice.substitutingOne(of: wrong[changed], within: 0..<wrong[changed].count, from: characters)
            let isRightTaken = LicenceIdentifier(Self.root + right.joined(separator: ".")) != nil
            let isWrongTaken = LicenceIdentifier(Self.root + wrong.joined(separator: ".")) != nil
            if checks.count != 1 || !isRightTaken || isWrongTaken { differing.append(right.joined(separator: ".")) }
        }
        #expect(differing.prefix(5) == [])
    }
}
