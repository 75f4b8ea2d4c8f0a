/// The name most like a misspelt one, if any is near enough: at most a third of its letters differ (two neighbours swapped count once).
func nearestName(to name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name.unicodeScalars)
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in names {
        let distance = editDistance(wanted, Array(candidate.unicodeScalars), limit: limit)
        if distance <= limit, distance < (best?.distance ?? .max) || (distance == best?.distance && candidate < best!.name) {
            best = (candidate, distance)
        }
    }
    return best?.name
}

extension Title {
    /// What may have been meant by a word that nothing has, else what there is; nil where there is nothing.
    /// - Parameter guessing: false: one of them is like another.
    static func meaning(_ word: String, among known: [String], guessing: Bool = true) -> Title? {
        if guessing, let nearest = nearestName(to: word, among: known) {
            return Title(zh: "是不是 `\(nearest)`？", en: "did you mean `\(nearest)`?")
        }
        let list = known.joined(separator: " ")
        return known.isEmpty ? nil : Title(zh: "可用：\(list)", en: "there are: \(list)")
    }
}

/// The word of a list that is most like another, or means what people often call it.
func nearestWord(to word: String, among choices: [String]) -> String? {
    nearestName(to: word, among: choices) ?? meanings[word].flatMap { choices.contains($0) ? $0 : nil }
}

private let meanings = [
    "rejected": "refused", "denied": "refused", "declined": "refused", "approved": "granted", "accepted": "granted", "done": "granted",
    "not-accepted": "not-taken-in", "revoked": "withdrawn", "cancelled": "withdrawn", "canceled": "withdrawn", "taken-back": "withdrawn",
    "expired": "lapsed", "pending": "open", "citizen": "applicant", "official": "officer",
]

/// Optimal string alignment distance, or more than `limit` as soon as it cannot be within it.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int {
    guard abs(left.count - right.count) <= limit else { return limit + 1 }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
        var current = [i + 1]
        for j in right.indices {
            var cost = min(previous[j] + (left[i] == right[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, before[j - 1] + 1) }
            current.append(cost)
        }
        if current.min()! > limit { return limit + 1 }
        (before, previous) = (previous, current)
    }
    return previous[right.count]
}

extension Diagnostic {
    /// A name given from outside the definition files that nothing has.
    public init(unknownName named: Mistake.Named, _ name: String, among names: [String]) {
        let nearest = nearestName(to: name, among: names).map { Mistake.Nearest(name: $0) }
        self.init(.unknown(named, name, nearest: nearest), at: SourcePosition(file: ""))
    }

    /// The help line where it names something near; nil where it only tells where such names are declared.
    public var suggestion: Title? {
        guard case .unknown(_, _, .some, _) = mistake else { return nil }
        return help
    }
}
