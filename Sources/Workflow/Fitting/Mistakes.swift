import Foundation

/// How many fields and papers are wrong, from how often something was asked to be mended.
///
/// An item is asked to be mended where any of its typed fields or of the papers that were handed in for it is wrong. Which of them it was is
/// not read: the two shares stay in the proportion in which they were assumed, and what is fitted is their size.
struct Mistakes {
    /// Items of which something was asked to be mended.
    let share: Proportion
    /// In millionths.
    let field: Int
    let paper: Int

    init(_ asked: [Observations.Handed: (items: Int, asked: Int)], field: Int, paper: Int) {
        let all = asked.values.reduce((0, 0)) { ($0.0 + $1.items, $0.1 + $1.asked) }
        share = Proportion(all.1, of: all.0)
        // Where nothing was assumed to be wrong, papers are.
        let assumed = field + paper > 0 ? (Double(field) / 1e6, Double(paper) / 1e6) : (0, 1)
        let most = 1 / max(assumed.0, assumed.1)
        func expected(_ scale: Double) -> Double {
            asked.reduce(0) { sum, entry in
                let right = pow(1 - assumed.0 * scale, Double(entry.key.fields)) * pow(1 - assumed.1 * scale, Double(entry.key.papers))
                return sum + Double(entry.value.items) * (1 - right)
            }
        }
        var (low, high) = (0.0, most)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if expected(middle) < Double(all.1) { low = middle } else { high = middle }
        }
        let scale = expected(most) <= Double(all.1) ? most : (low + high) / 2
        (self.field, self.paper) = (Int((assumed.0 * scale * 1e6).rounded()), Int((assumed.1 * scale * 1e6).rounded()))
    }
}
