import Foundation

/// Heads of the log that are kept in a file beside a database, one a line, so that a log that is cut off, or an older file put in its place,
/// is seen without anybody having written a head down. Against somebody who can write to the folder only a head that is kept elsewhere helps.
public struct KeptHeads: Sendable {
    private let path: String

    /// Which log they are of.
    public enum Log: String, Sendable {
        case cases = "-heads"
        case dataUses = "-use-heads"
    }

    /// The file is `onething.sqlite-heads` beside `onething.sqlite`, or `-use-heads`; it need not be there.
    public init(beside database: String, of log: Log = .cases) { path = database + log.rawValue }

    /// All heads that were kept; throws where a line is none.
    public func all() throws(StoreFault) -> [Head] {
        var heads: [Head] = []
        for (number, line) in wholeLines().enumerated() {
            guard let head = Head(line) else { throw .damaged("\(path):\(number + 1)") }
            heads.append(head)
        }
        return heads
    }

    /// Keeps a head, if it is not the last that was; it is on disk afterwards.
    public func keep(_ head: Head) throws(StoreFault) {
        let lines = wholeLines()
        if head.position == 0 || lines.last == head.description { return }
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw errno == EACCES || errno == EROFS ? .readOnly : .cannotOpen(path) }
        defer { close(file) }
        // What a power cut left of a line gives way.
        let end = lines.reduce(0) { $0 + $1.utf8.count + 1 }
        let line = Array((head.description + "\n").utf8)
        guard ftruncate(file, off_t(end)) == 0, pwrite(file, line, line.count, off_t(end)) == line.count, fsync(file) == 0 else {
            throw errno == ENOSPC ? .full : .failed(String(cString: strerror(errno)))
        }
    }

    private func wholeLines() -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
