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
                note(bundle.shared.licences[number].definition.id.value, paper.subject, true, in: &self.licences)
            case .source(let number)?:
                for name in licences { note(name, paper.subject, false, in: &self.licences) }
                note(bundle.shared.sources[number].definition.id.value, paper.subject, true, in: &self.sources)
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
            for route in routes.licences where route.onlyIf.holds(answers) {
                let name = bundle.shared.licences[route.licence].definition.id.value
                let holder = licences[Holder(name: name, subject: subject)]
                if holder == nil { found.insert(.licence(name, of: subject)) }
                // The first that somebody has spares the paper; the others are not looked for.
                if holder != false { break }
            }
            if line.disposition == .licence { continue }
            for route in routes.sources where route.onlyIf.holds(answers) {
                let name = bundle.shared.sources[route.source].definition.id.value
                if sources[Holder(name: name, subject: subject)] == nil { found.insert(.source(name, of: subject)) }
                // What comes first spares the paper; the others are not asked.
                if line.disposition == .shared { break }
            }
        }
        return found
    }
}

extension CompiledBundle {
    /// What may stand in for a material that an item asks for, in a situation with these answers; nothing where only the paper will do.
    func routes(of material: Int, in item: Int, _ answers: Answers) -> (licences: Set<Int>, sources: Set<Int>) {
        var (licences, sources): (Set<Int>, Set<Int>) = ([], [])
        for (line, alternatives) in zip(items[item].item.lines, items[item].routes) where line.paperItself == nil && line.onlyIf.holds(answers) {
            for (papers, routes) in zip(line.alternatives, alternatives) {
                for (paper, route) in zip(papers, routes) where paper.material == material {
                    licences.formUnion(route.licences.filter { $0.onlyIf.holds(answers) }.map(\.licence))
                    sources.formUnion(route.sources.filter { $0.onlyIf.holds(answers) }.map(\.source))
                }
            }
        }
        return (licences, sources)
    }
}
