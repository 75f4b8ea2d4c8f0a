import Foundation
import Workflow

/// A scenario as it is tried: that of the folder or of a file, with values set.
struct Trial {
    private let sources: [String: String]
    private let bundle: String
    private let file: String
    private let name: String

    init(_ common: CommonOptions, bundle: String, scenario: String?, _ language: Language) throws {
        let folder = try common.read()
        let compilation = folder.definitions.compile()
        _ = try compilation.bundle(named: bundle, language)
        self.bundle = bundle
        var sources = folder.sources
        if let scenario, scenario.hasSuffix(".yaml") {
            guard let text = try? String(contentsOfFile: scenario, encoding: .utf8) else {
                throw Failure(.usage, Title(zh: "没有文件 `\(scenario)`", en: "there is no file `\(scenario)`")).report(language)
            }
            name = URL(fileURLWithPath: scenario).deletingPathExtension().lastPathComponent
            file = "scenarios/\(bundle)/\(name).yaml"
            sources[file] = text
        } else {
            let own = compilation.scenarios.filter { $0.bundle.id == bundle }.map(\.id)
            guard let found = scenario ?? (own.count == 1 ? own[0] : nil) else {
                throw Failure(
                    .usage,
                    own.isEmpty
                        ? Title(zh: "`\(bundle)` 没有仿真方案", en: "`\(bundle)` has no scenario")
                        : Title(zh: "`\(bundle)` 有几个仿真方案", en: "`\(bundle)` has several scenarios"),
                    help: own.isEmpty
                        ? Title(zh: "onething new scenario \(bundle)/方案", en: "onething new scenario \(bundle)/NAME")
                        : Title(
                            zh: "用 --scenario 指定：\(own.joined(separator: "、"))",
                            en: "name one with --scenario: \(own.joined(separator: ", "))")
                ).report(language)
            }
            (name, file) = (found, "scenarios/\(bundle)/\(found).yaml")
            if sources[file] == nil {
                throw Failure(
                    .usage, Title(zh: "`\(bundle)` 没有仿真方案 `\(found)`", en: "`\(bundle)` has no scenario `\(found)`"),
                    help: Title(zh: "有：\(own.joined(separator: "、"))", en: "there are: \(own.joined(separator: ", "))")
                ).report(language)
            }
        }
        self.sources = sources
    }

    /// With values set; mistakes that this makes are told as those of any file.
    func scenario(setting texts: [String], _ language: Language) throws -> (scenario: CompiledScenario, digest: String) {
        let folder = DefinitionFolder.read(try sources(setting: texts, language))
        let compilation = folder.definitions.compile()
        guard let found = compilation.scenario(name, of: bundle) else {
            let all = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
            let own = all.filter { $0.position.file == file }
            let text = DiagnosticText(sources: folder.sources, language: language)
            for diagnostic in own.isEmpty ? all : own { Console.error(text.render(diagnostic)) }
            throw Failure(.notGood, Title(zh: "方案 `\(name)` 有错误，无法仿真", en: "the scenario `\(name)` has mistakes and cannot be simulated"))
                .report(language)
        }
        return (found, folder.digest)
    }

    /// The folder with values set, as far as the bundle needs it.
    func folder(setting texts: [String], _ language: Language) throws -> DefinitionFolder {
        DefinitionFolder.read(try sources(setting: texts, language)).only(bundle: bundle)
    }

    /// The text of the scenario in a folder.
    func text(in folder: DefinitionFolder) -> String { folder.sources[file] ?? "" }

    /// The scenario of a folder with a number moved; nil where that makes mistakes.
    func scenario(in folder: DefinitionFolder, moved settings: [DefinitionSetting]) -> CompiledScenario? {
        var sources = [file: text(in: folder)]
        for setting in settings {
            do throws(DefinitionSetting.Problem) { sources = try setting.applied(to: sources, scenario: file) } catch { return nil }
        }
        return folder.with(scenario: file, sources[file] ?? "").definitions.compile().scenario(name, of: bundle)
    }

    private func sources(setting texts: [String], _ language: Language) throws -> [String: String] {
        var sources = sources
        for text in texts {
            do throws(DefinitionSetting.Problem) { sources = try DefinitionSetting(text).applied(to: sources, scenario: file) } catch {
                throw Failure(.usage, error.message, help: error.help).report(language)
            }
        }
        return sources
    }
}
