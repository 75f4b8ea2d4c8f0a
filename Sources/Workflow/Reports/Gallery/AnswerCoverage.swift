/// Which journeys give which answers of a bundle.
struct AnswerCoverage: Sendable {
    /// An answer, or numbers that nothing tells apart.
    struct Row: Sendable {
        var answers: ClosedRange<Int>
        /// For each of them the journeys that give it, by id.
        var journeys: [(answer: Int, ids: [String])]

        var count: Int { journeys.reduce(0) { $0 + $1.ids.count } }
        var isCovered: Bool { count > 0 }
    }

    struct Question: Sendable {
        var question: Int
        var rows: [Row]
        var effects: [AnswerEffect]
    }

    let questions: [Question]

    var rows: [Row] { questions.flatMap(\.rows) }

    init(of bundle: CompiledBundle, by journeys: [WalkedJourney]) {
        let effects = bundle.answerEffects
        questions = bundle.questions.map { question, allowed in
            let own = effects.filter { $0.questions.contains(question) }
            let answers = bundle.shared.questions[question].answers.indices.filter { allowed & (1 << UInt64($0)) != 0 }
            let isNumber = bundle.shared.questions[question].lowest != nil
            let classes = isNumber ? Self.classes(answers, of: question, bundle, own) : answers.map { $0...$0 }
            let rows = classes.map { range in
                Row(
                    answers: range,
                    journeys: range.map { answer in
                        (answer, journeys.filter { $0.walk.journey.situation.answers[question] == answer }.map(\.id))
                    })
            }
            return Question(question: question, rows: rows, effects: own)
        }
    }

    /// Numbers one after the other that satisfy the same tests; one is not as many where a role is counted.
    private static func classes(
        _ answers: [Int], of question: Int, _ bundle: CompiledBundle, _ effects: [AnswerEffect]
    ) -> [ClosedRange<Int>] {
        let tests = effects.compactMap(\.when).flatMap { $0.alternatives.joined() }.filter { $0.question == question }
        let isCounted = bundle.roles.contains { role in
            if case .counted(question) = role.binding { true } else { false }
        }
        func signature(_ answer: Int) -> [Bool] {
            let number = bundle.shared.questions[question].number(answer)
            return tests.map { $0.answers & (1 << UInt64(answer)) != 0 } + (isCounted ? [number == 0, number == 1] : [])
        }
        return answers.reduce(into: []) { ranges, answer in
            if let last = ranges.last, last.upperBound + 1 == answer, signature(last.upperBound) == signature(answer) {
                ranges[ranges.count - 1] = last.lowerBound...answer
            } else {
                ranges.append(answer...answer)
            }
        }
    }
}
