/// An official paper of a case (文书), filled in from the definitions to which the case is pinned and from its events, and from nothing else:
/// the same whenever and wherever it is printed.
public struct IssuedPaper: Sendable, Hashable {
    /// The case that it belongs to.
    public var caseID: CaseID
    /// Its number in the case, from 1.
    public var number: Int
    /// `notice-of-acceptance`
    public var paper: String
    public var title: Title
    /// The item that it is about; nil: the whole application.
    public var item: String?
    public var itemTitle: Title?
    /// The office that issues it, whose seal it bears (行政许可法 art. 32 ¶2).
    public var issuer: Title
    /// The moment of recording, whose day is its date: a paper is never dated back.
    public var at: Moment
    public var text: [Title]

    /// The number under which the office has it: `01jd-4k8m-2qx9w/3`. No other paper of the store has it.
    public var reference: String { "\(caseID)/\(number)" }
}

extension IssuedPaper {
    /// Every official paper of a case, in the order of their numbers.
    /// - Parameters:
    ///   - events: the case from its first event on.
    ///   - editions: the rules that it began with, and those after each migration.
    public static func papers(of id: CaseID, _ events: [CaseEvent], under editions: [CaseRules]) -> [IssuedPaper] {
        guard var filler = PaperFiller(id, editions) else { return [] }
        return events.compactMap { filler.take($0) }
    }
}
