import ArgumentParser
import Workflow

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let open cases go on under other definitions, where that has no effect on them or is better.",
        discussion: """
            Every open case is sorted: no effect, better, needs the applicant (something new would be asked of him), blocked. The first two
            go on under the new definitions; of the others only those that --agreed names. Where only a question is open, its --answer is enough.
            """)

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "The number of a version, or how its digest begins; else the one under which new cases begin.")
    var to: String?

    @Option(help: "Only cases of this bundle.") var bundle: String?

    @Flag(help: "Say what would become of every case, and write nothing.") var dryRun = false

    @Option(help: "A case whose applicant has agreed to what is newly asked. May be given several times.") var agreed: [String] = []

    @Option(
        name: .customLong("answer"), help: "What an applicant answers to a new question: CASE:question=answer. May be given several times.")
    var answers: [String] = []

    @Option(help: "text or json.") var format = OutputFormat.text

    func run() async throws {
        let language = languages.language
        let agreed = try Set(self.agreed.map { try CaseID(typed: $0, language) })
        var answers: [CaseID: [String: String]] = [:]
        for text in self.answers {
            let (id, answer) = try pair(text, ":", "CASE:question=answer", language)
            let (question, word) = try pair(answer, "=", "CASE:question=answer", language)
            let before = answers[try CaseID(typed: id, language), default: [:]].updateValue(word, forKey: question)
            guard before == nil else {
                throw Failure(.usage, Title(zh: "问题 `\(question)` 答了两次", en: "the question `\(question)` is answered twice"))
                    .report(language)
            }
        }
        let answered = answers
        try await database.withOffice(language, .migrate, by: role.role(.administrator)) { office, _ in
            let report =
                dryRun
                ? try await office.planMigration(to: to, of: bundle, answers: answered)
                : try await office.migrate(to: to, of: bundle, agreed: agreed, answers: answered)
            switch format {
            case .json: try Console.print(json: MigrationMessage(report, language))
            case .text: Console.print(MigrationMessage(report, language).text(language))
            }
        }
    }
}

/// What became of the cases, for programs and for people.
private struct MigrationMessage: Encodable {
    struct Version: Encodable {
        var number: Int
        var digest: String
    }

    struct Case: Encodable {
        var `case`: String
        var bundle: String
        var `class`: String
        var reasons: [String]
        var migrated: Bool
    }

    var to: Version
    var classes: [String: Int]
    var cases: [Case]

    init(_ report: MigrationReport, _ language: Language) {
        to = Version(number: report.number, digest: report.digest)
        classes = Dictionary(uniqueKeysWithValues: MigrationPlan.Kind.allCases.map { ($0.rawValue, report.count($0)) })
        cases = report.cases.map { one in
            Case(
                case: one.id.description, bundle: one.bundle, class: one.kind.rawValue, reasons: one.reasons.map { $0.message[language] },
                migrated: one.isMigrated)
        }
    }

    func text(_ language: Language) -> String {
        let version = language == .zh ? "第 \(to.number) 版 \(to.digest.prefix(12))" : "version \(to.number), \(to.digest.prefix(12))"
        guard !cases.isEmpty else {
            return language == .zh ? "没有需要迁移到\(version)的在办办件" : "no open case has to go to \(version)"
        }
        let counts = MigrationPlan.Kind.allCases.map { "\($0.title[language]) \(classes[$0.rawValue] ?? 0)" }
            .joined(separator: language == .zh ? "，" : ", ")
        let lines = cases.flatMap { one in
            let kind = MigrationPlan.Kind(rawValue: one.class)?.title[language] ?? one.class
            let done = one.migrated ? (language == .zh ? "，已迁移" : ", migrated") : ""
            return ["\(one.case)  \(one.bundle)  \(kind)\(done)"] + one.reasons.map { "  " + $0 }
        }
        return (["\(version): \(counts)"] + lines).joined(separator: "\n")
    }
}
