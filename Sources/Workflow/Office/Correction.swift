/// A folder that claims to say the same as the version that holds now, and does not.
public enum IncompatibleEdit: Error, Sendable, Hashable {
    /// Names were added, taken out or moved: their numbers in events would mean something else.
    case numbering(Numbering.Difference)
    /// The first case, in the order of their numbers, that would come out otherwise, and its first event that would differ.
    case event(CaseID, seq: Int, was: String, would: String)
    case noBundle(String)

    public var message: Title {
        switch self {
        case .numbering(let difference):
            Title(
                zh: "不是更正：\(difference.list) 中 `\(difference.word)` 的位置变了，未发布",
                en: "this is no correction: `\(difference.word)` has another place in \(difference.list); not published")
        case .event(let id, let seq, let was, let would):
            Title(
                zh: "不是更正：办件 \(id) 的第 \(seq) 个事件会不同（原为 \(was)；将为 \(would)），未发布",
                en: "this is no correction: event \(seq) of case \(id) would differ (it was \(was); it would be \(would)); not published")
        case .noBundle(let bundle):
            Title(zh: "不是更正：一件事 `\(bundle)` 没有了，未发布", en: "this is no correction: the bundle `\(bundle)` is gone; not published")
        }
    }

    public var help: Title {
        Title(
            zh: "不带 --correction 发布为新版本，再用 onething migrate", en: "publish it as a new version, without --correction, then onething migrate"
        )
    }
}

extension DefinitionShelf.Version {
    /// Replays every case that runs, or ran, on this version under a folder that should say the same.
    func checkCorrection(by folder: CompiledDefinitions.Folder, _ store: any StoreReader, _ shelf: DefinitionShelf) throws {
        if let difference = folder.numbering.difference(from: numbering) { throw IncompatibleEdit.numbering(difference) }
        try store.eachCase { row in
            guard row.definitions == number else { return true }
            guard let rules = try? folder.rules(of: row.bundle) else { throw IncompatibleEdit.noBundle(row.bundle) }
            try check(row.caseID, try self.rules(of: row.bundle), rules, store)
            return true
        }
    }

    private func check(_ id: CaseID, _ old: CaseRules, _ new: CaseRules, _ store: any StoreReader) throws {
        var entries: [[CaseEvent]] = []
        for entry in try store.entries(of: id) {
            guard let events = try? entry.events() else { throw StoreFault.brokenEntry(id, seq: entry.seq) }
            entries.append(events)
        }
        // A case that has come to this version runs on it since then.
        let known = (entries.lastIndex { $0.contains { event in if case .migrated = event.fact { true } else { false } } } ?? -1) + 1
        guard let difference = CaseReplay.firstDifference(entries, skipping: known, recordedUnder: old, under: new) else { return }
        let submission = entries[..<entries.count].joined().reduce(nil as Submission?) { found, event in
            switch event.fact {
            case .submitted(let submission): submission
            case .migrated(let migration): migration.submission
            default: found
            }
        }
        let words = difference.words(submission, old)
        throw IncompatibleEdit.event(id, seq: difference.seq, was: words.was, would: words.would)
    }
}

extension CaseReplay.Difference {
    /// What it is about, with what differs of it; never what somebody wrote.
    fileprivate func words(_ submission: Submission?, _ rules: CaseRules) -> (was: String, would: String) {
        if case .submitted(let one)? = was?.fact, case .submitted(let other)? = would?.fact {
            return (one.words(apartFrom: other, rules), other.words(apartFrom: one, rules))
        }
        func record(_ event: CaseEvent?) -> EventRecord? {
            guard let event, let submission else { return nil }
            return EventRecord.records(of: [event], after: seq - 1, of: submission, under: rules).first
        }
        let (was, would) = (record(was), record(would))
        let (facts, others) = (was?.facts ?? [:], would?.facts ?? [:])
        let different = Set(facts.keys).union(others.keys).filter { facts[$0] != others[$0] }.sorted()
        func text(_ record: EventRecord?) -> String {
            guard let record else { return "–" }
            let named = [record.type, record.item, record.paper, record.move].compactMap { $0 }
            return (named + different.compactMap { key in record.facts[key].map { "\(key) \($0)" } }).joined(separator: " ")
        }
        return (text(was), text(would))
    }
}

extension Submission {
    /// The first paper, else the first item, that the other has not like this.
    fileprivate func words(apartFrom other: Submission, _ rules: CaseRules) -> String {
        if let place = Self.firstDifference(papers, other.papers) {
            guard place < papers.count else { return "submitted" }
            let paper = papers[place]
            return "submitted \(paper.id) \(paper.disposition.rawValue) \(paper.demand.originals)+\(paper.demand.copies)"
        }
        guard let place = Self.firstDifference(items, other.items), place < items.count else { return "submitted" }
        let item = items[place]
        let limits = [("statutory", item.limits.statutory), ("promised", item.limits.promised)]
            .compactMap { name, span in span.map { "\(name) \($0)" } }
        return (["submitted", rules.name(of: item), rules.processes[Int(item.process)].id] + limits).joined(separator: " ")
    }

    private static func firstDifference<Part: Equatable>(_ ours: [Part], _ theirs: [Part]) -> Int? {
        if ours == theirs { return nil }
        return zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ours.count, theirs.count)
    }
}

extension EventRecord {
    /// What the machine decided, by name.
    fileprivate var facts: [String: String] {
        let all: [String: String?] = [
            "to": to, "until": until, "from": from, "limit": limit, "decision": decision, "licence": licence, "end": end,
            "because": because, "on": on, "statutory": statutory.map { "\($0.due) (\($0.left))" },
            "promised": promised.map { "\($0.due) (\($0.left))" },
        ]
        return all.compactMapValues { $0 }
    }
}
