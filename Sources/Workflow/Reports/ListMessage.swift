/// What a folder holds.
public struct ListMessage: Codable, Sendable {
    public struct Bundle: Codable, Sendable {
        public var id: String
        public var title: String
        public var lifeEvent: String
        public var inForce: String?
        public var items: [String]
        public var departments: [String]
        public var journeys: [String]
    }

    public struct Item: Codable, Sendable {
        public var id: String
        public var title: String
        public var department: String
        public var kind: String?
        public var kindCode: String?
        public var place: String?
        public var basis: [String]
        public var confirmedBy: [String]
    }

    public struct Licence: Codable, Sendable {
        public var id: String
        public var title: String
        public var issuer: String
        public var typeCode: String?
        public var lasts: String
    }

    public struct Journey: Codable, Sendable {
        public var bundle: String
        public var id: String
        public var title: String
    }

    public struct Process: Codable, Sendable {
        public var id: String
        public var title: String
        public var states: Int
        public var moves: Int
    }

    public struct Law: Codable, Sendable {
        public var id: String
        public var title: String
        public var number: String?
        public var inForce: String?
    }

    public var bundles: [Bundle]
    public var items: [Item]
    public var licences: [Licence]
    public var laws: [Law]
    public var journeys: [Journey]
    public var processes: [Process]

    public init(_ compilation: Compilation, _ language: Language) {
        let shared = compilation.shared
        bundles = compilation.bundles.map { bundle in
            let items = bundle.items.filter { !$0.isWholeList }
            var seen: Set<Int> = []
            let departments = items.map(\.item.department).filter { seen.insert($0).inserted }
            return Bundle(
                id: bundle.id, title: bundle.title[language], lifeEvent: bundle.definition.lifeEvent[language],
                inForce: bundle.definition.inForce?.description, items: items.map(\.item.id),
                departments: departments.map { shared.departments[$0].id.value },
                journeys: compilation.journeys.filter { $0.bundle == bundle.id }.map(\.id))
        }
        items = compilation.items.map { item in
            Item(
                id: item.id, title: item.title[language], department: shared.departments[item.department].id.value,
                kind: item.kind.map { shared.kinds[$0].title[language] }, kindCode: item.kind.flatMap { shared.kinds[$0].code },
                place: item.place?[language], basis: item.basis.map { $0.citation[language] },
                confirmedBy: item.confirmedBy.map { "\($0.department.value): \($0.document), \($0.date)" })
        }
        licences = shared.licences.map { licence in
            Licence(
                id: licence.definition.id.value, title: licence.definition.title[language],
                issuer: shared.departments[licence.issuer].id.value, typeCode: licence.definition.typeCode,
                lasts: licence.definition.lasts?.title[language] ?? (language == .zh ? "长期" : "permanent"))
        }
        journeys = compilation.journeys.map { Journey(bundle: $0.bundle, id: $0.id, title: $0.title[language]) }
        processes = compilation.processes.map {
            Process(id: $0.id, title: $0.title[language], states: $0.states.count, moves: $0.moves.count)
        }
        laws = shared.laws.map { law in
            Law(id: law.id.value, title: law.title[language], number: law.number, inForce: law.inForce?.description)
        }
    }

    /// A table of each kind for people.
    public func text(_ language: Language) -> String {
        func table(_ caption: String, _ headings: [String], _ rows: [[String]]) -> Passage {
            let columns = headings.enumerated().map { (title: $1, kind: $0 == 0 ? PassageTable.Kind.name : .text) }
            return .table(PassageTable(caption, columns, rows.map { $0.map { PassageTable.Cell($0) } }))
        }
        let (id, title, department) = (language("标识", "id"), language("名称", "title"), language("部门", "department"))
        return PassageText(language: language).render([
            table(
                language("一件事", "Bundles"),
                [id, title, language("事项", "items"), language("部门", "departments"), language("示例", "journeys")],
                bundles.map { [$0.id, $0.title, "\($0.items.count)", "\($0.departments.count)", "\($0.journeys.count)"] }),
            table(language("示例", "Journeys"), [id, title], journeys.map { ["\($0.bundle)/\($0.id)", $0.title] }),
            table(
                language("事项", "Items"), [id, title, department, language("类型", "kind")],
                items.map { [$0.id, $0.title, $0.department, $0.kind ?? ""] }),
            table(
                language("流程", "Processes"), [id, title, language("状态", "states"), language("动作", "moves")],
                processes.map { [$0.id, $0.title, "\($0.states)", "\($0.moves)"] }),
            table(
                language("证照类型", "Licence types"), [id, title, language("颁发部门", "issuer"), language("有效期", "lasts")],
                licences.map { [$0.id, $0.title, $0.issuer, $0.lasts] }),
        ])
    }
}

