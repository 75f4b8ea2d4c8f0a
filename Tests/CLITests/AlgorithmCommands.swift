import Foundation
import TestSupport
import Testing

import Workflow

/// `--algorithms` and ONETHING_ALGORITHMS.
@Suite struct `The choice of algorithms` {
    private let folder = try! ScratchFolder(["form.json": #"{"child.name": "金丝雀"}"#])

    /// An application with a form.
    private func start(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(
            [
                "case", "start", "newborn", "--from", "married-local-couple", "--form", folder.path + "/form.json", "--database",
                folder.path + "/cases.sqlite",
            ] + arguments, environment: environment)
    }

    /// The tags of the seals of all forms, in their order.
    private func tags() throws -> String {
        let found = try OtherProgram.run("select substr(hex(body), 1, 2) from forms order by rowid", on: folder.path + "/cases.sqlite")
        return String(decoding: found.output, as: UTF8.self)
    }

    @Test func `is taken from the option, else from the environment`() throws {
        #expect(try start(["--algorithms", "standard"], ["ONETHING_ALGORITHMS": "gm"]).status == 0)
        #expect(try start([], ["ONETHING_ALGORITHMS": ""]).status == 0)
        #expect(try tags() == "(b'01',)\n(b'01',)\n")
        let wrong = try start([], ["ONETHING_ALGORITHMS": "sm4"])
        #expect(wrong.status == 64 && wrong.error == "error: ONETHING_ALGORITHMS is `sm4`, and not standard or gm\n", "\(wrong.status)")
        #expect(try start(["--algorithms", "sm4"]).status == 64)
    }

    @Test func `of 国密 needs a build with it`() throws {
        let results = [try start(["--algorithms", "gm"]), try start([], ["ONETHING_ALGORITHMS": "gm"])]
        if Algorithms.gm.areBuiltIn { #expect(try tags() == "(b'02',)\n(b'02',)\n") }
        for chosen in results {
            if Algorithms.gm.areBuiltIn {
                #expect(chosen.status == 0, "\(chosen.error)")
            } else {
                #expect(
                    chosen.status == 70
                        && chosen.error.hasPrefix("error: SM2, SM3 and SM4 need a build with 国密: swift build --traits GM ("),
                    "\(chosen.status) \(chosen.error)")
            }
        }
    }
}
