import Workflow

/// How much of everything one server takes.
public struct Limits: Sendable {
    /// Connections at once: each is a file, and some memory.
    public var connections = 10_000
    /// Of one address (of IPv6, one network of 64 bits): a whole office may sit behind one. Named proxies have no such limit.
    public var connectionsOfOne = 1_000
    /// Requests that are worked on at once; one more is told to come again.
    public var atWork = 256
    /// Bytes of requests that are held at once, of all connections together.
    public var bytesHeld = 128 * 1_024 * 1_024
    /// Bytes of a request line and headers together, and how many headers.
    public var (headBytes, headers) = (64 * 1_024, 100)
    /// Seconds from the first byte of a request to the end of its headers.
    public var headSeconds: Int64 = 10
    /// Seconds that a body has, and one more for as many bytes of it as have come.
    public var (bodySeconds, bodyRate): (Int64, Int64) = (30, 16_384)
    /// Seconds for which a connection may do nothing between two requests, and for which whoever asked may take nothing of his answer.
    public var (idleSeconds, stalledSeconds): (Int64, Int64) = (60, 30)
    /// Requests a second of one caller, and how many at once before that counts; 0: without limit.
    public var (rate, burst) = (0, 1)
    /// Whose word on where a request comes from is taken.
    public var proxies: [AddressRange] = []

    public init() {}

    /// As they are set for `serve`.
    public init(_ settings: Settings) {
        connections = settings.number("connections")
        connectionsOfOne = settings.number("connections-per-address")
        atWork = settings.number("requests-at-work")
        (headSeconds, bodySeconds) = (Int64(settings.number("head-seconds")), Int64(settings.number("body-seconds")))
        idleSeconds = Int64(settings.number("idle-seconds"))
        (rate, burst) = (settings.number("rate"), settings.number("burst"))
        proxies = settings.list("proxy").compactMap { AddressRange($0) }
    }
}
