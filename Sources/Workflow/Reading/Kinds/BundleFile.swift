/// `bundles/<bundle>.yaml`
extension Reader where Value == BundleDefinition {
    static var bundle: Reader {
        .keys(of: "a bundle", "一件事") { keys in
            let id = keys.required("bundle", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let lifeEvent = keys.required("life-event", .title, "what happens in a life or a firm")
            let lead = keys.required("lead-department", .name, "the department that leads it")
            let inForce = keys.optional("in-force", .day, "since when it holds")
            let channel = keys.required("channel", .title, "where one applies for it")
            let base = keys.optional("base", .name, "the journey that reports use")
            let baseline = keys.required("baseline", Reader<Name>.name.entries, "item → the one guide that counts")
            let roles = keys.required("roles", Reader<BundleDefinition.Role.Binding>.binding.entries, "the persons and things of it")
            let questions = keys.required(
                "questions", Reader<BundleDefinition.Question>.bundleQuestion.list, "the questions of the situation")
            let stops = keys.optional("stops", Reader<BundleDefinition.Stop>.stop.list, "situations that are told at once not to apply")
            let items = keys.required("items", Reader<BundleDefinition.Item>.bundleItem.list, "its items, in order")
            let notAsked = keys.optional("not-asked", Reader<BundleDefinition.NotAsked>.notAsked.list, "papers that it no longer asks for")
            let prefill = keys.optional(
                "prefill-from", Reader<BundleDefinition.Prefill>.prefill.list, "what is read only to fill in the form")
            let steps = keys.required("steps", .count("together", "steps"), "the applicant's steps in all")
            let visits = keys.required("visits", .count("together", "visits"), "the applicant's trips in all")
            let timeLimit = keys.optional(
                "time-limit", .timeLimit, "the limit for the whole, where permits of several departments are joined")
            let longer = keys.optional("extension", .extension, "by how much the limit for the whole may be made longer, once")
            let warn = keys.optional("warn", Reader<TimeSpan>.days.located, "how long before the limit for the whole ends that is told")
            let receipt = keys.optional("receipt", .name, "the official paper that is given for the whole when it is handed in")
            let ifRefused = keys.optional(
                "if-one-is-refused", Reader<BundleDefinition.IfOneIsRefused>.choice, "the-others-go-on or all-stop")
            let counting = keys.required("counting", .counting, "the convention of its figures")
            let published = keys.optional("published", .published, "what was announced: compared with, never computed from")
            let form = keys.optional("form", .form, "the form, where one guide publishes one list for all items")
            let lines = keys.optional("materials", Reader<MaterialLine>.line.list, "that one list")
            let jointVisits = keys.optional(
                "joint-visits", Reader<BundleDefinition.JointVisit>.jointVisit.list, "visits that several items share, each counted once")
            let drafts = keys.optional("drafts", .drafts, "applications that were begun and not handed in")
            let offers = keys.optional("offers", .offers, "applications that the office fills in and offers (免申即享)")
            let retention = keys.optional("retention", .retention, "how long a closed case is kept as it is")
            guard let id, let title, let lifeEvent, let lead, let channel, let baseline, let roles, let questions, let items, let steps,
                let visits, let counting
            else { return nil }
            var bundle = BundleDefinition(
                id: id, title: title, lifeEvent: lifeEvent, leadDepartment: lead, inForce: inForce, channel: channel, base: base,
                baseline: baseline.map { (item: $0.key, guide: $0.value) },
                roles: roles.map { BundleDefinition.Role(name: $0.key, binding: $0.value) }, questions: questions, stops: stops ?? [],
                items: items, notAsked: notAsked ?? [], prefillFrom: prefill ?? [], steps: steps, visits: visits, timeLimit: timeLimit,
                ifOneIsRefused: ifRefused ?? .theOthersGoOn, counting: counting, published: published, form: form, lines: lines ?? [],
                jointVisits: jointVisits ?? [], receipt: receipt, offers: offers, warn: warn, extension: longer)
            if let drafts { bundle.drafts = drafts }
            bundle.retention = retention
            return bundle
        }
    }
}

extension Reader where Value == BundleDefinition.Drafts {
    static var drafts: Reader {
        .keys(of: "`drafts`") { keys in
            let follow = keys.required("follow", Reader<BundleDefinition.Drafts.Follow>.choice, "newest or begun-with")
            let keptFor = keys.required(
                "kept-for", .span([.workingDays, .days, .months, .years], orImmediate: false), "how long after the last change")
            guard let follow, let keptFor else { return nil }
            return BundleDefinition.Drafts(follow: follow, keptFor: keptFor)
        }
    }
}

extension Reader where Value == BundleDefinition.Retention {
    static var retention: Reader {
        .keys(of: "`retention`") { keys in
            let keptFor = keys.required("kept-for", .span([.months, .years], orImmediate: false), "how long after it was closed")
            let because = keys.required("because", .title, "why so long")
            guard let keptFor, let because else { return nil }
            return BundleDefinition.Retention(keptFor: keptFor, because: because)
        }
    }
}

extension Reader where Value == BundleDefinition.Extension {
    static var `extension`: Reader {
        .keys(of: "`extension`") { keys in
            let by = keys.required("by", Reader<TimeSpan>.span([.workingDays], orImmediate: false).located, "by so much: 15 working days")
            let basis = keys.required("basis", Reader<LegalBasis>.basis.list, "the law")
            let paper = keys.optional("paper", .name, "the official paper that tells the applicant why")
            guard let by, let basis else { return nil }
            return BundleDefinition.Extension(by: by, basis: basis, paper: paper)
        }
    }
}

extension Reader where Value == BundleDefinition.Offers {
    static var offers: Reader {
        .keys(of: "`offers`") { keys in
            let from = keys.required("from", Reader<Name>.name.oneOrMore, "the sources that tell who is entitled")
            let openFor = keys.required(
                "open-for", .span([.workingDays, .days, .months, .years], orImmediate: false), "how long an offer stands")
            let because = keys.required("because", .title, "why nobody need apply")
            let basis = keys.required("basis", Reader<LegalBasis>.basis.list, "the law")
            guard let from, let openFor, let because, let basis else { return nil }
            return BundleDefinition.Offers(from: from, openFor: openFor, because: because, basis: basis)
        }
    }
}

extension Reader where Value == BundleDefinition.Role.Binding {
    static var binding: Reader {
        let always = Reader<RoleKind>.choice.map { BundleDefinition.Role.Binding.kind($0, .one, onlyIf: nil, .init()) }
        let long = Reader.keys(of: "a role", "角色") { keys in
            var bindings: [BundleDefinition.Role.Binding] = []
            let onlyIf = keys.optional("only-if", .condition, "when it is part of the situation")
            let namedBy = keys.optional("named-by", .naming, "the licence of another role that says who it is")
            let representedBy = keys.optional(
                "represented-by", Reader<BundleDefinition.Role.Representation>.representation.list,
                "who may act for it, and what shows that")
            let relations = BundleDefinition.Role.Relations(namedBy: namedBy, representedBy: representedBy ?? [])
            for kind in RoleKind.allCases {
                if let count = keys.optional(kind.rawValue, .name, "one, optional, or the question that says how many") {
                    let how: BundleDefinition.Role.Count =
                        switch count.value {
                        case "one": .one
                        case "optional": .optional
                        default: .question(count)
                        }
                    bindings.append(.kind(kind, how, onlyIf: onlyIf, relations))
                }
            }
            if let group = keys.optional("group", Reader<Name>.name.list, "the roles that it names together") {
                bindings.append(.group(group))
            }
            let by = keys.optional("by", Reader<Name>.name.entries.entries, "question → answer → role")
            if let by, let question = by.first {
                for second in by.dropFirst() { keys.reportSurplus(second.key, besides: question.key, in: "by") }
                bindings.append(.by(question: question.key, roles: question.value.map { (answer: $0.key, role: $0.value) }))
            }
            let ways = RoleKind.allCases.map(\.rawValue) + ["group", "by"]
            if !ways.contains(where: keys.has) { keys.report(.missingKey("person", or: "by", of: Title(zh: "角色", en: "a role"))) }
            keys.onlyOne(of: ways)
            if keys.has("group") || keys.has("by") { keys.onlyOne(of: ["group", "by", "only-if"]) }
            return bindings.first
        }
        return .scalar(always, orMap: long)
    }
}

extension Reader where Value == BundleDefinition.Role.Naming {
    static var naming: Reader {
        .keys(of: "`named-by`") { keys in
            let licence = keys.required("licence", .name, "a licence type")
            let of = keys.required("of", .name, "the role that holds it")
            let relation = keys.optional("as", .name, "one of its `names`; else its other holder")
            guard let licence, let of else { return nil }
            return BundleDefinition.Role.Naming(licence: licence, of: of, relation: relation)
        }
    }
}

extension Reader where Value == BundleDefinition.Role.Representation {
    /// `{role: head, shown-by: {licence: business-licence, as: legal-representative}}`, or `shown-by: mandate`, or `shown-by: declaration` with its
    /// `basis`.
    static var representation: Reader {
        let licence = Reader<(licence: Name, relation: Name)>.keys(of: "`shown-by`") { keys in
            let licence = keys.required("licence", .name, "a licence of whom he acts for")
            let relation = keys.required("as", .name, "one of its `names`")
            guard let licence, let relation else { return nil }
            return (licence, relation)
        }.map { BundleDefinition.Role.Representation.Shown.licence($0.licence, relation: $0.relation) }
        let word = Reader<BundleDefinition.Role.Representation.Word>.choice.map { word -> BundleDefinition.Role.Representation.Shown in
            switch word {
            case .mandate: .mandate
            case .declaration: .declared
            }
        }
        return .keys(of: "an entry of `represented-by`", "`represented-by` 的一项") { keys in
            let role = keys.required("role", .name, "who may act")
            let shown = keys.required("shown-by", .scalar(word, orMap: licence), "a licence that names him, mandate or declaration")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law; compulsory where it is only declared")
            guard let role, let shown else { return nil }
            guard case .declared = shown else { return BundleDefinition.Role.Representation(role: role, shown: shown, basis: basis ?? []) }
            guard let basis, !basis.isEmpty else {
                keys.report(.missingKey("basis", of: Title(zh: "只凭声明的代理", en: "a representation that is only declared")))
                return nil
            }
            return BundleDefinition.Role.Representation(role: role, shown: shown, basis: basis)
        }
    }
}

extension Reader where Value == BundleDefinition.Question {
    /// `parents`, or `{children: 1 to 2}`, or `{handler: [mother, agent]}`
    static var bundleQuestion: Reader {
        let whole = Reader<Name>.name.map { BundleDefinition.Question(question: $0, narrowed: nil) }
        let answers = Reader<String>.text.located.oneOrMore
        let narrowed = Reader<BundleDefinition.Question>(answers.entries.shape()) { node, reading in
            guard let entries = answers.entries.read(node, reading), let first = entries.first else { return nil }
            if let second = entries.dropFirst().first {
                let owner = Title(zh: "`questions` 的一项", en: "an entry of `questions`")
                reading.report(.surplusKey(second.key.value, besides: first.key.value, of: owner), at: second.key.position)
            }
            return BundleDefinition.Question(question: first.key, narrowed: first.value)
        }
        return .scalar(whole, orMap: narrowed)
    }
}

extension Reader where Value == BundleDefinition.JointVisit {
    static var jointVisit: Reader {
        .keys(of: "an entry of `joint-visits`", "`joint-visits` 的一项") { keys in
            let name = keys.required("visit", .name, "its name")
            let title = keys.required("title", .title, "what people call it")
            let moves = keys.required("moves", Reader<Name>.name.entries, "item → the move of its process that the visit makes")
            guard let name, let title, let moves else { return nil }
            return BundleDefinition.JointVisit(name: name, title: title, moves: moves.map { (item: $0.key, move: $0.value) })
        }
    }
}

extension Reader where Value == BundleDefinition.Stop {
    static var stop: Reader {
        .keys(of: "an entry of `stops`", "`stops` 的一项") { keys in
            let onlyIf = keys.required("only-if", .condition, "the situation")
            let because = keys.required("because", .title, "what the applicant is told")
            let basis = keys.required("basis", Reader<LegalBasis>.basis.list, "the law")
            guard let onlyIf, let because, let basis else { return nil }
            return BundleDefinition.Stop(onlyIf: onlyIf, because: because, basis: basis)
        }
    }
}

extension Reader where Value == BundleDefinition.Item {
    static var bundleItem: Reader {
        .keys(of: "an item of a bundle", "一件事中的事项") { keys in
            let item = keys.required("item", .name, "an item of items/")
            let bindings = keys.optional("as", Reader<Name>.name.entries, "the item's role → the bundle's role")
            let each = keys.optional("each", .name, "done once for each of this role")
            let after = keys.optional("after", Reader<Name>.name.oneOrMore, "the items whose results it needs")
            let within = keys.optional("within", .name, "the item in whose time limit it is done")
            let onlyIf = keys.optional("only-if", .condition, "when it is part of the situation")
            let variants = keys.optional("variants", Reader<BundleDefinition.Variant>.variant.list, "what is different in some situations")
            let waits = keys.optional("waits-for", .wait, "an event that must come first")
            guard let item else { return nil }
            return BundleDefinition.Item(
                item: item, bindings: (bindings ?? []).map { (formal: $0.key, role: $0.value) }, each: each, after: after ?? [],
                within: within, onlyIf: onlyIf, variants: variants ?? [], waitsFor: waits)
        }
    }
}

extension Reader where Value == BundleDefinition.Variant {
    static var variant: Reader {
        .keys(of: "an entry of `variants`", "`variants` 的一项") { keys in
            let onlyIf = keys.required("only-if", .condition, "the situation")
            let timeLimit = keys.optional("time-limit", .timeLimit, "the limit then")
            let department = keys.optional("department", .name, "the department then")
            let visits = keys.optional("visits", .count("apart", "visits"), "the trips then")
            let process = keys.optional("process", .name, "how it is handled then")
            guard let onlyIf else { return nil }
            return BundleDefinition.Variant(
                onlyIf: onlyIf, timeLimit: timeLimit, department: department, visits: visits, process: process)
        }
    }
}

extension Reader where Value == BundleDefinition.Wait {
    static var wait: Reader {
        .keys(of: "`waits-for`") { keys in
            let onlyIf = keys.optional("only-if", .condition, "when it waits")
            let event = keys.required("event", .name, "an event of words.yaml", orReport: .waitWithoutEvent)
            let brings = keys.optional("brings", Reader<Name>.name.list.entries, "bundle role → the licences that the event brings")
            guard let event else { return nil }
            return BundleDefinition.Wait(onlyIf: onlyIf, event: event, brings: (brings ?? []).map { (role: $0.key, licences: $0.value) })
        }
    }
}

extension Reader where Value == BundleDefinition.NotAsked {
    static var notAsked: Reader {
        .keys(of: "an entry of `not-asked`", "`not-asked` 的一项") { keys in
            let material = keys.required("material", .name, "a material of materials.yaml")
            let of = keys.required("of", Reader<Name>.name.oneOrMore, "whose, a role of the bundle")
            let onlyIf = keys.optional("only-if", .condition, "when")
            let because = keys.required("because", .title, "why")
            let basis = keys.required("basis", Reader<LegalBasis>.basis.list, "the law")
            guard let material, let of, let because, let basis else { return nil }
            return BundleDefinition.NotAsked(material: material, of: of, onlyIf: onlyIf, because: because, basis: basis)
        }
    }
}

extension Reader where Value == BundleDefinition.Prefill {
    static var prefill: Reader {
        .keys(of: "an entry of `prefill-from`", "`prefill-from` 的一项") { keys in
            let licence = keys.optional("licence", .name, "a licence type")
            let source = keys.optional("source", .name, "or a source")
            let of = keys.required("of", .name, "whose, a role of the bundle")
            let because = keys.required("because", .title, "for what purpose")
            if licence == nil, source == nil, !keys.has("licence"), !keys.has("source") {
                keys.report(.missingKey("licence", or: "source", of: Title(zh: "`prefill-from` 的一项", en: "an entry of `prefill-from`")))
            }
            keys.onlyOne(of: ["licence", "source"])
            guard let of, let because else { return nil }
            if let licence { return BundleDefinition.Prefill(from: .licence(licence), of: of, because: because) }
            return source.map { BundleDefinition.Prefill(from: .source($0), of: of, because: because) }
        }
    }
}

extension Reader where Value == BundleDefinition.Counting {
    static var counting: Reader {
        let time = Reader<(BundleDefinition.Counting.Limit, BundleDefinition.Counting.Combine)>.keys(of: "`time`") { keys in
            let limit = keys.required("apart", Reader<BundleDefinition.Counting.Limit>.choice, "which limits count")
            let combine = keys.required("combine", Reader<BundleDefinition.Counting.Combine>.choice, "how they are put together")
            guard let limit, let combine else { return nil }
            return (limit, combine)
        }
        return .keys(of: "`counting`") { keys in
            let forms = keys.required("forms-are-materials", .boolean, "whether application forms count as materials")
            let shown = keys.required("shown-licences-are-materials", .boolean, "whether a licence that is shown counts as handed in")
            let time = keys.required("time", time, "how handling time counts")
            guard let forms, let shown, let time else { return nil }
            return BundleDefinition.Counting(formsAreMaterials: forms, shownLicencesAreMaterials: shown, limit: time.0, combine: time.1)
        }
    }
}

extension Reader where Value == BundleDefinition.PublishedArm {
    static var publishedArm: Reader {
        let materials = Reader<(value: Int, unit: BundleDefinition.PublishedArm.Unit)>.keys(of: "`materials`") { keys in
            let value = keys.required("value", .integer(0...10000), "the number announced")
            let unit = keys.required("unit", Reader<BundleDefinition.PublishedArm.Unit>.choice, "行, 项, 份 or 种")
            guard let value, let unit else { return nil }
            return (value, unit)
        }
        let time = Reader<(value: TimeSpan, measures: BundleDefinition.PublishedArm.Measures)>.keys(of: "`time`") { keys in
            let value = keys.required("value", .limit, "the time announced")
            let measures = keys.required("measures", Reader<BundleDefinition.PublishedArm.Measures>.choice, "what it measures")
            guard let value, let measures else { return nil }
            return (value, measures)
        }
        return .keys(of: "`published`") { keys in
            let forms = keys.optional("forms", .integer(0...10000), "forms")
            let materials = keys.optional("materials", materials, "papers")
            let time = keys.optional("time", time, "time")
            return BundleDefinition.PublishedArm(forms: forms, materials: materials, time: time)
        }
    }
}

extension Reader where Value == BundleDefinition.Published {
    static var published: Reader {
        let source = Reader<(title: Title, date: String)>.keys(of: "`source`") { keys in
            let title = keys.required("title", .title, "who announced it")
            let date = keys.required("date", .text, "when")
            guard let title, let date else { return nil }
            return (title, date)
        }
        return .keys(of: "`published`") { keys in
            let apart = keys.optional("apart", .publishedArm, "before")
            let together = keys.optional("together", .publishedArm, "after")
            let source = keys.required("source", source, "who announced it, and when")
            return source.map { BundleDefinition.Published(apart: apart, together: together, source: $0.title, date: $0.date) }
        }
    }
}
