/// The papers of a case in the numbers of other definitions, with what these definitions change about those that are still to come.
///
/// Both definitions are settled for the same situation; only where they differ does anything change.
struct MigratedPapers {
    private let state: CaseState
    private let submission: Submission
    private let old: CaseRules
    private let new: CaseRules
    private let fresh: Ledger
    private let before: Ledger
    private let items: [OpenedItem]
    private(set) var papers: [CasePaper] = []
    /// For each paper the place before of the one that goes on as it stood; -1: it stands as it is settled.
    private(set) var goesOn: [Int32] = []
    private var reason: [Int: MigrationPlan.Reason] = [:]
    private var lost: [MigrationPlan.Reason] = []
    /// The papers before that go on, in their order.
    private var kept: [Int] = []
    /// Whether a line of the new definitions still asks for it.
    private var stands: [Bool] = []

    var reasons: [MigrationPlan.Reason] { lost + reason.sorted { $0.key < $1.key }.map(\.value) }

    init(
        _ state: CaseState, _ submission: Submission, _ old: CaseRules, _ new: CaseRules, fresh: Ledger, before: Ledger, items: [OpenedItem]
    ) {
        (self.state, self.submission, self.old, self.new) = (state, submission, old, new)
        (self.fresh, self.before, self.items) = (fresh, before, items)
    }

    mutating func carryOver() {
        let now = PaperName.match(submission.papers.map { PaperName($0, old) }, fresh.lines.map { PaperName($0, fresh) })
        let then = PaperName.match(submission.papers.map { PaperName($0, old) }, before.lines.map { PaperName($0, before) })
        // Lines that the old definitions have too, in the same situation, though the case settled otherwise: another list of alternatives.
        let known = PaperName.match(fresh.lines.map { PaperName($0, fresh) }, before.lines.map { PaperName($0, before) })
        for paper in submission.papers.indices {
            if item(of: submission.papers[paper]) != nil {
                kept.append(paper)
            } else if state.papers[paper].disposition != .notApplicable {
                lost.append(.listGone(submission.papers[paper].id, titleBefore(submission.papers[paper])))
            }
        }
        var newPlace: [Int: Int] = [:]
        for (place, paper) in kept.enumerated() { newPlace[paper] = place }
        var places = Array(repeating: -1, count: new.bundle.items.count)
        for (place, item) in items.enumerated().reversed() { places[Int(item.item)] = place }
        // For each line of the new ledger its paper.
        var placeOfLine: [Int: Int] = [:]
        for paper in kept { if let line = now[paper] { placeOfLine[line] = newPlace[paper] } }
        let settled = fresh.lines.map { CaseMachine.paper($0, in: fresh, places, without: []) }

        for paper in kept {
            papers.append(carried(submission.papers[paper], newPlace, now[paper].map { settled[$0] }))
            goesOn.append(Int32(paper))
            stands.append(now[paper].map { ![.notAsked, .notApplicable].contains(settled[$0].disposition) } ?? false)
        }
        for paper in kept {
            let line = now[paper].map { settled[$0] }
            settle(paper, at: newPlace[paper] ?? 0, line, was: then[paper].map { before.lines[$0].disposition }, placeOfLine)
        }
        for (line, paper) in settled.enumerated() where placeOfLine[line] == nil && known[line] == nil && !isOver(paper.owner) {
            placeOfLine[line] = papers.count
            papers.append(paper)
            goesOn.append(-1)
            stands.append(true)
            papers[papers.count - 1].id = unusedID(paper.id, besides: papers.count - 1)
            ask(at: papers.count - 1, paper, placeOfLine)
        }
        inherit()
    }

    // MARK: Papers that were there

    private mutating func settle(_ paper: Int, at place: Int, _ line: CasePaper?, was: Disposition?, _ placeOfLine: [Int: Int]) {
        let now = state.papers[paper]
        guard !isOver(submission.papers[paper].owner), line?.disposition != was || isGone(paper, line, was) else { return }
        if now.disposition == .notApplicable {
            guard let line, line.disposition != .notApplicable, papers[place].owner != nil else { return }
            put(line, at: place, placeOfLine)
            ask(at: place, line, placeOfLine)
            return
        }
        guard now.isLacking else { return }
        switch line?.disposition {
        case nil:
            papers[place].disposition = .notAsked
            papers[place].by = .bundle
            papers[place].isThere = true
            goesOn[place] = -1
            reason[place] = .noLongerAsked(papers[place].id, titleBefore(submission.papers[paper]))
        case .handedIn: break
        case .follows:
            guard let line, now.disposition == .handedIn, !now.isThere, !now.isWanting else { break }
            put(line, at: place, placeOfLine)
            reason[place] = .mayFollow(papers[place].id, title(papers[place]))
        case .duplicate:
            guard let line, case .paper(let first)? = line.by, let root = placeOfLine[first], root != place, isObtained(root) else { break }
            put(line, at: place, placeOfLine)
            reason[place] = .spared(papers[place].id, title(papers[place]), .duplicate)
        case .notAsked?, .notApplicable?:
            guard let line else { break }
            put(line, at: place, placeOfLine)
            reason[place] = .noLongerAsked(papers[place].id, title(papers[place]))
        case .licence?, .shared?, .produced?, .merged?, .promised?:
            guard let line else { break }
            put(line, at: place, placeOfLine)
            reason[place] = .spared(papers[place].id, title(papers[place]), line.disposition)
        }
    }

