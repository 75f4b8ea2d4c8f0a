import Foundation

/// Another program that has the file of a database in its hands.
public enum OtherProgram {
    /// Runs statements on a database; gives the exit status, and a line for every row of the last one if it is a query.
    @discardableResult
    public static func run(_ statements: String..., on path: String) throws -> (status: Int32, output: Data) {
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            c.text_factory = bytes
            for sql in sys.argv[2:]:
                for row in c.execute(sql): print(row)
            c.commit()
            """
        return try run(["python3", "-c", script, path] + statements)
    }

    /// Runs a command with nothing to read; gives the exit status, and what it prints.
    /// - Parameter folder: where it runs; nil: here.
    public static func run(_ command: [String], in folder: URL? = nil) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        if let folder { process.currentDirectoryURL = folder }
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, printed)
    }
}

extension Process {
    /// Ends it whatever it does: a thread of ours may have handed it a mask that holds SIGTERM back. One that is left holds the output of the tests
    /// open, and `swift test` waits for it.
    public func kill() { if isRunning { Foundation.kill(processIdentifier, SIGKILL) } }
}
