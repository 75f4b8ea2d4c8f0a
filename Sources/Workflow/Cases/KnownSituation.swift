/// What a running case knows of its situation, for rules that may not be those that it began with.
///
/// The wallets were looked at when it was handed in; afterwards a case knows its answers and the licences that stood in for its papers.
/// Every source answers, as it does when a case begins.
struct KnownSituation {
    private(set) var situation: Situation
    /// Questions that these rules ask in this situation and that the case has not answered, or not so that it would do.
    let unanswered: [String]

    /// - Parameter answers: what the applicant says now, question → answer; it is heard where the case has no answer that would do.
    init(
        of submission: Submission, under old: CaseRules, for new: CaseRules, on day: Day, answering answers: [String: String] = [:]
    ) {
        let bundle = new.bundle
        var parties: [[Party]] = Array(repeating: [], count: bundle.roles.count)
        for paper in submission.papers {
            guard case .licence(let number)? = paper.by else { continue }
            let name = old.bundle.shared.licences[number].definition.id.value
            guard let licence = bundle.shared.licences.firstIndex(where: { $0.definition.id.value == name }) else { continue }
            for (role, instance) in Self.holders(paper.subject, in: bundle) {
                while parties[role].count <= instance { parties[role].append(Party()) }
                let holding = Holding(licence: licence, until: nil)
                if !parties[role][instance].holdings.contains(holding) { parties[role][instance].holdings.append(holding) }
            }
        }
        var given: [String: String] = [:]
        for (place, question) in old.bundle.shared.questions.enumerated() {
            if let answer = submission.answers[place] { given[question.id] = question.answers[answer].id }
        }
        var (known, open) = Self.answers(given, parties, bundle)
        // One answer may lead to the next question.
        while let question = open.first(where: { answers[$0] != nil && answers[$0] != given[$0] }) {
            given[question] = answers[question]
            (known, open) = Self.answers(given, parties, bundle)
        }
        unanswered = open
        situation = Situation(
            starts: day, answers: known, parties: parties, sources: Array(repeating: true, count: bundle.shared.sources.count))
    }

    /// A source that had nothing for the case.
    mutating func silence(_ source: Int) { situation.sources[source] = false }

    /// The answers of a bundle, and the questions that have none, or one that is none of this bundle.
    private static func answers(_ given: [String: String], _ parties: [[Party]], _ bundle: CompiledBundle) -> (Answers, open: [String]) {
        let (answers, open) = bundle.answers(given, parties: parties)
        let narrowed = bundle.questions.filter { entry in
            answers[entry.question].map { entry.allowed & (1 << UInt64($0)) == 0 } ?? false
        }
        return (answers, open + narrowed.map { bundle.shared.questions[$0.question].id })
    }

    /// The roles behind a printed name: `mother`, `child#2`, `mother+father`, or a group of them.
    private static func holders(_ subject: String, in bundle: CompiledBundle) -> [(role: Int, instance: Int)] {
        subject.split(separator: "+").flatMap { name -> [(role: Int, instance: Int)] in
            let parts = name.split(separator: "#", maxSplits: 1)
            guard let first = parts.first, let role = bundle.role(String(first)) else { return [] }
            if case .group(let members) = bundle.roles[role].binding { return members.map { ($0, 0) } }
            let instance = parts.count > 1 ? (Int(parts[1]) ?? 1) - 1 : 0
            return (0..<100).contains(instance) ? [(role, instance)] : []
        }
    }
}
