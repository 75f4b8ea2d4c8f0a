import ArgumentParser
import Foundation
import Server
import Workflow

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the office over HTTP on this machine, until Ctrl-C; where there is no database yet, begin one.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption
    @OptionGroup var settings: ServeOptions

    mutating func run() async throws {
        let language = common.language
        let settings = try settings.settings(common, database, language)
        guard !self.settings.isShown else { return Console.print(settings.table(language)) }
        common.folder = settings.text("definitions")
        database.take(settings)
        let address = Address(host: settings.text("host") ?? "", port: settings.number("port"))
        let outside = try OutsideOptions.place(settings, language)
        let isLocal = APIServer.isLocal(address.host)
        guard isLocal || outside != nil else {
            throw Failure(
                .usage,
                Title(zh: "没有外部签发方时只在本机（127.0.0.1）提供服务", en: "without an issuer it is served on this machine alone (127.0.0.1)"),
                help: Title(
                    zh: "内置令牌只适合本机；用 --issuer 和 --audience 指定外部签发方，或在前面设反向代理",
                    en:
                        "tokens of the built-in issuer are for one machine: name another with --issuer and --audience, or put a proxy before it"
                )
            ).report(language)
        }
        let webhooks = try WebhookOptions.policy(settings, language)
        for proxy in settings.list("proxy") where AddressRange(proxy) == nil {
            throw Failure(
                .usage, Title(zh: "`\(proxy)` 不是地址", en: "`\(proxy)` is no address"),
                help: Title(zh: "如 10.0.0.0/8、::1", en: "such as 10.0.0.0/8 or ::1")
            ).report(language)
        }
        let limits = Limits(settings)
        let (common, database, role) = (common, database, role.role(.administrator))
        try await address.telling(language) { try await APIServer.tryAddress(host: address.host, port: address.port) }
        // Apart, so that whoever has to keep new keys is told of them now.
        try await database.withOffice(language, .serve, by: role, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            try await office.prepare()
        }
        try await database.withOffice(language, .serve, by: role, files: FileRules(settings)) { office, store in
            database.keyOptions.noteLooseFile(language)
            var operation = ServerOperation()
            operation.format = LogFormat(rawValue: settings.text("log-format") ?? "") ?? .text
            operation.logsRequests = settings.text("log") == "requests"
            operation.store = store
            operation.folder = URL(fileURLWithPath: database.file).resolvingSymlinksInPath().deletingLastPathComponent().path
            operation.seconds = settings.number("housekeeping-seconds") > 0 ? settings.number("housekeeping-seconds") : nil
            operation.exchange = settings.text("exchange")
            operation.republish = {
                // What cannot be is told, and changes nothing.
                _ = try? await database.telling(language) { try await Publish.publish(common, office) }
            }
            let running = operation
            // Whoever reaches this machine from another one has no token of its own issuer.
            let issuer = isLocal ? try await TokenIssuer(try office.issuerKeys()) : nil
            let outside = outside.map { configuration, place in
                OutsideIssuer(configuration, keys: place) { try? await office.compilation().department($0) }
            }
            do { try await outside?.prepare() } catch {
                Console.error(
                    language(
                        "注意：暂时取不到签发方的公钥；取到之前其令牌无效", "note: the keys of the issuer cannot be had now; until they are, its tokens do not hold"
                    ))
            }
            try await address.telling(language) {
                try await APIServer(
                    office, issuer: issuer, outside: outside, host: address.host, port: address.port, limits: limits, operation: running,
                    webhooks: webhooks
                ).run { port in
                    Console.print(
                        language(
                            "接口：http://\(address.url(port))（数据库 \(database.file)）",
                            "API: http://\(address.url(port)) (database \(database.file))"))
                }
            }
        }
    }
}

