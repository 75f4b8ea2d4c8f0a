/// An official paper (文书) that an office issues: what it is called, the law that asks for it, and its text with places to fill in.
public struct OfficialPaperDefinition: Sendable {
    /// What is filled in where a text says `{reason}`.
    public enum Place: String, Sendable, Hashable, CaseIterable {
        // Of every paper
        case number, `case`, date
        case oneThing = "one-thing"
        case department
        /// All items of the case, each with its department.
        case items
        /// The papers that the applicant has handed in, with the application or just now.
        case handedIn = "handed-in"

        // Of an item
        case item
        case receivedOn = "received-on"
        /// What the state is called that the item has come to.
        case outcome
        /// The articles behind the move and its state.
        case law
        /// The articles on which the item itself rests.
        case itemLaw = "item-law"
        /// The day after which the limits of the item count.
        case countsFrom = "counts-from"
        case statutoryDay = "statutory-day"
        case promisedDay = "promised-day"
        /// The last day of the state that the item has come to.
        case respondBy = "respond-by"
        /// What is left of the statutory limit while the clock stands still.
        case daysLeft = "days-left"
        /// The licences that the decision issues.
        case results

        // Written by whoever makes the move
        case reason, basis
        case expectedEnd = "expected-end"
        case remedies
        /// The papers that are wanting, all of them.
        case wanting
        case newFacts = "new-facts"
        case payment

        /// What a move must need so that there is something to fill in.
        public var need: ProcessDefinition.Need? {
            switch self {
            case .reason: .reason
            case .basis: .basis
            case .expectedEnd: .expectedEnd
            case .remedies: .remedies
            case .wanting: .gaps
            case .newFacts: .newFacts
            case .payment: .payment
            case .number, .case, .date, .oneThing, .department, .items, .handedIn, .item, .receivedOn, .outcome, .law, .itemLaw,
                .countsFrom,
                .statutoryDay, .promisedDay, .respondBy, .daysLeft, .results:
                nil
            }
        }

        /// Whether it can be filled in where a paper is about the whole application.
        public var isOfTheWhole: Bool {
            switch self {
            case .number, .case, .date, .oneThing, .department, .items, .handedIn: true
            case .item, .receivedOn, .outcome, .law, .itemLaw, .countsFrom, .statutoryDay, .promisedDay, .respondBy, .daysLeft, .results,
                .reason,
                .basis, .expectedEnd, .remedies, .wanting, .newFacts, .payment:
                false
            }
        }
    }

    /// A piece of a text: words, or a place to fill in.
    public enum Piece: Sendable, Hashable {
        case words(String)
        case place(Place)
    }

    /// One paragraph in both languages; left out where a place of it has nothing to say, such as the last day of a limit that nobody knows.
    public struct Paragraph: Sendable, Hashable {
        public var zh: [Piece]
        public var en: [Piece]

        /// The places of both languages, which are the same.
        var places: [Place] { zh.compactMap { if case .place(let place) = $0 { place } else { nil } } }
    }

    public var id: Name
    public var title: Title
    public var basis: [LegalBasis]
    public var text: [Paragraph]
}
