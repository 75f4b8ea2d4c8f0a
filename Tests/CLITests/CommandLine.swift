import Foundation
import TestSupport

/// The built executable, run as a user runs it.
enum Program {
    struct Result {
        var arguments: [String]
        var status: Int32
        var output: String
        var error: String

        /// The one JSON document on standard output.
        func json() throws -> JSON { try JSON(parsing: output) }
    }

    static let url = Checkout.program("onething")

    /// Runs it in the checkout's folder, in English unless told otherwise. What it prints goes to files, so that no pipe can fill up.
    /// - Parameter wrapper: a command that runs it, `["sh", "-c", "ulimit -f 8; exec \"$0\" \"$@\""]`.
    static func run(
        _ arguments: [String], environment changes: [String: String] = [:], in folder: URL = Checkout.root, within wrapper: [String] = []
    ) throws -> Result {
        let prints = try ScratchFolder(["output": "", "error": ""])
        let process = Process()
        process.executableURL = wrapper.isEmpty ? url : URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = wrapper.isEmpty ? arguments : wrapper + [url.path] + arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("ONETHING_") && !$0.key.hasPrefix("LC_") && $0.key != "LANG"
        }
        environment.merge(["LC_ALL": "en_GB.UTF-8"]) { $1 }
        environment.merge(changes) { $1 }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let output = try FileHandle(forWritingTo: prints.url.appendingPathComponent("output"))
        let error = try FileHandle(forWritingTo: prints.url.appendingPathComponent("error"))
        process.standardOutput = output
        process.standardError = error
        try process.run()
        process.waitUntilExit()
        try output.close()
        try error.close()
        guard process.terminationReason == .exit else {
            throw Unexpected("onething \(arguments) was ended by signal \(process.terminationStatus): \(try prints.text("error"))")
        }
        return Result(
            arguments: arguments, status: process.terminationStatus, output: try prints.text("output"), error: try prints.text("error"))
    }

    static func run(_ arguments: String...) throws -> Result { try run(arguments) }
}

/// A JSON value, to look into.
enum JSON: Equatable {
    case null, truth(Bool), number(Double), text(String), list([JSON]), map([String: JSON])

    /// One document and nothing after it.
    init(parsing text: String) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    }

    subscript(key: String) -> JSON {
        if case .map(let map) = self { return map[key] ?? .null }
        return .null
    }

    subscript(place: Int) -> JSON {
        if case .list(let list) = self, place < list.count { return list[place] }
        return .null
    }

    var keys: Set<String> {
        if case .map(let map) = self { return Set(map.keys) }
        return []
    }

    var list: [JSON] {
        if case .list(let list) = self { return list }
        return []
    }

    var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    var number: Double? {
        if case .number(let number) = self { return number }
        return nil
    }
}

extension JSON: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .map(try value.decode([String: JSON].self))
        }
    }
}
