import Foundation

/// A city's own choice of guides, in a file outside of the definition folder.
///
/// ```yaml
/// baseline: our-city
/// title: {zh: 本市, en: Our city}
/// bundle: some-bundle
/// guides: {some-item: our-guide, another-item: our-guide}
/// ```
struct BaselineChoices: Sendable {
    var id: Name
    var title: Title
    var bundle: Name
    var guides: [(item: Name, guide: Name)]
}

extension Reader where Value == BaselineChoices {
    static var baselineChoices: Reader {
        .keys(of: "a baseline", "基准文件") { keys in
            let id = keys.required("baseline", .name, "its id")
            let title = keys.required("title", .title, "its name")
            let bundle = keys.required("bundle", .name, "the bundle that it is for")
            let guides = keys.required("guides", Reader<Name>.name.entries, "item → the guide that counts there")
            guard let id, let title, let bundle, let guides else { return nil }
            return BaselineChoices(id: id, title: title, bundle: bundle, guides: guides.map { (item: $0.key, guide: $0.value) })
        }
    }

    /// Reads the file, or says what is wrong with it.
    static func readBaseline(at path: String) throws(BaselineProblem) -> (choices: BaselineChoices, text: String) {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing }
        var text = ""
        let reading = FileReading(file: path)
        do throws(DiagnosticList) {
            text = try SourceText.decode(SourceText.bytes(at: path, file: path), file: path)
            reading.text = text
            let node = try YAMLText.compose(text, file: path)
            if let choices = baselineChoices.read(node, reading), !reading.diagnostics.hasErrors { return (choices, text) }
        } catch {
            throw .wrong(error.diagnostics, source: text)
        }
        throw .wrong(reading.diagnostics, source: text)
    }
}

/// Why a file of choices cannot be used.
public enum BaselineProblem: Error {
    case missing
    case wrong([Diagnostic], source: String)
}
