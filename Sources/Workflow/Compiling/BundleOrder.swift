/// What comes before each item of a bundle, from the names in `after` alone.
struct BundleOrder {
    /// All items that come before each, directly or not.
    private(set) var before: [Set<Int>]
    /// 0 for items that come after none, else one more than the latest before it.
    private(set) var batch: [Int]

    private let after: [[Int]]
    private var isSettled: [Bool]
    private var path: [Int] = []

    /// Nil and a report where items wait for each other.
    init?(_ definition: BundleDefinition, _ names: Names, _ findings: Findings) {
        after = definition.items.map { $0.after.compactMap { names[$0.value] } }
        before = Array(repeating: [], count: after.count)
        batch = Array(repeating: 0, count: after.count)
        isSettled = Array(repeating: false, count: after.count)
        for index in after.indices {
            guard let circle = settle(index) else { continue }
            let place = definition.items[circle[circle.count - 1]].after.first?.position ?? definition.id.position
            findings.report(.circle(circle.map { definition.items[$0].item.value }), at: place)
            return nil
        }
    }

    /// Settles what comes before an item; a circle that it is part of, if there is one.
    private mutating func settle(_ index: Int) -> [Int]? {
        if isSettled[index] { return nil }
        if let start = path.firstIndex(of: index) { return path[start...] + [index] }
        path.append(index)
        for earlier in after[index] {
            if let circle = settle(earlier) { return circle }
            before[index].insert(earlier)
            before[index].formUnion(before[earlier])
            batch[index] = max(batch[index], batch[earlier] + 1)
        }
        path.removeLast()
        isSettled[index] = true
        return nil
    }
}
