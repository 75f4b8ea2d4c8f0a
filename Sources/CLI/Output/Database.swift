import ArgumentParser
import Foundation
import Server
import Synchronization
import Workflow

/// The database of a command: `--database`, else ONETHING_DATABASE, else `onething.sqlite`.
struct DatabaseOptions: ParsableArguments {
    @OptionGroup var keyOptions: KeyOptions

    @Option(
        name: .customLong("providers"),
        help: "A file of providers that have licences elsewhere; else ONETHING_PROVIDERS, else there are none.")
    var providerFile: String?

    @Option(help: "The algorithms that seal and sign what is new, standard or gm (国密); else ONETHING_ALGORITHMS, else standard.")
    var algorithms: Algorithms?

    @Option(
        help: ArgumentHelp(
            "Days after its end in which an item may be rated; else ONETHING_RATING_WINDOW, else 30.", visibility: .hidden))
    var ratingWindow: Int?

    @Option(
        help: ArgumentHelp(
            "Working days in which a bad rating is called back; else ONETHING_CALL_BACK, else 5.", visibility: .hidden))
    var callBack: Int?

    @Option(help: "A moment (2026-03-02 09:30) instead of the clock's, to try something out.")
    var now: String?

    var file: String { keyOptions.file }

    /// Takes what holds of flags, environment and file together.
    mutating func take(_ settings: Settings) {
        keyOptions.path = settings.text("database")
        // Keys that are given are in no file.
        if settings.isSaid("keys"), !areKeysGiven { keyOptions.keyFile = settings.text("keys") }
        providerFile = settings.text("providers")
        (ratingWindow, callBack) = (settings.number("rating-window"), settings.number("call-back"))
        algorithms = settings.text("algorithms").flatMap { Algorithms(rawValue: $0) }
    }

    /// A database was named on the command line.
    var isNamed: Bool { keyOptions.path != nil }

    /// Opens the database, does something in its office that the role may do, and closes it; what cannot be done is told in one line.
    /// - Parameters:
    ///   - operation: nil: the office looks at it itself, since whoever is refused stands in its log.
    ///   - files: how much may be uploaded.
    func withOffice<Value>(
        _ language: Language, _ operation: Workflow.Operation?, by role: Actor.Role, creating: Bool = false,
        files: FileRules = FileRules(),
        _ body: (Office, any EventStore) async throws -> Value
    ) async throws -> Value {
        let clock = try clock(language)
        let madeKeys = MadeKeys(beside: file, language)
        let algorithms = try chosenAlgorithms(language)
        let keys = try await telling(language) { try keyOptions.source(algorithms) { madeKeys.note($0) } }
        let providers = try providers(language)
        let ratings = RatingRules(
            windowDays: try days(ratingWindow, "ONETHING_RATING_WINDOW", else: 30, language),
            callBackDays: try days(callBack, "ONETHING_CALL_BACK", else: 5, language))
        if let operation { try await telling(language) { try Rights.check(operation, by: role) } }
        guard creating || FileManager.default.fileExists(atPath: file) else {
            throw Failure(
                .usage, Title(zh: "没有数据库 `\(file)`", en: "there is no database `\(file)`"),
                help: Title(
                    zh: "用 --database 指定，或先运行 onething serve、case start、licence issue、licence account open",
                    en: "name it with --database, or begin with onething serve, case start, licence issue or licence account open")
            ).report(language)
        }
        return try await telling(language) {
            let store = try SQLiteStore(at: file)
            let office = Office(store: store, clock: clock, keys: keys, providers: providers, ratings: ratings, files: files)
            let result: Result<Value, any Error>
            do {
                if let origin = try await store.read({ try $0.origin() }) { Console.error(origin.note[language]) }
                if operation?.mayAskProviders ?? false {
                    try await office.checkProviders()
                    for name in try await office.missingProviders() { Console.error(Self.note(missing: name)[language]) }
                }
                result = .success(try await body(office, store))
            } catch {
                result = .failure(error)
            }
            if case .failure = result, store.isNew, (try? await office.isUnused()) ?? false {
                try store.discard()
                madeKeys.takeAway()
            } else {
                try store.close()
                madeKeys.tell()
            }
            return try result.get()
        }
    }

    /// Does something with a database; what cannot be done is told in one line.
    func telling<Value>(_ language: Language, _ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch { throw told(error, language) }
    }

    /// What can be done while `serve` has the database, and what has to wait.
    private static let besideServing = Title(
        zh: "onething serve 运行期间：新定义由它发布（kill -HUP）；核查用备份（onething backup，再 verify --database 备份）；其余先停止它",
        en:
            "while onething serve has it: kill -HUP makes it publish its folder, a backup can be made and verified (onething backup, verify --database COPY); for all else stop it first"
    )

    /// Somebody else keeps the master keys; else they are in a file.
    var areKeysGiven: Bool { keyOptions.areGiven }

    /// Where the master keys come from, for messages.
    var originOfKeys: String { keyOptions.origin }

