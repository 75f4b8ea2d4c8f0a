import Foundation

@testable import Workflow

/// The shipped definitions, as they are or with something changed in them.
struct ReportedDefinitions {
    let compilation: Compilation

    init(_ change: (inout Definitions) -> Void = { _ in }) throws {
        let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../../Definitions").standardizedFileURL.path
        var definitions = try DefinitionFolder.read(at: folder).definitions
        change(&definitions)
        compilation = definitions.compile()
    }

    /// A bundle in its base journey, with some answers changed.
    func report(_ id: String, _ baseline: Baseline? = nil, answers: [(String, String)] = []) throws -> SavingsReport {
        let bundle = compilation.bundles.first { $0.id == id }!
        let journey = compilation.journeys.first { $0.bundle == id && $0.id == bundle.definition.base?.value }!
        var request = SituationRequest()
        request.answers = answers.map { (question: $0.0, answer: $0.1) }
        return SavingsReport(bundle, journey, try bundle.situation(of: journey, changed: request), baseline ?? .oneGuide(of: bundle))
    }

    /// Every bundle under both baselines, computed once for all tests.
    static let shipped = Result<[SavingsReport], any Error> {
        let definitions = try ReportedDefinitions()
        return try definitions.compilation.bundles.flatMap { [try definitions.report($0.id), try definitions.report($0.id, .everyGuide)] }
    }
}

/// Rows of cells, read by RFC 4180.
func rows(ofCSV text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        switch scalar {
        case "\"" where isQuoted && rest.first == "\"": cell.unicodeScalars.append(rest.removeFirst())
        case "\"": isQuoted.toggle()
        case "," where !isQuoted:
            row.append(cell)
            cell = ""
        case "\r" where !isQuoted && rest.first == "\n":
            rest.removeFirst()
            rows.append(row + [cell])
            (row, cell) = ([], "")
        default: cell.unicodeScalars.append(scalar)
        }
    }
    return rows
}

/// What a reader of the page sees: tags gone, escapes read, a blank wherever there was a tag.
func words(ofHTML html: String) -> String {
    html.replacing(#/<[^>]*>/#, with: " ").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        .replacing("&#39;", with: "'").replacing("&amp;", with: "&").split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
