import ArgumentParser
import Foundation
import Workflow

/// The file of an event log, whose ending says what is written.
struct EventLogFile {
    enum Format: CaseIterable {
        case json, sqlite, xes

        var endings: [String] {
            switch self {
            case .json: [".jsonocel", ".json"]
            case .sqlite: [".sqlite"]
            case .xes: [".xes"]
            }
        }
    }

    /// Nil: standard output.
    let path: String?
    let format: Format
    var trace = XESEventLog.Trace.case

    /// - Parameters:
    ///   - formats: those that may be.
    ///   - database: a file that is not to be written over.
    init(_ path: String, among formats: [Format] = Format.allCases, besides database: String? = nil, _ language: Language) throws {
        guard let format = formats.first(where: { $0.endings.contains { path.hasSuffix($0) } }) else {
            let endings = formats.flatMap(\.endings)
            throw Failure(
                .usage,
                Title(
                    zh: "`\(path)` 的扩展名应为 \(endings.joined(separator: "、"))",
                    en: "`\(path)` should end with \(endings.joined(separator: ", "))")
            ).report(language)
        }
        if let database, Self.file(path) == Self.file(database) {
            throw Failure(.usage, Title(zh: "`\(path)` 就是数据库本身", en: "`\(path)` is the database itself")).report(language)
        }
        (self.path, self.format) = (path, format)
    }

    /// Standard output.
    init(_ format: Format) { (path, self.format) = (nil, format) }

    private static func file(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path }

    /// Begins the file.
    func begin(_ language: Language) throws -> any EventLogWriter {
        try telling(language) {
            switch format {
            case .json: try JSONEventLog(path)
            case .sqlite: try SQLiteEventLog(path ?? "")
            case .xes: try XESEventLog(path, trace: trace)
            }
        }
    }

    /// Ends it, and says on standard error what stands in it.
    func finish(_ writer: any EventLogWriter, _ language: Language) throws {
        try telling(language) {
            do { try writer.finish() } catch {
                writer.discard()
                throw error
            }
        }
        guard let path else { return }
        let counts = writer.counts
        Console.error(
            format == .xes
                ? language(
                    "\(path)：\(counts.objects) 条轨迹，\(counts.events) 个事件", "\(path): \(counts.objects) traces, \(counts.events) events")
                : language(
                    "\(path)：\(counts.cases) 个办件，\(counts.objects) 个对象，\(counts.events) 个事件",
                    "\(path): \(counts.cases) cases, \(counts.objects) objects, \(counts.events) events"))
    }

    /// Does something with the file; what cannot be done is told in one line.
    func telling<Value>(_ language: Language, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw told(error, language) }
    }

    func told(_ error: any Error, _ language: Language) -> any Error {
        if case StoreFault.alreadyThere(let path) = error {
            return Failure(
                .usage, StoreFault.alreadyThere(path).message,
                help: Title(zh: "移走它，或换一个名字", en: "move it away, or give another name")
            ).report(language)
        }
        let path = path ?? language("标准输出", "standard output")
        return Failure(.fault, Title(zh: "无法写入 `\(path)`", en: "cannot write `\(path)`")).report(language)
    }
}
