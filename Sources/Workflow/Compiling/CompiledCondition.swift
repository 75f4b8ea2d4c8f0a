/// A condition with names resolved: for each alternative, the questions and the sets of answers that satisfy it.
public struct CompiledCondition: Hashable, Sendable {
    struct Test: Hashable, Sendable {
        var question: Int
        /// One bit for each answer of the question.
        var answers: UInt64
    }

    var alternatives: [[Test]]

    private var isAlways: Bool { alternatives.count == 1 && alternatives[0].isEmpty }

    /// Always holds.
    static let always = CompiledCondition(alternatives: [[]])

    /// Whether it holds for the answers; one that was not asked (`Answers.none`) satisfies no test.
    func holds(_ answers: Answers) -> Bool {
        if isAlways { return true }
        for tests in alternatives where tests.allSatisfy({ answers.satisfies($0) }) { return true }
        return false
    }

    /// The questions that it reads.
    var questions: Set<Int> { Set(alternatives.flatMap { $0.map(\.question) }) }
}

/// The answers of one situation: for each question of the folder the number of the answer.
public struct Answers: Hashable, Sendable {
    /// The question is not asked in this situation.
    static let none: Int8 = -1

    var values: [Int8]

    init(questions: Int) {
        values = Array(repeating: Self.none, count: questions)
    }

    subscript(question: Int) -> Int? {
        get { values[question] == Self.none ? nil : Int(values[question]) }
        set { values[question] = newValue.map(Int8.init) ?? Self.none }
    }

    func satisfies(_ test: CompiledCondition.Test) -> Bool {
        let value = values[test.question]
        return value >= 0 && test.answers & (1 << UInt64(value)) != 0
    }
}