extension ListMessage: Described {
    public static let about: Meaning =
        "目录：办理机构的定义所含的内容；各编号即其他操作所用的名称 · What the definitions of the office hold. Its ids are the names that all other operations take."
    public static let meanings: [String: Meaning] = [
        "bundles": "可以申请的一件事 · What can be applied for.",
        "items": "各部门的事项 · Items of departments.",
        "licences": "电子证照类型 · Types of licences.",
        "laws": "所引的法律和规定 · Laws and rules that are cited.",
        "journeys": "示例情形 · Example situations.",
        "processes": "事项的办理流程 · How items are handled.",
    ]
}

extension ListMessage.Bundle: Described {
    public static let about: Meaning = "一件事：多个事项一次申请 · Several items as one application."
    public static let meanings: [String: Meaning] = [
        "id": .bundle,
        "title": .title,
        "lifeEvent": "所对应的个人或企业全生命周期事件 · The event in somebody's life or in that of a firm which it serves.",
        "inForce": .day("施行日 · Since when it is in force."),
        "items": "事项编号 · Ids of its items.",
        "departments": "部门编号 · Ids of their departments.",
        "journeys": "示例编号 · Ids of its examples.",
    ]
}

extension ListMessage.Item: Described {
    public static let about: Meaning = "部门的事项 · An item of a department."
    public static let meanings: [String: Meaning] = [
        "id": .item,
        "title": .title,
        "department": .department,
        "kind": "事项类型，以文字表述 · Its kind, in words.",
        "kindCode": "事项类型代码（GB/T 39554） · The code of its kind in GB/T 39554.",
        "place": "适用地区 · Where it applies.",
        "basis": .basis,
        "confirmedBy": "材料清单由谁确认：部门、文件、日期 · Who stands behind its list of papers: department, document, date.",
    ]
}

extension ListMessage.Licence: Described {
    public static let about: Meaning = "证照类型 · A type of licences."
    public static let meanings: [String: Meaning] = [
        "id": .licence,
        "title": .title,
        "issuer": .department.and("签发此类证照的部门 · It issues such licences."),
        "typeCode": "证照类型代码，有代码的才有 · Its code, where it has one.",
        "lasts": "有效期，以文字表述 · How long one holds, in words.",
    ]
}

extension ListMessage.Journey: Described {
    public static let about: Meaning = "一件事的示例情形 · An example situation of a bundle."
    public static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "id": "一件事中的编号，用于 `from`：`married-local-couple` · Its id within the bundle, for `from`: `married-local-couple`.",
        "title": .title,
    ]
}

extension ListMessage.Process: Described {
    public static let about: Meaning = "办理流程 · How items are handled."
    public static let meanings: [String: Meaning] = [
        "id": "定义中的编号 · Its id in the definitions.",
        "title": .title,
        "states": .number(1...Int.max, "状态数 · How many states it has."),
        "moves": "动作数 · How many moves lead from one to another.",
    ]
}

extension ListMessage.Law: Described {
    public static let about: Meaning = "所引的法律或规定 · A law or rule that is cited."
    public static let meanings: [String: Meaning] = [
        "id": "定义中的编号 · Its id in the definitions.",
        "title": .title,
        "number": "文号 · Its number.",
        "inForce": .day("施行日 · Since when it is in force."),
    ]
}
