import ServiceLifecycle
import UnixSignals

/// Publishes the definitions anew each time the process is told to (SIGHUP): the office that serves sees them at once, and nobody else has to open its
/// database for that.
struct Republishing: Service {
    let republish: @Sendable () async -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { await republish() }
    }
}
