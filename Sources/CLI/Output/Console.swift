import ArgumentParser
import Foundation
import Workflow

/// Standard output and standard error.
enum Console {
    static func print(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: .standardOutput)
    }

    static func error(_ text: String) {
        write(text + "\n", to: .standardError)
    }

    /// A reader that went away (`| head`) is no fault.
    private static func write(_ text: String, to handle: FileHandle) {
        try? handle.write(contentsOf: Data(text.utf8))
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
