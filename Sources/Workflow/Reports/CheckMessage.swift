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
        /// How many of the files were asked for; nil: all.
        public var chosen: Int?
        /// Journeys that were not walked, because something that they need has errors.
        public var notWalked: Int

        public init(errors: Int, warnings: Int, files: Int, journeys: Int, notWalked: Int, chosen: Int? = nil) {
            self.notWalked = notWalked
            self.chosen = chosen
            self.errors = errors
            self.warnings = warnings
            self.files = files
            self.journeys = journeys
        }

        /// One line for people.
        public var text: Title {
            Title(
                zh: "\(errors) 个错误，\(warnings) 个警告；\(chosen.map { "\(files) 个文件中的 \($0) 个" } ?? "\(files) 个文件")，\(journeys) 个示例"
                    + (notWalked == 0 ? "" : "，另有 \(notWalked) 个因错误没有走"),
                en:
                    "\(count(errors, "error")), \(count(warnings, "warning")) in \(chosen.map { "\($0) of " } ?? "")\(count(files, "file")); "
                    + count(journeys, "journey") + (notWalked == 0 ? "" : ", \(notWalked) more not walked because of errors"))
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
