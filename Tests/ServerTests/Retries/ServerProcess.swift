import Foundation
import Synchronization
import TestSupport

/// The built program as it serves: ended in every way that there is, and begun again on the same database.
final class ServerProcess: Sendable {
    private struct State {
        var process: Process?
        var port = 0
        /// How often it was begun.
        var generation = 0
        var isOver = false
    }

    let folder: ScratchFolder
    private let arguments: [String]
    private let state = Mutex(State())

    var database: String { folder.path + "/office.sqlite" }

    /// Serves a database in that folder, which is made where there is none.
    init(in folder: ScratchFolder, _ more: [String] = []) throws {
        self.folder = folder
        arguments =
            ["serve", "--port", "0", "--database", folder.path + "/office.sqlite", "--housekeeping-seconds", "0", "--log", "faults"] + more
        try start()
    }

    deinit { kill() }

    /// Begins it, on a port that is free: one that was given up somebody else may have by now.
    func start() throws {
        let name = "served-\(UUID().uuidString)"
        try folder.write("", to: name)
        try folder.write("", to: name + "-error")
        let process = Process()
        process.executableURL = Checkout.program("onething")
        process.arguments = arguments
        process.currentDirectoryURL = Checkout.root
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("ONETHING_") }
            .merging(["LC_ALL": "en_GB.UTF-8"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent(name))
        process.standardError = try FileHandle(forWritingTo: folder.url.appendingPathComponent(name + "-error"))
        try process.run()
        let end = ContinuousClock.now + .seconds(60)
        while true {
            if let port = try folder.text(name).firstMatch(of: /:([0-9]+) \(/).flatMap({ Int($0.output.1) }) {
                state.withLock { state in
                    (state.process, state.port) = (process, port)
                    state.generation += 1
                }
                return
            }
            guard process.isRunning, ContinuousClock.now < end else {
                throw Unexpected("it does not serve: \(try folder.text(name + "-error"))")
            }
            usleep(10_000)
        }
    }

    /// Where it is, once it was begun more often than that; nil where it is over for good.
    func address(after generation: Int) -> (port: Int, generation: Int)? {
        while true {
            let (port, now, isOver) = state.withLock { ($0.port, $0.generation, $0.isOver) }
            if isOver { return nil }
            if now > generation { return (port, now) }
            usleep(5_000)
        }
    }

    /// Nobody need wait for it any more.
    func giveUp() { state.withLock { $0.isOver = true } }

    var port: Int { state.withLock { $0.port } }

    private func signal(_ signal: Int32) {
        guard let process = state.withLock({ $0.process }), process.isRunning else { return }
        _ = Foundation.kill(process.processIdentifier, signal)
    }

    /// Ends it in the middle of whatever it does.
    func kill() {
        signal(SIGKILL)
        _ = ended()
    }

    /// Asks it to end.
    func terminate() { signal(SIGTERM) }

    /// Waits until it has ended; its exit status, or nil where a signal ended it.
    @discardableResult func ended() -> Int32? {
        guard let process = state.withLock({ $0.process }) else { return nil }
        while process.isRunning { usleep(2_000) }
        return process.terminationReason == .exit ? process.terminationStatus : nil
    }
}
