import TestSupport
import Testing
import Workflow

@Suite struct `An item code` {
    @Test func `the code of the catalogue is 12 digits`() throws {
        let code = try ItemCode(parsing: "990723001000")
        #expect(code.form == .catalogue)
        #expect(code.catalogueCode == "990723001000")
        #expect(code.body == nil)
        #expect(code.level == nil)
        #expect(code.handlingSerial == nil)
    }

    @Test func `the code of a task is body, level and catalogue`() throws {
        let code = try ItemCode(parsing: "11990000000000000D4990723001000")
        #expect(code.form == .task)
        #expect(code.body == CreditCode("11990000000000000D"))
        #expect(code.level == .county)
        #expect(code.catalogueCode == "990723001000")
        #expect(code.handlingSerial == nil)
    }

    @Test func `the code of a handling item is a task and a serial`() throws {
        let code = try ItemCode(parsing: "11990000000000000D499072300100001")
        #expect(code.form == .handlingItem)
        #expect(code.handlingSerial == 1)
        #expect(code.catalogueCode == "990723001000")
        #expect(code.description == "11990000000000000D499072300100001")
    }

    @Test(
        arguments: [
            ("", .length(0)), ("99072300100", .length(11)), ("11990000000000000D499072300100", .length(30)),
            ("11990000000000000D49907230010000", .length(32)), ("99072300100A", .character("A", place: 12)),
            ("11990000000000000D499072300100X", .character("X", place: 31)),
            ("11990000000000000DA990723001000", .character("A", place: 19)),
            ("11990000000000000E4990723001000", .body(.checkCharacter(expected: "D"))),
            ("I1990000000000000D4990723001000", .body(.character("I", place: 1))), ("11990000000000000D0990723001000", .level),
            ("11990000000000000D8990723001000", .level), ("11990000000000000D499072300100000", .handlingSerial),
        ] as [(String, ItemCode.Problem)])
    func `a text that is no item code says why`(text: String, problem: ItemCode.Problem) {
        #expect(throws: problem) { try ItemCode(parsing: text) }
        #expect(ItemCode(text) == nil)
    }

    @Test func `20,000 codes are right, and wrong with any one character of the body changed`() {
        var dice = SeededNumbers(seed: 39_554)
        var differing: [String] = []
        for _ in 0..<20_000 {
            let task = CreditCodeMaker.code(&dice) + dice.text(1, from: "1234567") + dice.text(12, from: "0123456789")
            let serial = Int.random(in: 1...99, using: &dice)
            let handlingItem = task + (serial < 10 ? "0" : "") + String(serial)
            let right = Bool.random(using: &dice) ? task : handlingItem
            let wrong = dice.substitutingOne(of: right, within: 0..<18, from: CreditCodeMaker.alphabet)
            if ItemCode(right)?.description != right || ItemCode(wrong) != nil { differing.append("\(right) \(wrong)") }
        }
        #expect(differing.prefix(5) == [])
    }
}
