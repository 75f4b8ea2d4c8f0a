/// The situations of a bundle: every combination of answers that its questions allow.
struct AnswerSpace {
    let shared: SharedDefinitions
    let allowed: [Int: UInt64]

    init(_ shared: SharedDefinitions, _ questions: [(question: Int, allowed: UInt64)]) {
        self.shared = shared
        allowed = Dictionary(questions.map { ($0.question, $0.allowed) }, uniquingKeysWith: &)
    }

    /// The questions with those that decide whether they are asked at all, the latter first.
    func closure(of questions: Set<Int>) -> [Int] {
        var ordered: [Int] = []
        var seen: Set<Int> = []
        func add(_ question: Int) {
            guard seen.insert(question).inserted else { return }
            for earlier in shared.questions[question].onlyIf.questions.sorted() { add(earlier) }
            ordered.append(question)
        }
        for question in questions.sorted() { add(question) }
        return ordered
    }

    /// Calls the body with every combination of answers to these questions, the others as they are; stops when it returns false.
    @discardableResult
    func forEach(_ questions: [Int], from base: Answers, _ body: (Answers) -> Bool) -> Bool {
        forEach(questions[...], base, body)
    }

    private func forEach(_ rest: ArraySlice<Int>, _ answers: Answers, _ body: (Answers) -> Bool) -> Bool {
        guard let question = rest.first else { return body(answers) }
        var next = answers
        guard let set = allowed[question], shared.questions[question].onlyIf.holds(answers) else {
            next[question] = nil
            return forEach(rest.dropFirst(), next, body)
        }
        for answer in shared.questions[question].answers.indices where set & (1 << UInt64(answer)) != 0 {
            next[question] = answer
            guard forEach(rest.dropFirst(), next, body) else { return false }
        }
        return true
    }
}
