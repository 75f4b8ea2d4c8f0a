/// What one applicant is told at once (一次性告知, 行政许可法 art. 32): what to bring, what not and why, where and how long.
struct GuideSheet {
    typealias Cell = PassageTable.Cell

    /// A part of the sheet.
    struct Part {
        var title: String
        var passages: [Passage]
        var kind = Kind.plain
    }

    /// How a page sets a part.
    enum Kind {
        case plain, spared, behind
    }

    let plan: Plan
    let language: Language
    /// The guides behind the lines, as they are numbered on the sheet.
    let guides: [Int]

    init(_ plan: Plan, _ language: Language) {
        self.plan = plan
        self.language = language
        var seen: [Int] = []
        for line in plan.ledger.lines where line.disposition != .notApplicable {
            for guide in line.guides where !seen.contains(guide) { seen.append(guide) }
        }
        let limits = plan.activeItems.compactMap { plan.bundle.timeLimit(of: $0, plan.ledger.situation.answers)?.guide }
        for guide in limits where !seen.contains(guide) { seen.append(guide) }
        guides = seen
    }

    var ledger: Ledger { plan.ledger }

    var title: String { "\(plan.bundle.title[language]) · \(language("一次性告知单", "What you need, told at once"))" }

    /// For which answers it was made, and as of which day.
    var situation: String {
        let answers = ledger.answersInWords(language)
        let day = ledger.situation.starts
        return language("适用情形：\(answers)。以 \(day) 为准。", "For these answers: \(answers). As of \(day).") + held
    }

    /// The e-licences that the sheet counts on: another applicant may hold others.
    private var held: String {
        let used = ledger.lines.compactMap { line -> Int? in
            if case .licence(let licence, _) = line.cause { licence } else { nil }
        }
        guard !used.isEmpty else { return "" }
        let names = Set(used).sorted().map { plan.bundle.shared.licences[$0].definition.title[language] }
        return language("假定已有电子证照：\(language.list(names))。", " It counts on these e-licences: \(language.list(names)).")
    }

    /// A word of care where a guide was read in a copy or is ours.
    var care: String? {
        let weakest = guides.map { plan.bundle.shared.guides[$0].grade }.max() ?? .law
        guard weakest > .official else { return nil }
        return language(
            "部分指南为转载或自拟，未经发布机关确认，以办理机关告知为准。",
            "Some of the guides were read in copies or are ours, and are not confirmed by their issuers: what the office says goes.")
    }

    /// A stop and its law; nothing else is told where one holds.
    var stops: [Passage] {
        ledger.stops.flatMap { [.paragraph($0.because[language]), .paragraph(ledger.citation($0.basis, language))] }
    }

    var parts: [Part] {
        [bring, follows, spared, form, place, time, whileDown, behind].compactMap { $0 }
    }

    /// The numbers of guides on the sheet: `[1] [3]`.
    func marks(_ guides: some Sequence<Int>) -> String {
        let numbers = Set(guides).compactMap { self.guides.firstIndex(of: $0) }.sorted()
        return numbers.map { "[\($0 + 1)]" }.joined(separator: " ")
    }

    private var behind: Part? {
        guard !guides.isEmpty else { return nil }
        let entries = guides.enumerated().map { place, guide in "[\(place + 1)] \(ledger.bundle.shared.guides[guide].citation(language))" }
        return Part(
            title: language("依据的指南", "The guides behind this sheet"), passages: [.list(entries)] + (care.map { [.paragraph($0)] } ?? []),
            kind: .behind)
    }
}

extension Plan {
    /// Items that are done in this situation; a bundle's own list is none.
    var activeItems: [Int] { bundle.order.filter { ledger.isActive($0) && !bundle.items[$0].isWholeList } }
}
