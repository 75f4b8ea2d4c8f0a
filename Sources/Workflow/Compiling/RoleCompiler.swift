/// Resolves the roles of a bundle: kinds, counts, groups and choices.
struct RoleCompiler {
    let definition: BundleDefinition
    let compiler: SharedCompiler
    let names: Names

    private var roles: [CompiledRole] = []
    private var findings: Findings { compiler.findings }
    private var shared: SharedDefinitions { compiler.shared }

    init(definition: BundleDefinition, compiler: SharedCompiler, names: Names) {
        self.definition = definition
        self.compiler = compiler
        self.names = names
    }

    mutating func compile() -> [CompiledRole] {
        roles = definition.roles.map { role in
            CompiledRole(id: role.name.value, kind: .person, binding: .one, onlyIf: .always)
        }
        for (place, role) in definition.roles.enumerated() {
            switch role.binding {
            case .kind(let kind, let count, let onlyIf, _):
                roles[place].kind = kind
                roles[place].onlyIf = compiler.condition(onlyIf)
                if case .question(let name) = count, let question = compiler.questionNames.find(name) {
                    if shared.questions[question].lowest == nil {
                        findings.report(
                            .wrongNumber(
                                name.value, expected: Title(zh: "数量问题", en: "a question of a number"),
                                help: Title(
                                    zh: "写一个有 `number` 的问题，或 `optional`", en: "name a question that has `number`, or write `optional`")),
                            at: name.position)
                    } else {
                        roles[place].binding = .counted(question: question)
                    }
                }
            case .group(let group):
                guard let members = group.allOrNil(names.find) else { continue }
                roles[place].binding = .group(members)
            case .by(let question, let answers):
                guard let asked = compiler.questionNames.find(question) else { continue }
                var byAnswer: [Int?] = Array(repeating: nil, count: shared.questions[asked].answers.count)
                for entry in answers {
                    let role = names.find(entry.role)
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
        resolveRelations()
        return roles
    }

    // MARK: Relations

    private mutating func resolveRelations() {
        for (place, role) in definition.roles.enumerated() {
            guard case .kind(_, _, _, let relations) = role.binding else { continue }
            roles[place].namedBy = relations.namedBy.flatMap { naming($0, of: place) }
            roles[place].representedBy = relations.representedBy.compactMap { representation($0, of: place) }
        }
    }

    private func naming(_ naming: BundleDefinition.Role.Naming, of place: Int) -> CompiledRole.Naming? {
        guard let licence = compiler.licences.find(naming.licence), let of = names.find(naming.of) else { return nil }
        checkHolder(of, of: licence, at: naming.of)
        guard let relation = naming.relation else {
            let type = shared.licences[licence]
            // Its other holder: there must be two, of the same kind.
            if type.kinds != [roles[place].kind, roles[place].kind] {
                findings.report(.namesNobody(type.definition.id.value), at: naming.licence.position)
            }
            return CompiledRole.Naming(licence: licence, of: of, from: nil)
        }
        return field(relation, of: licence).map { CompiledRole.Naming(licence: licence, of: of, from: $0) }
    }

    private func representation(
        _ representation: BundleDefinition.Role.Representation, of place: Int
    ) -> CompiledRole.Representation? {
        guard let role = names.find(representation.role) else { return nil }
        _ = compiler.basis(representation.basis)
        switch representation.shown {
        case .mandate: return CompiledRole.Representation(role: role, shown: .mandate)
        case .declared: return CompiledRole.Representation(role: role, shown: .declared)
        case .licence(let name, let relation):
            guard let licence = compiler.licences.find(name) else { return nil }
            checkHolder(place, of: licence, at: name)
            return field(relation, of: licence).map { CompiledRole.Representation(role: role, shown: .licence(licence, from: $0)) }
        }
    }

    private func checkHolder(_ role: Int, of licence: Int, at name: Name) {
        let type = shared.licences[licence]
        guard let kind = type.kinds.first, !type.kinds.contains(roles[role].kind) else { return }
        findings.report(
            .wrongRoleKind(
                role: roles[role].id, kind: roles[role].kind.rawValue, expected: kind.rawValue, by: type.definition.id.value),
            at: name.position)
    }

    /// What of a licence is the number of somebody whom it names.
    private func field(_ relation: Name, of licence: Int) -> String? {
        let known = shared.licences[licence].definition.names
        if let found = known.first(where: { $0.relation.value == relation.value }) { return found.from }
        let words = known.map(\.relation.value)
        guard !words.isEmpty else {
            findings.report(.namesNobody(shared.licences[licence].definition.id.value), at: relation.position)
            return nil
        }
        findings.report(
            .wrongChoice(relation.value, choices: words, nearest: nearestName(to: relation.value, among: words)), at: relation.position)
        return nil
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
                guard let place = names[name.value] else { continue }
                switch roles[place].binding {
                case .one, .counted: continue
                case .group, .by:
                    findings.report(
                        .wrongRoleKind(role: name.value, kind: "group", expected: "person", by: role.name.value), at: name.position)
                }
            }
        }
    }
}
