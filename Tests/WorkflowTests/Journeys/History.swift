import Foundation
import TestSupport

@testable import Workflow

/// A recorded case in a file: one event a line, and as the last line where it stood in the end.
struct History {
    /// Where a case stands, in words; what its events gave when they were recorded.
    struct Standing: Codable, Equatable {
        struct Item: Codable, Equatable {
            var item: String
            var state: String
            var end: String?
            var decision: String?
            var received: String?
            var until: String?
            var statutory: String?
            var promised: String?
        }

        var phase: String
        var items: [Item]
        var notVerified: [String]
    }

    var records: [EventRecord]
    var standing: Standing

    init(_ walk: Walk) {
        records = EventRecord.records(of: walk.events, under: walk.rules)
        standing = Standing(walk.state, walk.rules)
    }

    init(text: String) throws {
        let lines = text.split(separator: "\n").map { Data($0.utf8) }
        guard let last = lines.last else { throw Unexpected("the history is empty") }
        records = try lines.dropLast().map { try JSONDecoder().decode(EventRecord.self, from: $0) }
        standing = try JSONDecoder().decode(Standing.self, from: last)
    }

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try records.map { try encoder.encode($0) } + [encoder.encode(standing)]
        return lines.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }

    /// Where the recorded events lead under today's program.
    func replayed(under rules: CaseRules) throws -> Standing {
        var state = CaseState()
        for event in try EventRecord.events(of: records, under: rules) { CaseMachine.apply(event, to: &state) }
        return Standing(state, rules)
    }

    // MARK: The folder

    static let folder = "Tests/Histories"

    /// The histories that there are: `newborn/married-local-couple`.
    static let recorded: [String] = {
        let root = Checkout.root.appendingPathComponent(folder)
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(".jsonl".count)) }.sorted()
    }()

    static func path(_ name: String) -> String { "\(folder)/\(name).jsonl" }
}

extension History.Standing {
    init(_ state: CaseState, _ rules: CaseRules) {
        phase = "\(state.phase)"
        items = state.items.indices.map { place in
            let one = state.items[place]
            return Item(
                item: state.submission.map { rules.name(ofItem: place, in: $0) } ?? "",
                state: one.stage == .waiting ? "waiting" : rules.process(of: one).definition.states[Int(one.state)].name.value,
                end: one.end?.name, decision: one.decision?.rawValue, received: one.received?.description,
                until: one.until?.day.description, statutory: one.statutory?.due.day.description,
                promised: one.promised?.due.day.description)
        }
        let open = state.papers.indices.filter { paper in
            let one = state.papers[paper]
            return !one.isVerified && one.disposition != .notApplicable && one.disposition != .notAsked
        }
        notVerified = open.map { state.submission?.papers[$0].id ?? "" }
    }
}
