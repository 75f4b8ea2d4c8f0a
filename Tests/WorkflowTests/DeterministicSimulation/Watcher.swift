@testable import Workflow

/// Looks into the real store after every step, past the office, and says which promises were not kept.
struct Watcher {
    private(set) var cases: [CaseID: WatchedCase] = [:]
    private(set) var uses: [LoggedUse] = []
    /// Of the entries, in their order.
    private var seals: [[UInt8]] = []
    private var audit = Audit(kept: [])
    private(set) var people: [Int32: String] = [:]
    /// That the other office was asked, in its own count.
    private var calls = (searches: 0, inquiries: 0)

    /// What has come into the store since somebody last looked.
    struct News: Sendable {
        var entries: [Entry] = []
        var uses: [LoggedUse] = []
        var broken: [Broken] = []
        fileprivate var head = Head.empty
        fileprivate var people: [String] = []
        fileprivate var bundles: [CaseID: String] = [:]
    }

    var entryCount: Int64 { Int64(seals.count) }
    var useCount: Int64 { Int64(uses.count) }

    /// - Parameter now: the latest moment that the clock of the office has shown.
    mutating func look(at store: SQLiteStore, _ office: Office, _ rules: [String: CaseRules], now: Moment) async throws -> News {
        let (known, knownUses) = (entryCount, useCount)
        var news = try await store.read { [shelf = office.shelf] store in
            var news = News()
            news.entries = try store.log(after: known, limit: .max)
            news.uses = try store.registry.uses(of: nil, after: knownUses, limit: .max)
            news.head = try store.head()
            while let one = try store.pseudonym(of: Int32(news.people.count + 1)) { news.people.append(one) }
            for id in Set(news.entries.map(\.caseID)).sorted() {
                news.bundles[id] = try store.row(of: id)?.bundle
                if let what = try Self.difference(of: id, store, shelf) { news.broken.append(Broken(promise: .replay, what: what)) }
            }
            return news
        }
        people = Dictionary(uniqueKeysWithValues: news.people.enumerated().map { (Int32($0 + 1), $1) })
        for logged in news.uses {
            if try LoggedUse.seal(logged.use.encoded(), after: uses.last?.head ?? .empty) != logged.seal {
                news.broken.append(Broken(promise: .sealed, what: "row \(logged.position) of the log of uses"))
            }
            uses.append(logged)
        }
        for entry in news.entries { try take(entry, rules, now, &news) }
        if audit.found.firstBad == nil { audit.end(at: news.head) }
        if let bad = audit.found.firstBad {
            news.broken.append(Broken(promise: .sealed, what: "\(bad.what) at \(bad.position ?? 0)"))
            audit = Audit(kept: [])
        }
        return news
    }

    private mutating func take(_ entry: Entry, _ rules: [String: CaseRules], _ now: Moment, _ news: inout News) throws {
        audit.take(entry)
        seals.append(entry.seal)
        let events = try entry.events()
        if cases[entry.caseID] == nil {
            guard case .submitted? = events.first?.fact, let rules = news.bundles[entry.caseID].flatMap({ rules[$0] }) else {
                return news.broken.append(Broken(promise: .numbered, what: "\(entry.caseID) does not begin with an application"))
            }
            cases[entry.caseID] = WatchedCase(entry.caseID, under: rules)
        }
        cases[entry.caseID]?.take(events, at: entry.position, now: now)
        for event in events {
            if let what = unlogged(event, of: entry.caseID) { news.broken.append(Broken(promise: .usesLogged, what: what)) }
        }
        news.broken += cases[entry.caseID]?.takeBroken() ?? []
    }

    // MARK: What is kept of a case

    /// Rows and form against the events; nil where they agree.
    private static func difference(of id: CaseID, _ store: any StoreReader, _ shelf: DefinitionShelf) throws -> String? {
        var events: [CaseEvent] = []
        guard let open = try OpenCase(id, store, shelf, into: &events), let projection = open.projection else { return "no row of \(id)" }
        if try store.row(of: id) != projection.row { return "the row of \(id)" }
        if try store.items(of: id) != projection.items { return "the items of \(id)" }
        if try store.disputes(of: id) != projection.disputes { return "the disputes of \(id)" }
        if try store.measures(of: id) != projection.measures { return "the measures of \(id)" }
        if try store.form(of: id)?.digest != open.state.form { return "the form of \(id)" }
        return nil
    }

    /// What the office has in memory of its cases against the events.
    func memory(of office: Office, generation: Int) -> [Broken] {
        cases.keys.sorted().compactMap { id in
            guard let (open, loan) = office.cache.lend(id) else { return nil }
            defer { office.cache.giveBack(open, loan) }
            guard loan.generation == generation, open.state != cases[id]?.state else { return nil }
            return Broken(promise: .replay, what: "\(id) in memory is of version \(open.state.version)")
        }
    }

    /// Everything once more, after a restart: what was seen before is there, and nothing else in its place.
    mutating func begin(again store: SQLiteStore) async throws -> [Broken] {
        let (entries, kept) = try await store.read { store in
            (try store.log(after: 0, limit: .max), try store.registry.uses(of: nil, after: 0, limit: .max))
        }
        let lost = !entries.map(\.seal).starts(with: seals) || !kept.map(\.seal).starts(with: uses.map(\.seal))
        guard lost else { return [] }
        return [
            Broken(
                promise: .acknowledged, what: "\(entries.count) entries and \(kept.count) uses are left of \(seals.count) and \(uses.count)"
            )
        ]
    }

    // MARK: The log of uses of data

    /// What an event rests on and is not in the log of uses; nil where all is.
    private func unlogged(_ event: CaseEvent, of id: CaseID) -> String? {
        func row(_ number: Int64, of register: Int64, _ acts: Set<DataUse.Act>) -> Bool {
            guard uses.indices.contains(Int(number) - 1) else { return false }
            let use = uses[Int(number) - 1].use
            return acts.contains(use.act) && use.licence == register && use.caseID == id.description
        }
        switch event.fact {
        case .evidence(let one):
            return row(one.use, of: one.register, [.read, .found, .issued]) ? nil : "licence \(one.register) stands in unread in \(id)"
        case .evidenceArrived(_, let register, let use):
            return row(use, of: register, [.read, .found]) ? nil : "licence \(register) came unread to \(id)"
        case .evidenceChecked(let item, let places):
            guard let watched = cases[id] else { return nil }
            let name = watched.rules.name(of: watched.state.items[Int(item)].opened)
            let missing = places.first { place in
                let register = watched.state.evidence[Int(place)].register
                return !uses.contains {
                    $0.use.act == .checked && $0.use.licence == register && $0.use.caseID == id.description && $0.use.item == name
                }
            }
            return missing.map { "licence \($0 + 1) of \(id) was not looked after" }
        default: return nil
        }
    }

    /// The other office was never asked without a row that says so.
    mutating func count(_ more: (searches: Int, inquiries: Int)) -> [Broken] {
        calls.searches += more.searches
        calls.inquiries += more.inquiries
        let asked = uses.filter { $0.use.act == .asked }
        let (searches, inquiries) = (asked.count { $0.use.licence == nil }, asked.count { $0.use.licence != nil })
        if calls.searches <= searches, calls.inquiries <= inquiries { return [] }
        return [
            Broken(
                promise: .usesLogged,
                what: "asked \(calls.searches) and \(calls.inquiries) times, \(searches) and \(inquiries) in the log")
        ]
    }
}
