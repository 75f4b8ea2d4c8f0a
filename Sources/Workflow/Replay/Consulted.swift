/// Which licences and sources a stored case looked for, and what it found of them.
struct Consulted {
    /// A licence or source by its name, and whose.
    struct Holder: Hashable {
        var name: String
        var subject: String
    }

    private var licences: [Holder: Bool] = [:]
    private var sources: [Holder: Bool] = [:]

    /// Papers whose licences and sources were looked for: something that comes first in the ledger rule spared none of them.
    private static let lookedFor: Set<Disposition> = [.licence, .shared, .merged, .promised, .follows, .handedIn]

    init(_ submission: Submission, _ rules: CaseRules) {
        let bundle = rules.bundle
        for paper in submission.papers where Self.lookedFor.contains(paper.disposition) && !paper.isForm {
            guard let material = paper.material else { continue }
            let routes = bundle.routes(of: material, in: paper.item, submission.answers)
            let licences = routes.licences.map { bundle.shared.licences[$0].definition.id.value }
            let sources = routes.sources.map { bundle.shared.sources[$0].definition.id.value }
            switch paper.by {
            case .licence(let number)?:
                let found = bundle.shared.licences[number].definition.id.value
                // Those that come before it were looked for in vain; all of them, where a paper of another list serves instead.
                for name in licences.prefix(while: { $0 != found }) { note(name, paper.subject, false, in: &self.licences) }
                if !licences.contains(found) { for name in sources { note(name, paper.subject, false, in: &self.sources) } }
                note(found, paper.subject, true, in: &self.licences)
            case .source(let number)?:
                let found = bundle.shared.sources[number].definition.id.value
                for name in licences { note(name, paper.subject, false, in: &self.licences) }
                for name in sources.prefix(while: { $0 != found }) { note(name, paper.subject, false, in: &self.sources) }
                note(found, paper.subject, true, in: &self.sources)
            default:
                for name in licences { note(name, paper.subject, false, in: &self.licences) }
                for name in sources { note(name, paper.subject, false, in: &self.sources) }
            }
        }
    }

    /// What was found once was there.
    private func note(_ name: String, _ subject: String, _ found: Bool, in known: inout [Holder: Bool]) {
        let holder = Holder(name: name, subject: subject)
        known[holder] = (known[holder] ?? false) || found
    }

    /// Sources that had nothing answer to nobody here.
    func silence(_ known: inout KnownSituation, in bundle: CompiledBundle) {
        for (holder, found) in sources where !found && !sources.contains(where: { $0.key.name == holder.name && $0.value }) {
            guard let source = bundle.shared.sources.firstIndex(where: { $0.definition.id.value == holder.name }) else { continue }
            known.silence(source)
        }
    }

    /// Lines that would come out otherwise if somebody had a licence that nobody read, or a source something that it was not asked for.
    func unknown(in ledger: Ledger) -> Set<ReplayUnknown> {
        var found: Set<ReplayUnknown> = []
        let bundle = ledger.bundle
        for line in ledger.lines where Self.lookedFor.contains(line.disposition) && !line.isForm {
            guard let place = line.line, bundle.items[line.item].item.lines[place].paperItself == nil else { continue }
            let routes = bundle.items[line.item].routes[place][line.alternative][line.paper]
            let subject = ledger.subject(line)
            let answers = ledger.situation.answers
            var isSpared = false
            for route in routes.licences where !isSpared && route.onlyIf.holds(answers) {
                isSpared = isKnown(.licence(bundle.shared.licences[route.licence].definition.id.value, of: subject), &found) ?? true
            }
            for route in routes.sources where !isSpared && route.onlyIf.holds(answers) {
                isSpared = isKnown(.source(bundle.shared.sources[route.source].definition.id.value, of: subject), &found) ?? true
            }
            // A paper of another list serves instead.
            guard line.insteadOf != nil else { continue }
            switch line.cause {
            case .licence(let licence, _): _ = isKnown(.licence(bundle.shared.licences[licence].definition.id.value, of: subject), &found)
            case .source(let source): _ = isKnown(.source(bundle.shared.sources[source].definition.id.value, of: subject), &found)
            default: break
            }
        }
        return found
    }

    /// Whether there was something; nil, and noted, where nobody looked.
    private func isKnown(_ what: ReplayUnknown, _ found: inout Set<ReplayUnknown>) -> Bool? {
        let answer: Bool? =
            switch what {
            case .licence(let name, let subject): licences[Holder(name: name, subject: subject)]
            case .source(let name, let subject): sources[Holder(name: name, subject: subject)]
            case .question, .record, .move: nil
            }
        if answer == nil { found.insert(what) }
        return answer
    }
}

extension CompiledBundle {
    /// What may stand in for a material that an item asks for, in a situation with these answers, in the order in which it is looked for; nothing
    /// where only the paper will do.
    func routes(of material: Int, in item: Int, _ answers: Answers) -> (licences: [Int], sources: [Int]) {
        var (licences, sources): ([Int], [Int]) = ([], [])
        for (line, alternatives) in zip(items[item].item.lines, items[item].routes)
        where line.paperItself == nil && line.onlyIf.holds(answers) {
            for (papers, routes) in zip(line.alternatives, alternatives) {
                for (paper, route) in zip(papers, routes) where paper.material == material {
                    for one in route.licences where one.onlyIf.holds(answers) && !licences.contains(one.licence) {
                        licences.append(one.licence)
                    }
                    for one in route.sources where one.onlyIf.holds(answers) && !sources.contains(one.source) { sources.append(one.source) }
                }
            }
        }
        return (licences, sources)
    }
}
