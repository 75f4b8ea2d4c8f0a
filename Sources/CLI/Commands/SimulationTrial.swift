import Foundation
import Workflow

/// A scenario as it is tried: that of the folder or of a file, with values set.
struct Trial {
    private let sources: [String: String]
    private let bundle: String
    private let file: String
    private let name: String

    init(_ common: CommonOptions, bundle: String, scenario: String?, _ language: Language) throws {
        let chosen = try ChosenScenario(common, bundle: bundle, scenario: scenario, option: "--scenario", language)
        (sources, file, name, self.bundle) = (chosen.sources, chosen.file, chosen.name, bundle)
    }

    /// With values set; mistakes that this makes are told as those of any file.
    func scenario(setting texts: [String], _ language: Language) throws -> (scenario: CompiledScenario, digest: String) {
        try ChosenScenario.compiled(sources(setting: texts, language), file: file, name, of: bundle, language)
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
