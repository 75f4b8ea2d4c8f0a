import ArgumentParser
import Workflow

/// What becomes of one licence.
private protocol LicenceChange: AsyncParsableCommand {
    var change: ChangeOptions { get }
    static var status: LicenceStatus { get }
}

struct ChangeOptions: ParsableArguments {
    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keeper: KeeperOptions

    @Argument(help: "The number of the licence in the registry.") var number: Int64

    @Option(help: "Why; it stands in the log of uses of data, so no personal data.") var reason: String
}

extension LicenceChange {
    func run() async throws {
        let language = change.languages.language
        try await change.database.withOffice(language, nil, by: change.keeper.caller.role) { office, _ in
            try await office.setLicence(change.number, to: Self.status, because: change.reason, by: change.keeper.caller)
            Console.print("\(change.number)  \(Self.status.title[language])")
        }
    }
}

struct LicenceSuspend: LicenceChange {
    static let configuration = CommandConfiguration(commandName: "suspend", abstract: "It may not be used for a while (暂扣).")
    static let status = LicenceStatus.suspended
    @OptionGroup var change: ChangeOptions
}

struct LicenceResume: LicenceChange {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "What was suspended holds again.")
    static let status = LicenceStatus.valid
    @OptionGroup var change: ChangeOptions
}

struct LicenceRevoke: LicenceChange {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "It should not have been given (撤销, 行政许可法 art. 69).")
    static let status = LicenceStatus.revoked
    @OptionGroup var change: ChangeOptions
}

struct LicenceWithdraw: LicenceChange {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "Take it away as a punishment (吊销).")
    static let status = LicenceStatus.withdrawn
    @OptionGroup var change: ChangeOptions
}

struct LicenceCancel: LicenceChange {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "It is over (注销, 行政许可法 art. 70).")
    static let status = LicenceStatus.cancelled
    @OptionGroup var change: ChangeOptions
}
