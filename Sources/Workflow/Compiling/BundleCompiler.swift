/// Resolves one bundle: roles, questions, items in order, and for every paper the ways in which it may be spared.
final class BundleCompiler {
    let definition: BundleDefinition
    let compiler: SharedCompiler
    let itemNames: Names
    let compiledItems: [CompiledItem?]
    let processes: [CompiledProcess?]

    private let roleNames: Names
    let bundleItemNames: Names
    private var roles: [CompiledRole] = []
    var findings: Findings { compiler.findings }
    var shared: SharedDefinitions { compiler.shared }

    init(_ definition: BundleDefinition, compiler: SharedCompiler, itemNames: Names, items: [CompiledItem?], processes: [CompiledProcess?])
    {
        self.definition = definition
        self.compiler = compiler
        self.itemNames = itemNames
        compiledItems = items
        self.processes = processes
        let file = definition.id.position.file
        roleNames = compiler.roleNames(definition.roles.map(\.name), of: file)
        var around = compiler.definitions
        if around.brokenFiles.contains(file) { around.unreadKinds.insert(.item) }
        bundleItemNames = Names(.item, definition.items.map(\.item), in: around, compiler.findings)
    }

    /// The bundle, or nil where anything it needs is not whole.
    func compile() -> CompiledBundle? {
        var bundle: CompiledBundle?
        let whole = findings.isWhole {
            if compiler.isBroken || compiler.definitions.brokenFiles.contains(definition.id.position.file) { findings.breakOff() }
            _ = Names(.question, definition.questions.map(\.question), in: Definitions(), findings)
            var roleCompiler = RoleCompiler(definition: definition, compiler: compiler, names: roleNames)
            roles = roleCompiler.compile()
            let questions = definition.questions.compactMap(question)
            let order = BundleOrder(definition, bundleItemNames, findings)
            let notAsked = definition.notAsked.compactMap(notAsked)
            let stops = definition.stops.map {
                CompiledStop(onlyIf: compiler.condition($0.onlyIf), because: $0.because, basis: compiler.basis($0.basis))
            }
            let prefills = definition.prefillFrom.compactMap(prefill)
            var items = definition.items.compactMap(item)
            let list = wholeList(after: definition.items.count)
            guard let order, items.count == definition.items.count else { return }
            for index in items.indices { (items[index].before, items[index].batch) = (order.before[index], order.batch[index]) }
            if var list {
                (list.before, list.batch) = (Set(items.indices), (order.batch.max() ?? -1) + 1)
                items.append(list)
            }
            for visit in definition.jointVisits { check(visit, items) }
            checkBaseline(items)
            checkTimeLimit(items)
            let receipt = definition.receipt.flatMap(receipt)
            let checks = BundleChecks(definition: definition, shared: shared, roles: roles, questions: questions, findings: findings)
            let finder = RouteFinder(shared: shared, roles: roles, items: items, notAsked: notAsked)
            for index in items.indices { items[index].routes = finder.routes(of: index) }
            bundle = CompiledBundle(
                definition: definition, shared: shared, leadDepartment: compiler.departments.find(definition.leadDepartment) ?? 0,
                roles: roles, questions: questions, stops: stops, items: items,
                order: items.indices.sorted { (items[$0].batch, $0) < (items[$1].batch, $1) },
                timeLimit: compiler.timeLimit(definition.timeLimit), notAsked: notAsked,
                prefills: prefills, chosenGuides: chosenGuides(items), receipt: receipt, offers: definition.offers.map(offers),
                extension: definition.extension.map(longer))
            // What a mistake left out would only look like other mistakes.
            if let bundle, !findings.isBroken { checks.run(bundle) }
        }
        return whole ? bundle : nil
    }

    private func offers(_ offers: BundleDefinition.Offers) -> CompiledOffers {
        CompiledOffers(
            from: offers.from.compactMap(compiler.source), openFor: offers.openFor, because: offers.because,
            basis: compiler.basis(offers.basis))
    }

    private func longer(_ longer: BundleDefinition.Extension) -> CompiledExtension {
        let paper = longer.paper.flatMap { name in
            let paper = compiler.paper(name)
            if let paper {
                PaperChecks(papers: shared.officialPapers, findings: findings)
                    .check(paper, of: definition.id.value, besides: [.reason, .law, .statutoryDay], at: name)
            }
            return paper
        }
        return CompiledExtension(by: longer.by.value, basis: compiler.basis(longer.basis), paper: paper)
    }

    private func receipt(_ name: Name) -> Int? {
        guard let paper = compiler.paper(name) else { return nil }
        PaperChecks(papers: shared.officialPapers, findings: findings).check(paper, of: definition.id.value, at: name)
        return paper
    }

    // MARK: Questions and items

    private func question(_ question: BundleDefinition.Question) -> (question: Int, allowed: UInt64)? {
        guard let place = compiler.questionNames.find(question.question) else { return nil }
        let compiled = shared.questions[place]
        if let source = compiled.source { _ = roleNames.find(source.role) }
        let all = compiled.answers.indices.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        guard let narrowed = question.narrowed else { return (place, all) }
        let sets = narrowed.compactMap { compiler.answers($0, of: compiled) }
        return (place, sets.reduce(0, |))
    }

    /// An item of this bundle by name; one that only stands in `items/` is told as such.
    func bundleItem(_ name: Name) -> Int? {
        if bundleItemNames[name.value] == nil, itemNames[name.value] != nil, !bundleItemNames.mayBeUnread(name.value) {
            findings.report(.itemNotInBundle(name.value), at: name.position)
            return nil
        }
        return bundleItemNames.find(name)
    }

