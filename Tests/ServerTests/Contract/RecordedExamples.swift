import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// The document has an example of everything that is sent and answered, and each is what its schema says.
@Suite struct `The examples` {
    /// Of what our own definitions have no use for, nothing can be recorded.
    private static let byHand: [String: JSONValue] = [
        "makeVisit request": ["visit": "site"], "extendLimit request": ["reason": "案情复杂，经本级政府批准"],
    ]
    /// Answers as another operation gives them.
    private static let alike = [
        "makeVisit 200": "moveItem 200", "extendLimit 200": "moveItem 200", "retryDelivery 200": "listDeliveries 200",
    ]

    @Test func `are there for every body and every answer, and keep to their schemas`() async throws {
        let served = try await ServedOffice()
        var book = SchemaBook(of: served.endpoints)
        var missing: [String] = []
        for endpoint in served.endpoints {
            if let body = endpoint.body {
                if let example = Examples.request(of: endpoint.id) {
                    #expect(book.mistakes(in: example, SchemaBook.named(body), isStrict: true) == [], "\(endpoint.id)")
                } else {
                    missing.append("\(endpoint.id) request")
                }
            }
            for answer in endpoint.answers where answer.type == .json && endpoint.id != "getDocument" {
                guard let make = answer.schema else { continue }
                let schema = make(&book)
                if let example = Examples.answer(of: endpoint.id, answer.status.code) {
                    #expect(book.mistakes(in: example, schema, isStrict: true) == [], "\(endpoint.id) \(answer.status)")
                } else {
                    missing.append("\(endpoint.id) \(answer.status.code)")
                }
            }
        }
        #expect(missing == [], "record them: ONETHING_ACCEPT=1")
    }

    /// As the server answers now; written down by `make accept`, with other numbers each time.
    @Test(.enabled(if: Golden.isAccepting)) func `are recorded`() async throws {
        var examples = try await RecordedJourney().examples.merging(Self.byHand) { $1 }
        for (name, other) in Self.alike {
            examples[name] = other.hasPrefix("list") ? examples[other]?["items"]?.list.first : examples[other]
        }
        let text = try examples.sorted { $0.key < $1.key }.map { name, example in
            "\"\(name)\":" + String(decoding: try example.canonicalJSON(), as: UTF8.self)
        }
        let file = """
            // swift-format-ignore-file
            // Recorded by the test `The examples`; not to be changed by hand.
            extension Examples {
                static let recorded = #\"""
            {\(text.joined(separator: ",\n"))}
            \"""#
            }

            """
        #expect(try Golden.expected("Sources/Server/Contract/RecordedExamples.swift", actual: file) == file)
    }
}
