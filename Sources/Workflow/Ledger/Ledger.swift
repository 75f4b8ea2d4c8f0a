/// Every paper of one situation with its disposition, in the order of use.
public struct Ledger: Sendable {
    public let bundle: CompiledBundle
    public let baseline: Baseline
    public let situation: Situation
    let roles: CaseRoles
    public internal(set) var lines: [LedgerLine] = []
    /// For each item of the bundle: how often it is done; 0 where it is not part of the situation.
    var instances: [Int] = []

    /// The stops that hold; where there is one, nothing is taken in and the ledger is empty.
    var stops: [CompiledStop] { bundle.stops.filter { $0.onlyIf.holds(situation.answers) } }

    func isActive(_ item: Int) -> Bool { instances[item] > 0 }
}

extension CompiledBundle {
    /// Settles every paper of a situation by the ledger rule.
    public func ledger(_ situation: Situation, _ baseline: Baseline) -> Ledger {
        var settlement = Settlement(
            Ledger(bundle: self, baseline: baseline, situation: situation, roles: CaseRoles(self, situation)))
        settlement.run()
        return settlement.ledger
    }
}
