/// Carries a message to a subscriber; the network is the Server's.
public protocol WebhookTransport: Sendable {
    /// - Parameter milliseconds: within which the whole answer must have come.
    func post(_ body: [UInt8], to address: String, _ headers: [(name: String, value: String)], within milliseconds: Int64) async
        -> WebhookAnswer
}

/// What came of sending something.
public enum WebhookAnswer: Sendable, Hashable {
    /// - Parameter retryAfter: as the header has it.
    case answered(status: Int, retryAfter: String?)
    /// Nobody knows whether it came; a word for programs.
    case failed(String)
    /// The process ends: it is sent again by the next.
    case brokenOff
}
