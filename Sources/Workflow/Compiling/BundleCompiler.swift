/// Resolves one bundle: roles, questions, items in order, and for every paper the ways in which it may be spared.
final class BundleCompiler {
    let definition: BundleDefinition
    let compiler: SharedCompiler
    let itemNames: Names
    let compiledItems: [CompiledItem?]

    private let roleNames: Names
    private let bundleItemNames: Names
    private var roles: [CompiledRole] = []
    private var findings: Findings { compiler.findings }
    private var shared: SharedDefinitions { compiler.shared }

    init(_ definition: BundleDefinition, compiler: SharedCompiler, itemNames: Names, items: [CompiledItem?]) {
        self.definition = definition
        self.compiler = compiler
        self.itemNames = itemNames
        compiledItems = items
        roleNames = Names(.role, definition.roles.map(\.name), in: Definitions(), compiler.findings)
        bundleItemNames = Names(.item, definition.items.map(\.item), in: compiler.definitions, compiler.findings)
    }

    /// The bundle, or nil where anything it needs is not whole.
    func compile() -> CompiledBundle? {
        var bundle: CompiledBundle?
        let whole = findings.isWhole {
            compileRoles()
            let questions = definition.questions.compactMap(question)
            var items = definition.items.compactMap(item)
            guard items.count == definition.items.count else { return }
            if let list = wholeList(after: items.count) { items.append(list) }
            checkBaseline(items)
            guard order(&items) else { return }
            let notAsked = definition.notAsked.compactMap(notAsked)
            let checks = BundleChecks(definition: definition, shared: shared, roles: roles, questions: questions, findings: findings)
            let stops = definition.stops.map {
                CompiledStop(onlyIf: compiler.condition($0.onlyIf), because: $0.because, basis: compiler.basis($0.basis))
            }
            for index in items.indices {
                items[index].routes = items[index].item.lines.map { line in
                    line.alternatives.map { $0.map { routes(for: $0, in: items[index], items: items, notAsked: notAsked) } }
                }
            }
            bundle = CompiledBundle(
                definition: definition, shared: shared, leadDepartment: compiler.departments.find(definition.leadDepartment) ?? 0,
                roles: roles, questions: questions, stops: stops, items: items, order: useOrder(items), notAsked: notAsked,
                prefills: definition.prefillFrom.compactMap(prefill), chosenGuides: chosenGuides(items))
            if let bundle { checks.run(bundle) }
        }
        return whole ? bundle : nil
    }

    // MARK: Roles and questions

    private func compileRoles() {
        roles = definition.roles.map { role in
            CompiledRole(id: role.name.value, kind: .person, binding: .one, onlyIf: .always)
        }
        for (place, role) in definition.roles.enumerated() {
            switch role.binding {
            case .kind(let kind, let count, let onlyIf):
                roles[place].kind = kind
                roles[place].onlyIf = compiler.condition(onlyIf)
                if case .question(let name) = count, let question = compiler.questionNames.find(name) {
                    if shared.questions[question].lowest == nil {
                        findings.report(
                            .wrongNumber(name.value, expected: Title(zh: "数量问题", en: "a question of a number")), at: name.position)
                    } else {
                        roles[place].binding = .counted(question: question)
                    }
                }
            case .group(let names):
                guard let members = names.allOrNil(roleNames.find) else { continue }
                roles[place].binding = .group(members)
            case .by(let question, let answers):
                guard let asked = compiler.questionNames.find(question) else { continue }
                var byAnswer: [Int?] = Array(repeating: nil, count: shared.questions[asked].answers.count)
                for entry in answers {
                    let role = roleNames.find(entry.role)
                    if let answer = compiler.answer(entry.answer, of: shared.questions[asked]) { byAnswer[answer] = role }
                }
                roles[place].binding = .by(question: asked, roles: byAnswer)
            }
        }
        checkRolesArePlain()
        for place in roles.indices {
            switch roles[place].binding {
            case .group(let members): roles[place].kind = members.first.map { roles[$0].kind } ?? .person
            case .by(_, let answers): roles[place].kind = answers.compactMap { $0 }.first.map { roles[$0].kind } ?? .person
            case .one, .counted: break
            }
        }
    }

    /// What a group or a choice names is a person or thing itself, so that roles cannot go round in a circle.
    private func checkRolesArePlain() {
        for role in definition.roles {
            let named: [Name] =
                switch role.binding {
                case .kind: []
                case .group(let members): members
                case .by(_, let roles): roles.map(\.role)
                }
            for name in named {
                guard let place = roleNames[name.value] else { continue }
                switch roles[place].binding {
                case .one, .counted: continue
                case .group, .by:
                    findings.report(
                        .wrongRoleKind(role: name.value, kind: "group", expected: "person", by: role.name.value), at: name.position)
                }
            }
        }
    }

    private func question(_ question: BundleDefinition.Question) -> (question: Int, allowed: UInt64)? {
        guard let place = compiler.questionNames.find(question.question) else { return nil }
        let compiled = shared.questions[place]
        if let source = compiled.source { _ = roleNames.find(source.role) }
        let all = compiled.answers.indices.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
        guard let narrowed = question.narrowed else { return (place, all) }
        let sets = narrowed.compactMap { compiler.answers($0, of: compiled) }
        return (place, sets.reduce(0, |))
    }

