import Foundation
import Workflow

/// A department's own system on a bad day: it leaves messages lying, loses some before it has kept them, says things twice, late, out of
/// order, or not at all. What it has decided it has decided.
struct DepartmentSystem: Codable {
    struct Item: Codable {
        var `case`: String
        var item: String
        var seen: Int
        var papers: [String]
        var end: String?
        /// It has decided, and has said so, or has tried.
        var result: DepartmentMessage?
    }

    struct Late: Codable {
        var message: DepartmentMessage
        var passes: Int
    }

    var items: [String: Item] = [:]
    var late: [Late] = []
    /// Names of results that never left the house.
    var lost: [String] = []

    /// One pass over the folder of the department: what lies in `to` is read, what is decided is said in `from`. What it keeps lies in
    /// FILE; beside it are `FILE.list`, for the comparison, and `FILE.lost`, the items whose results never left the house.
    /// - Parameter orders: `again:ITEM` says a result once more, surely; `forget:ITEM` loses everything of an item.
    static func pass(in folder: String, keeping file: String, seed: UInt64, _ orders: some Sequence<String>) throws {
        var dice = Dice(state: seed)
        var system = (try? JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: file)))) ?? Self()
        let from = URL(fileURLWithPath: folder + "/from")
        try FileManager.default.createDirectory(at: from, withIntermediateDirectories: true)
        for order in orders { system.obey(order, from, &dice) }
        if !orders.contains(where: { $0.hasPrefix("forget:") }) { try system.work(folder, from, &dice) }
        for (name, data) in [
            ("", try JSONEncoder().encode(system)), (".list", try JSONEncoder().encode(system.list)),
            (".lost", try JSONEncoder().encode(system.lost)),
        ] { try data.write(to: URL(fileURLWithPath: file + name), options: .atomic) }
    }

    private mutating func work(_ folder: String, _ from: URL, _ dice: inout Dice) throws {
        sayWhatWasLate(from, &dice)
        let to = folder + "/to"
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: to)) ?? []).sorted().shuffled(using: &dice) {
            if dice.one(in: 6) { continue }
            let path = URL(fileURLWithPath: "\(to)/\(name)")
            let handOver = try JSONDecoder().decode(HandOver.self, from: Data(contentsOf: path))
            if !dice.one(in: 10) { keep(handOver, from, &dice) }
            try FileManager.default.removeItem(at: path)
        }
        decide(from, &dice)
    }

    private var list: DepartmentList {
        DepartmentList(items: items.values.map { .init(case: $0.case, item: $0.item, seen: $0.seen, end: $0.end) })
    }

    private mutating func obey(_ order: String, _ from: URL, _ dice: inout Dice) {
        let parts = order.split(separator: ":", maxSplits: 1).map(String.init)
        lost.removeAll { $0 == parts[1] }
        if parts[0] == "forget" {
            items[parts[1]] = nil
        } else if let result = items[parts[1]]?.result {
            Self.write(result, from, &dice)
        }
    }

    private mutating func keep(_ handOver: HandOver, _ from: URL, _ dice: inout Dice) {
        let key = "\(handOver.case)/\(handOver.item)"
        var item = items[key] ?? Item(case: handOver.case, item: handOver.item, seen: 0, papers: [])
        // What is missing before it comes again, because it was not acknowledged; what was kept before is said once more.
        guard handOver.after <= item.seen else { return }
        if handOver.through > item.seen {
            item.seen = handOver.through
            item.papers = handOver.materials.filter { $0.there != false }.map(\.line)
            if let end = handOver.end { item.end = end }
            items[key] = item
        }
        say(DepartmentMessage(message: "seen-\(handOver.message)", case: item.case, item: item.item, seen: item.seen), from, &dice)
    }

    private mutating func decide(_ from: URL, _ dice: inout Dice) {
        for key in items.keys.sorted() {
            guard var item = items[key], item.end == nil, !dice.one(in: 3) else { continue }
            let isGranted = !dice.one(in: 5)
            let because = CaseRequest.Note(reason: "不符合条件", remedies: "可申请行政复议")
            let result = DepartmentMessage(
                message: "result-\(item.case)-\(item.item)", case: item.case, item: item.item, seen: item.seen, verified: item.papers,
                move: isGranted ? "decide" : "refuse", note: isGranted ? nil : because, person: "990001")
            (item.end, item.result) = (isGranted ? "granted" : "refused", result)
            items[key] = item
            if dice.one(in: 12) { lost.append(key) } else { say(result, from, &dice) }
        }
    }

    private mutating func sayWhatWasLate(_ from: URL, _ dice: inout Dice) {
        for place in late.indices { late[place].passes -= 1 }
        for one in late where one.passes <= 0 { Self.write(one.message, from, &dice) }
        late.removeAll { $0.passes <= 0 }
    }

    private mutating func say(_ message: DepartmentMessage, _ from: URL, _ dice: inout Dice) {
        // That it has seen something it may forget to say; it is told again.
        if message.move == nil, dice.one(in: 8) { return }
        if dice.one(in: 5) { return late.append(Late(message: message, passes: Int.random(in: 1...3, using: &dice))) }
        Self.write(message, from, &dice)
        if dice.one(in: 8) { Self.write(message, from, &dice) }
    }

    private static func write(_ message: DepartmentMessage, _ from: URL, _ dice: inout Dice) {
        let name = "\(UInt32.random(in: 0...UInt32.max, using: &dice))-\(message.message.replacing("/", with: "-")).json"
        try? JSONEncoder().encode(message).write(to: from.appendingPathComponent(name), options: .atomic)
    }
}

/// Chance that comes out the same (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    mutating func one(in many: Int) -> Bool { Int.random(in: 0..<many, using: &self) == 0 }
}
