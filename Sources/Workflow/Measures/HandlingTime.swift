/// Handling time (办理时限) in working days, from the limits of the items of one situation.
struct HandlingTime {
    private(set) var apart = 0.0
    private(set) var together = 0.0
    /// Items for which neither a promise nor a law gives a limit; they count nothing.
    private(set) var unknown: [String] = []

    init(_ ledger: Ledger) {
        let bundle = ledger.bundle
        guard let assumptions = bundle.shared.assumptions else { return }
        let counting = bundle.definition.counting
        var days = Array(repeating: 0.0, count: bundle.items.count)
        var longest = days
        for item in bundle.order where ledger.isActive(item) && !bundle.items[item].isWholeList {
            if let within = bundle.items[item].within, ledger.isActive(within) { continue }
            if let limit = bundle.timeLimit(of: item, ledger.situation.answers)?.counted(counting.limit) {
                days[item] = assumptions.workingDays(limit)
            } else {
                unknown.append(bundle.items[item].item.id)
            }
        }
        for item in bundle.order {
            longest[item] = days[item] + (bundle.items[item].after.map { longest[$0] }.max() ?? 0)
        }
        together = longest.max() ?? 0
        switch counting.combine {
        case .sum: apart = days.indices.reduce(0) { $0 + days[$1] * Double(ledger.instances[$1]) }
        case .longestPath: apart = together
        }
    }
}

extension TimeLimit {
    /// The limit that a convention counts; where no promise is known the law's.
    func counted(_ limit: BundleDefinition.Counting.Limit) -> TimeSpan? {
        switch limit {
        case .promised: promised ?? statutory
        case .statutory: statutory ?? promised
        }
    }
}
