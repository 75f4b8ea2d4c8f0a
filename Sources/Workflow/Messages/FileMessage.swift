/// A file that was handed in for a paper.
public struct FileMessage: Codable, Sendable {
    public var id: Int64
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
    public var version: Int?
    public var events: [EventRecord]?

    public init(_ answer: Office.FileAnswer) {
        file = FileMessage(answer.file)
        (version, events) = (answer.answer?.version, answer.answer?.events)
    }
}

extension FileMessage: Described {
    public static let about: Meaning = "为材料提交的文件 · A file that was handed in for a paper."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "文件序号，用于 `getMaterial` · Its number, for `getMaterial`."),
        "line": .line,
        "type": "文件类型 · What type of file it is.",
        "bytes": .number(1...FileRules().mostBytes, "字节数 · Its size in bytes."),
        "sha256": .digest,
        "at": .moment("提交的时间 · When it was handed in."),
    ]
}

extension FileAnswerMessage: Described {
    public static let about: Meaning = "提交文件的结果 · What came of handing in a file."
    public static let meanings: [String: Meaning] = [
        "file": "文件 · The file.",
        "version": .version.and("已提交的办件要求补正该材料、因而随即提交的才有 · Where its paper was wanting in a case that is in, and so was handed in."),
        "events": .events,
    ]
}
