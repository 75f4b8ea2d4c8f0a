import ArgumentParser
import Workflow

/// One situation of one bundle: a journey, with some answers and holdings changed.
struct SituationOptions: ParsableArguments {
    @Option(name: .customLong("from"), help: "The journey to start from; else the base journey.")
    var journey: String?

    @Option(name: .customLong("answer"), help: "Another answer: question=answer. May be given several times.")
    var answers: [String] = []

    @Option(name: .customLong("holds"), help: "What is held: role:licence, or none. Any of them replaces all holdings of the journey.")
    var holds: [String] = []

    @Option(name: .customLong("baseline"), help: "one-guide, every-guide, or a file of choices.")
    var baseline = "one-guide"

    func request(_ language: Language) throws -> SituationRequest {
        var request = SituationRequest()
        request.answers = try answers.map { try pair($0, "=", "question=answer", language) }.map { (question: $0.0, answer: $0.1) }
        if !holds.isEmpty {
            request.holdings = try holds.filter { $0 != "none" }
                .map { try pair($0, ":", "role:licence", language) }.map { (role: $0.0, licence: $0.1) }
        }
        return request
    }
}

/// Two words around a separator; anything else is wrong usage.
func pair(_ text: String, _ separator: Character, _ form: String, _ language: Language) throws -> (String, String) {
    let parts = text.split(separator: separator, maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
        throw Failure(.usage, Title(zh: "`\(text)` 应写成 `\(form)`", en: "`\(text)` is not of the form `\(form)`")).report(language)
    }
    return (parts[0], parts[1])
}

extension Compilation {
    /// A bundle by name: an unknown one is wrong usage, one with mistakes does not hold.
    func bundle(named id: String, _ language: Language) throws -> CompiledBundle {
        if let bundle = bundle(id) { return bundle }
        if declaredBundles.contains(id) {
            throw Failure(
                .notGood, Title(zh: "一件事 `\(id)` 的定义有错误", en: "the definition of the bundle `\(id)` has errors"),
                help: Title(zh: "运行 onething check 查看", en: "run onething check")
            ).report(language)
        }
        throw Failure(unknown: .bundle, id, among: declaredBundles).report(language)
    }

    /// The journey to start from: the one named, else the bundle's base.
    func journey(of bundle: CompiledBundle, named id: String?, _ language: Language) throws -> CompiledJourney {
        guard let id = id ?? bundle.definition.base?.value else {
            throw Failure(
                .notGood, Title(zh: "一件事 `\(bundle.id)` 没有基准示例", en: "the bundle `\(bundle.id)` has no base journey"),
                help: Title(zh: "用 --from 指定一个示例", en: "name a journey with --from")
            ).report(language)
        }
        if let journey = journey(id, of: bundle.id) { return journey }
        let declared = declaredJourneys[bundle.id] ?? []
        if declared.contains(id) {
            throw Failure(
                .notGood, Title(zh: "示例 `\(id)` 有错误", en: "the journey `\(id)` has errors"),
                help: Title(zh: "运行 onething check 查看", en: "run onething check")
            ).report(language)
        }
        throw Failure(unknown: .journey, id, among: declared).report(language)
    }

    /// The plan that the options ask for.
    func plan(of id: String, _ options: SituationOptions, _ language: Language) throws -> (plan: Plan, journey: CompiledJourney) {
        let bundle = try bundle(named: id, language)
        let journey = try journey(of: bundle, named: options.journey, language)
        let situation = try situation(bundle, journey, options, language)
        return (bundle.plan(situation, try baseline(bundle, options.baseline, language)), journey)
    }

    func situation(
        _ bundle: CompiledBundle, _ journey: CompiledJourney, _ options: SituationOptions, _ language: Language
    ) throws -> Situation {
        let request = try options.request(language)
        do {
            return try bundle.situation(of: journey, changed: request)
        } catch {
            throw Failure(.usage, error.message, help: error.help).report(language)
        }
    }

    /// A baseline by its name, or from a file of choices.
    func baseline(_ bundle: CompiledBundle, _ name: String, _ language: Language) throws -> Baseline {
        switch name {
        case "one-guide": return .oneGuide(of: bundle)
        case "every-guide": return .everyGuide
        default: break
        }
        do {
            return try BaselineFile.read(at: name, for: bundle)
        } catch {
            switch error {
            case .missing:
                throw Failure(
                    .usage, Title(zh: "没有基线 `\(name)`", en: "there is no baseline `\(name)`"),
                    help: Title(zh: "one-guide、every-guide 或一个文件", en: "one-guide, every-guide, or a file")
                ).report(language)
            case .wrong(let diagnostics, let source):
                Console.error(DiagnosticText(sources: [name: source], language: language).render(diagnostics))
                throw ExitCode(Failure.Kind.notGood.rawValue)
            }
        }
    }
}

extension Failure {
    /// A name that nothing has, with the nearest one.
    init(unknown named: Mistake.Named, _ name: String, among names: [String]) {
        let diagnostic = Diagnostic(unknownName: named, name, among: names)
        let list = names.isEmpty ? nil : Title(zh: "可用：\(names.joined(separator: " "))", en: "there are: \(names.joined(separator: " "))")
        self.init(.usage, diagnostic.message, help: diagnostic.suggestion ?? list)
    }
}
