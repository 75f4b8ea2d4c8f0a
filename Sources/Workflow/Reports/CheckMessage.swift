/// Diagnostics as JSON.
public struct CheckMessage: Codable, Sendable {
    public struct Entry: Codable, Sendable {
        public var code: String
        public var severity: String
        public var file: String
        public var line: Int
        public var column: Int
        public var message: String
        public var help: String?
    }

    public struct Summary: Codable, Sendable {
        public var errors: Int
        public var warnings: Int
        public var files: Int
        public var journeys: Int

        public init(errors: Int, warnings: Int, files: Int, journeys: Int) {
            self.errors = errors
            self.warnings = warnings
            self.files = files
            self.journeys = journeys
        }

        /// One line for people.
        public var text: Title {
            Title(
                zh: "\(errors) 个错误，\(warnings) 个警告；\(files) 个文件，\(journeys) 个示例",
                en: "\(count(errors, "error")), \(count(warnings, "warning")) in \(count(files, "file")); \(count(journeys, "journey"))")
        }

        private func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }
    }

    public var diagnostics: [Entry]
    public var summary: Summary

    public init(_ diagnostics: [Diagnostic], _ summary: Summary, _ language: Language) {
        self.summary = summary
        self.diagnostics = diagnostics.map { diagnostic in
            Entry(
                code: diagnostic.code.rawValue, severity: diagnostic.severity.rawValue, file: diagnostic.position.file,
                line: diagnostic.position.line, column: diagnostic.position.column, message: diagnostic.message[language],
                help: diagnostic.help?[language])
        }
    }
}
