import Testing
import Workflow

@Suite struct `A time span` {
    @Test(arguments: [
        ("5 working days", "5 个工作日"), ("1 working day", "1 个工作日"), ("4.5 days", "4.5 天"), ("20 days", "20 日"), ("1 day", "1 日"),
        ("1 month", "1 个月"), ("6 months", "6 个月"), ("20 years", "20 年"), ("10 minutes", "10 分钟"), ("0.25 minutes", "0.25 分钟"),
        ("3 minutes", "3 分钟"), ("8 hours", "8 小时"), ("0 days", "0 日"), ("0.001 hours", "0.001 小时"), ("1.05 days", "1.05 天"),
        ("9999 years", "9999 年"), ("immediate", "当场"),
    ])
    func `a time span is printed in the words that it is read from, and in Chinese`(english: String, chinese: String) throws {
        let span = try TimeSpan(parsing: english)
        #expect(span.description == english)
        #expect(span.title == Title(zh: chinese, en: english))
        #expect(TimeSpan(span.description) == span)
    }

    @Test func `equal amounts are equal however they are written`() {
        #expect(TimeSpan("4.50 days") == TimeSpan("4.5 days"))
        #expect(TimeSpan("5.0 working days") == TimeSpan(5, .workingDays))
        #expect(TimeSpan("1 days") == TimeSpan("1 day"))
        #expect(TimeSpan("0.1 hours")?.thousandths == 100)
        #expect(TimeSpan("7 days") != TimeSpan("7 working days"))
        #expect(TimeSpan("0 minutes") != .immediate)
    }

    @Test(
        arguments: [
            ("5", .missingUnit), ("5 ", .missingUnit), ("4.5", .missingUnit), ("5 weeks", .unknownUnit("weeks")),
            ("5 workingdays", .unknownUnit("workingdays")), ("5 Days", .unknownUnit("Days")), ("5 days later", .unknownUnit("days later")),
            ("5  days", .unknownUnit(" days")), ("5 工作日", .unknownUnit("工作日")), ("", .notANumber), ("days", .notANumber),
            ("five days", .notANumber), ("5days", .notANumber), (" 5 days", .notANumber), ("1e3 days", .notANumber),
            ("+5 days", .notANumber),
            (".5 days", .notANumber), ("5. days", .notANumber), ("1.2.3 days", .notANumber), ("- days", .notANumber),
            ("５ days", .notANumber),
            ("Immediate", .notANumber), ("-5 days", .negative), ("-0.5 days", .negative), ("10000 days", .outOfRange),
            ("9999.001 days", .outOfRange), ("99999999999999999999 days", .outOfRange), ("0.0001 days", .outOfRange),
            ("1.5 months", .notWhole(.months)), ("0.5 years", .notWhole(.years)),
        ] as [(String, TimeSpan.Problem)])
    func `a text that is no time span says why`(text: String, problem: TimeSpan.Problem) {
        #expect(TimeSpan(text) == nil)
        #expect(throws: problem) { try TimeSpan(parsing: text) }
    }

    @Test func `the reasons are sentences in both languages`() {
        #expect(TimeSpan.Problem.unknownUnit("weeks").reason == Title(zh: "不认识的单位“weeks”", en: "has the unknown unit “weeks”"))
        #expect(
            TimeSpan.Problem.notWhole(.months).reason
                == Title(zh: "以“个月”为单位时不能有小数", en: "counts months in parts, but only whole ones exist")
        )
    }
}
