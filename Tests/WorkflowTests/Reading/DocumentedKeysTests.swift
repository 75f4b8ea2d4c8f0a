import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The page for authors and the readers say the same.
@Suite struct `docs/writing-definitions.md` {
    @Test(arguments: FileKind.allCases)
    func `mentions every key of the format`(kind: FileKind) throws {
        let page = try Checkout.text("docs/writing-definitions.md")
        let missing = DefinitionSchema.keys(of: kind).filter { entry in
            let key = entry.path.split(separator: ".").last.map(String.init) ?? ""
            return !page.contains("`\(key)`") && !page.contains("`\(key):") && !mentions(page, key)
        }
        #expect(missing.map(\.path).isEmpty)
    }

    @Test(arguments: FileKind.allCases)
    func `names the place of every kind of file`(kind: FileKind) throws {
        #expect(
            try Checkout.text("docs/writing-definitions.md").contains("`\(kind.place.replacingOccurrences(of: "<year>", with: "2026"))`"))
    }

    /// The key as it stands in an example: at the start of a word and before its colon.
    private func mentions(_ page: String, _ key: String) -> Bool {
        page.ranges(of: "\(key):").contains { range in
            range.lowerBound == page.startIndex || " {(`\n".contains(page[page.index(before: range.lowerBound)])
        }
    }
}
