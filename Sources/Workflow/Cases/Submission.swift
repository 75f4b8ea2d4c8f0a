/// What is handed in: the answers, and the papers that do not come with it.
public final class Application: Sendable {
    let answers: Answers
    /// Materials that must be handed in and are not attached.
    let without: Set<Int>
    /// The office has filled it in and offered it.
    let offer: AcceptedOffer?
    /// Of whoever acts for the applicant; for the whole case.
    let mandate: Mandate?
    let form: FilledForm?
    /// Licences that were read for it.
    let evidence: [Evidence]
    /// Licences that could not be read.
    let awaited: [AwaitedEvidence]
    /// Who applies besides whoever hands it in.
    let applicants: [Int32]

    init(
        answers: Answers, without: Set<Int>, offer: AcceptedOffer? = nil, mandate: Mandate? = nil, form: FilledForm? = nil,
        evidence: [Evidence] = [], awaited: [AwaitedEvidence] = [], applicants: [Int32] = []
    ) {
        (self.evidence, self.awaited, self.applicants) = (evidence, awaited, applicants)
        self.answers = answers
        self.without = without
        self.offer = offer
        self.mandate = mandate
        self.form = form
    }

    public convenience init(answers: Answers) { self.init(answers: answers, without: []) }
}

/// The limits of an item in this situation.
struct ItemLimits: Sendable, Hashable {
    var statutory: TimeSpan?
    var promised: TimeSpan?
    /// The clock runs from the day of receipt, whatever the first state says (社会保险经办条例).
    var fromReceipt = false
}

/// An item of the case, one for each child or thing that it is done for.
struct OpenedItem: Sendable, Hashable {
    /// Its place in the bundle.
    var item: Int32
    /// Which of several, from 0; -1 where there is one.
    var instance: Int32
    /// Place of its process among those of the rules.
    var process: Int32
    /// The event that it waits for; -1: none.
    var event: Int32
    var limits: ItemLimits
}

/// A paper of the case as it was settled at submission.
public struct CasePaper: Sendable, Hashable {
    /// What stands in for a paper.
    enum By: Sendable, Hashable {
        case licence(Int)
        /// Another paper of the case, by its place.
        case paper(Int)
        /// An item of the bundle, and which of several.
        case item(Int, instance: Int?)
        case source(Int)
        case form
        case promise
        case bundle
    }

    /// `birth-registration/3`, as in the ledger.
    public var id: String
    /// Place of its item in the bundle.
    var item: Int
    /// Place of its item among those of the case; nil where the item is not part, or where the list belongs to the bundle.
    var owner: Int?
    var material: Int?
    /// The printed name of whose it is.
    var subject: String
    var demand: Demand
    var isForm: Bool
    public var disposition: Disposition
    var by: By?
    /// The last day for one that may follow.
    var until: Day?
    /// It came with the application, or need not come.
    var isThere: Bool
}

/// A case as it began; it never changes.
public final class Submission: Sendable, Hashable {
    let answers: Answers
    let items: [OpenedItem]
    public let papers: [CasePaper]
    /// The last day for the whole, where permits of several departments are joined.
    let due: Due?
    /// Items and papers as every case that began so has them first, and the places of the instances of each item of the bundle.
    let firstItems: [ItemState]
    let firstPapers: [PaperState]
    let spans: [Range<Int32>]

    init(answers: Answers, items: [OpenedItem], papers: [CasePaper], due: Due?) {
        self.answers = answers
        self.items = items
        self.papers = papers
        self.due = due
        firstItems = items.map(ItemState.init)
        firstPapers = papers.map(PaperState.init)
        spans = CaseState.spans(of: items)
    }

    /// The same with another last day.
    func due(_ due: Due?) -> Submission {
        due == self.due ? self : Submission(answers: answers, items: items, papers: papers, due: due)
    }

    public static func == (one: Submission, other: Submission) -> Bool {
        one === other
            || (one.answers == other.answers && one.items == other.items && one.papers == other.papers && one.due == other.due)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(answers)
        hasher.combine(items)
        hasher.combine(papers)
    }
}
