import ArgumentParser
import Foundation
import Workflow

struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the folder's definitions those under which new cases begin; cases that are there keep theirs.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Flag(help: "Only where it says the same in other words: every case of the version that holds now must come out the same under it.")
    var correction = false

    func run() async throws {
        try await database.withOffice(common.language, .publish, by: role.role(.administrator), creating: true) { office, _ in
            try await Self.publish(common, office, asCorrection: correction)
            try await Self.tellOfDrafts(office, common.language)
        }
    }

    /// What has become of applications that were not handed in yet.
    private static func tellOfDrafts(_ office: Office, _ language: Language) async throws {
        let effects = try await office.draftEffects()
        if effects.isEmpty { return }
        let follow = effects.count { $0.effect != .stays }
        Console.error(
            language(
                "草稿：\(follow) 份改按此版提交，\(effects.count - follow) 份仍按原版",
                "drafts: \(follow) will be handed in under it, \(effects.count - follow) under the version they were begun with"))
        for (id, effect) in effects {
            switch effect {
            case .goesOn, .stays: break
            case .asksMore(let questions):
                Console.error("  \(id)  " + language("还要回答：", "has more to answer: ") + questions.joined(separator: " "))
            case .doesNotFit(let why): Console.error("  \(id)  " + language("须修改：", "must be changed: ") + why[language])
            }
        }
    }

    /// Publishes a folder that has no errors, and says so on standard error.
    static func publish(_ common: CommonOptions, _ office: Office, asCorrection: Bool = false) async throws {
        let check = try common.check()
        let errors = check.diagnostics.count { $0.severity == .error }
        guard errors == 0 else {
            throw Failure(
                .notGood, Title(zh: "定义有 \(errors) 处错误，未发布", en: "the definitions have \(errors) errors and were not published"),
                help: Title(zh: "运行 onething check 查看", en: "run onething check")
            ).report(common.language)
        }
        let published = try await office.publish(check.folder.sources, asCorrection: asCorrection)
        // Those that the definitions before did not know are known from now on, and the other way round.
        try await office.checkProviders()
        let digest = published.digest.prefix(12)
        Console.error(
            published.isUnchanged
                ? common.language == .zh ? "定义未变：第 \(published.number) 版 \(digest)" : "unchanged: version \(published.number), \(digest)"
                : common.language == .zh ? "已发布定义第 \(published.number) 版 \(digest)" : "published: version \(published.number), \(digest)")
    }
}

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The audit chain from its first entry; with --rebuild every row again from the events.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Flag(help: "Replay every case and compare it with what lists show.") var rebuild = false

    @Option(name: .customLong("head"), help: "A head that was kept outside (POSITION:SEAL). May be given several times.")
    var heads: [String] = []

    func run() async throws {
        let language = languages.language
        let kept = try heads.map { text in
            guard let head = Head(text) else {
                throw Failure(.usage, Title(zh: "`\(text)` 不是链头（位置:摘要）", en: "`\(text)` is no head (POSITION:SEAL)")).report(language)
            }
            return head
        }
        try await database.withOffice(language, .verify, by: role.role(.auditor)) { office, _ in
            let found = try await office.verify(
                rebuilding: rebuild, against: kept + KeptHeads(beside: database.file).all(),
                uses: KeptHeads(beside: database.file, of: .dataUses).all())
            switch format {
            case .json: try Console.print(json: found)
            case .text:
                Console.print(text(found, language))
                for key in found.absentKeys {
                    Console.error(
                        language(
                            "注意：主密钥 \(key.name) 不在 \(database.originOfKeys) 中，它密封的 \(key.sealed) 个密钥所封的表单和证照无法打开",
                            "note: the master key \(key.name) is not in \(database.originOfKeys): forms and licences under the \(key.sealed) keys that it has sealed cannot be opened"
                        ))
                }
            }
            if !found.intact { throw ExitCode(Failure.Kind.notGood.rawValue) }
        }
    }

    private func text(_ found: Verification, _ language: Language) -> String {
        let counts =
            language == .zh
            ? "\(found.cases) 个办件，\(found.entries) 条记录，\(found.events) 个事件，\(found.licences) 个证照，\(found.dataUses) 条数据使用记录"
            : "\(found.cases) cases, \(found.entries) entries, \(found.events) events, \(found.licences) licences, \(found.dataUses) uses of data"
        guard let bad = found.firstBad else {
            let head = found.head.isEmpty ? "" : language("\n链头 \(found.head)", "\nhead \(found.head)")
            let uses =
                found.usesHead.isEmpty ? "" : language("\n数据使用记录链头 \(found.usesHead)", "\nhead of the uses of data \(found.usesHead)")
            return language("完好：\(counts)", "intact: \(counts)") + head + uses
        }
        let place = [bad.position.map { "#\($0)" }, bad.caseID, bad.seq.map { "\($0)" }].compactMap { $0 }.joined(separator: " ")
        return language == .zh ? "不完好：\(bad.what) \(place)（此前：\(counts)）" : "not intact: \(bad.what) at \(place) (before it: \(counts))"
    }
}
