import Hummingbird
import ServiceLifecycle
import Workflow

/// Serves nothing but the registry of e-licences, to other offices.
public struct SharingServer: Sendable {
    private let office: Office
    private let host: String
    private let port: Int
    private let limits = Limits()

    /// - Parameter port: 0: one that is free.
    public init(_ office: Office, host: String, port: Int) { (self.office, self.host, self.port) = (office, host, port) }

    /// Serves until the process is told to end (SIGINT, SIGTERM); what has begun is finished.
    /// - Throws: `CannotListen`.
    public func run(_ listening: @escaping Listening) async throws {
        let router = Router()
        router.add(middleware: InEnvelope())
        SharingRoutes(office: office, workload: Workload(limits)).add(to: router)
        try await serve(router, host: host, port: port, limits, listening) { _ in }
    }
}