/// What of `serve` is set by flags; the rest of them is in the groups of other commands.
struct ServeOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "A file of settings (YAML); else ONETHING_CONFIG. Flags and the environment go before it.")
    var file: String?

    @Flag(name: .customLong("show-config"), help: "Only print what holds, and whose word it is.") var isShown = false

    @Option(help: "Where it listens; else 127.0.0.1.") var host: String?
    @Option(name: .customLong("log-format"), help: "How the log is written to standard error: text or json; else text.")
    var logFormat: LogFormat?
    @Option(help: "What stands in the log: requests (and faults), or faults alone; else requests.") var log: String?
    @Option(name: .customLong("housekeeping-seconds"), help: "Seconds between two rounds of housekeeping; 0: none; else 60.")
    var housekeeping: Int?
    @Option(help: "A folder in which messages to and from departments' systems lie.") var exchange: String?

    @OptionGroup var outside: OutsideOptions
    @OptionGroup var webhooks: WebhookOptions
    @OptionGroup var files: FileOptions

    @Option(help: "Connections at once; else 10000.") var connections: Int?
    @Option(name: .customLong("connections-per-address"), help: "Connections at once of one address, but for named proxies; else 1000.")
    var connectionsOfOne: Int?
    @Option(name: .customLong("requests-at-work"), help: "Requests that are worked on at once; else 256.") var atWork: Int?
    @Option(name: .customLong("head-seconds"), help: "Seconds in which the headers of a request have to come; else 10.")
    var headSeconds: Int?
    @Option(
        name: .customLong("body-seconds"), help: "Seconds in which a body has to come, and one more for each 16 kB of it; else 30.")
    var bodySeconds: Int?
    @Option(name: .customLong("idle-seconds"), help: "Seconds for which a connection may do nothing; else 60.") var idleSeconds: Int?
    @Option(help: "Requests a second of one caller; 0: without limit; else 200.") var rate: Int?
    @Option(help: "Requests of one caller at once before the rate counts; else 2000.") var burst: Int?
    @Option(name: .customLong("proxy"), help: "An address of a proxy before it (10.0.0.0/8, ::1), whose X-Forwarded-For counts.")
    var proxies: [String] = []

    @Option(parsing: .unconditional, help: "The port, else 8080; 0: one that is free.") var port: Int?

    /// What holds of flags, environment and file; what cannot be is told at its place.
    func settings(_ common: CommonOptions, _ database: DatabaseOptions, _ language: Language) throws -> Settings {
        let environment = ProcessInfo.processInfo.environment
        var flags: [String: [String]] = [:]
        for (name, value) in [
            ("host", host), ("port", port.map(String.init)), ("definitions", common.folder), ("database", database.keyOptions.path),
            ("keys", database.keyOptions.keyFile), ("providers", database.providerFile), ("algorithms", database.algorithms?.rawValue),
            ("connections", connections.map(String.init)), ("connections-per-address", connectionsOfOne.map(String.init)),
            ("requests-at-work", atWork.map(String.init)), ("head-seconds", headSeconds.map(String.init)),
            ("body-seconds", bodySeconds.map(String.init)), ("idle-seconds", idleSeconds.map(String.init)),
            ("rate", rate.map(String.init)), ("burst", burst.map(String.init)), ("log-format", logFormat?.rawValue), ("log", log),
            ("housekeeping-seconds", housekeeping.map(String.init)), ("exchange", exchange),
            ("webhook-proxy", webhooks.proxy), ("file-megabytes", files.megabytes.map(String.init)),
            ("case-megabytes", files.megabytesOfCase.map(String.init)), ("case-files", files.ofCase.map(String.init)),
            ("rating-window", database.ratingWindow.map(String.init)), ("call-back", database.callBack.map(String.init)),
        ] as [(String, String?)] {
            flags[name] = value.map { [$0] }
        }
        for (name, values) in [
            ("proxy", proxies), ("staff-strength", outside.strengths), ("allow-webhook-host", webhooks.hosts),
        ] where !values.isEmpty { flags[name] = values }
        for (name, value) in [
            ("issuer", outside.issuer), ("audience", outside.audience), ("jwks", outside.jwks), ("token-type", outside.type),
            ("holder-claim", outside.holderClaim),
        ] {
            flags[name] = value.map { [$0] }
        }
        let file = file ?? environment["ONETHING_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        do throws(Settings.Problem) {
            return try Settings(ServeSettings.all, flags: flags, environment: environment, file: file)
        } catch {
            switch error {
            case .noFile(let path):
                throw Failure(.usage, Title(zh: "没有配置文件 `\(path)`", en: "there is no file of settings `\(path)`")).report(language)
            case .file(let diagnostics, let text):
                Console.error(DiagnosticText(sources: [file ?? "": text], language: language).render(diagnostics))
                throw ExitCode(Failure.Kind.usage.rawValue)
            case .value(let name, let mistake):
                throw Failure(.usage, Title(zh: "\(name) \(mistake.zh)", en: "\(name) \(mistake.en)")).report(language)
            }
        }
    }
}

