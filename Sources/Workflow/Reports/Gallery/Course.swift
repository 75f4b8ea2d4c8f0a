/// The events of a walk as people read them: what one does with an item at one moment is one row, and items of which the same is said share it.
struct Course {
    struct Row {
        var at: Moment
        var who: String
        /// Items of the case; none where it is about the whole.
        var items: [Int]
        var texts: [String] = []
        var notes: [String] = []
        /// The decision, until the end of the item says it again.
        fileprivate var decision: (place: Int, decided: ProcessDefinition.Decision)?
    }

    private let walk: Walk
    private let language: Language
    private let timeline: Timeline

    init(_ walk: Walk, _ language: Language) {
        self.walk = walk
        self.language = language
        timeline = Timeline(walk, language)
    }

    var rows: [Row] {
        var rows: [Row] = []
        var papers: [(verb: String, titles: [String])] = []
        func closePapers() {
            guard let last = rows.indices.last else { return }
            rows[last].texts += papers.map { $0.verb + counted($0.titles) }
            papers = []
        }
        for event in walk.events {
            let (item, text, notes) = timeline.words(event)
            let who = timeline.who(event, item)
            let goesOn = rows.last.map { ($0.at, $0.who, $0.items) == (event.at, who, item.map { [$0] } ?? []) } ?? false
            if !goesOn {
                closePapers()
                rows.append(Row(at: event.at, who: who, items: item.map { [$0] } ?? []))
            }
            if let (verb, title) = paper(event) {
                if papers.last?.verb != verb { papers.append((verb, [])) }
                papers[papers.count - 1].titles.append(title)
                continue
            }
            closePapers()
            // That a clock begins to count on its own day is said by its last day.
            if case .clockStarted(_, let from, let statutory, let promised) = event.fact, from == event.on {
                if statutory != nil || promised != nil { rows[rows.count - 1].notes += notes }
                continue
            }
            rows[rows.count - 1].add(text, event.fact)
            rows[rows.count - 1].notes += notes
        }
        closePapers()
        return together(rows)
    }

    /// What became of a paper, apart from which.
    private func paper(_ event: CaseEvent) -> (verb: String, title: String)? {
        func title(_ paper: Int32) -> String { walk.plan.ledger.title(walk.plan.ledger.lines[Int(paper)])[language] }
        return switch event.fact {
        case .handedIn(let paper): (language("补交：", "handed in: "), title(paper))
        case .verified(let paper): (language("核验：", "verified: "), title(paper))
        case .paperLate(let paper): (language("逾期未交：", "not handed in by its day: "), title(paper))
        default: nil
        }
    }

    /// Titles, each once with how often it comes.
    private func counted(_ titles: [String]) -> String {
        var seen: [(title: String, count: Int)] = []
        for title in titles {
            if let known = seen.firstIndex(where: { $0.title == title }) { seen[known].count += 1 } else { seen.append((title, 1)) }
        }
        return language.list(seen.map { $0.count > 1 ? "\($0.title) ×\($0.count)" : $0.title })
    }

    /// Rows that follow each other and say the same of several items are one.
    private func together(_ rows: [Row]) -> [Row] {
        rows.reduce(into: []) { rows, row in
            guard let last = rows.last, last.at == row.at, last.who == row.who, last.texts == row.texts, last.notes == row.notes,
                !last.items.isEmpty, !row.items.isEmpty
            else { return rows.append(row) }
            rows[rows.count - 1].items += row.items.filter { !last.items.contains($0) }
        }
    }

    /// `Transport certificate #1–20`.
    func name(_ items: [Int]) -> String {
        var kinds: [(item: Int, instances: [Int])] = []
        for place in items {
            let opened = walk.state.items[place].opened
            if kinds.last?.item != Int(opened.item) { kinds.append((Int(opened.item), [])) }
            if opened.instance >= 0 { kinds[kinds.count - 1].instances.append(Int(opened.instance) + 1) }
        }
        return language.list(
            kinds.map { item, instances in
                let title = walk.bundle.items[item].item.title[language]
                return instances.isEmpty ? title : "\(title) #\(instances.sorted().inWords)"
            })
    }
}

extension Course.Row {
    fileprivate mutating func add(_ text: String, _ fact: CaseEvent.Fact) {
        if case .decided(_, let decided) = fact { decision = (texts.count, decided) }
        if case .ended(_, .process(let end)) = fact, let known = decision, known.decided.rawValue == end.rawValue {
            texts.remove(at: known.place)
        }
        texts.append(text)
    }
}
