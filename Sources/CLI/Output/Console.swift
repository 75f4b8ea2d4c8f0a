import ArgumentParser
import Foundation
import Glibc
import Workflow

/// Standard output and standard error.
enum Console {
    /// Prints; where nothing can be (a full disk), the command ends, since whoever reads it would take half for the whole.
    static func print(_ text: String) {
        guard !write(ended(text), to: STDOUT_FILENO) else { return }
        error("错误：无法写入标准输出 · error: cannot write standard output")
        exit(Failure.Kind.fault.rawValue)
    }

    /// With a line break at its end. (The two characters that end a line of CSV are one `Character`.)
    static func ended(_ text: String) -> String { text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n" }

    static func error(_ text: String) {
        _ = write(text + "\n", to: STDERR_FILENO)
    }

    /// False where it cannot be written. A reader that went away (`| head`) is no fault.
    private static func write(_ text: String, to file: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(file, bytes.baseAddress! + written, bytes.count - written)
                if count < 0, errno != EINTR { return errno == EPIPE }
                written += max(0, count)
            }
            return true
        }
    }

    /// One JSON document with stable keys.
    static func print<Message: Encodable>(json message: Message) throws {
        print(try encode(message))
    }

    static func encode<Message: Encodable>(_ message: Message) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(message), as: UTF8.self)
    }

    static var isTerminal: Bool { isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil }
}

/// Why a command ends early: one line on standard error, and the exit status.
struct Failure: Error {
    enum Kind: Int32 {
        /// What was checked does not hold.
        case notGood = 1
        case usage = 64
        case fault = 70
    }

    var kind: Kind
    var message: Title
    var help: Title?

    init(_ kind: Kind, _ message: Title, help: Title? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }

    /// Prints the line and gives the status to throw.
    func report(_ language: Language) -> ExitCode {
        let prefix = language == .zh ? "错误：" : "error: "
        let hint = help.map { language == .zh ? "（\($0.zh)）" : " (\($0.en))" } ?? ""
        Console.error(prefix + message[language] + hint)
        return ExitCode(kind.rawValue)
    }
}
