import ArgumentParser
import Foundation
import Workflow

struct Journey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "One example applicant through the machine: every event, who, when, which papers vanished and why; with --database kept as a case."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @OptionGroup var database: DatabaseOptions

    @Argument(help: ArgumentHelp("BUNDLE/NAME; BUNDLE alone names its journeys.", valueName: "journey"))
    var words: [String] = []

    func run() async throws {
        let compilation = try common.compilation()
        let (bundle, named) = try journey(of: compilation)
        let rules = CaseRules(bundle)
        let clock = ContinuousClock()
        var walk: Walk!
        let time = clock.measure { walk = named.walk(under: rules) }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        let differences = walk.plan.differences(from: named.definition) + walk.differences()
        let walked = try await database.isNamed ? kept(walk) : nil
        switch format {
        case .json:
            var message = JourneyMessage(walk, differences: differences, machineSeconds: seconds, common.language)
            message.case = walked?.caseID
            try Console.print(json: message)
        case .text: Console.print(JourneyText(language: common.language).render(walk, differences: differences, machineSeconds: seconds))
        }
        if let walked { tell(walked) }
        if !differences.isEmpty || walked?.refused != nil { throw ExitCode(Failure.Kind.notGood.rawValue) }
    }

    /// As a case of the database that is named: its licences are read like anybody's, on the example's own clock.
    private func kept(_ walk: Walk) async throws -> Office.Walked {
        guard database.now == nil, database.providerFile == nil else {
            throw Failure(
                .usage,
                Title(zh: "示例有自己的时钟和证照：不用 --now、--providers", en: "an example has its own clock and licences: no --now, no --providers")
            ).report(common.language)
        }
        guard !FileManager.default.fileExists(atPath: database.file) else {
            throw Failure(
                .usage,
                Title(
                    zh: "`\(database.file)` 已经存在：示例放在自己的新数据库中",
                    en: "`\(database.file)` is there already: an example has a new database of its own")
            ).report(common.language)
        }
        return try await database.withOffice(common.language, .apply, by: .applicant, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            return try await office.walk(walk)
        }
    }

    private func tell(_ walked: Office.Walked) {
        let language = common.language
        let used = walked.licences.count { $0.outcome == .used }
        Console.error(
            language(
                "办件 \(walked.caseID)：调用证照和共享数据 \(used) 项；case show、case events、data-uses、verify 可查",
                "case \(walked.caseID): \(used) licences and records were read; look with case show, case events, data-uses, verify"))
        if let refused = walked.refused {
            Console.error((language == .zh ? "在此停下：" : "it stops here: ") + refused.message.title[language])
        }
    }

    /// The journey that is named; what there is to name, where it is not.
    private func journey(of compilation: Compilation) throws -> (CompiledBundle, CompiledJourney) {
        let parts = words.flatMap { $0.split(separator: "/", maxSplits: 1).map(String.init) }
        switch parts.count {
        case 0:
            throw Failure(
                .usage, Title(zh: "请写明 `一件事/示例`", en: "name a journey as BUNDLE/NAME"),
                help: Title(
                    zh: "一件事：\(compilation.declaredBundles.joined(separator: " "))",
                    en: "the bundles are: \(compilation.declaredBundles.joined(separator: " "))")
            ).report(common.language)
        case 1:
            let bundle = try compilation.bundle(named: parts[0], common.language)
            let journeys = (compilation.declaredJourneys[bundle.id] ?? []).map { "\(bundle.id)/\($0)" }.joined(separator: " ")
            throw Failure(
                .usage, Title(zh: "`\(bundle.id)` 之后请写明示例", en: "`\(bundle.id)` is a bundle: name one of its journeys"),
                help: journeys.isEmpty
                    ? Title(zh: "它还没有示例", en: "it has none yet") : Title(zh: "示例：\(journeys)", en: "there are: \(journeys)")
            ).report(common.language)
        case 2 where words.count == 2:
            throw Failure(
                .usage, Title(zh: "两个名称之间应有斜线", en: "a slash stands between the two names"),
                help: Title(zh: "写成 \(parts[0])/\(parts[1])", en: "write \(parts[0])/\(parts[1])")
            ).report(common.language)
        case 2:
            let bundle = try compilation.bundle(named: parts[0], common.language)
            return (bundle, try compilation.journey(of: bundle, named: parts[1], common.language))
        default:
            throw Failure(.usage, Title(zh: "一次只走一个示例", en: "one journey at a time"), help: Title(zh: "写成 一件事/示例", en: "write BUNDLE/NAME"))
                .report(common.language)
        }
    }
}
