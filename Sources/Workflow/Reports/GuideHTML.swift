/// The one-time notice (一次性告知单) of one situation as one page to print, A4.
public struct GuideHTML {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    /// The sheet; where a stop holds, the stop and its law alone.
    public func render(_ plan: Plan) -> String {
        let sheet = GuideSheet(plan, language)
        let passages = PassageHTML(prefix: "guide")
        let content: [Markup] =
            plan.ledger.stops.isEmpty
            ? [.element("p", ["class": "situation"], sheet.situation)]
                + sheet.parts.map { part in
                    .element("section", ["class": "\(part.kind)"], [.element("h2", [:], part.title)] + passages.markup(part.passages))
                }
            : passages.markup(sheet.stops)
        let body = Markup.element("main", [:], [.element("h1", [:], sheet.title)] + content)
        return Markup.document(title: sheet.title, style: Self.style, language, [body])
    }
}
