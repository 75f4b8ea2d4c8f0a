import ArgumentParser
import Foundation
import Server
import Workflow

/// Serving the registry to other offices, and what they need to know of it.
struct LicenceServe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the registry to other offices (GB/T 36906), until Ctrl-C; TLS ends at a proxy before it.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @OptionGroup var address: AddressOptions

    @Option(parsing: .unconditional, help: "The port; 0: one that is free.") var port = 8090

    func run() async throws {
        let language = languages.language
        let address = try address.address(port: port, language)
        try await database.withOffice(language, .shareLicences, by: role.role(.security)) { office, _ in
            try await address.telling(language) {
                try await SharingServer(office, host: address.host, port: address.port).run { port in
                    Console.print(
                        language("证照共享服务：http://\(address.url(port))", "licences are served at http://\(address.url(port))"))
                }
            }
        }
    }
}

struct LicenceAccount: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Which other offices may have licences of this registry.",
        subcommands: [AccountOpen.self, AccountClose.self, AccountList.self])
}

/// What the commands about accounts take.
struct AccountOptions: ParsableArguments {
    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    var caller: Caller { Caller(role.role(.security)) }
}

struct AccountOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract:
            "Let an office have licences of some types; of an account that is there, change which. Where there is no registry yet, it begins one."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "A name for the account.") var name: String

    @Option(help: "The credit code of the body that it is for.") var organisation: String

    @Option(name: .customLong("type"), help: "A type of licences that it may have. May be given several times.") var types: [String]

    private struct Opened: Encodable {
        var account: String
        var secret: String?
    }

    func run() async throws {
        let language = common.language
        let caller = Caller(role.role(.security))
        guard let code = CreditCode(organisation) else {
            throw Failure(.usage, Title(zh: "--organisation 不是统一社会信用代码", en: "--organisation is no credit code (GB 32100)")).report(
                language)
        }
        try await database.withOffice(language, .shareLicences, by: caller.role, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            let secret = try await office.openAccount(name, of: code, types: types, by: caller)
            switch format {
            case .json: try Console.print(json: Opened(account: name, secret: secret))
            case .text:
                if let secret { Console.print(secret) }
                Console.error(
                    secret == nil
                        ? language("账号 \(name) 已更改", "the account \(name) was changed")
                        : language(
                            "账号 \(name) 的密钥如上，只显示这一次", "the secret of the account \(name) is above; it is told this once"))
            }
        }
    }
}

struct AccountClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "close", abstract: "From now on it is let no more.")

    @OptionGroup var options: AccountOptions

    @Argument(help: "The account.") var name: String

    func run() async throws {
        let language = options.languages.language
        try await options.database.withOffice(language, .shareLicences, by: options.caller.role) { office, _ in
            try await office.closeAccount(name, by: options.caller)
            Console.print(language("账号 \(name) 已关闭", "the account \(name) is closed"))
        }
    }
}

struct AccountList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The accounts, and what they may have.")

    @OptionGroup var options: AccountOptions

    private struct Line: Encodable {
        var account: String
        var organisation: String
        var types: [String]
        var closed: Bool
    }

    func run() async throws {
        let language = options.languages.language
        try await options.database.withOffice(language, .shareLicences, by: options.caller.role) { office, _ in
            let lines = try await office.accounts(by: options.caller).map {
                Line(account: $0.name, organisation: $0.organisation, types: $0.types, closed: $0.closedAt != nil)
            }
            switch options.format {
            case .json: try Console.print(json: lines)
            case .text:
                for line in lines {
                    let end = line.closed ? language("已关闭", "closed") : line.types.joined(separator: " ")
                    Console.print("\(line.account)  \(line.organisation)  \(end)")
                }
                if lines.isEmpty { Console.error(language("没有账号", "there are no accounts")) }
            }
        }
    }
}

