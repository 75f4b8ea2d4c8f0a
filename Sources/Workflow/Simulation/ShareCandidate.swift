/// Something that could spare papers and does not yet, or not for everybody.
public struct ShareCandidate: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// Everybody who needs such a licence has it in electronic form, it may be read, and it may be used again.
        case licence
        /// A source of the definitions answers that does not answer in the example of the scenario.
        case source
        /// A paper for which the definitions know neither licence nor source gets a source of its own.
        case paper
    }

    public let kind: Kind
    /// Of the licence, the source or the material.
    public let name: String
    /// Its place among the licences, sources or materials.
    let place: Int
    /// The roles whose papers a licence stands in for.
    var roles: [Int] = []

    /// - Returns: all of a bundle, licences first; whether they spare anything is not asked.
    static func all(of scenario: CompiledScenario) -> [ShareCandidate] {
        let bundle = scenario.bundle
        let asked = bundle.reduced(to: .oneGuide(of: bundle))
        var (licences, sources, papers, covered): ([Int: Set<Int>], Set<Int>, Set<Int>, Set<Int>) = ([:], [], [], [])
        // Where every licence may be used again.
        var free = bundle.shared
        for place in free.licences.indices { free.licences[place].definition.reuse = .freely }
        for (place, item) in asked.items.enumerated() {
            let routes = RouteFinder(shared: free, roles: bundle.roles, items: asked.items, notAsked: bundle.notAsked).routes(of: place)
            for (line, alternatives) in zip(item.item.lines, routes) where line.paperItself == nil {
                for (paper, routes) in zip(line.alternatives.joined(), alternatives.joined()) {
                    for route in routes.licences { licences[route.licence, default: []].formUnion(paper.of.map { item.bindings[$0] }) }
                    sources.formUnion(routes.sources.map(\.source))
                    if line.stays == nil { papers.insert(paper.material) }
                    if !routes.licences.isEmpty || !routes.sources.isEmpty { covered.insert(paper.material) }
                }
            }
        }
        for prefill in bundle.prefills {
            switch prefill.from {
            case .licence(let licence): licences[licence, default: []].insert(prefill.role)
            case .source(let source): sources.insert(source)
            }
        }
        let shared = bundle.shared
        return licences.keys.sorted().map {
            ShareCandidate(
                kind: .licence, name: shared.licences[$0].definition.id.value, place: $0, roles: bundle.members(of: licences[$0]!))
        }
            + sources.sorted().filter { !scenario.journey.situation.sources[$0] }.map {
                ShareCandidate(kind: .source, name: shared.sources[$0].definition.id.value, place: $0)
            }
            + papers.subtracting(covered).sorted().map {
                ShareCandidate(kind: .paper, name: shared.materials[$0].id.value, place: $0)
            }
    }

    /// What it is called.
    public func title(in shared: SharedDefinitions) -> Title {
        switch kind {
        case .licence: shared.licences[place].definition.title
        case .source: shared.sources[place].definition.title
        case .paper: shared.materials[place].title
        }
    }
}

extension ShareCandidate {
    /// The definitions as they would be.
    func connected(_ bundle: CompiledBundle) -> CompiledBundle {
        var shared = bundle.shared
        switch kind {
        case .source: return bundle
        case .licence:
            guard shared.licences[place].definition.reuse == .never else { return bundle }
            shared.licences[place].definition.reuse = .freely
            let finder = RouteFinder(shared: shared, roles: bundle.roles, items: bundle.items, notAsked: bundle.notAsked)
            let items = bundle.items.indices.map { place in
                var item = bundle.items[place]
                item.routes = finder.routes(of: place)
                return item
            }
            return bundle.having(items: items, shared: shared)
        case .paper:
            let source = shared.sources.count
            shared.sources.append(CompiledSource(of: shared.materials[place]))
            let items = bundle.items.map { item in
                var item = item
                for (place, line) in item.item.lines.enumerated() where line.stays == nil {
                    for (alternative, papers) in line.alternatives.enumerated() {
                        for (number, paper) in papers.enumerated() where paper.material == self.place {
                            item.routes[place][alternative][number].sources.append((source, .always))
                        }
                    }
                }
                return item
            }
            return bundle.having(items: items, shared: shared)
        }
    }

    /// The situation of a person as it would be, under the definitions as they would be.
    func connected(_ situation: Situation, in bundle: CompiledBundle) -> Situation {
        var situation = situation
        switch kind {
        case .source: situation.sources[place] = true
        case .paper: situation.sources.append(true)
        case .licence:
            for role in roles {
                let most = bundle.most(of: bundle.roles[role])
                while situation.parties[role].count < most { situation.parties[role].append(Party()) }
                for number in situation.parties[role].indices
                where situation.parties[role][number].holdings.usable(place, on: situation.starts, in: bundle.shared) == nil {
                    situation.parties[role][number].holdings.append(Holding(licence: place, until: nil))
                }
            }
        }
        return situation
    }

    /// The scenario as it would be. People who do not let their licences be read still do not.
    func connected(_ scenario: CompiledScenario) -> CompiledScenario {
        let bundle = connected(scenario.bundle)
        var journey = scenario.journey
        journey.situation = connected(journey.situation, in: bundle)
        return CompiledScenario(
            definition: scenario.definition, bundle: bundle, journey: journey, answers: scenario.answers,
            licences: scenario.licences.filter { kind != .licence || $0.licence != place }, sources: scenario.sources,
            offices: scenario.offices, officeOf: scenario.officeOf, work: scenario.work, waits: scenario.waits,
            batches: scenario.batches, ranks: scenario.ranks, refusals: scenario.refusals, density: scenario.density)
    }
}

extension CompiledBundle {
    /// The roles that are persons or things themselves, of these and of the groups among them.
    fileprivate func members(of roles: Set<Int>) -> [Int] {
        Set(
            roles.flatMap { role -> [Int] in
                switch self.roles[role].binding {
                case .one, .counted: [role]
                case .group(let members): members
                case .by(_, let chosen): chosen.compactMap { $0 }
                }
            }
        ).sorted()
    }
}

extension CompiledSource {
    /// A source that nobody has defined, and that has a paper of everybody.
    fileprivate init(of material: MaterialDefinition) {
        let (id, nobody) = (Located("source-of-\(material.id.value)", at: material.id.position), Located("", at: material.id.position))
        let definition = SourceDefinition(
            id: id, title: material.title, owner: nobody, typeCode: nil, of: .person, replaces: [], fillsIn: [], isYesOrNo: true,
            whileDown: material.title, basis: [], disputes: nil)
        let record = LicenceDefinition(
            id: id, title: material.title, issuedBy: nobody, typeCode: nil, heldBy: [], lasts: nil, replaces: [], fillsIn: [], names: [],
            reuse: .freely, basis: [], disputes: nil)
        self.init(
            definition: definition, owner: 0, replaces: [], fillsIn: [],
            record: CompiledLicence(definition: record, issuer: 0, replaces: [], fillsIn: []))
    }
}
