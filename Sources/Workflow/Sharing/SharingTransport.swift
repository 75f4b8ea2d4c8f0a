/// Carries a message to a sharing service and brings its answer; the network is the Server's.
public protocol SharingTransport: Sendable {
    /// - Parameter milliseconds: within which the whole answer must have come.
    func post(_ operation: String, _ body: [UInt8], within milliseconds: Int64) async throws(SharingFault) -> SharingResponse
}

public struct SharingResponse: Sendable, Hashable {
    /// The status of HTTP.
    public var status: Int
    public var body: [UInt8]

    public init(status: Int, body: [UInt8]) { (self.status, self.body) = (status, body) }
}
