import Foundation
import TestSupport
import Testing

/// The language of the output and the folder of definitions.
@Suite struct `Language and folder` {
    @Test(arguments: [
        (["--lang", "zh"], ["LC_ALL": "en_GB.UTF-8"], "无效"), (["--lang", "en"], ["LC_ALL": "zh_CN.UTF-8"], "not valid"),
        ([], ["LC_ALL": "zh_CN.UTF-8"], "无效"), ([], ["LC_ALL": "en_US.UTF-8"], "not valid"),
        ([], ["LC_ALL": "", "LANG": "en_US.UTF-8"], "not valid"), ([], ["LC_ALL": "", "LANG": "de_DE.UTF-8"], "无效"),
        ([], ["LC_ALL": "", "LANG": ""], "无效"), ([], ["LC_ALL": "C"], "无效"),
    ])
    func `--lang, else the locale, else Chinese`(arguments: [String], environment: [String: String], verdict: String) throws {
        let result = try Program.run(["identify", "hello"] + arguments, environment: environment)
        #expect(result.output.hasPrefix("hello  unknown  \(verdict): "))
    }

    /// The same numbers and keys in both languages.
    @Test(arguments: [["show", "starting-school"], ["report", "library-card"], ["list"]])
    func `only texts differ`(command: [String]) throws {
        func shape(_ json: JSON) -> JSON {
            switch json {
            case .map(let map): .map(map.mapValues(shape))
            case .list(let list): .list(list.map(shape))
            case .text: .text("")
            default: json
            }
        }
        let small = ["--definitions", "Tests/BadDefinitions/_sound", "--format", "json"]
        let results = try ["zh", "en"].map { try Program.run(command + small + ["--lang", $0]).json() }
        #expect(results[0] != results[1])
        #expect(shape(results[0]) == shape(results[1]))
    }

    @Test func `the folder is that of the option, else of the environment, else Definitions`() throws {
        let folder = try ScratchFolder(["departments.yaml": "departments: {health: {title: {zh: 卫生, en: Health}}}\n"])
        let files = { (result: Program.Result) in try result.json()["summary"]["files"].number }
        let environment = ["ONETHING_DEFINITIONS": folder.path]
        #expect(try files(Program.run(["check", "--format", "json"], environment: environment)) == 1)
        #expect(
            try files(Program.run(["check", "--format", "json", "--definitions", Checkout.path("Definitions")], environment: environment))
                ?? 0 > 50)
        #expect(try files(Program.run(["check", "--format", "json"], environment: ["ONETHING_DEFINITIONS": ""])) ?? 0 > 50)
        #expect(
            try Program.run(["check"], in: folder.url).error
                == "error: there is no definition folder `Definitions` (name it with --definitions)\n")
    }
}
