import Testing

@testable import Workflow

@Suite struct `Answers that were given` {
    private static let questions = [(id: "a", answers: ["x", "y", "z"]), (id: "b", answers: ["x", "y"]), (id: "c", answers: ["x", "y"])]

    private func fit(_ answers: [[String: String]: Int], smallestCell: Int = 5) -> AnswerFit {
        AnswerFit(answers, Self.questions, smallestCell: smallestCell)
    }

    private func words(_ fit: AnswerFit) -> [String] {
        fit.singles.flatMap { single in single.shares.map { "\(single.question)=\($0.answer) \($0.share.count)/\($0.share.of)" } }
            + fit.combinations.map { one in
                one.answers.map { "\($0.question)=\($0.answer)" }.joined(separator: "+") + " \(one.share.count)/\(one.share.of)"
            }
    }

    @Test func `are shares where questions have nothing to do with each other`() {
        let fit = fit([["a": "x", "b": "x"]: 40, ["a": "x", "b": "y"]: 20, ["a": "y", "b": "x"]: 20, ["a": "y", "b": "y"]: 10])
        #expect(words(fit) == ["a=x 60/90", "a=y 30/90", "b=x 60/90", "b=y 30/90"] && fit.dependent.isEmpty)
    }

    @Test func `are combinations where they go together, and the rest shares`() {
        let fit = fit([
            ["a": "x", "b": "x", "c": "x"]: 30, ["a": "x", "b": "x", "c": "y"]: 30, ["a": "y", "b": "y", "c": "x"]: 20,
            ["a": "y", "b": "y", "c": "y"]: 20,
        ])
        #expect(fit.dependent == ["a", "b"])
        #expect(words(fit) == ["c=x 50/100", "c=y 50/100", "a=x+b=x 60/100", "a=y+b=y 40/100"])
    }

    /// One of whom there are three could be found by his neighbours.
    @Test func `of fewer people than the smallest cell are told of nobody`() {
        let rare = fit([["a": "x"]: 60, ["a": "y"]: 30, ["a": "z"]: 4])
        #expect(words(rare) == ["a=x 64/94", "a=y 30/94"] && rare.singles[0].merged == 4)
        let combined = fit([["a": "x", "b": "x"]: 60, ["a": "y", "b": "y"]: 40, ["a": "y", "b": "x"]: 3, ["a": "z", "b": "y"]: 2])
        #expect(words(combined) == ["a=x+b=x 63/105", "a=y+b=y 42/105"] && combined.mergedPeople == 5)
        #expect(words(fit([["a": "x"]: 60, ["a": "z"]: 4], smallestCell: 3)) == ["a=x 60/64", "a=z 4/64"])
    }

    @Test func `are shares of those who are asked`() {
        let fit = fit([["a": "x"]: 60, ["a": "y", "b": "x"]: 30, ["a": "y", "b": "y"]: 10, ["a": "y", "c": "x"]: 3])
        #expect(words(fit) == ["a=x 60/103", "a=y 43/103", "b=x 30/40", "b=y 10/40"] && fit.unknown == ["c"])
    }
}
