/// A file that was handed in for a paper.
public struct FileMessage: Codable, Sendable {
    public var id: Int64
    /// The line of the ledger.
    public var line: String
    public var type: FileCheck.Kind
    public var bytes: Int
    public var sha256: String
    public var at: String

    public init(_ info: Office.FileInfo) {
        (id, line, type, bytes, sha256) = (info.number, info.line, info.kind, info.bytes, info.sha256)
        at = Instant(milliseconds: info.at).rfc3339
    }
}

/// What came of handing in a file.
public struct FileAnswerMessage: Codable, Sendable {
    public var file: FileMessage
    /// Where its paper was wanting in a case that is in: what happened.
    public var version: Int?
    public var events: [EventRecord]?

    public init(_ answer: Office.FileAnswer) {
        file = FileMessage(answer.file)
        (version, events) = (answer.answer?.version, answer.answer?.events)
    }
}
