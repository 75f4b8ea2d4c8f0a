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

    /// Stands for all forms where materials are chosen.
    static let formsMaterial = -1

    func isActive(_ item: Int) -> Bool { instances[item] > 0 }
}

extension CompiledBundle {
    /// Settles every paper of a situation by the ledger rule.
    public func ledger(_ situation: Situation, _ baseline: Baseline) -> Ledger {
        ledger(situation, baseline, only: nil)
    }

    /// As `ledger`, for lines of some materials; right as long as no other material has to do with them.
    func ledger(_ situation: Situation, _ baseline: Baseline, only materials: Set<Int>?) -> Ledger {
        let ledger = Ledger(bundle: self, baseline: baseline, situation: situation, roles: CaseRoles(self, situation))
        var settlement = Settlement(ledger, only: materials)
        settlement.run()
        return settlement.ledger
    }
}
