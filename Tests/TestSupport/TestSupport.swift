import Foundation
import Workflow

/// Places of the checkout that tests read.
public enum Checkout {
    /// The project's folder, from where this file stands.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    public static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }

    public static func text(_ relative: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(relative), encoding: .utf8)
    }

    /// A program of ours that was built with the tests: it stands beside them.
    public static func program(_ name: String) -> URL {
        let places = [
            Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0]),
            URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(),
        ]
        let folders =
            places.compactMap { $0?.deletingLastPathComponent() } + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
            + [root.appendingPathComponent(".build/debug")]
        let candidates = folders.map { $0.appendingPathComponent(name) }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? candidates[candidates.count - 1]
    }

    /// Our own definitions, read and compiled once.
    public static let definitions: DefinitionCheck = {
        do throws(MissingFolder) {
            return try DefinitionCheck.run(at: path("Definitions"))
        } catch {
            preconditionFailure("no definitions at \(error.path)")
        }
    }()

    public static var compilation: Compilation { definitions.compilation }
}

/// A golden file: what a test expects, rewritten by `make accept` and reviewed as a diff.
public enum Golden {
    public static var isAccepting: Bool { ProcessInfo.processInfo.environment["ONETHING_ACCEPT"] == "1" }

    /// The text that the file holds; when accepting, the actual text after it was written there.
    public static func expected(_ relative: String, actual: String) throws -> String {
        let file = Checkout.root.appendingPathComponent(relative)
        if isAccepting {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file, options: .atomic)
        }
        return (try? String(contentsOf: file, encoding: .utf8)) ?? "there is no \(relative): run make accept"
    }
}
