import Foundation
import Workflow

/// The scenario that a command starts from: one of the folder by its name, the only one of the bundle, or a file of somebody's own.
struct ChosenScenario {
    /// The texts of the folder, with that of the scenario.
    let sources: [String: String]
    /// Its place in the folder, and its id.
    let file: String
    let name: String
    let scenario: CompiledScenario

    init(_ common: CommonOptions, bundle: String, scenario named: String?, option: String, _ language: Language) throws {
        let folder = try common.read()
        let compilation = folder.definitions.compile()
        _ = try compilation.bundle(named: bundle, language)
        guard let named, named.hasSuffix(".yaml") else {
            sources = folder.sources
            name = try Self.own(of: bundle, named, option, in: folder, language)
            file = "scenarios/\(bundle)/\(name).yaml"
            // One with mistakes is there, and says them.
            scenario =
                try compilation.scenario(name, of: bundle)
                ?? Self.compiled(sources, file: file, name, of: bundle, language).scenario
            return
        }
        guard let text = try? String(contentsOfFile: named, encoding: .utf8) else {
            throw Failure(.usage, Title(zh: "没有文件 `\(named)`", en: "there is no file `\(named)`")).report(language)
        }
        name = URL(fileURLWithPath: named).deletingPathExtension().lastPathComponent
        file = "scenarios/\(bundle)/\(name).yaml"
        sources = folder.sources.merging([file: text]) { $1 }
        scenario = try Self.compiled(sources, file: file, name, of: bundle, language).scenario
    }

    /// The one that is meant of those that the folder has for a bundle, sound or not.
    private static func own(
        of bundle: String, _ named: String?, _ option: String, in folder: DefinitionFolder, _ language: Language
    ) throws -> String {
        let place = "scenarios/\(bundle)/"
        let names = folder.sources.keys.filter { $0.hasPrefix(place) }.map { String($0.dropFirst(place.count).dropLast(".yaml".count)) }
            .sorted()
        if let found = named ?? (names.count == 1 ? names[0] : nil), names.contains(found) { return found }
        if let named {
            throw Failure(
                .usage, Title(zh: "`\(bundle)` 没有仿真方案 `\(named)`", en: "`\(bundle)` has no scenario `\(named)`"),
                help: Title(zh: "有：\(names.joined(separator: "、"))", en: "there are: \(names.joined(separator: ", "))")
            ).report(language)
        }
        throw Failure(
            .usage,
            names.isEmpty
                ? Title(zh: "`\(bundle)` 没有仿真方案", en: "`\(bundle)` has no scenario")
                : Title(zh: "`\(bundle)` 有几个仿真方案", en: "`\(bundle)` has several scenarios"),
            help: names.isEmpty
                ? Title(zh: "onething new scenario \(bundle)/方案", en: "onething new scenario \(bundle)/NAME")
                : Title(
                    zh: "用 \(option) 指定：\(names.joined(separator: "、"))", en: "name one with \(option): \(names.joined(separator: ", "))")
        ).report(language)
    }

    /// A scenario of texts; its mistakes are told as those of any file.
    static func compiled(
        _ sources: [String: String], file: String, _ name: String, of bundle: String, _ language: Language
    ) throws -> (scenario: CompiledScenario, digest: String) {
        let folder = DefinitionFolder.read(sources)
        let compilation = folder.definitions.compile()
        let all = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
        func isOwn(_ diagnostic: Diagnostic) -> Bool { diagnostic.position.file == file }
        if !all.contains(where: isOwn), let found = compilation.scenario(name, of: bundle) { return (found, folder.digest) }
        // Times that were measured stand in files of their own, which only scenarios read.
        let own = all.filter { isOwn($0) || $0.position.file.hasPrefix("times/") }
        let text = DiagnosticText(sources: folder.sources, language: language)
        for diagnostic in own.isEmpty ? all : own { Console.error(text.render(diagnostic)) }
        throw Failure(
            .notGood,
            own.isEmpty
                ? Title(zh: "定义有错误，方案 `\(name)` 无法试用", en: "the definitions have mistakes, so that the scenario `\(name)` cannot be tried")
                : Title(zh: "方案 `\(name)` 有错误", en: "the scenario `\(name)` has mistakes")
        ).report(language)
    }
}
