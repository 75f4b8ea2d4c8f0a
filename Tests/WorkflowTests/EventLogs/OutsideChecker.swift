import Foundation
import TestSupport
import Testing

@testable import Workflow

/// pm4py reads our event logs. `make test` sets it up and wants it; a plain `swift test` without it skips this test and says so.
@Suite struct `Process-mining tools` {
    private static let python = Checkout.path(".build/pm4py-venv/bin/python")
    private static var isThere: Bool { FileManager.default.isExecutableFile(atPath: python) }
    private static var isRequired: Bool { ProcessInfo.processInfo.environment["ONETHING_PM4PY"] == "required" }

    /// What pm4py finds in a log.
    private struct Found: Decodable, Equatable {
        var objects: [String: Int]
        var events: Int
        var relations: Int
        /// Which item is declared to come after which.
        var after: [[String]]
    }

    private struct Answer: Decodable {
        var json: Found
        var sqlite: Found
        /// The rules of a relational OCEL that do not hold.
        var unsatisfied: [String]
        var traces: Int
        var xesEvents: Int
        /// Pairs of items of which one begins after the other is decided, in some case, and before that in none.
        var found: [[String]]
    }

    /// The script knows no item: it is told nothing but the files.
    private static let script = """
        import json, sys, warnings
        warnings.filterwarnings("ignore")
        import pm4py
        from pm4py.objects.ocel.validation import ocel20_rel_validation
        folder = sys.argv[1]

        def found(log):
            items = log.objects.set_index("ocel:oid")["item"]
            after = log.o2o[log.o2o["ocel:qualifier"] == "after"]
            pairs = {(items[b], items[a]) for a, b in zip(after["ocel:oid"], after["ocel:oid_2"])}
            return {"objects": {k: int(v) for k, v in log.objects["ocel:type"].value_counts().items()}, "events": len(log.events),
                    "relations": len(log.relations), "after": sorted(map(list, pairs))}

        read = pm4py.read_ocel2_json(folder + "/log.jsonocel")
        assert read.events["promised-left"].dropna().map(lambda n: n == int(n)).all()
        tables = pm4py.read_ocel2_sqlite(folder + "/log.sqlite")
        _, unsatisfied = ocel20_rel_validation.apply(folder + "/log.sqlite")
        graph = pm4py.discover_ocdfg(pm4py.filter_ocel_object_types(read, ["case"]))
        assert set(graph["activities"]) == set(read.events["ocel:activity"])
        flat = pm4py.read_xes(folder + "/log.xes", return_legacy_log_object=False)
        follows = pm4py.discover_eventually_follows_graph(flat)
        items = sorted({a.split("/")[0] for a in flat["concept:name"] if a.endswith("/decided")})
        order = [[a, b] for a in items for b in items
                 if follows.get((a + "/decided", b + "/started"), 0) > 0 and follows.get((b + "/started", a + "/decided"), 0) == 0]
        print(json.dumps({"json": found(read), "sqlite": found(tables), "unsatisfied": sorted(unsatisfied),
                          "traces": int(flat["case:concept:name"].nunique()), "xesEvents": len(flat), "found": order}))
        """

    @Test(.enabled(if: isRequired || isThere, "pm4py is not set up: .ci/pm4py does it, and make test"), .timeLimit(.minutes(10)))
    func `read our event logs, and find the declared order of items in them`() async throws {
        try #require(Self.isThere, "make test sets up pm4py in .build/pm4py-venv")
        let cases = try await `An event log`.together.value
        let folder = try ScratchFolder()
        let writers: [any EventLogWriter] = [
            try JSONEventLog(folder.path + "/log.jsonocel"), try SQLiteEventLog(folder.path + "/log.sqlite"),
            try XESEventLog(folder.path + "/log.xes"),
        ]
        for writer in writers {
            for one in cases { try writer.write(one) }
            try writer.finish()
        }
        let (status, output) = try OtherProgram.run([Self.python, "-c", Self.script, folder.path])
        try #require(status == 0, "run it by hand on such files: \(String(decoding: output, as: UTF8.self))")
        // It greets before it answers.
        let answer = try JSONDecoder().decode(Answer.self, from: #require(output.split(separator: UInt8(ascii: "\n")).last))

        let logs = cases.compactMap(CaseLog.init)
        var objects = Dictionary(grouping: logs.flatMap(\.objects), by: \.type.rawValue).mapValues(\.count)
        objects["department"] = Set(logs.flatMap(\.objects).filter { $0.type == .department }.map(\.id)).count
        let events = logs.flatMap(\.events)
        let declared = Self.declared(cases)
        let expected = Found(
            objects: objects, events: events.count, relations: events.reduce(0) { $0 + $1.relations.count }, after: declared)
        #expect(answer.json == expected)
        #expect(answer.sqlite == expected)
        #expect(answer.unsatisfied == [])
        #expect(answer.traces == cases.count && answer.xesEvents == events.count)
        #expect(Set(answer.found).isSuperset(of: declared))
        for pair in [["birth-certificate", "birth-registration"], ["birth-registration", "social-security-card"]] {
            #expect(declared.contains(pair))
        }
    }

    /// Pairs of items of the cases of which the bundle says that one comes after the other.
    private static func declared(_ cases: [LoggedCase]) -> [[String]] {
        var pairs: Set<[String]> = []
        for one in cases {
            guard case .submitted(let submission)? = one.events.first?.fact else { continue }
            let bundle = one.editions[0].bundle
            let opened = Set(submission.items.map { Int($0.item) })
            for item in opened {
                for before in bundle.items[item].after where opened.contains(before) {
                    pairs.insert([bundle.items[before].item.id, bundle.items[item].item.id])
                }
            }
        }
        return pairs.sorted { $0.joined(separator: " ") < $1.joined(separator: " ") }
    }
}
