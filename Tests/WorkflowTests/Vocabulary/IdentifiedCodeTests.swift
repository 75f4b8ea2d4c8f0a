import Testing

@testable import Workflow

@Suite struct `Identifying a code` {
    @Test(
        arguments: [
            ("990000200001010012", .citizenID), ("99000020260105005x", .citizenID), ("91990000MA0DEM0X5B", .creditCode),
            ("11990000000000000D", .creditCode), ("119900001234568095", .creditCode), ("119900201234568094", .creditCode),
            ("990723001000", .itemCode),
            ("11990000000000000D4990723001000", .itemCode), ("11990000000000000D499072300100001", .itemCode),
            ("1.2.156.3005.2.11100000000000000X088.990000.20260105000042.001.1", .licenceIdentifier),
        ] as [(String, IdentifiedCode.Kind)])
    func `a right code is known by its form`(text: String, kind: IdentifiedCode.Kind) {
        #expect(identify(text) == IdentifiedCode(code: text, kind: kind, valid: true, reason: nil))
    }

    @Test(
        arguments: [
            ("990000200001010013", .citizenID, "校验码不符，应为“2”", "has a wrong check character: it would be “2”"),
            ("990000200013010012", .citizenID, "第 7–14 位不是真实日期", "has no day of the calendar at places 7 to 14"),
            ("990000000101001", .citizenID, "这是 15 位旧号码，请用 18 位号码", "is an old number of 15 digits: use the one of 18"),
            ("91990000MA0DEM0X5C", .creditCode, "校验码不符，应为“B”", "has a wrong check character: it would be “B”"),
            (
                "91990000MA0DEM0X6E", .creditCode, "第 17 位（组织机构代码校验码）不符，应为“5”",
                "has a wrong check character of the organisation at place 17: it would be “5”"
            ),
            ("119900001234568096", .creditCode, "校验码不符，应为“5”", "has a wrong check character: it would be “5”"),
            ("91990000ma0dem0x5b", .creditCode, "第 9 位不能是“m”", "has “m” at place 9, where it cannot stand"),
            (
                "1.2.156.3005.2.11100000000000000X088.99.20260105000042.001.1", .licenceIdentifier, "颁发机构代码应有 6–18 位，实有 2 位",
                "has 2 characters in its issuer instead of 6–18"
            ),
            ("1.2.156.1.1", .licenceIdentifier, "应以 1.2.156.3005.2. 开头", "does not begin with 1.2.156.3005.2."),
            ("11990000000000000D9990723001000", .itemCode, "第 19 位（行使层级）应为 1–7", "has no level of government, 1 to 7, at place 19"),
            (
                "11990000000000000E4990723001000", .itemCode, "前 18 位不是统一社会信用代码：校验码不符，应为“D”",
                "begins with no credit code: that has a wrong check character: it would be “D”"
            ),
        ] as [(String, IdentifiedCode.Kind, String, String)])
    func `a wrong code says in both languages what is wrong`(text: String, kind: IdentifiedCode.Kind, zh: String, en: String) {
        #expect(identify(text) == IdentifiedCode(code: text, kind: kind, valid: false, reason: Title(zh: zh, en: en)))
    }

    @Test(arguments: ["", " ", "hello", "12345678901", "hello world!", "990000 200001010012", "居民身份证居民身份证居民身份证居民身份", "1.2.3", "\u{0}", "👩‍👩‍👧‍👦"])
    func `what has no known form is unknown`(text: String) {
        let identified = identify(text)
        #expect(identified.kind == .unknown)
        #expect(!identified.valid)
        #expect(identified.reason != nil)
    }
}
