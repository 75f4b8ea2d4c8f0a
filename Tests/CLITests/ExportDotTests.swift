import Foundation
import TestSupport
import Testing

/// `export dot`: the picture goes to standard output or to a file, in the situation that is asked for.
@Suite struct `Export of a picture` {
    @Test func `it prints what the golden file holds, and -o writes the same`() throws {
        let printed = try Program.run("export", "dot", "newborn")
        #expect([printed.status, printed.error.isEmpty ? 0 : 1] == [0, 0])
        #expect(try printed.output == Checkout.text("Tests/Golden/dot/newborn.dot"))
        let folder = try ScratchFolder()
        let written = try Program.run("export", "dot", "newborn", "-o", folder.path + "/new/newborn.dot")
        #expect([written.output, written.error] == ["", ""])
        #expect(try folder.text("new/newborn.dot") == printed.output)
    }

    @Test func `it takes another journey, answers, holdings, a baseline and a language`() throws {
        let twins = try Program.run("export", "dot", "newborn", "--answer", "children=2").output
        #expect(twins.contains("\"birth-registration\" [label=\"Birth registration ×2\\n"))
        let manual = try Program.run("export", "dot", "newborn", "--from", "manual-settlement", "--baseline", "every-guide").output
        #expect(manual.contains("manual-settlement · every-guide\\n") && manual.contains("44 → 2"))
        let bare = try Program.run("export", "dot", "newborn", "--holds", "none").output
        #expect(bare.contains("16 → 4"))
        let chinese = try Program.run("export", "dot", "newborn", "--lang", "zh").output
        #expect(try chinese == Checkout.text("docs/pictures/newborn.zh-CN.dot"))
    }

    @Test func `a bundle that is not there is wrong usage`() throws {
        let result = try Program.run("export", "dot", "newbron")
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.error.contains("newborn"))
    }
}
