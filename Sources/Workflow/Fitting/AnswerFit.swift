/// How often which answer was given, and which questions go together.
///
/// An answer that fewer people gave than the smallest cell is counted with the most frequent one, and a combination of answers that fewer had
/// with the nearest that is large enough: a rare one could tell who somebody is.
public struct AnswerFit: Sendable {
    /// One question that does not go with others; shares are those of the people of whom it is asked.
    public struct Single: Sendable {
        public let question: String
        public let shares: [(answer: String, share: Proportion)]
        /// People whose answer is counted with another.
        public let merged: Int
    }

    /// Answers to the questions that go together; a question that is not asked of these people is not among them.
    public struct Combination: Sendable {
        public let answers: [(question: String, answer: String)]
        public let share: Proportion
    }

    public internal(set) var singles: [Single] = []
    public internal(set) var combinations: [Combination] = []
    /// Questions of the combinations.
    public internal(set) var dependent: [String] = []
    /// People whose combination is counted with another.
    public internal(set) var mergedPeople = 0
    public let people: Int
    /// Questions that fewer people were asked than the smallest cell, or nobody.
    public internal(set) var unknown: [String] = []

    /// Two questions go together where chance alone makes them seem to in fewer cases than that, over all pairs (Bonferroni).
    public static let told = 0.01

    /// - Parameter questions: the questions of the bundle, in its order, with the answers of each.
    init(_ answers: [[String: String]: Int], _ questions: [(id: String, answers: [String])], smallestCell: Int) {
        people = answers.values.reduce(0, +)
        let all = answers.sorted { $0.value != $1.value ? $0.value > $1.value : Self.key($0.key) < Self.key($1.key) }
        let counts = Dictionary(
            uniqueKeysWithValues: questions.map { question in
                (question.id, question.answers.map { answer in all.reduce(0) { $0 + ($1.key[question.id] == answer ? $1.value : 0) } })
            })
        unknown = questions.map(\.id).filter { counts[$0]!.reduce(0, +) < smallestCell }
        let known = questions.filter { !unknown.contains($0.id) }
        dependent = Self.dependent(known, all, smallestCell)
        for question in known where !dependent.contains(question.id) {
            singles.append(Self.single(question, counts[question.id]!, smallestCell))
        }
        combine(all, smallestCell)
    }

    private static func key(_ answers: [String: String]) -> String {
        answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    private static func single(_ question: (id: String, answers: [String]), _ counts: [Int], _ smallestCell: Int) -> Single {
        var counts = counts
        let total = counts.reduce(0, +)
        let most = counts.indices.max { counts[$0] < counts[$1] || (counts[$0] == counts[$1] && $0 > $1) } ?? 0
        var merged = 0
        for place in counts.indices where place != most && counts[place] > 0 && counts[place] < smallestCell {
            merged += counts[place]
            counts[most] += counts[place]
            counts[place] = 0
        }
        let shares = counts.indices.filter { counts[$0] > 0 }.map { (question.answers[$0], Proportion(counts[$0], of: total)) }
        return Single(question: question.id, shares: shares, merged: merged)
    }

    /// Questions of which one goes with another, among people who are asked both; answers that hardly anybody gives show nothing.
    private static func dependent(
        _ questions: [(id: String, answers: [String])], _ all: [(key: [String: String], value: Int)], _ smallestCell: Int
    ) -> [String] {
        let pairs = max(1, questions.count * (questions.count - 1) / 2)
        var found: Set<String> = []
        for (place, one) in questions.enumerated() {
            for other in questions[(place + 1)...] {
                var table = one.answers.map { _ in other.answers.map { _ in 0 } }
                for (answers, count) in all {
                    guard let first = answers[one.id].flatMap(one.answers.firstIndex),
                        let second = answers[other.id].flatMap(other.answers.firstIndex)
                    else { continue }
                    table[first][second] += count
                }
                if ChiSquare(table: table, least: smallestCell).p < told / Double(pairs) { found.formUnion([one.id, other.id]) }
            }
        }
        return questions.map(\.id).filter(found.contains)
    }

    private mutating func combine(_ all: [(key: [String: String], value: Int)], _ smallestCell: Int) {
        guard !dependent.isEmpty else { return }
        var cells: [[String?]: Int] = [:]
        for (answers, count) in all { cells[dependent.map { answers[$0] }, default: 0] += count }
        let sorted = cells.sorted { $0.value != $1.value ? $0.value > $1.value : Self.text($0.key) < Self.text($1.key) }
        var large = sorted.filter { $0.value >= smallestCell }
        // Where nobody's is frequent enough, nothing is told of what goes with what.
        guard !large.isEmpty else {
            unknown += dependent
            dependent = []
            return
        }
        let sizes = large.map(\.value)
        for small in sorted where small.value < smallestCell {
            mergedPeople += small.value
            func distance(_ place: Int) -> Int { zip(large[place].key, small.key).count { $0 != $1 } }
            let nearest = large.indices.min {
                distance($0) != distance($1) ? distance($0) < distance($1) : sizes[$0] != sizes[$1] ? sizes[$0] > sizes[$1] : $0 < $1
            }
            large[nearest ?? 0].value += small.value
        }
        combinations = large.map { cell in
            Combination(
                answers: zip(dependent, cell.key).compactMap { question, answer in answer.map { (question, $0) } },
                share: Proportion(cell.value, of: people))
        }
    }

    private static func text(_ answers: [String?]) -> String { answers.map { $0 ?? "" }.joined(separator: " ") }
}
