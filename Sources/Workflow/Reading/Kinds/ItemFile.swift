/// `items/<department>/<item>.yaml`
extension Reader where Value == ItemDefinition {
    static var item: Reader {
        .keys(of: "an item", "事项") { keys in
            let id = keys.required("item", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let department = keys.required("department", .name, "the department that decides it")
            let kind = keys.required("kind", .name, "its kind, of words.yaml")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that it rests on")
            let process = keys.required("process", .name, "how it is handled, of processes/")
            let decidedIn = keys.optional(
                "decided-in", Reader<ItemDefinition.DecidedIn>.choice, "here, or in the department's own system")
            let timeLimit = keys.optional("time-limit", .timeLimit, "how long it may take")
            let visits = keys.required("visits", .count("apart", "visits"), "trips when it is applied for by itself")
            let steps = keys.required("steps", .steps, "its steps when it is applied for by itself")
            let place = keys.optional("place", .title, "where one applies for it by itself")
            let roles = keys.required("roles", .itemRoles, "the formal roles that it speaks of")
            let form = keys.optional("form", .form, "its application form")
            let lines = keys.optional("materials", Reader<MaterialLine>.line.list, "the papers that it asks for")
            let issues = keys.optional("issues", Reader<IssuedLicence>.issued.list, "the licences that it issues")
            let confirmed = keys.optional("confirmed-by", Reader<Confirmation>.confirmation.list, "who stands behind this list")
            guard let id, let title, let department, let kind, let process, let visits, let steps, let roles else { return nil }
            return ItemDefinition(
                id: id, title: title, department: department, kind: kind, basis: basis ?? [], process: process,
                decidedIn: decidedIn ?? .here, timeLimit: timeLimit, visits: visits, steps: steps, place: place, roles: roles, form: form,
                lines: lines ?? [], issues: issues ?? [],
                confirmedBy: confirmed ?? [])
        }
    }
}

extension Reader where Value == GradedSteps {
    static var steps: Reader {
        .keys(of: "`steps`") { keys in
            let steps = keys.required("apart", Reader<Name>.name.list, "the steps, of words.yaml")
            let grade = keys.required("grade", Reader<Grade>.choice, "what stands behind them")
            guard let steps, let grade else { return nil }
            return GradedSteps(steps: steps, grade: grade)
        }
    }
}

extension Reader where Value == [ItemDefinition.Role] {
    static var itemRoles: Reader {
        let always = Reader<RoleKind>.choice.map { (kind: $0, optional: false) }
        let optional = Reader<(kind: RoleKind, optional: Bool)>.keys(of: "a role", "角色") { keys in
            var found: RoleKind?
            for kind in RoleKind.allCases where keys.optional(kind.rawValue, Reader<OnlyOptional>.choice, "may be missing") != nil {
                found = kind
            }
            keys.onlyOne(of: RoleKind.allCases.map(\.rawValue))
            if !RoleKind.allCases.contains(where: { keys.has($0.rawValue) }) {
                keys.report(.missingKey("person", of: Title(zh: "角色", en: "a role")))
            }
            return found.map { (kind: $0, optional: true) }
        }
        return Reader<(kind: RoleKind, optional: Bool)>.scalar(always, orMap: optional).entries.map { entries in
            entries.map { ItemDefinition.Role(name: $0.key, kind: $0.value.kind, optional: $0.value.optional) }
        }
    }
}

enum OnlyOptional: String, CaseIterable, Sendable {
    case optional
}

extension Reader where Value == MaterialLine.Paper {
    static var paper: Reader {
        .keys(of: "a paper", "材料") { keys in readPaper(&keys) }
    }

