import Logging
import Workflow

/// How a server is kept running: its log, its database, and what it does of itself.
public struct ServerOperation: Sendable {
    public var format = LogFormat.text
    /// Whether each request has a line in the log, and not faults alone.
    public var logsRequests = false
    /// The store of the office, for `/readyz` and `/metrics`; nil: nothing is told of it.
    public var store: (any EventStore)?
    /// The folder on whose disk the database lies.
    public var folder: String?
    /// Seconds between two rounds of housekeeping; nil: there is none.
    public var seconds: Int?
    /// A folder in which messages to and from departments' systems lie.
    public var exchange: String?
    /// Publishes the definitions anew, and says what came of it; nil: nobody asks for it.
    public var republish: (@Sendable () async -> Void)?

    public init() {}

    var logger: Logger { format.logger(logsRequests ? .info : .error) }
    var disk: Disk? { folder.map(Disk.init) }
}