    /// A paper of a list of alternatives that neither settlement chose: its item no longer names the material at all.
    private func isGone(_ paper: Int, _ line: CasePaper?, _ was: Disposition?) -> Bool {
        guard line == nil, was == nil, let material = submission.papers[paper].material else { return false }
        let name = old.bundle.shared.materials[material].id.value
        func asks(_ rules: CaseRules, _ item: Int) -> Bool {
            rules.asked.items[item].item.lines.contains { line in
                line.alternatives.contains { $0.contains { rules.bundle.shared.materials[$0.material].id.value == name } }
            }
        }
        return asks(old, submission.papers[paper].item) && item(of: submission.papers[paper]).map { !asks(new, $0) } ?? false
    }

    /// It is in the hands of the office, or stands for itself without anything to come.
    private func isObtained(_ place: Int) -> Bool {
        if [.notAsked, .notApplicable].contains(papers[place].disposition) { return false }
        return goesOn[place] >= 0 ? !state.papers[Int(goesOn[place])].isLacking : papers[place].isThere
    }

    /// A paper as it goes on: under the name that people know it by, for fewer pieces where that is enough.
    private mutating func carried(_ paper: CasePaper, _ newPlace: [Int: Int], _ line: CasePaper?) -> CasePaper {
        var carried = paper
        carried.item = item(of: paper) ?? 0
        carried.material = paper.material.flatMap { number in
            new.bundle.shared.materials.firstIndex { $0.id.value == old.bundle.shared.materials[number].id.value }
        }
        carried.by = paper.by.flatMap { by($0, newPlace) }
        if let line {
            carried.owner = paper.owner ?? line.owner
            let (was, now) = (paper.demand, line.demand)
            let isFewer = now != was && now.originals <= was.originals && now.copies <= was.copies
            if isFewer, line.disposition == .handedIn || line.disposition == .follows, isOpen(paper) {
                carried.demand = now
                reason[papers.count] = .fewerPieces(paper.id, title(carried))
            }
        }
        return carried
    }

    private func isOpen(_ paper: CasePaper) -> Bool {
        guard let place = submission.papers.firstIndex(where: { $0.id == paper.id }) else { return false }
        return state.papers[place].isLacking && !isOver(paper.owner)
    }

    private mutating func put(_ line: CasePaper, at place: Int, _ placeOfLine: [Int: Int]) {
        let id = papers[place].id
        papers[place] = line
        papers[place].id = id
        if case .paper(let first)? = line.by { papers[place].by = placeOfLine[first].map { .paper($0) } }
        goesOn[place] = -1
    }

    // MARK: Papers that are new

    /// Whatever has not come with the application is still to come; a duplicate of nothing that was obtained is asked for itself.
    private mutating func ask(at place: Int, _ line: CasePaper, _ placeOfLine: [Int: Int]) {
        if case .paper(let first)? = line.by {
            papers[place].by = placeOfLine[first].map { .paper($0) }
            let root = placeOfLine[first]
            let stands = root.map { ![.notAsked, .notApplicable].contains(papers[$0].disposition) } ?? false
            guard !stands else { return }
            papers[place].disposition = .handedIn
            papers[place].by = nil
        }
        guard papers[place].disposition == .handedIn || papers[place].disposition == .follows else { return }
        papers[place].isThere = false
        reason[place] = .newPaper(papers[place].id, title(papers[place]))
    }

    /// Papers are called by their lines; one whose line's number is taken gets a letter: `permit/2b`.
    private func unusedID(_ id: String, besides place: Int) -> String {
        let taken = Set(papers.enumerated().filter { $0.offset != place }.map(\.element.id))
        guard taken.contains(id) else { return id }
        for number in 0... {
            let letter = String(UnicodeScalar(UInt8(ascii: "b") + UInt8(number % 25)))
            let other = id + String(repeating: letter, count: number / 25 + 1)
            if !taken.contains(other) { return other }
        }
        return id
    }

