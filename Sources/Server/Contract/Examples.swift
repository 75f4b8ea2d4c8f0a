import Foundation
import Workflow

/// An example of each body that is sent and of each answer that is JSON, of made-up people and firms (area code 99). They were recorded from a server
/// (`RecordedExamples.swift`, which the test `The examples` writes anew), and the test holds them against their schemas.
enum Examples {
    static func request(of operation: String) -> JSONValue? { all["\(operation) request"] }
    static func answer(of operation: String, _ status: Int) -> JSONValue? { all["\(operation) \(status)"] }

    private static let all = (try? JSONDecoder().decode([String: JSONValue].self, from: Data(recorded.utf8))) ?? [:]
}
