import Yams

/// The small kinds with a file for each: calendars, licences, sources.
extension Reader where Value == CalendarYear {
    static var calendar: Reader {
        .keys(of: "a calendar", "日历") { keys in
            let year = keys.required("calendar", .integer(1949...2200), "the year")
            let notices = keys.required("notices", Reader<String>.text.list, "where the State Council published it")
            let off = keys.required("days-off", Reader<Day>.day.list, "days off beyond plain weekends")
            let makeUp = keys.required("make-up", Reader<Day>.day.list, "weekend days that are worked")
            guard let year, let off, let makeUp else { return nil }
            return CalendarYear(year: year, off: off, makeUp: makeUp, notices: notices ?? [])
        }
    }
}

extension Reader where Value == LicenceDefinition {
    static var licence: Reader {
        .keys(of: "a licence", "证照") { keys in
            let id = keys.required("licence", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let issuedBy = keys.required("issued-by", .name, "the department")
            let typeCode = keys.optional("type-code", .typeCode, "the code of the licence type, 21 characters (GB/T 36902)")
            let heldBy = keys.required("held-by", Reader<RoleKind>.choice.entries, "holder → kind of role")
            let lasts = keys.required("lasts", .lasting, "how long it holds: permanent, or a time such as 20 years")
            let replaces = keys.required("replaces", .replaces, "the materials that it stands in for")
            let fillsIn = keys.optional("fills-in", .fillsIn, "holder.field → the licence's own field")
            let names = keys.optional(
                "names", Reader<String>.text.entries, "somebody else whom it names → the licence's own field with his number")
            let reuse = keys.required("reuse", Reader<ReusePolicy>.choice, "whether it may be used again")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that lets it stand in")
            let disputes = keys.optional("disputes", .disputes, "who doubts it asks the department that issued it")
            guard let id, let title, let issuedBy, let heldBy, let lasts, let replaces, let reuse else { return nil }
            return LicenceDefinition(
                id: id, title: title, issuedBy: issuedBy, typeCode: typeCode,
                heldBy: heldBy.map { (holder: $0.key, kind: $0.value) }, lasts: lasts.span, replaces: replaces, fillsIn: fillsIn ?? [],
                names: (names ?? []).map { (relation: $0.key, from: $0.value) }, reuse: reuse, basis: basis ?? [], disputes: disputes)
        }
    }
}

extension Reader where Value == SourceDefinition {
    static var source: Reader {
        .keys(of: "a source", "共享数据源") { keys in
            let id = keys.required("source", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let owner = keys.required("owner", .name, "the department that shares it")
            let typeCode = keys.optional(
                "type-code", .typeCode, "the code of its records, 21 characters; with it registries are asked for them")
            let of = keys.required("of", Reader<RoleKind>.choice, "the kind of role it knows")
            let replaces = keys.required("replaces", .replaces, "the materials that it stands in for")
            let fillsIn = keys.optional("fills-in", .sourceFillsIn, "field → the source's own field")
            let yesOrNo = keys.optional("yes-or-no", Reader<Bool>.boolean, "it says whether it has a record, and hands nothing over")
            keys.onlyOne(of: ["fills-in", "yes-or-no"])
            let whileDown = keys.required("while-down", .title, "what holds while it does not answer")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that lets it share")
            let disputes = keys.optional("disputes", .disputes, "who doubts it asks the department that owns it")
            guard let id, let title, let owner, let of, let replaces, let whileDown else { return nil }
            return SourceDefinition(
                id: id, title: title, owner: owner, typeCode: typeCode, of: of, replaces: replaces, fillsIn: fillsIn ?? [],
                isYesOrNo: yesOrNo ?? false, whileDown: whileDown, basis: basis ?? [], disputes: disputes)
        }
    }
}

extension Reader where Value == DisputeDefinition {
    static var disputes: Reader {
        .keys(of: "`disputes`") { keys in
            let within = keys.required("within", .span([.workingDays, .days], orImmediate: false), "how soon it answers")
            let itemWaits = keys.required("item-waits", Reader<Bool>.boolean, "whether the item is decided only after the answer")
            let basis = keys.required("basis", Reader<LegalBasis>.basis.list, "the law")
            guard let within, let itemWaits, let basis else { return nil }
            return DisputeDefinition(within: within, itemWaits: itemWaits, basis: basis)
        }
    }
}

/// How long a licence lasts; nil without end.
struct Lasting: Sendable {
    var span: TimeSpan?
}

extension Reader where Value == Lasting {
    static var lasting: Reader {
        let span = Reader<TimeSpan>.span([.years, .months, .days])
        return Reader(.oneOf([.choice(["permanent"]), span.shape()])) { node, reading in
            if node.scalar?.string == "permanent" { return Lasting(span: nil) }
            return span.read(node, reading).map { Lasting(span: $0) }
        }
    }
}

extension Reader where Value == String {
    static var typeCode: Reader {
        Reader(.text(about: "21 characters", pattern: "^[0-9A-Z]{21}$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            guard text.count == 21, text.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) else {
                reading.fail(
                    .wrongCode(
                        kind: Title(zh: "证照类型代码", en: "licence type code"),
                        reason: Title(zh: "应为 21 位数字或大写字母", en: "needs 21 digits or capital letters")), at: node)
                return nil
            }
            return text
        }
    }
}

extension Reader where Value == [FillIn] {
    /// `holder-1.id-number: 女方证件号`
    static var fillsIn: Reader {
        Reader(.entries(.text(about: "the licence's own field", pattern: nil))) { node, reading in
            guard case .mapping(let mapping) = node else {
                reading.fail(.wrongShape(expected: .map, found: node.shape), at: node)
                return nil
            }
            return mapping.compactMap { key, value in
                if reading.reportsLostKey(key, value) { return nil }
                guard let name = dottedName.read(key, reading), let from = Reader<String>.text.read(value, reading) else { return nil }
                return FillIn(holder: name.0, field: name.1, from: from)
            }
        }
    }

    /// A source knows one kind of subject, so its fields need no holder: `address: 住址`.
    static var sourceFillsIn: Reader {
        Reader<String>.text.entries.map { entries in
            entries.map { FillIn(holder: Located("holder", at: $0.key.position), field: $0.key, from: $0.value) }
        }
    }
}
