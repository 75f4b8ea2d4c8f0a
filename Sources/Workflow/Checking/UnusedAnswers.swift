extension Compilation {
    /// Answers that a bundle allows and none of its journeys gives: situations that nobody has tried. For a folder without errors.
    func answersNeverUsed() -> [Diagnostic] {
        bundles.flatMap { bundle -> [Diagnostic] in
            let own = journeys.filter { $0.bundle == bundle.id }
            guard !own.isEmpty else { return [] }
            return bundle.questions.indices.flatMap { place in
                bundle.answersMissing(from: own.map(\.situation), at: place).map { answer in
                    let question = bundle.definition.questions[place].question
                    return Diagnostic(
                        .answerNeverUsed(answer, question: question.value, bundle: bundle.id), at: question.position)
                }
            }
        }
    }
}

extension CompiledBundle {
    /// The allowed answers to one of its questions that no situation has. For numbers, one answer stands for all above the least.
    fileprivate func answersMissing(from situations: [Situation], at place: Int) -> [String] {
        let (number, allowed) = questions[place]
        let question = shared.questions[number]
        guard isEverAsked(question) else { return [] }
        let given = Set(situations.compactMap { $0.answers[number] })
        let choices = question.answers.indices.filter { allowed & (1 << UInt64($0)) != 0 }
        let missing = choices.filter { !given.contains($0) }
        guard question.lowest != nil else { return missing.map { question.answers[$0].id } }
        guard let least = missing.first, given.isSubset(of: choices.prefix(1)) else { return [] }
        return [question.answers[least].id + (missing.count > 1 ? " or more" : "")]
    }

    /// Whether some combination of answers has the question asked; taken for granted where there are too many to try.
    private func isEverAsked(_ question: CompiledQuestion) -> Bool {
        let space = AnswerSpace(shared, questions)
        var tried = 0
        return !space.forEach(space.closure(of: question.onlyIf.questions), from: Answers(questions: shared.questions.count)) { answers in
            tried += 1
            return !question.onlyIf.holds(answers) && tried < 200_000
        }
    }
}
