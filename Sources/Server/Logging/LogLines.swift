import Foundation
import Logging
import Workflow

/// How the log is written to standard error: for people, or one JSON object a line.
public enum LogFormat: String, Sendable, CaseIterable {
    case text, json

    func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "onething") { [self] _ in LogLines(format: self) }
        logger.logLevel = level
        return logger
    }
}

/// One line an event, written at once and whole.
private struct LogLines: LogHandler {
    let format: LogFormat
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: Logging.LogEvent) {
        let text = format.line(event.level, "\(event.message)", metadata.merging(event.metadata ?? [:]) { $1 }, at: Date()) + "\n"
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}

extension LogFormat {
    /// One event, without the end of its line.
    func line(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata, at time: Date) -> String {
        // Hummingbird's own number of a request: ours is its trace.
        var values = metadata.filter { $0.key != "hb.request.id" }.mapValues { Self.plain("\($0)") }
        let (message, time) = (Self.plain(message), time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        switch self {
        case .text:
            let words = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return ([time, level.rawValue, message] + words).joined(separator: " ")
        case .json:
            values.merge(["time": time, "level": level.rawValue, "message": message]) { $1 }
            let json = values.map { name, value in (name, Self.numbers.contains(name) ? Self.number(value) : .text(value)) }
            return String(decoding: JSONValue.map(Dictionary(json) { $1 }).jsonBytes, as: UTF8.self)
        }
    }

    /// What is a number, and for programs stands there as one.
    private static let numbers: Set<String> = ["status", "seconds", "bytes"]

    private static func number(_ text: String) -> JSONValue {
        Int(text).map(JSONValue.integer) ?? Double(text).map(JSONValue.number) ?? .text(text)
    }

    /// Nothing that stands in it begins a line of its own, or tells a terminal anything.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    switch $0.properties.generalCategory {
                    case .control, .lineSeparator, .paragraphSeparator: "?"
                    default: $0
                    }
                }))
    }
}
