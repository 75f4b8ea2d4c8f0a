/// Diagnostics as SARIF 2.1.0 (Static Analysis Results Interchange Format), for editors and for code scanning in CI.
public struct SarifMessage: Codable, Sendable {
    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    public struct Text: Codable, Sendable {
        public var text: String
    }

    public struct Configuration: Codable, Sendable {
        public var level: String
    }

    public struct Rule: Codable, Sendable {
        public var id: String
        public var shortDescription: Text
        /// Names the code's page; SARIF has no relative `helpUri`.
        public var help: Text
        public var defaultConfiguration: Configuration
    }

    public struct Driver: Codable, Sendable {
        public var name: String
        public var semanticVersion: String
        public var rules: [Rule]
    }

    public struct Tool: Codable, Sendable {
        public var driver: Driver
    }

    public struct ArtifactLocation: Codable, Sendable {
        public var uri: String
        public var uriBaseId: String?
    }

    /// `endColumn` is the one after the last character that is meant.
    public struct Region: Codable, Sendable {
        public var startLine: Int
        public var startColumn: Int
        public var endColumn: Int
    }

    public struct PhysicalLocation: Codable, Sendable {
        public var artifactLocation: ArtifactLocation
        public var region: Region
    }

    public struct Location: Codable, Sendable {
        public var physicalLocation: PhysicalLocation
    }

    public struct Result: Codable, Sendable {
        public var ruleId: String
        public var ruleIndex: Int
        public var level: String
        public var message: Text
        public var locations: [Location]
    }

    public struct Run: Codable, Sendable {
        public var tool: Tool
        public var language: String
        public var columnKind: String
        public var originalUriBaseIds: [String: ArtifactLocation]
        public var results: [Result]
    }

    public var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    public var version = "2.1.0"
    public var runs: [Run]

    /// One run over the folder at an absolute path, by a version of the program.
    public init(_ diagnostics: [Diagnostic], folder: String, version programVersion: String, _ language: Language) {
        let codes = Set(diagnostics.map(\.code)).sorted { $0.rawValue < $1.rawValue }
        let places = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        let rules = codes.map { code in
            Rule(
                id: code.rawValue, shortDescription: Text(text: code.rawValue), help: Text(text: "docs/diagnostics/\(code.rawValue).md"),
                defaultConfiguration: Configuration(level: code.severity.rawValue))
        }
        let base = "DEFINITIONS"
        let results = diagnostics.map { diagnostic in
            let place = diagnostic.position
            return Result(
                ruleId: diagnostic.code.rawValue, ruleIndex: places[diagnostic.code] ?? -1, level: diagnostic.severity.rawValue,
                message: Text(text: [diagnostic.message, diagnostic.help].compactMap { $0?[language] }.joined(separator: "\n")),
                locations: [
                    Location(
                        physicalLocation: PhysicalLocation(
                            artifactLocation: ArtifactLocation(uri: Self.percentEncoded(place.file), uriBaseId: base),
                            region: Region(
                                startLine: place.line, startColumn: place.column, endColumn: place.column + place.length)))
                ])
        }
        let root = Self.percentEncoded(folder.hasSuffix("/") ? folder : folder + "/")
        runs = [
            Run(
                tool: Tool(driver: Driver(name: "onething", semanticVersion: programVersion, rules: rules)),
                language: language("zh-CN", "en"), columnKind: "unicodeCodePoints",
                originalUriBaseIds: [base: ArtifactLocation(uri: "file://" + root)], results: results)
        ]
    }

    /// A path as part of a URI: everything but the unreserved characters of RFC 3986 and `/` is encoded.
    static func percentEncoded(_ path: String) -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let digits = Array("0123456789ABCDEF")
        return path.utf8.reduce(into: "") { text, byte in
            if kept.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
