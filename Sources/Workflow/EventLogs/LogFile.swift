import Foundation

/// A file that is written from beginning to end, and has its name only once it is whole.
final class LogFile {
    private let path: String?
    private let handle: FileHandle
    private var bytes: [UInt8] = []
    private static let most = 1 << 16

    /// A file at a path, with its folder; nil: standard output. A link is followed, and into a pipe or a device it is written as it comes.
    init(_ path: String?) throws {
        let place = path.map(FilePlace.init)
        if let path, let place, !place.isFile {
            self.path = nil
            let file = open(path, O_WRONLY | O_CLOEXEC)
            guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
            handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
            return
        }
        let path = place?.path
        self.path = path
        guard let path else {
            handle = .standardOutput
            return
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        handle = try Self.begin(Self.part(of: path))
    }

    /// A file for what is written down and read again; it has no name, and is gone with the value.
    init(beside path: String?) throws {
        self.path = nil
        let place = path.map(FilePlace.init).flatMap { $0.isFile ? Self.part(of: $0.path) + "-events" : nil }
        let file = place ?? NSTemporaryDirectory() + "onething-\(UUID().uuidString)"
        handle = try Self.begin(file)
        try FileManager.default.removeItem(atPath: file)
    }

    /// What it is called until it is whole.
    static func part(of path: String) -> String { path + ".part" }

    /// An empty file for its owner alone.
    private static func begin(_ path: String) throws -> FileHandle {
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        return FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    func add(_ text: String) throws {
        bytes.append(contentsOf: text.utf8)
        if bytes.count >= Self.most { try flush() }
    }

    private func flush() throws {
        try handle.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Everything that was written to another.
    func add(_ other: LogFile) throws {
        try flush()
        try other.flush()
        try other.handle.seek(toOffset: 0)
        while let piece = try other.handle.read(upToCount: 1 << 20), !piece.isEmpty { try handle.write(contentsOf: piece) }
    }

    func finish() throws {
        try flush()
        guard let path else { return }
        try handle.synchronize()
        try handle.close()
        guard rename(Self.part(of: path), path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func discard() {
        guard let path else { return }
        try? handle.close()
        try? FileManager.default.removeItem(atPath: Self.part(of: path))
    }
}
