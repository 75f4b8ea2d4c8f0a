import Foundation
import TestSupport

@testable import Workflow

/// Holds what a store has against what was answered: each key was done once, and nothing else was done.
struct KeptCheck: Sendable {
    var complaints: [String] = []
    /// How many requests of each kind did something.
    var done: [KeyedRequest.Kind: Int] = [:]
    var entries = 0
    var delivered = 0

    init(_ history: RequestHistory, in office: Office, _ store: SQLiteStore, heard: [String]) async throws {
        let known = history.known
        var claims: [String: String] = [:]
        var created: [String: String] = [:]
        var fills: [String: [RequestHistory.Known]] = [:]
        for one in known {
            guard let settled = one.settled else {
                if one.rejections == 0 { complaints.append("\(one.request.key) was never answered") }
                continue
            }
            guard (200..<300).contains(settled.answer.status) else { continue }
            done[one.request.kind, default: 0] += 1
            let json = settled.answer.json
            let id = json["id"]?.word ?? ""
            if one.request.kind == .draft || one.request.kind == .start {
                if let before = created.updateValue(one.request.key, forKey: id) { complaints.append("\(id) is of \(before), too") }
            }
            if let filled = one.request.filled { fills[filled.id, default: []].append(one) }
            let events = json["events"]?.list.compactMap { $0["seq"]?.count } ?? []
            guard let first = events.first else { continue }
            if let before = claims.updateValue(one.request.key, forKey: "\(id):\(first)+\(events.count)") {
                complaints.append("\(id):\(first) is of \(before) and of \(one.request.key)")
            }
        }

        // One entry of the log is what one command did.
        let (log, cases, drafts) = try await store.read { store in
            (
                try store.log(after: 0, limit: .max).map { "\($0.caseID):\($0.seq)+\($0.count)" },
                try store.cases(after: nil, limit: .max).map { ($0.caseID, $0.version) },
                try store.drafts(of: nil, after: nil, limit: .max).map(\.id)
            )
        }
        entries = log.count
        for entry in Set(log).subtracting(claims.keys).sorted().prefix(5) { complaints.append("\(entry) is nobody's") }
        for lost in Set(claims.keys).subtracting(log).sorted().prefix(5) {
            complaints.append("\(lost) was acknowledged to \(claims[lost] ?? "") and is lost")
        }
        if log.count != Set(log).count { complaints.append("entries are there twice") }
        let there = Set(cases.map(\.0.description) + drafts.map(\.description))
        for odd in there.symmetricDifference(created.keys).sorted().prefix(5) {
            complaints.append("\(odd) is \(there.contains(odd) ? "nobody's" : "lost: \(created[odd] ?? "")")")
        }
        try await checkFills(fills, office, store)
        try await checkRatings(known, office, store)
        try await checkOutbox(known, cases.map(\.0), store, heard)
    }

    /// What stands in a form was filled in last, or at the same time as what was.
    private mutating func checkFills(_ fills: [String: [RequestHistory.Known]], _ office: Office, _ store: SQLiteStore) async throws {
        for (id, fills) in fills.sorted(by: { $0.key < $1.key }) {
            guard let number = CaseID(id) else { continue }
            let value = try await store.read { try office.values(of: $0.form(of: number), of: number)["child.name"] }
            let last = fills.filter { one in !fills.contains { $0.sent > one.settled?.at ?? .max } }
            if !last.contains(where: { $0.request.filled?.value == value }) {
                complaints.append("\(id) says \(value ?? "nothing"), not one of \(last.compactMap { $0.request.filled?.value })")
            }
        }
    }

    private mutating func checkRatings(_ known: [RequestHistory.Known], _ office: Office, _ store: SQLiteStore) async throws {
        let wanted = done[.rating] ?? 0
        let kept = try await store.read { try $0.registry.ratings(after: 0, limit: .max).count }
        if kept != wanted { complaints.append("\(wanted) ratings were given, and \(kept) are there") }
    }

    /// Subscriptions are there once; what happened is in the outbox, and was heard, each case in its order.
    private mutating func checkOutbox(
        _ known: [RequestHistory.Known], _ cases: [CaseID], _ store: SQLiteStore, _ heard: [String]
    ) async throws {
        let wanted = done[.subscription] ?? 0
        let (webhooks, rows, events) = try await store.read { store in
            let theirs = try Set(cases.filter { try store.items(of: $0).contains { $0.department == "transport" } })
            let events = try store.log(after: 0, limit: .max).filter { theirs.contains($0.caseID) }
                .flatMap { entry in (entry.seq...entry.version).map { "\(entry.caseID):\($0)" } }
            let rows = try store.outbox.deliveries(to: 1, nil, after: 0, limit: .max)
            return (try store.outbox.webhooks().count, rows.map { "\($0.caseID):\($0.seq)" }, events)
        }
        if webhooks != wanted { complaints.append("\(wanted) subscriptions were made, and \(webhooks) are there") }
        if rows.sorted() != events.sorted() { complaints.append("\(events.count) events, and \(rows.count) rows of the outbox") }
        for lost in Set(events).subtracting(heard).sorted().prefix(5) { complaints.append("\(lost) was never heard") }
        var last: [Substring: Int] = [:]
        for one in heard {
            let parts = one.split(separator: ":")
            guard parts.count == 2, let seq = Int(parts[1]) else { continue }
            if seq > (last[parts[0]] ?? 0) + 1 { complaints.append("\(one) was heard before what came before it") }
            last[parts[0]] = max(last[parts[0]] ?? 0, seq)
        }
        delivered = Set(heard).count
    }
}
