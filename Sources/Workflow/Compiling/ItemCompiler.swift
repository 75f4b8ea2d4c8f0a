/// Resolves one item by itself.
struct ItemCompiler {
    let compiler: SharedCompiler
    let processes: [CompiledProcess?]

    private var findings: Findings { compiler.findings }

    func compile(_ item: ItemDefinition) -> CompiledItem? {
        var compiled: CompiledItem?
        let whole = findings.isWhole {
            if compiler.definitions.brokenFiles.contains(item.id.position.file) { findings.breakOff() }
            if item.id.value == CompiledItem.wholeList { findings.report(.reservedName(item.id.value), at: item.id.position) }
            if let form = item.form, form.askedBy.isEmpty { findings.report(.lineWithoutGuide, at: form.position) }
            if item.basis.isEmpty { findings.report(.noLegalBasis, at: item.id.position) }
            let roles = item.roles.map { CompiledItem.Role(name: $0.name, kind: $0.kind, optional: $0.optional) }
            let names = compiler.roleNames(roles.map(\.name), of: item.id.position.file)
            let parts = parts(form: item.form, lines: item.lines, roles: names)
            for confirmation in item.confirmedBy { _ = compiler.departments.find(confirmation.department) }
            compiled = CompiledItem(
                id: item.id.value, title: item.title, department: compiler.departments.find(item.department) ?? 0,
                kind: compiler.kinds.find(item.kind), basis: compiler.basis(item.basis),
                process: process(item.process), decidedIn: item.decidedIn, timeLimit: compiler.timeLimit(item.timeLimit),
                visits: item.visits, steps: item.steps.steps.compactMap(compiler.steps.find), stepsGrade: item.steps.grade,
                place: item.place, confirmedBy: item.confirmedBy, roles: roles, form: parts.form, lines: parts.lines,
                issues: issues(item.issues, names, roles), position: item.id.position
            )
        }
        return whole ? compiled : nil
    }

    /// A process by name; one with a mistake of its own breaks what uses it off.
    func process(_ name: Name) -> CompiledProcess? {
        guard let place = compiler.processNames.find(name) else { return nil }
        if processes[place] == nil { findings.breakOff() }
        return processes[place]
    }

    /// The form and the lines of an item, or of a bundle that has a list of its own.
    func parts(form: FormDefinition?, lines: [MaterialLine], roles names: Names) -> (form: CompiledForm?, lines: [CompiledLine]) {
        let compiledForm = form.map { form in
            CompiledForm(
                title: form.title, material: form.material.flatMap(compiler.material), of: form.of.flatMap(names.find),
                askings: compiler.askings(form.askedBy),
                fields: form.fields.compactMap { field($0, names) }, position: form.position)
        }
        return (compiledForm, lines.enumerated().map { line($1, number: $0 + 1, names) })
    }

    private func line(_ line: MaterialLine, number: Int, _ roles: Names) -> CompiledLine {
        CompiledLine(
            number: number, onlyIf: compiler.condition(line.onlyIf), each: line.each.flatMap(roles.find),
            alternatives: line.alternatives.map { $0.enumerated().compactMap { paper($1, at: $0, roles) } }, paperItself: line.paperItself,
            stays: line.stays,
            merged: line.merged.compactMap { field($0, roles) },
            promise: line.promise.map { CompiledPromise(onlyIf: compiler.condition($0.onlyIf), basis: compiler.basis($0.basis)) },
            follows: line.follows.map {
                CompiledFollows(within: $0.within, onlyIf: compiler.condition($0.onlyIf), basis: compiler.basis($0.basis))
            }, position: line.position)
    }

    private func paper(_ paper: MaterialLine.Paper, at place: Int, _ roles: Names) -> CompiledPaper? {
        let of = paper.of.allOrNil(roles.find)
        let onlyIf = compiler.condition(paper.onlyIf)
        let askings = compiler.askings(paper.askedBy)
        guard let material = compiler.material(paper.material), let of else { return nil }
        return CompiledPaper(
            place: place, material: material, of: of, onlyIf: onlyIf, title: paper.title, askings: askings,
            position: paper.material.position)
    }

    private func field(_ field: FormField, _ roles: Names) -> CompiledField? {
        let onlyIf = compiler.condition(field.onlyIf)
        guard let role = roles.find(field.role), let place = compiler.fields.find(field.field) else { return nil }
        return CompiledField(
            role: role, field: place, onlyIf: onlyIf, stays: field.stays, constructed: field.constructed, position: field.role.position)
    }

    private func issues(_ issues: [IssuedLicence], _ names: Names, _ roles: [CompiledItem.Role]) -> [CompiledIssue] {
        issues.compactMap { issue in
            let onlyIf = compiler.condition(issue.onlyIf)
            guard let licence = compiler.licences.find(issue.licence), let to = issue.to.allOrNil(names.find) else { return nil }
            let kinds = compiler.shared.licences[licence].kinds
            for (place, role) in to.enumerated() where !kinds.contains(roles[role].kind) {
                findings.report(
                    .wrongRoleKind(
                        role: roles[role].name.value, kind: roles[role].kind.rawValue,
                        expected: kinds.map(\.rawValue).joined(separator: ", "),
                        by: issue.licence.value), at: issue.to[place].position)
            }
            return CompiledIssue(licence: licence, to: to, onlyIf: onlyIf, position: issue.licence.position)
        }
    }
}
