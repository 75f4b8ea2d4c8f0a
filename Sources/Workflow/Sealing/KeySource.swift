import Foundation
import Synchronization

/// Where the master keys of an office come from, when they are first needed.
public protocol KeySource: Sendable {
    /// - Parameter creating: something is to be sealed; where there are no keys yet, one is made.
    func keys(creating: Bool) throws -> MasterKeys
    /// Makes one more key, which seals from now on; the others still open what they have sealed.
    func add() throws -> MasterKeys
    /// Forgets one that has nothing more to open, and that is not the one that seals.
    func remove(_ name: String) throws
}

/// An office without keys seals nothing, and takes nothing that would have to be sealed.
public struct NoKeys: KeySource {
    public init() {}

    public func keys(creating: Bool) throws -> MasterKeys { throw KeyProblem.none }
    public func add() throws -> MasterKeys { throw KeyProblem.none }
    public func remove(_ name: String) throws { throw KeyProblem.none }
}

/// Keys that live as long as the process: for tests, and for a look at what a folder does.
public final class PassingKeys: KeySource {
    private let masters: Mutex<MasterKeys>

    public init(algorithms: Algorithms = .standard) {
        var keys = MasterKeys()
        keys.algorithms = algorithms
        masters = Mutex(keys)
    }

    public func keys(creating: Bool) -> MasterKeys { masters.withLock { $0 } }

    public func add() -> MasterKeys {
        masters.withLock { masters in
            masters = masters.adding(MasterKeys())
            return masters
        }
    }

    public func remove(_ name: String) { masters.withLock { $0 = $0.removing(name) } }
}

/// Keys that somebody else keeps, as a keeper of secrets that puts them into the environment: they are read, and written nowhere.
public struct GivenKeys: KeySource {
    private let masters: MasterKeys
    private let origin: String

    /// - Parameters:
    ///   - text: as a file of keys has them; nothing of it is told where it is none.
    ///   - origin: where they come from, for messages.
    /// - Throws: `KeyProblem.noKey`.
    public init(text: String, from origin: String, algorithms: Algorithms = .standard) throws(KeyProblem) {
        do throws(UnreadableKeys) {
            var keys = try MasterKeys(text: text)
            keys.algorithms = algorithms
            (masters, self.origin) = (keys, origin)
        } catch {
            throw .noKey(origin, line: error.line)
        }
    }

    public func keys(creating: Bool) -> MasterKeys { masters }
    public func add() throws -> MasterKeys { throw KeyProblem.keptElsewhere(origin) }
    public func remove(_ name: String) throws { throw KeyProblem.keptElsewhere(origin) }
}

/// Keys in a file, that only its owner reads.
public final class KeyFile: KeySource {
    public let path: String
    private let algorithms: Algorithms
    private let known = Mutex<MasterKeys?>(nil)
    private let made: @Sendable (String) -> Void

    /// - Parameters:
    ///   - algorithms: by which these keys seal, and what they seal signs, from now on.
    ///   - made: is told the path of a file that was made because there was none.
    public init(path: String, algorithms: Algorithms = .standard, made: @escaping @Sendable (String) -> Void) {
        (self.path, self.algorithms, self.made) = (path, algorithms, made)
    }

    public func keys(creating: Bool) throws -> MasterKeys {
        try known.withLock { known in
            if let known { return known }
            var keys = try read() ?? make(creating)
            keys.algorithms = algorithms
            known = keys
            return keys
        }
    }

    /// The new key is on disk before anything is sealed with it, and the file is whole at every moment.
    public func add() throws -> MasterKeys {
        try known.withLock { known in
            guard let now = try read() else { throw KeyProblem.missing(path) }
            let more = MasterKeys()
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw KeyProblem.cannotRead(path) }
            try replace(text + (text.hasSuffix("\n") ? "" : "\n") + more.text)
            var all = now.adding(more)
            all.algorithms = algorithms
            known = all
            return all
        }
    }

    /// Remarks and the other lines stay as they are.
    public func remove(_ name: String) throws {
        try known.withLock { known in
            guard var now = try read() else { throw KeyProblem.missing(path) }
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw KeyProblem.cannotRead(path) }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
                line.hasPrefix("#") || line.split(whereSeparator: \.isWhitespace).first != name[...]
            }
            try replace(lines.joined(separator: "\n"))
            now.algorithms = algorithms
            known = now.removing(name)
        }
    }

    private func replace(_ text: String) throws {
        let new = path + ".new"
        try? FileManager.default.removeItem(atPath: new)
        try write(text, to: new)
        guard rename(new, path) == 0 else { throw KeyProblem.cannotWrite(path) }
        try syncFolder()
    }

    private func write(_ text: String, to path: String) throws {
        let bytes = Array(text.utf8)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw errno == EEXIST ? KeyProblem.exists(path) : KeyProblem.cannotWrite(path) }
        defer { close(file) }
        guard Foundation.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else { throw KeyProblem.cannotWrite(path) }
    }

    private func syncFolder() throws {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY)
        defer { close(folder) }
        guard folder >= 0, fsync(folder) == 0 else { throw KeyProblem.cannotWrite(path) }
    }

    private func read() throws -> MasterKeys? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw KeyProblem.cannotRead(path) }
        do throws(UnreadableKeys) { return try MasterKeys(text: text) } catch { throw KeyProblem.noKey(path, line: error.line) }
    }

    /// On disk before anything is sealed with it.
    private func make(_ creating: Bool) throws -> MasterKeys {
        guard creating else { throw KeyProblem.missing(path) }
        let keys = MasterKeys()
        do {
            try write(
                "# The master keys of OneThing. Whoever has them can read what is sealed; without them nobody can.\n" + keys.text, to: path)
        } catch KeyProblem.exists {
            // Another office has made it in this instant.
            guard let keys = try read() else { throw KeyProblem.cannotRead(path) }
            return keys
        }
        try syncFolder()
        made(path)
        return keys
    }
}