    private static func note(missing provider: String) -> Title {
        Title(
            zh: "注意：本数据库用过证照提供方 `\(provider)`，现未配置，不会向它查询；用 --providers 文件 或 ONETHING_PROVIDERS 指定",
            en:
                "note: this database has had licences of the provider `\(provider)`, which is not configured and will not be asked; name it in a file with --providers or ONETHING_PROVIDERS"
        )
    }

    private var providersPath: String? {
        (providerFile ?? ProcessInfo.processInfo.environment["ONETHING_PROVIDERS"]).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func providers(_ language: Language) throws -> LicenceProviders {
        guard let path = providersPath else { return .none }
        do throws(LicenceProviders.Problem) { return try LicenceProviders(file: path) { HTTPTransport($0) } } catch {
            throw told(error, language)
        }
    }

    private func chosenAlgorithms(_ language: Language) throws -> Algorithms {
        var chosen = algorithms ?? .standard
        if algorithms == nil, let word = ProcessInfo.processInfo.environment["ONETHING_ALGORITHMS"], !word.isEmpty {
            guard let known = Algorithms(rawValue: word) else {
                throw Failure(
                    .usage,
                    Title(
                        zh: "ONETHING_ALGORITHMS 为 `\(word)`，应为 standard 或 gm",
                        en: "ONETHING_ALGORITHMS is `\(word)`, and not standard or gm")
                ).report(language)
            }
            chosen = known
        }
        guard chosen.areBuiltIn else { throw told(KeyProblem.needsGM, language) }
        return chosen
    }

    /// A number of days that was given, or stands in the environment.
    private func days(_ given: Int?, _ variable: String, else usual: Int, _ language: Language) throws -> Int {
        let word = ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
        guard given != nil || word != nil else { return usual }
        guard let days = given ?? word.flatMap({ Int($0) }), (1...3_650).contains(days) else {
            throw Failure(.usage, Title(zh: "\(variable) 应为 1–3650 天", en: "\(variable) is to be 1 to 3650 days")).report(language)
        }
        return days
    }

    func clock(_ language: Language) throws -> any OfficeClock {
        guard let now else { return SystemClock() }
        return StandingClock(milliseconds: Int64(try Moment(typed: now, language).secondsSince1970) * 1_000)
    }

    /// What the office or the store throws, in one line and with its exit status.
    private func told(_ error: any Error, _ language: Language) -> any Error {
        if let failure = Failure(error) { return failure.report(language) }
        return switch error {
        case let error as LicenceProviders.Problem:
            Failure(
                .usage,
                Title(
                    zh: "提供方文件 `\(providersPath ?? "")`\(error.provider.map { " \($0)" } ?? "")：\(error.reason.zh)",
                    en: "the file of providers `\(providersPath ?? "")`\(error.provider.map { " \($0)" } ?? "") \(error.reason.en)"),
                help: error.help
            ).report(language)
        case StoreFault.alreadyThere(let path):
            Failure(
                .usage, StoreFault.alreadyThere(path).message,
                help: Title(zh: "移走它，或换一个名字（restore 用 --database 指定）", en: "move it away, or give another name (for restore, --database)")
            ).report(language)
        // It names a file that is not the database.
        case StoreFault.cannotOpen(let path) where path != file: Failure(.fault, StoreFault.cannotOpen(path).message).report(language)
        case let error as StoreFault:
            Failure(
                error.kind, Title(zh: "\(file)：\(error.message.zh)", en: "\(file): \(error.message.en)"),
                help: error == .inUse ? Self.besideServing : nil
            ).report(language)
        default: error
        }
    }
}

extension Workflow.Operation {
    /// Whoever does it may need licences that lie elsewhere.
    fileprivate var mayAskProviders: Bool { [.apply, .offer, .act, .tick, .exchange, .serve].contains(self) }
}

extension StoreFault {
    fileprivate var kind: Failure.Kind {
        switch self {
        // What was looked at does not hold, rather than that looking failed.
        case .damaged, .brokenEntry: .notGood
        case .alreadyThere: .usage
        case .full, .busy, .inUse, .readOnly, .newer, .notADatabase, .cannotOpen, .failed: .fault
        }
    }
}

extension Origin {
    /// What everybody is told who works on a copy.
    fileprivate var note: Title {
        let day = Moment(milliseconds: at)
        return Title(
            zh: "注意：这是数据库的副本（\(day)）；确认由它接替请运行 onething restore --confirm",
            en: "note: this database is a copy (\(day)); onething restore --confirm makes it the office's own")
    }
}

extension Algorithms: ExpressibleByArgument {}

private struct StandingClock: OfficeClock {
    var milliseconds: Int64
}

extension Moment {
    /// What somebody typed: `2026-03-02 09:30`, or with a `T`; anything else is wrong usage.
    init(typed text: String, _ language: Language) throws {
        guard let moment = Moment(text.prefix(16).replacingOccurrences(of: "T", with: " ")) else {
            throw Failure(
                .usage, Title(zh: "`\(text)` 不是时刻（2026-03-02 09:30）", en: "`\(text)` is no moment (2026-03-02 09:30)")
            ).report(language)
        }
        self = moment
    }
}