    /// The keys of a paper; those of a line may have `or` instead.
    static func readPaper(_ keys: inout Keys, isLine: Bool = false) -> MaterialLine.Paper? {
        let material = keys.required("material", .name, "a material of materials.yaml", inSchema: !isLine)
        let of = keys.required("of", Reader<Name>.name.oneOrMore, "whose it is", inSchema: !isLine)
        let title = keys.optional("title", .title, "what this list calls it")
        let askedBy = keys.required(
            "asked-by", .askedBy, "the guides that ask for it, and how many pieces they want", orReport: .lineWithoutGuide,
            inSchema: !isLine)
        if askedBy?.isEmpty == true { keys.report(.lineWithoutGuide, at: "asked-by") }
        let onlyIf = isLine ? nil : keys.optional("only-if", .condition, "when it is wanted")
        guard let material, let of else { return nil }
        return MaterialLine.Paper(material: material, of: of, onlyIf: onlyIf, title: title, askedBy: askedBy ?? [])
    }
}

extension Reader where Value == MaterialLine {
    static var line: Reader {
        .keys(of: "a line of materials", "材料行") { keys in
            let alternatives = keys.optional("or", Reader<MaterialLine.Paper>.paper.list.list, "lists of papers, any one of which suffices")
            let papers: [[MaterialLine.Paper]]?
            if keys.has("or") {
                papers = alternatives
                keys.refuse(["material", "of", "title", "asked-by"], besides: "or")
            } else {
                papers = Reader<MaterialLine.Paper>.readPaper(&keys, isLine: true).map { [[$0]] }
            }
            let onlyIf = keys.optional("only-if", .condition, "when it is asked for")
            let each = keys.optional("each", .name, "one per person or thing of this role")
            let paperItself = keys.optional("paper-itself", .because, "why only the paper will do")
            let stays = keys.optional("stays", .because, "why nothing replaces it")
            let merged = keys.optional(
                "merged", Reader<FormField>.formField(constructed: true).list, "the fields of the one form that it became")
            let promise = keys.optional("promise", .promise, "a written promise may stand for it (告知承诺)")
            let follows = keys.optional("follows", .follows, "it may come later (容缺): within how long")
            guard let papers, papers.allSatisfy({ !$0.isEmpty }), !papers.isEmpty else { return nil }
            return MaterialLine(
                alternatives: papers, onlyIf: onlyIf, each: each, paperItself: paperItself, stays: stays, merged: merged ?? [],
                promise: promise, follows: follows, position: keys.position)
        }
    }
}

extension Reader where Value == MaterialLine.Promise {
    static var promise: Reader {
        .keys(of: "`promise`") { keys in
            let onlyIf = keys.optional("only-if", .condition, "when the applicant may choose it, and does")
            let basis = keys.required("basis", Reader<LegalBasis>.basis.list, "the law that allows it")
            return basis.map { MaterialLine.Promise(onlyIf: onlyIf, basis: $0) }
        }
    }
}

extension Reader where Value == MaterialLine.Follows {
    /// `10 working days`, or a map that also says when it may be chosen and on which basis.
    static var follows: Reader {
        let short = Reader<TimeSpan>.limit.map { MaterialLine.Follows(within: $0, onlyIf: nil, basis: []) }
        let long = Reader.keys(of: "`follows`") { keys in
            let within = keys.required("within", .limit, "within how long it must come")
            let onlyIf = keys.optional("only-if", .condition, "when the applicant may choose it, and does")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "what allows it")
            return within.map { MaterialLine.Follows(within: $0, onlyIf: onlyIf, basis: basis ?? []) }
        }
        return .scalar(short, orMap: long)
    }
}

extension Reader where Value == IssuedLicence {
    static var issued: Reader {
        .keys(of: "an entry of `issues`", "`issues` 的一项") { keys in
            let licence = keys.required("licence", .name, "a licence type")
            let to = keys.required("for", Reader<Name>.name.oneOrMore, "who holds it then")
            let onlyIf = keys.optional("only-if", .condition, "when it is issued")
            guard let licence, let to else { return nil }
            return IssuedLicence(licence: licence, to: to, onlyIf: onlyIf)
        }
    }
}

extension Reader where Value == Confirmation {
    static var confirmation: Reader {
        .keys(of: "an entry of `confirmed-by`", "`confirmed-by` 的一项") { keys in
            let department = keys.required("department", .name, "who confirmed the list")
            let document = keys.required("document", .text, "by which document")
            let date = keys.required("date", .day, "when")
            guard let department, let document, let date else { return nil }
            return Confirmation(department: department, document: document, date: date)
        }
    }
}
