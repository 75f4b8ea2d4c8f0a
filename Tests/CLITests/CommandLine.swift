import Foundation
import TestSupport

/// The built executable, run as a user runs it.
enum Program {
    struct Result {
        var status: Int32
        var output: String
        var error: String
    }

    /// The executable stands beside the test bundle.
    static let url: URL = {
        let products = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
        return (products ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()).appendingPathComponent("onething")
    }()

    static func run(_ arguments: String..., definitions: String? = nil, language: String = "en") throws -> Result {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = Checkout.root
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = language
        environment["ONETHING_DEFINITIONS"] = definitions
        process.environment = environment
        let output = Pipe()
        let error = Pipe()
        process.standardOutput = output
        process.standardError = error
        try process.run()
        let errorText = Task { error.fileHandleForReading.readDataToEndOfFile() }
        let outputText = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        _ = errorText
        return Result(
            status: process.terminationStatus, output: String(decoding: outputText, as: UTF8.self),
            error: String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    }
}
