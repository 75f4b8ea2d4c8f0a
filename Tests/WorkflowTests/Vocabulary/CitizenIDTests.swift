import TestSupport
import Testing
import Workflow

@Suite struct `A citizen id` {
    @Test(arguments: [
        ("99000020000101001", "2"), ("99000020260105005", "X"), ("99000020240229777", "0"),
    ])
    func `the check character is that of the worked examples`(first17: String, check: Character) throws {
        #expect(CitizenID.checkCharacter(for: first17) == check)
        #expect(try CitizenID(parsing: first17 + String(check)).text == first17 + String(check))
    }

    @Test func `a number tells area, birthday and sex`() throws {
        let leapDay = try CitizenID(parsing: "990000202402297770")
        #expect(leapDay.area == "990000")
        #expect(leapDay.born == Day("2024-02-29"))
        #expect(leapDay.sex == .male)
        #expect(leapDay.isSynthetic)
        #expect(try CitizenID(parsing: "990000202401011224").sex == .female)
        let elsewhere = "01000020000101001"
        #expect(try !CitizenID(parsing: elsewhere + String(#require(CitizenID.checkCharacter(for: elsewhere)))).isSynthetic)
    }

    @Test func `a lower-case x is the same number`() throws {
        #expect(try CitizenID(parsing: "99000020260105005x") == CitizenID(parsing: "99000020260105005X"))
        #expect(CitizenID("99000020260105005x")?.text == "99000020260105005X")
    }

    @Test func `a printed number hides birthday and area`() throws {
        #expect(try CitizenID(parsing: "990000200001010012").description == "990***********0012")
    }

    @Test(
        arguments: [
            ("", .length(0)), ("99000020000101001", .length(17)), ("9900002000010100122", .length(19)), ("99000000010100X", .length(15)),
            ("990000000101001", .fifteenDigits), ("A90000200001010012", .character("A", place: 1)),
            ("9900002000010X0012", .character("X", place: 14)), ("99000020000101001Y", .character("Y", place: 18)),
            ("99000020000101001２", .character("２", place: 18)), ("9900 0200001010012", .character(" ", place: 5)),
            ("990000200002300012", .birthday), ("990000202302297770", .birthday), ("990000000001010012", .birthday),
            ("990000200001010013", .checkCharacter(expected: "2")), ("990000202601050050", .checkCharacter(expected: "X")),
        ] as [(String, CitizenID.Problem)])
    func `a text that is no identity number says why`(text: String, problem: CitizenID.Problem) {
        #expect(throws: problem) { try CitizenID(parsing: text) }
        #expect(CitizenID(text) == nil)
    }

    @Test func `a check character needs 17 digits`() {
        #expect(CitizenID.checkCharacter(for: "9900002000010100") == nil)
        #expect(CitizenID.checkCharacter(for: "9900002000010100X") == nil)
    }

    /// ISO 7064 MOD 11-2 as the standard states it: doubling from the left, the whole number leaves 1.
    private func leavesOne(_ text: String) -> Bool {
        text.reduce(0) { ($0 * 2 + ($1 == "X" ? 10 : $1.wholeNumberValue!)) % 11 } == 1
    }

    @Test func `20,000 numbers are right, and wrong with any one character changed`() {
        var dice = SeededNumbers(seed: 11_643)
        var differing: [String] = []
        for _ in 0..<20_000 {
            let born = Day(daysSince1970: Int.random(in: -30_000...25_000, using: &dice))
            let first17 = dice.text(6, from: "0123456789") + born.description.filter { $0 != "-" } + dice.text(3, from: "0123456789")
            let right = "0123456789X".map { first17 + String($0) }.filter(leavesOne)
            let wrong = dice.substitutingOne(of: right[0], within: 0..<17, from: "0123456789")
            let wrongAtEnd = dice.substitutingOne(of: right[0], within: 17..<18, from: "0123456789X")
            let holds = right.count == 1 && CitizenID(right[0])?.born == born && CitizenID(wrong) == nil && CitizenID(wrongAtEnd) == nil
            if !holds { differing.append(right[0]) }
        }
        #expect(differing.prefix(5) == [])
    }
}