    private func item(_ item: BundleDefinition.Item) -> BundleItem? {
        let onlyIf = compiler.condition(item.onlyIf)
        let variants = item.variants.map { variant in
            CompiledVariant(
                onlyIf: compiler.condition(variant.onlyIf), timeLimit: compiler.timeLimit(variant.timeLimit),
                department: variant.department.flatMap(compiler.departments.find), visits: variant.visits,
                process: variant.process.flatMap(itemCompiler.process))
        }
        let after = item.after.compactMap(bundleItem)
        let within = item.within.flatMap(bundleItem)
        let each = item.each.flatMap(roleNames.find)
        let waits = item.waitsFor.flatMap(wait)
        guard let place = itemNames.find(item.item) else { return nil }
        guard let compiled = compiledItems[place] else {
            findings.breakOff()
            return nil
        }
        guard let bindings = bindings(of: compiled, item) else { return nil }
        return BundleItem(
            item: compiled, bindings: bindings, each: each, onlyIf: onlyIf, after: after, before: [], batch: 0, within: within,
            variants: variants, waitsFor: waits, routes: [])
    }

    /// Every item of a joint visit is one of the bundle, and has the move in one of its processes.
    private func check(_ visit: BundleDefinition.JointVisit, _ items: [BundleItem]) {
        for entry in visit.moves {
            guard let item = bundleItem(entry.item) else { continue }
            let known = ([items[item].item.process] + items[item].variants.map(\.process)).compactMap { $0 }.flatMap(\.moveNames)
            guard !known.contains(entry.move.value) else { continue }
            findings.report(
                .wrongChoice(entry.move.value, choices: known, nearest: nearestName(to: entry.move.value, among: known)),
                at: entry.move.position)
        }
    }

    private var itemCompiler: ItemCompiler { ItemCompiler(compiler: compiler, processes: processes) }

    private func wait(_ wait: BundleDefinition.Wait) -> CompiledWait? {
        guard let event = compiler.events.find(wait.event) else { return nil }
        let brings = wait.brings.compactMap { entry -> (role: Int, licences: [Int])? in
            guard let role = roleNames.find(entry.role), let licences = entry.licences.allOrNil(compiler.licences.find) else { return nil }
            return (role, licences)
        }
        return CompiledWait(onlyIf: compiler.condition(wait.onlyIf), event: event, brings: brings)
    }

    /// The bundle's role for each role of the item: named in `as`, else of the same name.
    private func bindings(of compiled: CompiledItem, _ item: BundleDefinition.Item) -> [Int]? {
        let formal = compiler.roleNames(compiled.roles.map(\.name), of: compiled.position.file)
        for binding in item.bindings { _ = formal.find(binding.formal) }
        return compiled.roles.allOrNil { role -> Int? in
            let name = item.bindings.first { $0.formal.value == role.name.value }?.role
            guard let place = name.flatMap(roleNames.find) ?? (name == nil ? roleNames[role.name.value] : nil) else {
                if roleNames.mayBeUnread(role.name.value) {
                    findings.breakOff()
                } else if name == nil {
                    findings.report(.unboundRole(role.name.value, item: compiled.id), at: item.item.position)
                }
                return nil
            }
            if roles[place].kind != role.kind {
                findings.report(
                    .wrongRoleKind(
                        role: roles[place].id, kind: roles[place].kind.rawValue, expected: role.kind.rawValue,
                        by: "\(compiled.id).\(role.name.value)"), at: name?.position ?? item.item.position)
            }
            return place
        }
    }

    /// The bundle's own list as an item after all others.
    private func wholeList(after count: Int) -> BundleItem? {
        guard definition.form != nil || !definition.lines.isEmpty else { return nil }
        let names = definition.roles.map(\.name)
        let parts = itemCompiler.parts(form: definition.form, lines: definition.lines, roles: roleNames)
        let item = CompiledItem(
            id: CompiledItem.wholeList, title: definition.title, department: compiler.departments.find(definition.leadDepartment) ?? 0,
            kind: nil, basis: [], timeLimit: nil, visits: GradedCount(count: 0, grade: .constructed), steps: [], stepsGrade: .constructed,
            place: nil, roles: zip(names, roles).map { CompiledItem.Role(name: $0, kind: $1.kind, optional: false) }, form: parts.form,
            lines: parts.lines, issues: [], position: definition.id.position)
        return BundleItem(
            item: item, bindings: Array(roles.indices), each: nil, onlyIf: .always, after: Array(0..<count), before: [], batch: 0,
            within: nil, variants: [], waitsFor: nil, routes: [])
    }

    // MARK: What changes together only

    private func notAsked(_ notAsked: BundleDefinition.NotAsked) -> CompiledNotAsked? {
        let of = notAsked.of.allOrNil(roleNames.find)
        let onlyIf = compiler.condition(notAsked.onlyIf)
        let basis = compiler.basis(notAsked.basis)
        guard let material = compiler.materials.find(notAsked.material), let of else { return nil }
        return CompiledNotAsked(material: material, of: of, onlyIf: onlyIf, because: notAsked.because, basis: basis)
    }

    private func prefill(_ prefill: BundleDefinition.Prefill) -> CompiledPrefill? {
        guard let role = roleNames.find(prefill.of) else { return nil }
        switch prefill.from {
        case .licence(let name):
            return compiler.licences.find(name).map { CompiledPrefill(from: .licence($0), role: role, because: prefill.because) }
        case .source(let name):
            return compiler.source(name).map { CompiledPrefill(from: .source($0), role: role, because: prefill.because) }
        }
    }
}
