import Foundation
import Logging

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

    func log(event: LogEvent) {
        // Hummingbird's own number of a request: ours is its trace.
        let values = metadata.merging(event.metadata ?? [:]) { $1 }.filter { $0.key != "hb.request.id" }
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        var text: String
        switch format {
        case .text:
            let words = values.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.plain("\($0.value)"))" }
            text = ([time, event.level.rawValue, Self.plain("\(event.message)")] + words).joined(separator: " ")
        case .json:
            var fields = values.mapValues { "\($0)" }
            fields.merge(["time": time, "level": event.level.rawValue, "message": "\(event.message)"]) { $1 }
            text = String(decoding: fields.jsonBytes, as: UTF8.self)
        }
        text += "\n"
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }

    /// Nothing that stands in it begins a line of its own.
    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "?" : $0 }))
    }
}
