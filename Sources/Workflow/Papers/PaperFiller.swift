/// Fills in the official papers of a case while its events go by.
struct PaperFiller {
    /// What led to a paper: the move, what was written with it, who had the item, and the licences that were issued.
    private struct Cause {
        var move: Int?
        var note: MoveNote?
        var byApplicant = false
        var holder: Int
        var results: [Int] = []
    }

    private let id: CaseID
    private var rules: CaseRules
    private var later: ArraySlice<CaseRules>
    private var state = CaseState()
    private var causes: [Int32: Cause] = [:]

    init?(_ id: CaseID, _ editions: [CaseRules]) {
        guard let rules = editions.first else { return nil }
        (self.id, self.rules, later) = (id, rules, editions.dropFirst())
    }

    private var shared: SharedDefinitions { rules.bundle.shared }

    /// The paper that an event issues, if it issues one.
    mutating func take(_ event: CaseEvent) -> IssuedPaper? {
        let before = state
        CaseMachine.apply(event, to: &state)
        switch event.fact {
        case .migrated:
            if let rules = later.popFirst() { self.rules = rules }
            causes = [:]
        case .started(let item, _): causes[item] = Cause(holder: holder(of: item, in: state))
        case .moved(let item, let move, let to, _, let note):
            let process = rules.process(of: state.items[Int(item)])
            let place = process.moves.indices.first { process.moves[$0].name == Int(move) && process.moves[$0].to == Int(to) }
            causes[item] = Cause(move: place, note: note, byApplicant: event.by.isApplicant, holder: holder(of: item, in: before))
        case .wholeExtended(_, let note): causes[CaseMachine.wholeCase] = Cause(note: note, holder: rules.bundle.leadDepartment)
        case .issued(let item, let issue): causes[item]?.results.append(Int(issue))
        case .paperIssued(let item, let paper, let number): return filled(shared.officialPapers[Int(paper)], number, of: item, at: event.at)
        default: break
        }
        return nil
    }

    private func holder(of item: Int32, in state: CaseState) -> Int {
        guard let answers = state.submission?.answers else { return rules.bundle.leadDepartment }
        return rules.holder(of: state.items[Int(item)], answers)
    }

    private func filled(_ paper: OfficialPaper, _ number: Int32, of item: Int32, at moment: Moment) -> IssuedPaper {
        let opened = item < 0 ? nil : state.items[Int(item)].opened
        let department = causes[item]?.holder ?? rules.bundle.leadDepartment
        var issued = IssuedPaper(
            caseID: id, number: Int(number), paper: paper.definition.id.value, title: paper.definition.title,
            item: opened.map(rules.name), itemTitle: opened.map(rules.title), issuer: shared.departments[department].title, at: moment,
            text: [])
        issued.text = paper.definition.text.compactMap { paragraph in
            var words: [OfficialPaperDefinition.Place: Title] = [:]
            for place in Set(paragraph.places) {
                // What has nothing to say is left out with all that is said of it.
                guard let value = value(of: place, in: paper, issued, item) else { return nil }
                words[place] = value
            }
            return Title(zh: joined(paragraph.zh, words, .zh), en: joined(paragraph.en, words, .en))
        }
        return issued
    }

