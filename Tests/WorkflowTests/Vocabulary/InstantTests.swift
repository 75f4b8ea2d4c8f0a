import Testing

@testable import Workflow

@Suite struct `An instant` {
    @Test(
        arguments: [
            (0, "1970-01-01T08:00:00+08:00"), (1_772_415_007_999, "2026-03-02T09:30:07+08:00"),
            (1_772_415_059_000, "2026-03-02T09:30:59+08:00"),
            (-1, "1970-01-01T07:59:59+08:00"),
        ] as [(Int64, String)]) func `is told to the second`(milliseconds: Int64, text: String)
    {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
    }
}
