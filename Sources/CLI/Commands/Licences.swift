import ArgumentParser
import Foundation
import Workflow

struct LicenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "licence", abstract: "The embedded registry of e-licences (电子证照).",
        subcommands: [
            LicenceIssue.self, LicenceImport.self, LicenceRenew.self, LicenceList.self, LicenceShow.self, LicenceSuspend.self,
            LicenceResume.self, LicenceRevoke.self, LicenceWithdraw.self, LicenceCancel.self, LicenceServe.self, LicenceAccount.self,
            LicenceKey.self, LicenceCode.self, LicenceIncidents.self, LicenceMine.self,
        ])
}

/// Who keeps licences: an officer of the department that issues them.
struct KeeperOptions: ParsableArguments {
    @Option(help: "officer, supervisor or department-system; else officer.") var by: Actor.Role?

    @Option(help: "Who it is: a staff number or another pseudonym, never a name.") var person: String?

    @Option(help: "The department that issues the licence.") var department: String?

    func validate() throws { try Caller.check(pseudonym: person, as: "--person") }

    var caller: Caller { Caller(by ?? .officer, person: person, department: department) }
}

/// A file of licences. On the command line others could read what stands in it.
struct LicenceFile: ParsableArguments {
    @Argument(
        help:
            "JSON or CSV: type, issuer, number, issuedOn, effectiveFrom, expiresOn, a column for each holder, KZ_… for what it says; - is standard input."
    )
    var file: String

    func table(_ language: Language) throws -> LicenceTable {
        let data = file == "-" ? (try? FileHandle.standardInput.readToEnd()) ?? Data() : FileManager.default.contents(atPath: file)
        guard let data, data.count <= 100_000_000, let text = String(validating: data, as: UTF8.self) else {
            throw Failure(
                .usage, Title(zh: "无法读取 `\(file)`（UTF-8，不超过 100 MB）", en: "`\(file)` cannot be read (UTF-8, up to 100 MB)")
            ).report(language)
        }
        do throws(CSVTable.Problem) { return try LicenceTable(text) } catch {
            throw Failure(
                .usage, Title(zh: "`\(file)` 第 \(error.line) 行\(error.reason.zh)", en: "line \(error.line) of `\(file)` \(error.reason.en)")
            ).report(language)
        }
    }

    /// The only licence in it.
    func entry(_ language: Language) throws -> LicenceEntry {
        let table = try table(language)
        guard table.rows.count == 1 else {
            throw Failure(
                .usage,
                Title(zh: "`\(file)` 有 \(table.rows.count) 个证照，应有 1 个", en: "`\(file)` has \(table.rows.count) licences instead of one"),
                help: Title(zh: "多个用 licence import", en: "several: licence import")
            ).report(language)
        }
        do throws(LicenceMistakes) { return try table.rows[0].entry.get() } catch { throw told(error, language) }
    }

    /// Prints what was issued of it, or what is wrong with it.
    func print(_ format: OutputFormat, _ language: Language, _ issue: () async throws -> Office.IssuedLicence) async throws {
        do { try Issued(try await issue()).print(format, language) } catch let mistakes as LicenceMistakes {
            throw told(mistakes, language)
        }
    }

    private func told(_ mistakes: LicenceMistakes, _ language: Language) -> ExitCode {
        for mistake in mistakes.all { Console.error("\(file): \(mistake.text(language))") }
        return ExitCode(Failure.Kind.notGood.rawValue)
    }
}

extension LicenceMistake {
    func text(_ language: Language) -> String {
        name.isEmpty ? reason[language] : language("\(name)：\(reason.zh)", "\(name) \(reason.en)")
    }
}

/// What was issued, for people and for machines.
private struct Issued: Encodable {
    var number: Int64
    var type: String
    var identifier: String

    init(_ licence: Office.IssuedLicence) { (number, type, identifier) = (licence.number, licence.type, licence.identifier) }

    func print(_ format: OutputFormat, _ language: Language) throws {
        switch format {
        case .json: try Console.print(json: self)
        case .text: Console.print(language("第 \(number) 号 \(type)  \(identifier)", "licence \(number), \(type)  \(identifier)"))
        }
    }
}