/// Where a server listens.
struct AddressOptions: ParsableArguments {
    @Option(help: "Where it listens; else 127.0.0.1.") var host = "127.0.0.1"

    func address(port: Int, _ language: Language) throws -> Address {
        guard (0...65_535).contains(port) else {
            throw Failure(.usage, Title(zh: "端口应在 0 与 65535 之间", en: "a port lies between 0 and 65535")).report(language)
        }
        return Address(host: host, port: port)
    }
}

struct Address {
    var host: String
    var port: Int

    /// As an address has it; one of IPv6 stands in brackets.
    func url(_ port: Int) -> String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Why it cannot listen, in one line.
    func telling(_ language: Language, _ serve: () async throws -> Void) async throws {
        do { try await serve() } catch let problem as CannotListen {
            throw Failure(
                problem == .noSuchHost ? .usage : .fault, Title(zh: "不能在 \(url(port)) 提供服务", en: "cannot serve at \(url(port))"),
                help: problem.help
            ).report(language)
        }
    }
}

extension CannotListen {
    fileprivate var help: Title? {
        switch self {
        case .portTaken: Title(zh: "端口已被占用，用 --port 另指定", en: "the port is taken: name another with --port")
        case .notAllowed: Title(zh: "无权使用此端口，用 --port 另指定 1024 以上的", en: "this port is not everybody's: name one above 1024 with --port")
        case .noSuchHost: Title(zh: "本机没有此地址，用 --host 另指定", en: "this machine has no such address: name another with --host")
        case .other: nil
        }
    }
}

struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A token that says who somebody is, for `onething serve` on the same machine and with the same master keys.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var keys: KeyOptions
    @OptionGroup var giver: RoleOption

    @Option(help: "applicant, officer or another role.") var role: Actor.Role

    @Option(help: "The department of an officer, a supervisor or a department's system.") var department: String?

    @Option(
        help:
            "Who: of an applicant or agent a citizen's number or a credit code (- reads it from standard input), of others a staff number."
    )
    var person: String

    @Option(help: "How long it holds: 30m, 1h, at most 24h.") var expires = "1h"

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Given: Encodable {
        var token: String
        var expires: String
    }

    func run() async throws {
        let language = languages.language
        guard let seconds = Self.seconds(expires) else {
            throw Failure(.usage, Title(zh: "--expires 应如 30m、1h，至多 24h", en: "--expires is like 30m or 1h, at most 24h")).report(language)
        }
        let identity = Identity(
            Caller(role, person: role.isKnownByCode ? nil : person, department: department),
            holder: role.isKnownByCode ? try HolderOptions.holder(person, language) : nil)
        do {
            try Rights.check(.giveTokens, by: giver.role(.security))
            let issuer = try await TokenIssuer(IssuerKeys(try keys.source(.standard) { _ in }.keys(creating: false)))
            let (token, expires) = try await issuer.token(for: identity, seconds: seconds)
            switch format {
            case .json:
                try Console.print(
                    json: Given(token: token, expires: Instant(milliseconds: Int64(expires.timeIntervalSince1970) * 1_000).rfc3339))
            case .text: Console.print(token)
            }
        } catch {
            throw Failure(error)?.report(language) ?? error
        }
    }

    private static func seconds(_ text: String) -> Int? {
        guard let unit = ["m": 60, "h": 3_600][text.suffix(1)], let number = Int(text.dropLast()), (1...1_440).contains(number),
            number * unit <= TokenIssuer.longest
        else { return nil }
        return number * unit
    }
}

extension LogFormat: ExpressibleByArgument {}
