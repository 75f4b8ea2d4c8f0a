import TestSupport
import Testing

/// What stands in logs that are never changed names nobody.
@Suite struct `Pseudonyms` {
    @Test(arguments: [
        ["licence", "show", "1", "--purpose", "x", "--person"], ["case", "offer", "newborn", "--to"],
        ["case", "start", "newborn", "--mandate", "M-1", "--agent"], ["case", "mandate", "6h2j-e7sy-ma9b3", "--reference", "M-1"],
        ["data-uses", "release", "1", "--department", "health", "--person"], ["case", "draft", "newborn", "--person"],
    ]) func `are no names and no numbers of citizens`(arguments: [String]) throws {
        for text in ["林晓月", "990000199501010021", "two words"] {
            let result = try Program.run(arguments + [text])
            #expect(result.status == 64, "\(arguments) \(text): \(result.error)")
            #expect(result.error.contains("pseudonym"), "\(result.error)")
        }
    }
}
