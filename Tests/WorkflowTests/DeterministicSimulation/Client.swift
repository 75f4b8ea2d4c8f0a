@testable import Workflow

/// Those who ask, as far as they remember: what they asked under which key, what they were answered, and what must therefore be so.
struct Client {
    private struct Keyed {
        var asked: Asked
        /// How often something was written for it.
        var effects = 0
        /// What the first answer was; nil: none has come, or nobody has heard it.
        var answer: [UInt8]?
        var at: Int64
        /// The office has an answer under it.
        var isKept = false
    }

    private var last = 0
    private var keyed: [String: Keyed] = [:]
    /// Keys in the order in which they were used first.
    private var keys: [String] = []
    /// Of whom it is not known whether it was written: the process died, or the disk failed.
    private var unknown: Set<String> = []
    private(set) var drafts: [CaseID] = []
    private(set) var authorisations: [(number: Int64, holder: HolderCode)] = []
    private(set) var licences: [(number: Int64, department: String)] = []

    mutating func next() -> Int {
        last += 1
        return last
    }

    // MARK: The same again

    /// What was asked before under a key, in the same words.
    func again(_ numbers: inout some RandomNumberGenerator) -> Asked? { keys.randomElement(using: &numbers).flatMap { keyed[$0]?.asked } }

    /// Something else under a key under which there is an answer.
    func other(_ numbers: inout some RandomNumberGenerator) -> Asked? {
        let answered = keys.filter { keyed[$0]?.isKept == true && keyed[$0]?.asked.isLetTimePass == false }
        guard var asked = answered.randomElement(using: &numbers).flatMap({ keyed[$0]?.asked }) else { return nil }
        guard case .handle(_, let id, _) = asked.what else { return nil }
        asked.what = .handle(.letTimePass, id, expecting: nil)
        return asked
    }

    // MARK: What came of it

    /// - Parameters:
    ///   - written: what the store was made to write since the last time.
    ///   - losing: nobody heard the outcomes.
    mutating func take(
        _ asked: [Asked], _ outcomes: [Asked.Outcome], _ written: [SimulatedStore.Written], _ news: Watcher.News, _ watcher: Watcher,
        at now: Int64, losing: Bool, afterRestart: Bool
    ) -> [Broken] {
        var broken: [Broken] = []
        if afterRestart {
            if !news.entries.isEmpty { for key in unknown { keyed[key]?.effects += 1 } }
            unknown = []
        }
        if asked.contains(where: \.forgetsAnswers) { forget(before: now - Int64(Office.daysAnswersAreKept) * 86_400_000 + 3_600_000) }
        for (one, outcome) in zip(asked, outcomes) {
            let own = written.filter { $0.asking == one.number && !$0.entries.isEmpty }
            broken += allOrNothing(one, outcome, own, watcher)
            if case .answered(let answer) = outcome, !losing, one.key == nil || own.contains(where: { !$0.isUnknown }) {
                broken += acknowledged(one, answer, watcher)
            }
            if let key = one.key { broken += oneEffect(key, one, outcome, own, at: now, losing: losing) }
            remember(one, outcome)
        }
        return broken
    }

    private func allOrNothing(
        _ asked: Asked, _ outcome: Asked.Outcome, _ written: [SimulatedStore.Written], _ watcher: Watcher
    ) -> [Broken] {
        switch outcome {
        case .done: return []
        case .answered(let answer): if answer.refused == nil { return [] }
        // Of this nobody knows, or a later piece of the same work failed.
        case .failed(let error): if error is ProcessDied || error is StoreFault { return [] }
        }
        for position in written.flatMap(\.entries) {
            if let event = watcher.events(at: position).first(where: { $0.by.role != .system }) {
                return [Broken(promise: .allOrNothing, what: "\(asked) → \(outcome), and \(event.fact)")]
            }
        }
        return []
    }

    private func acknowledged(_ asked: Asked, _ answer: CaseAnswer, _ watcher: Watcher) -> [Broken] {
        guard answer.refused == nil, !answer.events.isEmpty else { return [] }
        guard let id = CaseID(answer.caseID), let watched = watcher.cases[id], watched.state.version >= answer.version else {
            return [Broken(promise: .acknowledged, what: "version \(answer.version) of \(answer.caseID) is not there")]
        }
        if case .handle(_, _, let version?) = asked.what, answer.version - answer.events.count != version {
            return [Broken(promise: .versions, what: "asked of version \(version), done to \(answer.version - answer.events.count)")]
        }
        return []
    }

    private mutating func oneEffect(
        _ key: String, _ asked: Asked, _ outcome: Asked.Outcome, _ written: [SimulatedStore.Written], at now: Int64, losing: Bool
    ) -> [Broken] {
        if keyed[key] == nil {
            keyed[key] = Keyed(asked: asked, at: now)
            keys.append(key)
        }
        var known = keyed[key]!
        defer { keyed[key] = known }
        let isOther = "\(asked.what)" != "\(known.asked.what)" || asked.by != known.asked.by
        if isOther, known.isKept {
            if case .failed(let error) = outcome, error is OtherRequest || error is StoreFault || error is ProcessDied { return [] }
            return [Broken(promise: .oneEffect, what: "another request under \(key) → \(outcome)")]
        }
        let made = written.count { !$0.isUnknown }
        known.effects += made
        if written.contains(where: \.isUnknown) { unknown.insert(key) }
        if made > 0, known.effects > 1 { return [Broken(promise: .oneEffect, what: "\(asked) was done \(known.effects) times")] }
        guard case .answered(let answer) = outcome, let bytes = try? answer.canonicalJSON() else {
            if made > 0 { known.isKept = true }
            return []
        }
        known.isKept = true
        if let before = known.answer, before != bytes { return [Broken(promise: .oneEffect, what: "\(asked) is answered otherwise")] }
        known.answer = bytes
        return []
    }

    private mutating func remember(_ asked: Asked, _ outcome: Asked.Outcome) {
        switch (asked.what, outcome) {
        case (.draft, .done(let words)): if let id = CaseID(words) { drafts.append(id) }
        case (.submit(let id), .answered(let answer)) where answer.refused == nil: drafts.removeAll { $0 == id }
        case (.discard(let id), .done): drafts.removeAll { $0 == id }
        case (.authorise(let holder, _), .done(let words)):
            if let number = words.split(separator: " ").last.flatMap({ Int64($0) }) { authorisations.append((number, holder)) }
        case (.issue(_, let department), .done(let words)):
            if let number = words.split(separator: " ").last.flatMap({ Int64($0) }) { licences.append((number, department)) }
        default: break
        }
    }

    /// The office has forgotten what was asked before that instant: it may be done anew.
    private mutating func forget(before instant: Int64) {
        let old = keys.filter { (keyed[$0]?.at ?? 0) < instant }
        for key in old { keyed[key] = nil }
        keys.removeAll { keyed[$0] == nil }
    }
}

extension Asked {
    fileprivate var isLetTimePass: Bool {
        if case .handle(.letTimePass, _, _) = what { true } else { false }
    }

    /// Old answers go with it.
    fileprivate var forgetsAnswers: Bool {
        switch what {
        case .letTimePass, .erase: true
        default: false
        }
    }
}

extension Watcher {
    /// The events of an entry.
    func events(at position: Int64) -> [CaseEvent] {
        cases.values.lazy.compactMap { $0.entries[position] }.first ?? []
    }
}
