/// Conditions of a bundle in words.
struct ConditionWords {
    let shared: SharedDefinitions
    /// For each question the answers that may be given; all of them where it is not there.
    var allowed: [Int: UInt64] = [:]
    let language: Language

    init(_ bundle: CompiledBundle, _ language: Language) {
        shared = bundle.shared
        allowed = Dictionary(bundle.questions.map { ($0.question, $0.allowed) }, uniquingKeysWith: { first, _ in first })
        self.language = language
    }

    /// `Are the parents married: Married; and …`; of the question that a text is about only the answers are named.
    func words(_ condition: CompiledCondition, about question: Int? = nil) -> String {
        let alternatives = condition.alternatives.map { tests in
            let own = tests.filter { $0.question == question }.map { answers($0) }
            let others = tests.filter { $0.question != question }
                .map { "\(shared.questions[$0.question].ask[language])\(language("：", ": "))\(answers($0))" }
            return (own + others).joined(separator: language("，且", ", and "))
        }
        if alternatives.contains("") { return language("总是", "always") }
        return alternatives.joined(separator: language("；或者", "; or "))
    }

    /// The answers of a test, numbers as ranges.
    private func answers(_ test: CompiledCondition.Test) -> String {
        let question = shared.questions[test.question]
        let all = question.answers.indices.filter { test.answers & (allowed[test.question] ?? .max) & (1 << UInt64($0)) != 0 }
        guard question.lowest != nil else {
            return all.map { question.answers[$0].title[language] }.joined(separator: language("或", " or "))
        }
        return all.ranges.map { range in
            let (first, last) = (question.number(range.lowerBound), question.number(range.upperBound))
            return first == last ? "\(first)" : language("\(first) 至 \(last)", "\(first) to \(last)")
        }
        .joined(separator: language("或", " or "))
    }
}

extension [Int] {
    /// Numbers in order as ranges without a gap.
    var ranges: [ClosedRange<Int>] {
        reduce(into: []) { ranges, number in
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
    }
}