struct LicenceKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The public keys by which others check what is issued here, as their file of providers wants them.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    /// As a file of providers takes it.
    private struct Key: Encodable {
        var algorithm: String
        var key: String
        var name: String
        var bodies: [String]
    }

    func run() async throws {
        let language = languages.language
        try await database.withOffice(language, .shareLicences, by: role.role(.security)) { office, _ in
            let keys = try await office.publicKeys()
            if keys.isEmpty { throw LicenceRefusal.nothingIssued }
            let bodies = try await office.issuingBodies()
            try Console.print(json: keys.map { Key(algorithm: $0.algorithm.rawValue, key: $0.text, name: $0.name, bodies: bodies) })
        }
    }
}

struct LicenceCode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "A code by which its holder shows a licence for five minutes (亮证).")

    @OptionGroup var options: ConsentOptions

    @Argument(help: "The number of the licence in the registry.") var number: Int64

    private struct Code: Encodable {
        var code: String
    }

    func run() async throws {
        let language = options.languages.language
        let holder = try options.whose.holder(language)
        try await options.database.withOffice(language, .authorise, by: options.caller.role) { office, _ in
            let code = try await office.showLicence(number, of: holder, by: options.caller)
            switch options.format {
            case .json: try Console.print(json: Code(code: code))
            case .text: Console.print(code)
            }
        }
    }
}

struct LicenceMine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mine", abstract: "The licences that somebody holds, for himself: number, type, status, last day. None is opened.")

    @OptionGroup var options: ConsentOptions

    func run() async throws {
        let language = options.languages.language
        let holder = try options.whose.holder(language)
        let today = Moment(milliseconds: try options.database.clock(language).milliseconds).day
        try await options.database.withOffice(language, .authorise, by: options.caller.role) { office, _ in
            let titles = try await office.licenceTitles()
            let lines = try await office.licences(of: holder, by: options.caller)
                .map { LicenceRowMessage($0, on: today, titles, language) }
            switch options.format {
            case .json: try Console.print(json: lines)
            case .text:
                for line in lines { Console.print(line.text(language)) }
                if lines.isEmpty { Console.error(language("没有证照", "there are none")) }
            }
        }
    }
}

struct LicenceIncidents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "What providers of licences did not do: for which case, why, how often they failed, whose it is.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Flag(help: "Those that have come to an end, too.") var all = false

    @Option(help: "Only those after this number.") var after: Int64 = 0

    @Option(help: "At most so many.") var limit = 100

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Line: Encodable {
        var number: Int64
        var `case`: String
        var kind: String
        var provider: String
        var type: String
        var owner: String
        var fault: String
        /// To the minute, as `next`, which is never earlier than it is.
        var opened: String
        /// How often it was asked and did not do it.
        var failures: Int
        var next: String?
        var closed: String?
        var outcome: String?
    }

    func run() async throws {
        let language = languages.language
        try await database.withOffice(language, .incidents, by: role.role(.administrator)) { office, _ in
            let lines = try await office.incidents(
                openOnly: !all, after: after, limit: limit, by: Caller(role.role(.administrator))
            ).map { one in
                Line(
                    number: one.number, case: one.caseID.description, kind: one.kind.rawValue, provider: one.provider, type: one.type,
                    owner: one.owner, fault: one.fault, opened: Instant(milliseconds: one.openedAt).rfc3339, failures: one.tries,
                    next: one.closedAt == nil ? Instant(milliseconds: one.nextAt).rfc3339 : nil,
                    closed: one.closedAt.map { Instant(milliseconds: $0).rfc3339 }, outcome: one.outcome?.rawValue)
            }
            switch format {
            case .json: try Console.print(json: lines)
            case .text:
                for line in lines {
                    let end = line.outcome ?? line.next.map { language("下次 \($0)", "next \($0)") } ?? ""
                    let failures = language("失败 \(line.failures) 次", "failed \(line.failures) times")
                    Console.print(
                        "\(line.number)  \(line.case)  \(line.kind)  \(line.provider)  \(line.type)  \(line.fault)  \(failures)  \(line.owner)  \(end)"
                    )
                }
                if lines.isEmpty { Console.error(language("没有异常", "there are none")) }
            }
        }
    }
}
