import ArgumentParser
import Foundation
import Workflow

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The master keys: how much each has sealed, and a new one in place of the others.",
        subcommands: [KeysList.self, KeysRotate.self, KeysRetire.self])
}

struct KeysList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Each master key by its name, and how many keys it has sealed; one that has sealed none is not needed.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    func run() async throws {
        let language = languages.language
        let role = role.role(.security)
        try await database.withOffice(language, .keepKeys, by: role) { office, _ in
            let keys = try await office.sealedByKey(by: Caller(role))
            switch format {
            case .json: try Console.print(json: keys)
            case .text:
                for key in keys {
                    let absent = key.absent ? language("  缺失：所密封的无法打开", "  absent: what it has sealed cannot be opened") : ""
                    Console.print("\(key.name)  \(key.sealed)\(absent)")
                }
            }
        }
    }
}

struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract:
            "Make a new master key and seal by it what others have sealed. Where it was broken off, --resume goes on with the key that is there."
    )

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Flag(help: "No new key: only what an earlier rotation has left.") var resume = false

    func run() async throws {
        let language = languages.language
        let role = role.role(.security)
        try await database.withOffice(language, .keepKeys, by: role) { office, _ in
            let count: Int
            do { count = try await office.rotateKeys(adding: !resume, by: Caller(role)) } catch KeyProblem.keptElsewhere(let origin) {
                // Nothing is sealed by a key that nobody has kept yet.
                Console.print(MasterKeys.newLine().trimmingCharacters(in: .newlines))
                return Console.error(
                    language(
                        "这是新主密钥：请加在 \(origin) 的最后一行，再运行 onething keys rotate --resume；此前没有任何改动",
                        "this is a new master key: put it after the last line of \(origin), then run onething keys rotate --resume; nothing has changed so far"
                    ))
            }
            Console.print(language("重新密封了 \(count) 个密钥", "sealed \(count) keys anew"))
            Console.error(note(count)[language])
        }
    }
}

extension KeysRotate {
    /// What is to be done with the old keys, where they are kept; or why there was nothing to seal.
    private func note(_ count: Int) -> Title {
        let origin = database.originOfKeys
        if resume, count == 0 {
            return Title(
                zh: "\(origin) 的最后一个主密钥已密封全部：如有新主密钥，先将它加在 \(origin) 的最后一行，再运行一次",
                en:
                    "the last master key of \(origin) has sealed everything already: if there is a new one, put it after the last line of \(origin) first, then run this again"
            )
        }
        return database.areKeysGiven
            ? Title(
                zh: "旧主密钥仍在 \(origin) 中：备份还要用它，30 天内重复的请求也靠它辨认；都不再需要时从该处删去",
                en:
                    "the old master keys are in \(origin) still: backups need them, and for 30 days requests that are repeated; when neither does, take them out there"
            )
            : Title(
                zh: "旧主密钥仍在文件中：备份还要用它，30 天内重复的请求也靠它辨认；都不再需要时用 onething keys retire 停用",
                en:
                    "the old master keys are in the file still: backups need them, and for 30 days requests that are repeated; when neither does, onething keys retire takes them out"
            )
    }
}

struct KeysRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take a master key out of the file that has sealed nothing any more: what backups have under it can then never be read.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Argument(help: "Its name, as keys list tells it.") var name: String

    func run() async throws {
        let language = languages.language
        let role = role.role(.security)
        try await database.withOffice(language, .keepKeys, by: role) { office, _ in
            try await office.retireKey(name, by: Caller(role))
            Console.print(language("已停用主密钥 \(name)；请同样销毁它的其他副本", "the master key \(name) is retired; destroy every other copy of it, too"))
        }
    }
}