struct LicenceIssue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "issue", abstract: "Issue one licence, from a file.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keeper: KeeperOptions
    @OptionGroup var file: LicenceFile

    @Option(help: "text or json.") var format = OutputFormat.text

    func run() async throws {
        let language = common.language
        let entry = try file.entry(language)
        try await database.withOffice(language, .keepLicences, by: keeper.caller.role, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            try await file.print(format, language) { try await office.issueLicence(entry, by: keeper.caller) }
        }
    }
}

struct LicenceRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Issue a new version in place of a licence; the one before is superseded.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keeper: KeeperOptions

    @Argument(help: "The number of the licence in the registry.") var number: Int64

    @OptionGroup var file: LicenceFile

    @Option(help: "text or json.") var format = OutputFormat.text

    func run() async throws {
        let language = languages.language
        let entry = try file.entry(language)
        try await database.withOffice(language, nil, by: keeper.caller.role) { office, _ in
            try await file.print(format, language) { try await office.renewLicence(number, as: entry, by: keeper.caller) }
        }
    }
}

struct LicenceImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Issue many licences from a table; rows that are not right are kept in a file of their own.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keeper: KeeperOptions
    @OptionGroup var file: LicenceFile

    @Option(help: "Where rows go that are not right; else FILE.rejected.") var rejected: String?

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Report: Encodable {
        struct Bad: Encodable {
            var row: String
            var problems: [String]
        }

        var issued: Int
        var alreadyThere: Int
        var rejected: [Bad]
    }

    func run() async throws {
        let language = common.language
        let table = try file.table(language)
        let target = rejected ?? (file.file == "-" ? "licences" : file.file) + ".rejected"
        guard !FileManager.default.fileExists(atPath: target) else {
            throw Failure(
                .usage, Title(zh: "`\(target)` 已存在，未导入任何内容", en: "`\(target)` is there already; nothing was imported"),
                help: Title(zh: "改名、移走，或用 --rejected 另指定", en: "move it away, or name another with --rejected")
            ).report(language)
        }
        try await database.withOffice(language, .keepLicences, by: keeper.caller.role, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            var report = Report(issued: 0, alreadyThere: 0, rejected: [])
            var bad: [Int] = []
            // Each chunk is on disk before the next one begins; what is there already is found again.
            for start in stride(from: 0, to: table.rows.count, by: 500) {
                let places = start..<min(start + 500, table.rows.count)
                let entries = places.map { table.rows[$0].entry }
                var results = try await office.issueLicences(entries.compactMap { try? $0.get() }, by: keeper.caller).makeIterator()
                for (place, entry) in zip(places, entries) {
                    let problems: [String]
                    switch entry {
                    case .failure(let mistakes): problems = mistakes.all.map { $0.text(language) }
                    case .success:
                        switch results.next() {
                        case .success?, nil:
                            report.issued += 1
                            continue
                        case .failure(LicenceRefusal.alreadyThere)?:
                            report.alreadyThere += 1
                            continue
                        case .failure(let error as LicenceMistakes)?: problems = error.all.map { $0.text(language) }
                        case .failure(let error as LicenceRefusal)?: problems = [error.message[language]]
                        case .failure(let error)?: throw error
                        }
                    }
                    bad.append(place)
                    report.rejected.append(.init(row: table.rows[place].place[language], problems: problems))
                }
            }
            for one in report.rejected { for problem in one.problems { Console.error("\(file.file):\(one.row): \(problem)") } }
            let kept = bad.isEmpty ? nil : try keep(table.text(of: bad), in: target, language)
            switch format {
            case .json: try Console.print(json: report)
            case .text:
                Console.print(
                    language(
                        "签发 \(report.issued) 个，已在库中 \(report.alreadyThere) 个，不合格 \(bad.count) 个",
                        "issued \(report.issued), there already \(report.alreadyThere), rejected \(bad.count)"))
            }
            if let kept {
                Console.error(language("不合格的行在 \(kept)，改正后可再次导入", "what was rejected is in \(kept): mend it and import it again"))
                throw ExitCode(Failure.Kind.notGood.rawValue)
            }
        }
    }

    /// For its owner alone; a file that is there is not overwritten.
    private func keep(_ text: String, in path: String, _ language: Language) throws -> String {
        let handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard handle >= 0 else {
            throw Failure(
                .usage,
                Title(
                    zh: "不能写 `\(path)`（已存在或不可写）；合格的行已签发",
                    en: "`\(path)` is there already or cannot be written; what was right has been issued"),
                help: Title(zh: "用 --rejected 另指定，再导入一次", en: "name another with --rejected and import again")
            ).report(language)
        }
        try FileHandle(fileDescriptor: handle, closeOnDealloc: true).write(contentsOf: Data(text.utf8))
        return path
    }
}

