@testable import Workflow

/// What must hold of the official papers of every case.
extension ObservedCase {
    /// Everything that happened since, apart from what issues a paper, and the papers that must have been issued with it.
    func papersDue(since known: Int) -> [PaperDue] {
        events[known...].compactMap { event in
            switch event.fact {
            case .submitted: return rules.bundle.receipt.map { PaperDue(item: -1, paper: $0) }
            case .started(let item, _): return process(item).states[0].paper.map { PaperDue(item: item, paper: $0) }
            case .moved(let item, let move, let to, _, _):
                let process = process(item)
                let place = process.moves.firstIndex { $0.name == Int(move) && $0.to == Int(to) }
                return place.flatMap(process.paper).map { PaperDue(item: item, paper: $0) }
            default: return nil
            }
        }
    }

    struct PaperDue: Hashable {
        var item: Int32
        var paper: Int
    }

    /// Numbered from 1 without a gap; a move that has its paper is never without it, and none is there without its move.
    func brokenPapers(since known: Int) -> [String] {
        var broken: [String] = []
        let issued = events.compactMap { event -> (PaperDue, Int32)? in
            if case .paperIssued(let item, let paper, let number) = event.fact {
                (PaperDue(item: item, paper: Int(paper)), number)
            } else {
                nil
            }
        }
        if issued.map(\.1) != issued.indices.map({ Int32($0 + 1) }) { broken.append("papers are numbered without a gap") }
        let before = events[..<known].count(where: \.isPaper)
        if issued.dropFirst(before).map(\.0) != papersDue(since: known) { broken.append("a move issues its paper") }
        return broken
    }

    /// Every paper says all that the law wants of it: a place that is always known, or that the move must bring, is filled in.
    var emptyPapers: [String] {
        let papers = IssuedPaper.papers(of: CaseID(number: 1 << 40), events, under: [rules])
        var broken: [String] = []
        if papers.map(\.number) != events.filter(\.isPaper).indices.map({ $0 + 1 }) { broken.append("every paper can be printed") }
        for paper in papers {
            guard let definition = rules.bundle.shared.officialPapers.first(where: { $0.definition.id.value == paper.paper })?.definition
            else {
                broken.append("\(paper.paper) is declared")
                continue
            }
            let needed = definition.text.count { paragraph in paragraph.places.allSatisfy(\.isAlwaysFilled) }
            if paper.text.count < needed || paper.text.contains(where: { ($0.zh + $0.en).contains("{") }) {
                broken.append("\(paper.paper) says all that it must: \(paper.text.map(\.en))")
            }
        }
        return broken
    }

    private func process(_ item: Int32) -> CompiledProcess { rules.process(of: state.items[Int(item)]) }
}

extension OfficialPaperDefinition.Place {
    /// There is always something to fill in. New facts are told from the second notice on.
    fileprivate var isAlwaysFilled: Bool {
        switch self {
        case .number, .case, .date, .oneThing, .department, .items, .item, .receivedOn, .outcome, .reason, .basis, .expectedEnd, .remedies,
            .wanting, .payment:
            true
        case .handedIn, .law, .itemLaw, .countsFrom, .statutoryDay, .promisedDay, .respondBy, .daysLeft, .results, .newFacts: false
        }
    }
}
