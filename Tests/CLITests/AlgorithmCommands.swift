import Foundation
import TestSupport
import Testing

import Workflow

/// `--algorithms` and ONETHING_ALGORITHMS.
@Suite struct `The choice of algorithms` {
    private func list(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Program.Result {
        let folder = try ScratchFolder()
        return try Program.run(
            ["case", "start", "newborn", "--from", "married-local-couple", "--database", folder.path + "/cases.sqlite"] + arguments,
            environment: environment)
    }

    @Test func `is taken from the option, else from the environment`() throws {
        #expect(try list(["--algorithms", "standard"], ["ONETHING_ALGORITHMS": "gm"]).status == 0)
        #expect(try list([], ["ONETHING_ALGORITHMS": ""]).status == 0)
        let wrong = try list([], ["ONETHING_ALGORITHMS": "sm4"])
        #expect(wrong.status == 64 && wrong.error == "error: ONETHING_ALGORITHMS is `sm4`, and not standard or gm\n", "\(wrong.status)")
        #expect(try list(["--algorithms", "sm4"]).status == 64)
    }

    @Test func `of 国密 needs a build with it`() throws {
        for chosen in [try list(["--algorithms", "gm"]), try list([], ["ONETHING_ALGORITHMS": "gm"])] {
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
