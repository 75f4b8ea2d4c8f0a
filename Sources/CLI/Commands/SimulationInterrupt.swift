import Foundation
import Synchronization
import Workflow

/// Ctrl-C while simulations run: the one that is under way ends after the blocks that it has begun, and none is begun after it.
final class SimulationInterrupt: Sendable {
    private let underWay = Mutex<Simulation?>(nil)
    private let pressed = Atomic(false)

    private init() {}

    var isPressed: Bool { pressed.load(ordering: .relaxed) }

    /// The simulation that is under way from now on.
    func ends(_ simulation: Simulation) {
        underWay.withLock { $0 = simulation }
        if isPressed { simulation.stop() }
    }

    private func press() {
        pressed.store(true, ordering: .relaxed)
        underWay.withLock { $0?.stop() }
    }

    static func within<Result>(_ work: (SimulationInterrupt) async throws -> Result) async rethrows -> Result {
        let interrupt = SimulationInterrupt()
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler { interrupt.press() }
        source.resume()
        defer {
            source.cancel()
            signal(SIGINT, SIG_DFL)
        }
        return try await work(interrupt)
    }
}
