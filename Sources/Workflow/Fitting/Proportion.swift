/// A share of cases with its 95 % interval.
public struct Proportion: Sendable, Hashable {
    public let count: Int
    public let of: Int

    public init(_ count: Int, of total: Int) { (self.count, of) = (count, total) }

    public var share: Double { of > 0 ? Double(count) / Double(of) : 0 }

    /// By Wilson (1927); everything where there is no case.
    public var interval: ClosedRange<Double> {
        guard of > 0 else { return 0...1 }
        let (n, z) = (Double(of), SpecialFunctions.z)
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, middle - half)...min(1, middle + half)
    }

    /// In millionths, as scenarios write shares.
    var millionths: Int { Int((share * 1_000_000).rounded()) }
}

/// Whether counts are what was expected of them (Pearson's chi-square).
public struct ChiSquare: Sendable, Hashable {
    public let statistic: Double
    public let freedom: Int

    /// The chance that it is as large or larger where everything is as expected.
    public var p: Double { SpecialFunctions.chiSquareAbove(statistic, freedom: freedom) }

    /// - Parameter parameters: how many numbers were taken from the counts themselves to know what to expect.
    init(observed: [Double], expected: [Double], parameters: Int = 1) {
        let cells = zip(observed, expected).filter { $0.1 > 0 }
        statistic = cells.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
        freedom = max(0, cells.count - parameters)
    }

    /// Whether the rows of a table differ in how they spread over its columns.
    /// - Parameter least: rows and columns of fewer are left out.
    init(table: [[Int]], least: Int = 1) {
        let rows = table.filter { $0.reduce(0, +) >= least }
        let sums = (table.first ?? []).indices.map { column in rows.reduce(0) { $0 + $1[column] } }
        let columns = sums.indices.filter { sums[$0] >= least }
        let total = Double(columns.reduce(0) { $0 + sums[$1] })
        statistic = rows.reduce(0) { all, row in
            let own = Double(columns.reduce(0) { $0 + row[$1] })
            guard own > 0 else { return all }
            return columns.reduce(all) { sum, column in
                let expected = own * Double(sums[column]) / total
                return sum + (Double(row[column]) - expected) * (Double(row[column]) - expected) / expected
            }
        }
        freedom = max(0, (rows.count - 1) * (columns.count - 1))
    }
}
