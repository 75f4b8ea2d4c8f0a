import Foundation
import Synchronization

/// Where the master keys of an office come from, when they are first needed.
public protocol KeySource: Sendable {
    /// - Parameter creating: something is to be sealed; where there are no keys yet, one is made.
    func keys(creating: Bool) throws -> MasterKeys
    /// Makes one more key, which seals from now on; the others still open what they have sealed.
    func add() throws -> MasterKeys
}

/// An office without keys seals nothing, and takes nothing that would have to be sealed.
public struct NoKeys: KeySource {
    public init() {}

    public func keys(creating: Bool) throws -> MasterKeys { throw KeyProblem.none }
    public func add() throws -> MasterKeys { throw KeyProblem.none }
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

/// Personal data cannot be sealed or opened.
public enum KeyProblem: Error, Sendable, Hashable {
    case none
    /// These keys are others than those by which it was sealed.
    case sealedByAnother
    case missing(String)
    case cannotRead(String)
    case cannotWrite(String)
    /// A file stands where one was to be made.
    case exists(String)
    case noKey(String, line: Int)
    /// SM2, SM3 or SM4 is wanted, and this build has none of them.
    case needsGM
    /// libcrypto does not do what SM2, SM3 or SM4 needs: it may have been built without them.
    case gmFailed
}

extension KeyProblem {
    public var message: Title {
        switch self {
        case .sealedByAnother:
            Title(zh: "主密钥不是当初密封所用的", en: "these are not the master keys by which it was sealed")
        case .none: Title(zh: "此系统没有主密钥，不能接收个人数据", en: "this office has no master keys, and takes no personal data")
        case .missing(let path):
            Title(zh: "没有主密钥文件 `\(path)`，无法打开密封的数据", en: "there is no file of master keys `\(path)`; what is sealed cannot be opened")
        case .cannotRead(let path): Title(zh: "无法读取主密钥文件 `\(path)`", en: "the file of master keys `\(path)` cannot be read")
        case .exists(let path): Title(zh: "`\(path)` 已存在", en: "`\(path)` is there already")
        case .cannotWrite(let path): Title(zh: "无法写入主密钥文件 `\(path)`", en: "the file of master keys `\(path)` cannot be written")
        case .noKey(let path, let line): Title(zh: "`\(path)` 第 \(line) 行不是密钥", en: "line \(line) of `\(path)` is no key")
        case .needsGM:
            Title(
                zh: "SM2、SM3、SM4 需要支持国密的构建：swift build --traits GM", en: "SM2, SM3 and SM4 need a build with 国密: swift build --traits GM")
        case .gmFailed: Title(zh: "libcrypto 未能执行 SM2、SM3、SM4", en: "libcrypto does not do SM2, SM3 and SM4")
        }
    }

    public var help: Title {
        switch self {
        case .none, .sealedByAnother, .missing, .cannotRead:
            Title(zh: "用 --keys 指定，或放回原来的文件", en: "name it with --keys, or put it back where it was")
        case .cannotWrite, .exists: Title(zh: "用 --keys 指定可写的位置", en: "name another place with --keys")
        case .needsGM:
            Title(
                zh: "换用该构建；新数据可用 --algorithms standard 密封，但已用国密密封的数据只有该构建能打开",
                en: "run one; what is new is sealed without it with --algorithms standard, but only such a build opens what SM4 has sealed")
        case .gmFailed: Title(zh: "请安装带有 SM2、SM3、SM4 的 OpenSSL 3", en: "install an OpenSSL 3 that was built with them")
        case .noKey: Title(zh: "每行一个：名称和 32 字节的 Base64", en: "one a line: a name, and 32 bytes in Base64")
        }
    }
}