    private func joined(
        _ pieces: [OfficialPaperDefinition.Piece], _ words: [OfficialPaperDefinition.Place: Title], _ language: Language
    ) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let text): text
            case .place(let place): words[place]?[language] ?? ""
            }
        }
        .joined()
    }

    /// What is filled in at a place; nil where there is nothing to say.
    private func value(of place: OfficialPaperDefinition.Place, in paper: OfficialPaper, _ issued: IssuedPaper, _ item: Int32) -> Title? {
        switch place {
        case .number: return Title(zh: issued.reference, en: issued.reference)
        case .case: return Title(zh: id.description, en: id.description)
        case .date: return issued.at.day.inWords
        case .oneThing: return rules.bundle.title
        case .department: return issued.issuer
        case .items: return allItems
        case .handedIn: return handedIn(item)
        case .item: return issued.itemTitle
        case .receivedOn, .outcome, .law, .itemLaw, .countsFrom, .statutoryDay, .promisedDay, .respondBy, .daysLeft, .results, .reason,
            .basis,
            .expectedEnd, .remedies, .wanting, .newFacts, .payment:
            guard let cause = causes[item] else { return nil }
            if item < 0 { return ofTheWhole(place, paper) ?? written(place, cause) }
            return value(of: place, in: paper, state.items[Int(item)], cause) ?? written(place, cause)
        }
    }

    private func value(of place: OfficialPaperDefinition.Place, in paper: OfficialPaper, _ one: ItemState, _ cause: Cause) -> Title? {
        let process = rules.process(of: one)
        switch place {
        case .receivedOn: return one.received?.inWords
        case .outcome: return process.stateTitle(Int(one.state))
        case .law:
            let all = (cause.move.map { process.moves[$0].basis } ?? []) + process.states[Int(one.state)].basis + paper.basis
            var once: [CompiledBasis] = []
            for basis in all where !once.contains(where: { $0.citation == basis.citation }) { once.append(basis) }
            return once.isEmpty ? nil : once.citation
        case .itemLaw:
            let basis = rules.bundle.items[Int(one.opened.item)].item.basis
            return basis.isEmpty ? nil : basis.citation
        case .countsFrom: return one.statutory == nil && one.promised == nil ? nil : one.since?.inWords
        case .statutoryDay: return one.due(.statutory)?.inWords
        case .promisedDay: return one.due(.promised)?.inWords
        case .respondBy: return one.until?.inWords
        case .daysLeft:
            guard one.clock == .stopped, let limit = one.statutory else { return nil }
            return limit.span.title
        case .results:
            let issues = rules.bundle.items[Int(one.opened.item)].item.issues
            let titles = cause.results.map { shared.licences[issues[$0].licence].definition.title }
            return titles.isEmpty ? nil : Title(zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", "))
        default: return nil
        }
    }

    private func ofTheWhole(_ place: OfficialPaperDefinition.Place, _ paper: OfficialPaper) -> Title? {
        switch place {
        case .law: ((rules.bundle.extension?.basis ?? []) + paper.basis).citation
        case .statutoryDay: state.due?.inWords
        default: nil
        }
    }

    /// What whoever made the move has written.
    private func written(_ place: OfficialPaperDefinition.Place, _ cause: Cause) -> Title? {
        switch place {
        case .reason: cause.note?.reason
        case .basis: cause.note?.basis
        case .expectedEnd: cause.note?.expectedEnd?.inWords
        case .remedies: cause.note?.remedies
        case .newFacts: cause.note?.newFacts
        case .payment: cause.note?.payment.map { Title(zh: $0, en: $0) }
        case .wanting: list(cause.note?.papers ?? [])
        default: nil
        }
    }

    private var allItems: Title {
        let titles = state.items.map { one -> Title in
            let title = rules.title(of: one.opened)
            let department = state.submission.map {
                shared.departments[rules.bundle.department(of: Int(one.opened.item), $0.answers)].title
            }
            return Title(zh: "\(title.zh)（\(department?.zh ?? "")）", en: "\(title.en) (\(department?.en ?? ""))")
        }
        return numbered(titles)
    }

    /// What came with the application, or with the applicant's last move; where that names nothing, what came since it was last told what is
    /// wanting.
    private func handedIn(_ item: Int32) -> Title? {
        let papers = state.submission?.papers ?? []
        if item >= 0, let cause = causes[item], cause.move != nil {
            guard cause.byApplicant else { return nil }
            if let named = cause.note?.papers, !named.isEmpty { return list(named) }
            let told = state.items[Int(item)].told
            return list(papers.indices.filter { state.papers[$0].came > told && CaseMachine.concerns(Int(item), state.papers[$0]) })
        }
        return list(
            papers.indices.filter { place in
                papers[place].disposition == .handedIn && papers[place].isThere
                    && (item < 0 || papers[place].owner == Int(item) || papers[place].owner == Int(CaseMachine.ofTheBundle))
            })
    }

    private func list(_ papers: [Int]) -> Title? {
        guard let submission = state.submission, !papers.isEmpty else { return nil }
        return numbered(
            papers.map { place in
                let paper = submission.papers[place]
                let title = paper.material.map { shared.materials[$0].title } ?? rules.bundle.title
                func words(_ language: Language) -> String { shared.title(ofSubject: paper.subject, language) }
                let (originals, copies) = (paper.demand.originals, paper.demand.copies)
                return Title(
                    zh: "\(title.zh)（\(words(.zh))，原件 \(originals) 份，复印件 \(copies) 份）",
                    en: "\(title.en) (\(words(.en)), originals: \(originals), copies: \(copies))")
            })
    }

    private func numbered(_ titles: [Title]) -> Title {
        Title(
            zh: titles.enumerated().map { "（\($0 + 1)）\($1.zh)" }.joined(separator: "；"),
            en: titles.enumerated().map { "(\($0 + 1)) \($1.en)" }.joined(separator: "; "))
    }
}

extension Day {
    /// As papers have it: `2026年2月13日`, `2026-02-13`.
    var inWords: Title { Title(zh: "\(year)年\(month)月\(day)日", en: description) }
}

extension Due {
    /// With a word where a later notice of days off may move it.
    fileprivate var inWords: Title {
        let words = day.inWords
        return provisional ? Title(zh: words.zh + "（暂定）", en: words.en + " (provisional)") : words
    }
}
