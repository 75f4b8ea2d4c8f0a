import ArgumentParser
import Foundation
import Synchronization
import Workflow

/// Where a database is, `--database`, else ONETHING_DATABASE, else `onething.sqlite`; and where its master keys are.
struct KeyOptions: ParsableArguments {
    @Option(name: .customLong("database"), help: "The database; else ONETHING_DATABASE, else onething.sqlite.")
    var path: String?

    @Option(
        name: .customLong("keys"),
        help:
            "The file of master keys; else the keys themselves in ONETHING_MASTER_KEYS, else the file ONETHING_KEYS, else DATABASE-keys, made when it is first needed."
    )
    var keyFile: String?

    var file: String {
        path ?? ProcessInfo.processInfo.environment["ONETHING_DATABASE"].flatMap { $0.isEmpty ? nil : $0 } ?? "onething.sqlite"
    }

    /// Where what is sealed is opened.
    /// - Parameter made: is told of a file that is made, for without it nothing can be read again.
    func source(_ algorithms: Algorithms, made: @escaping @Sendable (String) -> Void) throws(KeyProblem) -> any KeySource {
        guard let text else { return KeyFile(path: keyPath, algorithms: algorithms, made: made) }
        return try GivenKeys(text: text, from: Self.given, algorithms: algorithms)
    }

    /// The text of a file of keys, as a keeper of secrets puts it into the environment.
    private static let given = "ONETHING_MASTER_KEYS"

    fileprivate static let keysBeside = "-keys"

    private var text: String? {
        keyFile == nil ? ProcessInfo.processInfo.environment[Self.given].flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    private var keyPath: String {
        keyFile ?? ProcessInfo.processInfo.environment["ONETHING_KEYS"].flatMap { $0.isEmpty ? nil : $0 } ?? file + Self.keysBeside
    }

    /// Somebody else keeps the master keys; else they are in a file.
    var areGiven: Bool { text != nil }

    /// Tells where the file of keys is not for its owner alone.
    func noteLooseFile(_ language: Language) {
        var status = stat()
        guard !areGiven, stat(keyPath, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        Console.error(
            language(
                "注意：主密钥文件 \(keyPath) 他人也可读写；请执行 chmod 600",
                "note: the file of master keys \(keyPath) can be read by others, too; chmod 600 mends that"))
    }

    /// Where the master keys come from, for messages.
    var origin: String { areGiven ? Self.given : keyPath }
}

/// A file of master keys that a command has made: it is told of at once, or with a new database, which may come to nothing, at the end.
final class MadeKeys: Sendable {
    private let own: String
    private let language: Language
    private let mayComeToNothing: Bool
    private let untold = Mutex<String?>(nil)

    /// - Parameter database: whose own file of keys lies beside it.
    init(beside database: String, _ language: Language) {
        (own, self.language) = (database + KeyOptions.keysBeside, language)
        mayComeToNothing = !FileManager.default.fileExists(atPath: database)
    }

    func note(_ path: String) {
        untold.withLock { $0 = path }
        if !mayComeToNothing { tell() }
    }

    func tell() {
        guard let path = untold.withLock({ $0.take() }) else { return }
        Console.error(
            language(
                "注意：已生成主密钥文件 \(path)；请另行妥善备份，丢失则密封的数据无法再读",
                "note: the master keys are in \(path), which was made now; keep a copy apart, for without them nothing that is sealed can be read"
            ))
    }

    /// Only the file that belongs to this database alone: one that others name, too, may have sealed something of theirs by now. That is told.
    func takeAway() {
        guard untold.withLock({ $0 }) == own else { return tell() }
        try? FileManager.default.removeItem(atPath: own)
    }
}
