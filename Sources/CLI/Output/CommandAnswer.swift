import Workflow

/// What came of a command as JSON; what the case refuses stands in it, where the API has a problem.
struct CommandAnswer: Encodable {
    struct Refused: Encodable {
        var code: String
        var message: String
        var canDo: [CanDoMessage]
    }

    private let answer: CaseAnswerMessage
    private let refused: Refused?

    init(_ answer: CaseAnswer, _ language: Language) {
        self.answer = CaseAnswerMessage(answer, language)
        refused = answer.refused.map {
            Refused(code: $0.code, message: $0.message.title[language], canDo: $0.canDo.map { CanDoMessage($0, language) })
        }
    }

    private enum Key: CodingKey { case refused }

    func encode(to encoder: any Encoder) throws {
        try answer.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(refused, forKey: .refused)
    }
}
