/// What was measured on the finished cases of one bundle. Figures are of those in which everything was granted: what was withdrawn, refused
/// or closed half-way says nothing of how long it takes.
public struct MeasuredCases: Sendable {
    /// A figure that events tell. Forms, fields, steps and minutes are of the plan.
    public enum Figure: String, Sendable, CaseIterable {
        case materials, pieces, kinds, handlingDays, elapsedDays, jointVisits
    }

    /// Finished cases.
    public let cases: Int
    /// Those in which everything was granted, in which something was, and in which nothing was.
    public let whole: Int
    public let partly: Int
    public var fruitless: Int { cases - whole - partly }
    /// What would have been handed in item by item, by the ledgers of the cases.
    public let apart: [Figure: Distribution]
    public let together: [Figure: Distribution]

    public init(_ measures: [CaseMeasures]) {
        cases = measures.count
        let whole = measures.filter(\.isWhole)
        self.whole = whole.count
        partly = measures.count { !$0.isWhole && $0.granted > 0 }
        func spread(_ figures: [(Figure, (CaseMeasures) -> Int?)]) -> [Figure: Distribution] {
            Dictionary(
                uniqueKeysWithValues: figures.compactMap { figure, value in
                    Distribution(whole.compactMap { value($0).map(Double.init) }).map { (figure, $0) }
                })
        }
        apart = spread([(.materials, \.apart.lines), (.pieces, \.apart.pieces), (.kinds, \.apart.kinds)])
        together = spread([
            (.materials, \.together.lines), (.pieces, \.together.pieces), (.kinds, \.together.kinds), (.handlingDays, \.handlingDays),
            (.elapsedDays, \.elapsedDays), (.jointVisits, \.jointVisits),
        ])
    }
}
