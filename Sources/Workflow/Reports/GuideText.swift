/// The one-time notice (一次性告知单) of one situation for a terminal.
public struct GuideText {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    /// The sheet; where a stop holds, the stop and its law alone.
    public func render(_ plan: Plan) -> String {
        let sheet = GuideSheet(plan, language)
        let content: [Passage] =
            plan.ledger.stops.isEmpty
            ? [.paragraph(sheet.situation)] + sheet.parts.flatMap { [.heading($0.title, level: 2)] + $0.passages } : sheet.stops
        return PassageText(language: language).render([.heading(sheet.title, level: 1)] + content)
    }
}