extension LicenceRowMessage {
    func text(_ language: Language) -> String {
        let title = LicenceStatus.allCases.first { $0.name == status }?.title[language] ?? status
        let end = expires.map { expired ? language("\($0) 已届满", "ended \($0)") : language("至 \($0)", "until \($0)") }
        return "\(number)  \(type)  \(title)  \(end ?? language("长期", "without end"))"
    }
}

struct LicenceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Which licences there are: type, status, last day. None is opened, and whose they are is not told.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "Only of this type.") var type: String?

    @Option(help: "Only those after this number.") var after: Int64 = 0

    @Option(help: "At most so many.") var limit = 100

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Lines: Encodable {
        var licences: [LicenceRowMessage]
        /// The last number of this page; nil: it was the last page.
        var next: Int64?
    }

    func run() async throws {
        let language = languages.language
        guard limit > 0 else {
            throw Failure(.usage, Title(zh: "--limit 至少为 1", en: "--limit is at least 1")).report(language)
        }
        let today = Moment(milliseconds: try database.clock(language).milliseconds).day
        try await database.withOffice(language, .listLicences, by: role.role(.officer)) { office, _ in
            let rows = try await office.licences(after: after, of: type, limit: limit + 1, by: Caller(role.role(.officer)))
            let titles = try await office.licenceTitles()
            let lines = rows.prefix(limit).map { LicenceRowMessage($0, on: today, titles, language) }
            let next = rows.count > limit ? lines.last?.number : nil
            switch format {
            case .json: try Console.print(json: Lines(licences: lines, next: next))
            case .text:
                for line in lines { Console.print(line.text(language)) }
                if let next { Console.error(language("更多：--after \(next)", "more: --after \(next)")) }
            }
        }
    }
}

struct LicenceShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Open a licence; who opens it, why and what he reads stand in the log of uses of data.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keeper: KeeperOptions

    @Argument(help: "The number of the licence in the registry.") var number: Int64

    @Option(help: "Why it is opened; the holder reads it in the log of uses of data, so no personal data.") var purpose: String

    @Option(name: .customLong("field"), help: "A field that is read. May be given several times; without it no field is shown.")
    var fields: [String] = []

    @OptionGroup var deferral: DeferralOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Shown: Encodable {
        struct Holder: Encodable {
            var kind: String
            var code: String
        }

        var number: Int64
        var type: String
        var identifier: String
        var status: String
        var issuedOn: String
        var effectiveFrom: String
        var expiresOn: String?
        var holders: [Holder]
        var fields: [String: String]
        var signedBy: String?
    }

    func run() async throws {
        let language = languages.language
        let later = try deferral.later(language)
        try await database.withOffice(language, nil, by: keeper.caller.role) { office, _ in
            let shown = try await office.readLicence(number, fields: fields, because: purpose, deferring: later, by: keeper.caller)
            let licence = shown.licence
            let message = Shown(
                number: number, type: licence.type, identifier: licence.identifier.description, status: shown.status.name,
                issuedOn: licence.issued.description, effectiveFrom: licence.effective.description,
                expiresOn: licence.expires?.description,
                holders: licence.holders.map { .init(kind: $0.code.kind, code: $0.code.description) },
                fields: licence.fields, signedBy: shown.signature?.key)
            switch format {
            case .json: try Console.print(json: message)
            case .text: Console.print(text(message, shown.status, language))
            }
        }
    }

    private func text(_ shown: Shown, _ status: LicenceStatus, _ language: Language) -> String {
        var lines = [
            "\(shown.number)  \(shown.type)  \(status.title[language])", shown.identifier,
            language("颁发 \(shown.issuedOn)，\(shown.effectiveFrom) 起有效", "issued \(shown.issuedOn), holds from \(shown.effectiveFrom)")
                + (shown.expiresOn.map { language("，至 \($0)", " until \($0)") } ?? language("，长期", ", without end")),
        ]
        lines += shown.holders.map { language("持证主体 \($0.code)（\($0.kind)）", "holder \($0.code) (\($0.kind))") }
        lines += shown.fields.sorted { $0.key < $1.key }.map { "\($0.key)  \($0.value)" }
        return lines.joined(separator: "\n")
    }
}
