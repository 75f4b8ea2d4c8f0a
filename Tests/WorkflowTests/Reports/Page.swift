import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import Workflow

/// A page that has been looked at as whoever prints it, hears it read or loads it offline would: it is well formed, loads nothing, and every picture
/// has a title and a description.
struct Page {
    /// What a reader of it sees.
    let text: String
    let pictures: Int

    init(_ html: String, at place: Testing.SourceLocation = #_sourceLocation) throws {
        // Without end tags, which HTML wants of them and XML does not.
        let xml = html.replacing(#/<(meta|br|hr)([^>]*)>/#, with: { "<\($0.output.1)\($0.output.2)/>" })
        let reader = Reader()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)", sourceLocation: place)
        #expect(reader.twice.isEmpty && reader.dangling.isEmpty, "\(reader.twice) \(reader.dangling)", sourceLocation: place)
        #expect(reader.bare == 0, "pictures without title or description", sourceLocation: place)
        let tags = html.replacing(#/>[^<]*</#, with: "><")
        for loading in ["<script", "<link", "<img", "<iframe", " src=", "@import", "http:", "https:", "xlink", " on"] {
            #expect(!tags.replacing(#/(aria-label|data-label)="[^"]*"/#, with: "").contains(loading), "\(loading)", sourceLocation: place)
        }
        #expect(html.matches(of: #/url\((?!#)|href="(?!#)/#).isEmpty, sourceLocation: place)
        #expect(!html.contains("http://") && !html.contains("https://"), sourceLocation: place)
        (text, pictures) = (words(ofHTML: html), reader.pictures)
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var pictures = 0
        var bare = 0
        var twice: [String] = []
        private var ids: Set<String> = []
        private var wanted: Set<String> = []
        private var parts: Set<String> = []

        var dangling: Set<String> { wanted.subtracting(ids) }

        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?, attributes: [String: String]
        ) {
            if let id = attributes["id"], !ids.insert(id).inserted { twice.append(id) }
            wanted.formUnion((attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init))
            if let href = attributes["href"] { wanted.insert(String(href.dropFirst())) }
            if name == "svg" {
                pictures += 1
                parts = []
            }
            parts.insert(name)
        }

        func parser(_: XMLParser, didEndElement name: String, namespaceURI _: String?, qualifiedName _: String?) {
            if name == "svg", !parts.isSuperset(of: ["title", "desc"]) { bare += 1 }
        }
    }
}
