extension Ledger {
    /// `birth-registration/3`: the place in the item's own file; with `#2` where there are several.
    public func id(_ line: LedgerLine) -> String {
        let item = bundle.items[line.item].item
        if line.itemInstance == nil, line.part == nil, line.lineInstance == nil { return item.paperIds[line.number] }
        let instance = line.itemInstance.map { "#\($0 + 1)" } ?? ""
        let part = line.part.map { ".\($0)" } ?? ""
        let thing = line.lineInstance.map { "#\($0 + 1)" } ?? ""
        return "\(item.id)\(instance)/\(line.number)\(part)\(thing)"
    }

    /// Whose the paper is, by the roles of this situation; where the line is not part of it, by the roles of the bundle.
    public func subject(_ line: LedgerLine) -> String {
        if !line.subjects.isEmpty { return roles.label(line.subjects) }
        let item = bundle.items[line.item]
        let paper = line.line.map { item.item.lines[$0].alternatives[line.alternative][line.paper].of }
        let formal = paper ?? item.item.form?.of.map { [$0] } ?? []
        let bound = formal.map { item.bindings[$0] }
        let group = bundle.roles.first { role in
            if case .group(let members) = role.binding { return members.count > 1 && Set(members) == Set(bound) }
            return false
        }
        return group?.id ?? bound.map { bundle.roles[$0].id }.joined(separator: "+")
    }

    /// Whose the paper is, as people call the roles: `母亲`, `孩子#2`.
    public func subjectTitle(_ line: LedgerLine, _ language: Language) -> String {
        bundle.shared.title(ofSubject: subject(line), language)
    }

    public func title(_ line: LedgerLine) -> Title {
        line.ownTitle ?? line.material.map { bundle.shared.materials[$0].title } ?? bundle.title
    }

    public func material(_ line: LedgerLine) -> String {
        line.material.map { bundle.shared.materials[$0].id.value } ?? "form"
    }

    public func itemId(_ line: LedgerLine) -> String { bundle.items[line.item].item.id }

    public func itemTitle(_ line: LedgerLine) -> Title { bundle.items[line.item].item.title }

    public func department(_ line: LedgerLine) -> DepartmentDefinition {
        bundle.shared.departments[bundle.department(of: line.item, situation.answers)]
    }

    public func guides(_ line: LedgerLine) -> [GuideDefinition] { line.guides.map { bundle.shared.guides[$0] } }

    /// The best of its guides' grades.
    public func grade(_ line: LedgerLine) -> Grade { guides(line).map(\.grade).min() ?? .constructed }

    /// What replaces the paper: a kind and a name.
    /// Its kinds.
    static let replacementKinds = ["licence", "line", "item", "source", "form", "promise", "bundle"]

    public func replacement(_ line: LedgerLine) -> (kind: String, id: String)? {
        switch line.cause {
        case .licence(let licence, _): ("licence", bundle.shared.licences[licence].definition.id.value)
        case .duplicate(let first): ("line", id(lines[first]))
        case .produced(let item, let instance, _): ("item", bundle.items[item].item.id + (instance.map { "#\($0 + 1)" } ?? ""))
        case .source(let source): ("source", bundle.shared.sources[source].definition.id.value)
        case .mergedIntoFields, .oneForm, .mergedForm: ("form", bundle.id)
        case .promised: ("promise", id(line))
        case .notAsked: ("bundle", bundle.id)
        case .itemNotPart, .lineNotPart, .roleNotPart, .follows, .onlyThePaper, .stays, .nothingHeld: nil
        }
    }
}

extension SharedDefinitions {
    /// A printed name of whose a paper is, as people call the roles: `mother+father` is `母亲、父亲`.
    func title(ofSubject subject: String, _ language: Language) -> String {
        subject.split(separator: "+").map { subject in
            let parts = subject.split(separator: "#", maxSplits: 1).map(String.init)
            let name = roleTitles[parts[0]]?[language] ?? parts[0]
            return parts.count > 1 ? "\(name)#\(parts[1])" : name
        }
        .joined(separator: language == .zh ? "、" : ", ")
    }

    func title(ofSubject subject: String) -> Title { Title(zh: title(ofSubject: subject, .zh), en: title(ofSubject: subject, .en)) }
}

extension CompiledBundle {
    /// The variant of an item that holds, if any.
    func variant(of item: Int, _ answers: Answers) -> CompiledVariant? {
        items[item].variants.first { $0.onlyIf.holds(answers) }
    }

    func department(of item: Int, _ answers: Answers) -> Int {
        variant(of: item, answers)?.department ?? items[item].item.department
    }

    func timeLimit(of item: Int, _ answers: Answers) -> TimeLimit? {
        variant(of: item, answers)?.timeLimit ?? items[item].item.timeLimit
    }

    func process(of item: Int, _ answers: Answers) -> CompiledProcess? {
        variant(of: item, answers)?.process ?? items[item].item.process
    }

    func visits(of item: Int, _ answers: Answers) -> GradedCount {
        variant(of: item, answers)?.visits ?? items[item].item.visits
    }
}

extension CompiledBundle {
    /// The materials that any line of any item asks for.
    public var materialsAsked: [String] {
        items.flatMap { item in
            (item.item.form?.material.map { [$0] } ?? []) + item.item.lines.flatMap { $0.alternatives.flatMap { $0.map(\.material) } }
        }
        .map { shared.materials[$0].id.value }
    }
}