    // MARK: Duplicates of what is no longer asked

    /// A paper that has not come and that its own item no longer asks for is still wanted where another line counted on it: that one asks now.
    private mutating func inherit() {
        for place in papers.indices where goesOn[place] < 0 && [.notAsked, .notApplicable].contains(papers[place].disposition) {
            let others = papers.indices.filter { other in
                papers[other].disposition == .duplicate && papers[other].by == .paper(place) && stands[other]
                    && !isOver(papers[other].owner)
            }
            guard let heir = others.first, place < kept.count else { continue }
            let was = submission.papers[kept[place]]
            papers[heir].disposition = was.disposition == .follows ? .follows : .handedIn
            papers[heir].until = was.until
            papers[heir].by = nil
            papers[heir].isThere = false
            goesOn[heir] = -1
            for other in others.dropFirst() { papers[other].by = .paper(heir) }
            reason[place] = nil
        }
    }

    // MARK: Words

    private func item(of paper: CasePaper) -> Int? {
        let id = old.bundle.items[paper.item].item.id
        return new.bundle.items.firstIndex { $0.item.id == id }
    }

    private func by(_ by: CasePaper.By, _ newPlace: [Int: Int]) -> CasePaper.By? {
        let (was, now) = (old.bundle.shared, new.bundle.shared)
        switch by {
        case .licence(let licence):
            return now.licences.firstIndex { $0.definition.id.value == was.licences[licence].definition.id.value }.map { .licence($0) }
        case .source(let source):
            return now.sources.firstIndex { $0.definition.id.value == was.sources[source].definition.id.value }.map { .source($0) }
        case .paper(let paper): return newPlace[paper].map { .paper($0) }
        case .item(let item, let instance):
            let id = old.bundle.items[item].item.id
            return new.bundle.items.firstIndex { $0.item.id == id }.map { .item($0, instance: instance) }
        case .form, .promise, .bundle: return by
        }
    }

    /// Its item is decided or has ended: nothing about its papers changes any more.
    private func isOver(_ owner: Int?) -> Bool {
        guard let owner, state.items.indices.contains(owner) else { return false }
        return state.items[owner].stage == .ended || state.items[owner].decision != nil
    }

    private func titleBefore(_ paper: CasePaper) -> Title {
        paper.material.map { old.bundle.shared.materials[$0].title } ?? title(paper)
    }

    private func title(_ paper: CasePaper) -> Title {
        paper.material.map { new.bundle.shared.materials[$0].title }
            ?? (paper.isForm ? new.bundle.title : Title(zh: paper.id, en: paper.id))
    }
}

/// What makes two lines of two definitions the same paper: item, material and whose it is; the number of the line may change.
private struct PaperName: Hashable {
    var id: String
    var item: String
    var material: String
    var subject: String

    init(_ paper: CasePaper, _ rules: CaseRules) {
        let material = paper.material.map { rules.bundle.shared.materials[$0].id.value } ?? "form"
        self.init(id: paper.id, material: paper.isForm ? "form" : material, subject: paper.subject)
    }

    init(_ line: LedgerLine, _ ledger: Ledger) {
        self.init(id: ledger.id(line), material: line.isForm ? "form" : ledger.material(line), subject: ledger.subject(line))
    }

    private init(id: String, material: String, subject: String) {
        (self.id, self.material, self.subject) = (id, material, subject)
        item = String(id.prefix { $0 != "/" })
    }

    /// For each of some papers its line among others: of the same number where that is the same paper, else the first that is.
    static func match(_ papers: [PaperName], _ lines: [PaperName]) -> [Int?] {
        var open: [PaperName: [Int]] = [:]
        for (place, line) in lines.enumerated().reversed() { open[line.withoutNumber, default: []].append(place) }
        var matched: [Int?] = Array(repeating: nil, count: papers.count)
        for (place, paper) in papers.enumerated() {
            guard let line = open[paper.withoutNumber]?.first(where: { lines[$0].id == paper.id }) else { continue }
            matched[place] = line
            open[paper.withoutNumber]?.removeAll { $0 == line }
        }
        for (place, paper) in papers.enumerated() where matched[place] == nil { matched[place] = open[paper.withoutNumber]?.popLast() }
        return matched
    }

    private var withoutNumber: PaperName {
        var name = self
        name.id = ""
        return name
    }
}
