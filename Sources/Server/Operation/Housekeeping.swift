import Hummingbird
import Logging
import ServiceLifecycle
import Workflow

/// What an office does of itself while it is served, so that nobody needs a second program for it: time passes in its cases, providers of licences
/// that did not answer are asked again, and messages to and from departments' systems go to and fro.
struct Housekeeping: Service {
    let office: Office
    /// Where departments' systems put messages and find them; nil: nowhere.
    let folder: String?
    /// Seconds between two rounds.
    let seconds: Int
    let logger: Logger

    /// A round that has begun is finished, and none begins any more once the process is told to end.
    func run() async throws {
        while !Task.isShuttingDownGracefully {
            await round()
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
            if Task.isCancelled { return }
        }
    }

    /// What cannot be done in one round may be done in the next.
    private func round() async {
        await trying("time") { try await office.letTimePass() }
        await trying("providers") { try await office.catchUp() }
        if let folder { await trying("hand-overs") { try await FolderExchange(in: folder, for: office).run() } }
    }

    private func trying<Value>(_ work: String, _ body: () async throws -> Value) async {
        // A copy does nothing of itself, and that is no fault.
        do { _ = try await body() } catch is CopyIsSilent {} catch {
            logger.error("fault", metadata: ["work": "\(work)", "kind": "\(type(of: error))"])
        }
    }
}
