import Foundation
import Testing

@testable import Workflow

@Suite struct `What stands in a definition stays text` {
    private static let hostile = #"<script>alert("1")</script> & 'x' <img src=http://example.org/a.png>"#

    /// What loads or runs something.
    private static let loading = [
        "<script", "<link", "<img", "<iframe", "<object", "<embed", "<base", " src=", "@import", "http:", "https:", " on",
    ]

    private func hostileDefinitions(_ text: String) throws -> ReportedDefinitions {
        let title = Title(zh: text, en: text)
        return try ReportedDefinitions { definitions in
            for place in definitions.bundles.indices {
                definitions.bundles[place].title = title
                definitions.bundles[place].published?.source = title
            }
            for place in definitions.journeys.indices { definitions.journeys[place].title = title }
            for place in definitions.guides.indices { definitions.guides[place].issuer = title }
            for place in definitions.fields.indices { definitions.fields[place].title = title }
            for place in definitions.items.indices { definitions.items[place].title = title }
            for place in definitions.licences.indices { definitions.licences[place].title = title }
        }
    }

    @Test func `a title that looks like HTML is escaped wherever it stands`() throws {
        let definitions = try hostileDefinitions(Self.hostile)
        let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; &lt;img src=http://example.org/a.png&gt;"
        for language in Language.allCases {
            let reports = [try definitions.report("disability-services"), try definitions.report("after-a-death")]
            for page in [ReportHTML(language: language).render(reports)] + reports.map({ GuideHTML(language: language).render($0.plan) }) {
                #expect(page.contains(escaped))
                #expect(!page.contains("<script") && !page.contains("<img"))
                #expect(!page.replacing("&amp;", with: "").replacing("&lt;", with: "").contains("& "))
            }
        }
        let markdown = ReportMarkdown(language: .en).render([try definitions.report("disability-services")])
        #expect(markdown.hasPrefix("# &lt;script&gt;alert(\"1\")&lt;/script&gt; &amp; 'x' &lt;img src"))
        #expect(!markdown.contains("<script"))
    }

    @Test func `the pages run nothing and load nothing`() throws {
        let reports = try ReportedDefinitions.shipped.get()
        for language in Language.allCases {
            for page in [ReportHTML(language: language).render(reports)] + reports.map({ GuideHTML(language: language).render($0.plan) }) {
                let policy = #"content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;""#
                #expect(page.contains(policy))
                for loading in Self.loading { #expect(!tags(page).contains(loading), "\(loading)") }
                #expect(page.matches(of: #/href="(?!#report-)/#).isEmpty)
                #expect(page.matches(of: #/url\((?!#report-)/#).isEmpty)
            }
        }
    }

    /// The tags and the style of a page without its texts.
    private func tags(_ page: String) -> String {
        let style = page.matches(of: #/<style>[^<]*</style>/#).map { String($0.output) }
        return (style + page.matches(of: #/<[a-z][^>]*>/#).map { String($0.output) }).joined().replacing(#/aria-label="[^"]*"/#, with: "")
            .replacing(#/data-label="[^"]*"/#, with: "")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "=\"a\",b", "＝1"])
    func `a cell that a spreadsheet would take for a formula begins with an apostrophe`(text: String) throws {
        let definitions = try ReportedDefinitions { definitions in
            for place in definitions.materials.indices { definitions.materials[place].title = Title(zh: text, en: text) }
            for bundle in definitions.bundles.indices {
                for line in definitions.bundles[bundle].lines.indices {
                    definitions.bundles[bundle].lines[line].alternatives[0][0].title = nil
                }
            }
        }
        let table = rows(ofCSV: ReportCSV(language: .zh).render([try definitions.report("after-a-death")]))
        #expect(Set(table.map(\.count)) == [17])
        let title = try #require(table[0].firstIndex(of: "title"))
        #expect(Set(table.dropFirst().map { $0[title] }) == ["'" + text])
    }

    @Test func `a text cannot steer the terminal or break a line`() throws {
        let definitions = try hostileDefinitions("a\u{1B}[31m\u{202E}\n  b")
        let text = ReportText(language: .en).render([try definitions.report("after-a-death")])
        #expect(text.hasPrefix("a\u{FFFD}[31m\u{FFFD} b\n═════════\n"))
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
}
