import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals
import Workflow

/// Is told the port on which a server listens, once it does.
public typealias Listening = @Sendable (_ port: Int) async -> Void

/// Whoever has not sent his request whole by then, once the process is told to end, is left.
private let shutdownSeconds: Int64 = 10

/// Tells whoever started the program that it ends.
private struct Stopping: Service {
    func run() async throws {
        try? await gracefulShutdown()
        ServiceManager.tell("STOPPING=1")
    }
}

/// As many files as the process may have: each connection is one.
func raiseFileLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// Serves until the process is told to end (SIGINT, SIGTERM); what has begun is finished.
/// - Throws: `CannotListen`.
func serve<Context: RequestContext>(
    _ router: Router<Context>, host: String, port: Int, _ limits: Limits, _ listening: @escaping Listening,
    logger: Logger = LogFormat.text.logger(.error), beside services: [any Service] = [],
    refused: @escaping @Sendable (Problem.Code) -> Void
) async throws where Context.Source == ApplicationRequestContextSource {
    raiseFileLimit()
    let count = ConnectionCount(limits)
    let application = Application(
        router: router, server: HTTPServerBuilder { BoundedChannel($0, limits, count, refused: refused) },
        configuration: .init(address: .hostname(host, port: port), serverName: "onething"),
        onServerRunning: { channel in
            await listening(channel.localAddress?.port ?? port)
            ServiceManager.tell("READY=1")
        }, logger: logger)
    var quiet = logger
    quiet.logLevel = .error
    var configuration = ServiceGroupConfiguration(
        services: services + [application, Stopping()], gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    configuration.maximumGracefulShutdownDuration = .seconds(shutdownSeconds)
    do { try await ServiceGroup(configuration: configuration).run() } catch let error where !(error is CancellationError) {
        throw CannotListen(error)
    }
}

extension APIServer {
    /// Listens there for an instant, so that nothing is made for a server that could not.
    /// - Throws: `CannotListen`.
    public static func tryAddress(host: String, port: Int) async throws {
        do {
            let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            try await bootstrap.bind(host: host, port: port).get().close()
        } catch let error where !(error is CancellationError) {
            throw CannotListen(error)
        }
    }
}

/// Why a server cannot listen.
public enum CannotListen: Error, Sendable, Hashable {
    case portTaken
    /// Ports below 1024 are not everybody's.
    case notAllowed
    /// No address of this machine, or no name that is known.
    case noSuchHost
    case other

    fileprivate init(_ error: any Error) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portTaken
        case EACCES, EPERM: self = .notAllowed
        case EADDRNOTAVAIL: self = .noSuchHost
        case nil where error is SocketAddressError || error is SocketAddressError.UnknownHost: self = .noSuchHost
        default: self = .other
        }
    }
}
