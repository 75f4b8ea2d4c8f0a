import ArgumentParser
import Foundation
import Workflow

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The master keys: how much each has sealed, and a new one in place of the others.",
        subcommands: [KeysList.self, KeysRotate.self])
}

struct KeysList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Each master key by its name, and how many keys it has sealed; one that has sealed none is not needed.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Line: Encodable {
        var name: String
        var sealed: Int
    }

    func run() async throws {
        let language = languages.language
        let role = role.role(.security)
        try await database.withOffice(language, .keepKeys, by: role) { office, _ in
            let lines = try await office.sealedByKey(by: Caller(role)).map { Line(name: $0.name, sealed: $0.count) }
            switch format {
            case .json: try Console.print(json: lines)
            case .text: for line in lines { Console.print("\(line.name)  \(line.sealed)") }
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
            let count = try await office.rotateKeys(adding: !resume, by: Caller(role))
            Console.print(language("重新密封了 \(count) 个密钥", "sealed \(count) keys anew"))
            Console.error(
                language(
                    "旧主密钥仍在文件中：备份还要用它，30 天内重复的请求也靠它辨认；不再需要时可从文件删去该行",
                    "the old master keys are in the file still: backups need them, and for 30 days requests that are repeated; take their lines out when neither does"
                ))
        }
    }
}
