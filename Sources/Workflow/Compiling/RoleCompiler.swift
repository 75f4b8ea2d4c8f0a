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
            case .kind(let kind, let count, let onlyIf):
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
        return roles
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
