import Foundation
import Workflow

/// A folder that is there as long as the value is.
public final class ScratchFolder: Sendable {
    public let url: URL

    public var path: String { url.path }

    /// An empty folder, or one with these files: path → text.
    public init(_ files: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("onething-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (path, text) in files { try write(text, to: path) }
    }

    /// A copy of a folder of the checkout.
    public static func copy(of folder: String) throws -> ScratchFolder {
        let copy = try ScratchFolder()
        try FileManager.default.removeItem(at: copy.url)
        try FileManager.default.copyItem(at: Checkout.root.appendingPathComponent(folder), to: copy.url)
        return copy
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    public func write(_ text: String, to path: String) throws {
        let file = url.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    public func text(_ path: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(path), encoding: .utf8)
    }

    /// Puts one text in the place of another, which must stand there just once.
    public func edit(_ path: String, _ old: String, _ new: String) throws {
        let parts = try text(path).components(separatedBy: old)
        guard parts.count == 2 else { throw Unexpected("`\(old)` stands \(parts.count - 1) times in \(path)") }
        try write(parts.joined(separator: new), to: path)
    }

    /// The folder read and compiled; its errors are thrown, journeys that come out differently only where that is not expected.
    public func check(expectingDifferentJourneys: Bool = false) throws -> DefinitionCheck {
        let check = try DefinitionCheck.run(at: path)
        let different: [DiagnosticCode] = expectingDifferentJourneys ? [.journeyDiffers, .journeyStuck, .noEffect] : []
        let errors = check.diagnostics.filter { $0.severity == .error && !different.contains($0.code) }
        guard errors.isEmpty else {
            throw Unexpected(DiagnosticText(sources: check.folder.sources, language: .en).render(errors))
        }
        return check
    }
}

/// What a test did not count on.
public struct Unexpected: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