    // MARK: Items

    private func item(_ item: BundleDefinition.Item) -> BundleItem? {
        let onlyIf = compiler.condition(item.onlyIf)
        let variants = item.variants.map { variant in
            CompiledVariant(
                onlyIf: compiler.condition(variant.onlyIf), timeLimit: compiler.timeLimit(variant.timeLimit),
                department: variant.department.flatMap(compiler.departments.find), visits: variant.visits)
        }
        let after = item.after.compactMap(bundleItemNames.find)
        let within = item.within.flatMap(bundleItemNames.find)
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
        let formal = Names(.role, compiled.roles.map(\.name), in: Definitions(), findings)
        for binding in item.bindings { _ = formal.find(binding.formal) }
        return compiled.roles.allOrNil { role -> Int? in
            let name = item.bindings.first { $0.formal.value == role.name.value }?.role
            guard let place = name.flatMap(roleNames.find) ?? (name == nil ? roleNames[role.name.value] : nil) else {
                if name == nil { findings.report(.unboundRole(role.name.value, item: compiled.id), at: item.item.position) }
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
        let parts = ItemCompiler(compiler: compiler).parts(form: definition.form, lines: definition.lines, roles: names)
        let item = CompiledItem(
            id: CompiledItem.wholeList, title: definition.title, department: compiler.departments.find(definition.leadDepartment) ?? 0,
            kind: nil, basis: [], timeLimit: nil, visits: GradedCount(count: 0, grade: .constructed), steps: [], stepsGrade: .constructed,
            place: nil, roles: zip(names, roles).map { CompiledItem.Role(name: $0, kind: $1.kind, optional: false) }, form: parts.form,
            lines: parts.lines, issues: [], position: definition.id.position)
        return BundleItem(
            item: item, bindings: Array(roles.indices), each: nil, onlyIf: .always, after: Array(0..<count), before: [], batch: 0,
            within: nil, variants: [], waitsFor: nil, routes: [])
    }

    /// Finds what comes before each item; false and a report where items wait for each other.
    private func order(_ items: inout [BundleItem]) -> Bool {
        var state = Array(repeating: 0, count: items.count)
        var path: [Int] = []

        func visit(_ index: Int) -> Bool {
            if state[index] == 2 { return true }
            if state[index] == 1 {
                let circle = path[path.firstIndex(of: index)!...].map { items[$0].item.id } + [items[index].item.id]
                let place = definition.items[index].after.first?.position ?? definition.items[index].item.position
                findings.report(.circle(circle), at: place)
                return false
            }
            state[index] = 1
            path.append(index)
            for earlier in items[index].after {
                guard visit(earlier) else { return false }
                items[index].before.insert(earlier)
                items[index].before.formUnion(items[earlier].before)
                items[index].batch = max(items[index].batch, items[earlier].batch + 1)
            }
            path.removeLast()
            state[index] = 2
            return true
        }
        return items.indices.allSatisfy(visit)
    }

    private func useOrder(_ items: [BundleItem]) -> [Int] {
        items.indices.sorted { (items[$0].batch, $0) < (items[$1].batch, $1) }
    }

    // MARK: Papers

    private func routes(for paper: CompiledPaper, in item: BundleItem, items: [BundleItem], notAsked: [CompiledNotAsked]) -> PaperRoutes {
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
            return compiler.sources.find(name).map { CompiledPrefill(from: .source($0), role: role, because: prefill.because) }
        }
    }

    // MARK: Baseline

    private func chosenGuides(_ items: [BundleItem]) -> [Int?] {
        items.map { item in
            definition.baseline.first { $0.item.value == item.item.id }.flatMap { compiler.guides[$0.guide.value] }
        }
    }

    /// Each choice names an item of the bundle and a guide that asks for a line of it; each item with a list has a choice.
    private func checkBaseline(_ items: [BundleItem]) {
        for choice in definition.baseline {
            let guide = compiler.guides.find(choice.guide)
            guard let item = items.first(where: { $0.item.id == choice.item.value }) else {
                _ = bundleItemNames.find(choice.item)
                continue
            }
            let asks = item.item.guidesOfLines.contains { $0 == guide }
            // A guide may tell that nothing is to be handed in; then it is on the item's limit.
            if let guide, !asks, item.item.timeLimit?.guide != guide, !item.item.guidesOfLines.isEmpty {
                findings.report(.baselineWithoutLine(item: item.item.id, guide: choice.guide.value), at: choice.guide.position)
            }
        }
        for item in items where !item.item.guidesOfLines.isEmpty && !definition.baseline.contains(where: { $0.item.value == item.item.id })
        {
            let guides = item.item.guidesOfLines.map { shared.guides[$0].id.value }
            findings.report(.noGuideChosen(item: item.item.id, guides: guides), at: definition.id.position)
        }
    }
}

extension CompiledItem {
    /// The guides that ask for any line, in the order of the file.
    var guidesOfLines: [Int] {
        var seen: Set<Int> = []
        let askings = (form?.askings ?? []) + lines.flatMap { $0.alternatives.flatMap { $0.flatMap(\.askings) } }
        return askings.map(\.guide).filter { seen.insert($0).inserted }
    }
}
