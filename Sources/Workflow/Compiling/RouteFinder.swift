/// Finds, once for a bundle, every way in which a paper may be spared.
struct RouteFinder {
    let shared: SharedDefinitions
    let roles: [CompiledRole]
    let items: [BundleItem]
    let notAsked: [CompiledNotAsked]

    /// The ways for each line, alternative and paper of an item.
    func routes(of index: Int) -> [[[PaperRoutes]]] {
        items[index].item.lines.map { line in
            line.alternatives.map { $0.map { routes(for: $0, in: items[index]) } }
        }
    }

    private func routes(for paper: CompiledPaper, in item: BundleItem) -> PaperRoutes {
        let of = paper.of.map { item.bindings[$0] }
        let kinds = Set(of.map { roles[$0].kind })
        var routes = PaperRoutes()
        routes.notAsked = notAsked.indices.filter { notAsked[$0].material == paper.material && sameRoles(notAsked[$0].of, of) }
        for (place, licence) in shared.licences.enumerated()
        where licence.definition.reuse != .never && !kinds.isDisjoint(with: licence.kinds) {
            for replacement in licence.replaces where replacement.material == paper.material {
                routes.licences.append((place, replacement.onlyIf))
            }
        }
        for (place, source) in shared.sources.enumerated() where kinds.contains(source.definition.of) {
            for replacement in source.replaces where replacement.material == paper.material {
                routes.sources.append((place, replacement.onlyIf))
            }
        }
        for earlier in item.before.sorted(by: { (items[$0].batch, $0) < (items[$1].batch, $1) }) {
            for (place, issue) in items[earlier].item.issues.enumerated() {
                for replacement in shared.licences[issue.licence].replaces where replacement.material == paper.material {
                    routes.producers.append(
                        PaperRoutes.Producer(item: earlier, issue: place, licence: issue.licence, onlyIf: replacement.onlyIf))
                }
            }
        }
        return routes
    }

    private func sameRoles(_ one: [Int], _ other: [Int]) -> Bool {
        one == other || members(one) == members(other)
    }

    private func members(_ these: [Int]) -> Set<Int> {
        Set(
            these.flatMap { role -> [Int] in
                if case .group(let members) = roles[role].binding { return members }
                return [role]
            })
    }
}
