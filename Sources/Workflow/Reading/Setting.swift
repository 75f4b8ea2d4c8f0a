import Foundation

/// Something that whoever runs a service can set: by a flag, in the environment, or in a file.
public struct Setting: Sendable {
    public enum Kind: Sendable {
        case text
        /// In a file it is one beside the file.
        case path
        case integer(ClosedRange<Int>)
        case choice([String])
        /// Several texts; in the environment with commas between them.
        case list
    }

    /// `database`: `--database`, ONETHING_DATABASE, `database:`.
    public var name: String
    public var kind: Kind
    /// What holds where nobody says anything; nil: nothing.
    public var fallback: String?
    public var about: Title
    /// It stands in the environment alone, and is never shown.
    public var isSecret: Bool

    public init(_ name: String, _ kind: Kind, _ fallback: String? = nil, isSecret: Bool = false, _ zh: String, _ en: String) {
        (self.name, self.kind, self.fallback, self.isSecret, about) = (name, kind, fallback, isSecret, Title(zh: zh, en: en))
    }

    public var variable: String { "ONETHING_" + name.uppercased().replacing("-", with: "_") }

    /// What is wrong with a value; nothing of a secret is told.
    fileprivate func mistake(in values: [String]) -> Title? {
        switch kind {
        case .text, .path, .list: values.contains("") ? Title(zh: "不能为空", en: "must not be empty") : nil
        case .integer(let range):
            Int(values.first ?? "").map(range.contains) == true
                ? nil
                : Title(
                    zh: "应为 \(range.lowerBound)–\(range.upperBound) 之间的整数",
                    en: "is a whole number in \(range.lowerBound)–\(range.upperBound)")
        case .choice(let words):
            words.contains(values.first ?? "")
                ? nil : Title(zh: "应为 \(words.joined(separator: "、"))", en: "is one of: \(words.joined(separator: ", "))")
        }
    }

    fileprivate var reader: Reader<[String]> {
        switch kind {
        case .text, .path: Reader<String>.text.map { [$0] }
        case .list: Reader<String>.text.oneOrMore
        case .integer(let range): Reader<Int>.integer(range).map { ["\($0)"] }
        case .choice(let words):
            Reader(.choice(words)) { node, reading in
                guard let text = Reader<String>.text.read(node, reading) else { return nil }
                guard words.contains(text) else {
                    reading.fail(.wrongChoice(text, choices: words, nearest: nearestWord(to: text, among: words)), word: text, at: node)
                    return nil
                }
                return [text]
            }
        }
    }
}

/// What holds of every setting, and whose word it is: a flag before the environment, the environment before the file.
public struct Settings: Sendable {
    public enum Origin: Sendable, Hashable {
        case flag
        case environment
        case file(SourcePosition)
        /// Nobody said anything.
        case fallback
    }

    public enum Problem: Error {
        case noFile(String)
        case file([Diagnostic], text: String)
        /// A flag or variable says what cannot be.
        case value(name: String, Title)
    }

    private let known: [Setting]
    private var values: [String: (values: [String], origin: Origin)] = [:]

    /// - Parameters:
    ///   - flags: by the names of settings; those that were not given are not there.
    ///   - file: in YAML; nil where there is none.
    public init(_ known: [Setting], flags: [String: [String]], environment: [String: String], file: String?) throws(Problem) {
        self.known = known
        let written = try file.map { path throws(Problem) in try Self.read(path, known) } ?? [:]
        for setting in known {
            if let said = flags[setting.name] {
                if let mistake = setting.mistake(in: said) { throw .value(name: "--\(setting.name)", mistake) }
                values[setting.name] = (said, .flag)
            } else if let said = environment[setting.variable], !said.isEmpty {
                let words =
                    if case .list = setting.kind {
                        said.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                    } else { [said] }
                if let mistake = setting.mistake(in: words) { throw .value(name: setting.variable, mistake) }
                values[setting.name] = (words, .environment)
            } else if let said = written[setting.name] {
                values[setting.name] = (said.value, .file(said.position))
            } else {
                values[setting.name] = (setting.fallback.map { [$0] } ?? [], .fallback)
            }
        }
    }

    public func text(_ name: String) -> String? { values[name]?.values.first }
    public func list(_ name: String) -> [String] { values[name]?.values ?? [] }
    /// A setting that has a whole number where nobody says one, too.
    public func number(_ name: String) -> Int { text(name).flatMap { Int($0) } ?? 0 }
    public func isSaid(_ name: String) -> Bool { values[name].map { $0.origin != .fallback } ?? false }

    /// What holds and whose word it is, a line each.
    public func table(_ language: Language) -> String {
        let rows = known.map { setting -> (String, String, String) in
            let (said, origin) = values[setting.name] ?? ([], .fallback)
            let hidden = setting.isSecret && !said.isEmpty
            return (
                setting.name, hidden ? language("（不显示）", "(hidden)") : said.isEmpty ? "-" : said.joined(separator: ", "),
                Self.words(origin, setting, language)
            )
        }
        let (first, second) = (rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0)
        return rows.map { name, value, origin in
            "\(name.padding(toLength: first + 2, withPad: " ", startingAt: 0))\(value.padding(toLength: second + 2, withPad: " ", startingAt: 0))\(origin)"
        }.joined(separator: "\n")
    }

    private static func words(_ origin: Origin, _ setting: Setting, _ language: Language) -> String {
        switch origin {
        case .flag: "--\(setting.name)"
        case .environment: setting.variable
        case .file(let position): "\(position.file):\(position.line)"
        case .fallback: language("默认", "default")
        }
    }

    /// What stands in a file; paths are those beside it.
    private static func read(_ path: String, _ known: [Setting]) throws(Problem) -> [String: Located<[String]>] {
        guard FileManager.default.fileExists(atPath: path) else { throw .noFile(path) }
        let reading = FileReading(file: path)
        let settings = known.filter { !$0.isSecret }
        let reader = Reader<[String: Located<[String]>]>.keys(of: "the configuration", "配置") { keys in
            var values: [String: Located<[String]>] = [:]
            for setting in settings { values[setting.name] = keys.optional(setting.name, setting.reader.located, setting.about.en) }
            return values
        }
        var written: [String: Located<[String]>]?
        do {
            reading.text = try SourceText.decode(SourceText.bytes(at: path, file: path), file: path)
            written = reader.read(try YAMLText.compose(reading.text, file: path), reading)
        } catch { reading.diagnostics += error.diagnostics }
        guard reading.diagnostics.isEmpty, var written else { throw .file(reading.diagnostics, text: reading.text) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        for setting in settings {
            guard case .path = setting.kind, let said = written[setting.name] else { continue }
            written[setting.name] = Located(
                said.value.map { $0.hasPrefix("/") ? $0 : folder.appendingPathComponent($0).relativePath }, at: said.position)
        }
        return written
    }
}
