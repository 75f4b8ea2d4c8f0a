extension HandOver {
    /// Somebody whom an item is about, or whose request it is.
    public struct Person: Codable, Sendable, Hashable {
        public var role: String
        public var kind: String
        public var code: String
        public var applies: Bool
    }

    /// A licence, or what a source has of somebody, on which the item rests.
    public struct Licence: Codable, Sendable, Hashable {
        public var type: String
        public var lines: [String]
        public var identifier: String?
        public var fields: [String: String]
    }

    /// What is read of people for one item; each reading is in the log of uses of data.
    struct Contents {
        var values: FormValues = [:]
        var people: [Person] = []
        var licences: [Licence] = []
    }
}

/// What is read of the people's licences for an item, in place of its papers or for its form, as the log of uses has it since they were read.
private struct ItemReading {
    /// Of which type, of whom → the names of its fields.
    let fields: [LicenceGathering.Wanted: Set<String>]
    /// Roles that the item binds to.
    let places: Set<LicenceGathering.RolePlace>

    init(of place: Int, in open: OpenCase, _ submission: Submission, among people: [LicenceGathering.RolePlace: HolderCode]) {
        let opened = open.state.items[place].opened
        let situation = KnownSituation(of: submission, under: open.rules, for: open.rules, on: open.state.latest).situation
        let ledger = open.rules.asked.ledger(situation, open.rules.baseline)
        let served = ledger.itemsServed
        fields = ledger.fieldsWanted.filter { served[$0.key]?.contains(Int(opened.item)) ?? false }
        let bundle = open.rules.bundle
        let roles = Set(bundle.items[Int(opened.item)].bindings.flatMap(bundle.plainRoles))
        places = Set(
            people.keys.filter { one in
                guard roles.contains(one.role) else { return false }
                if case .counted = bundle.roles[one.role].binding, opened.instance >= 0 { return one.instance == Int(opened.instance) }
                return true
            })
    }
}

extension Office {
    /// Opens for a department what one of its items needs of people: who they are, what was typed, and of each licence the fields that are
    /// read for it. It is written into the log of uses of data in the same piece of work.
    func contents(of place: Int, in open: OpenCase, by caller: Caller, _ store: any StoreWriter) throws -> HandOver.Contents {
        guard let submission = open.state.submission else { throw StoreFault.damaged("cases \(open.id)") }
        let bundle = open.rules.bundle
        let item = open.rules.name(of: open.state.items[place].opened)
        let values = try values(of: store.form(of: open.id), of: open.id)
        let (people, own) = try people(of: values.applying, in: bundle)
        let reading = ItemReading(of: place, in: open, submission, among: people)
        var contents = HandOver.Contents()
        contents.values = values.only(Set(try caseForm(of: open).fields.filter { $0.items.contains(place) }.map(\.id)))
        contents.people = people.compactMap { one, code in
            let applies = own.contains(code) && !bundle.roles[one.role].kind.isThing
            guard applies || reading.places.contains(one) else { return nil }
            return HandOver.Person(role: bundle.label(one), kind: code.kind, code: code.text, applies: applies)
        }.sorted { $0.role < $1.role }
        let typed = contents.values.keys.filter { !$0.hasPrefix("=") }.sorted()
        if !typed.isEmpty || !contents.people.isEmpty {
            // Who they are is told, too, by their codes.
            try noteReading(typed + (contents.people.isEmpty ? [] : ["people"]), for: item, as: "hand-over", of: open.id, by: caller, store)
        }
        contents.licences = try licences(of: place, in: open, submission, reading, people, by: caller, store)
        return contents
    }

    private func licences(
        of place: Int, in open: OpenCase, _ submission: Submission, _ reading: ItemReading,
        _ people: [LicenceGathering.RolePlace: HolderCode], by caller: Caller, _ store: any StoreWriter
    ) throws -> [HandOver.Licence] {
        if open.state.evidence.isEmpty { return [] }
        let shared = open.rules.asked.shared
        let first = open.editions[0].bundle.shared
        let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
        let registry = registry(under: shared, by: secrets, store)
        return try open.state.evidence.compactMap { evidence in
            guard evidence.loss == nil, evidence.awaited == nil, let row = try store.registry.licence(evidence.register), !row.isErased
            else {
                return nil
            }
            let type = first.type(Int(evidence.licence)).definition.id.value
            let lines = evidence.papers.map(Int.init).filter { CaseMachine.concerns(place, open.state.papers[$0]) }
            let fields = reading.fields.reduce(into: Set<String>()) { names, wanted in
                guard shared.typeNumber(type) == wanted.key.licence, let code = people[wanted.key.place],
                    row.holders.contains(secrets.fingerprint(of: code))
                else { return }
                names.formUnion(wanted.value)
            }
            if lines.isEmpty, fields.isEmpty { return nil }
            var told = HandOver.Licence(type: type, lines: lines.map { submission.papers[$0].id }, identifier: nil, fields: [:])
            if fields.isEmpty { return told }
            let purpose = LicenceRegistry.Purpose(
                by: caller.asUser, text: "hand-over", basis: ReadingBasis(authorisation: evidence.authorisation).text, caseID: open.id,
                item: open.rules.name(of: open.state.items[place].opened))
            let shown = try registry.open(row)
            try registry.note(.read, row, fields.sorted(), purpose)
            told.identifier = shown.licence.identifier.description
            told.fields = shown.licence.fields.filter { fields.contains($0.key) }
            return told
        }
    }
}

extension HandOver.Person: Described {
    public static let about: Meaning = "事项涉及的人，或申请人 · Somebody whom an item is about, or whose request it is."
    public static let meanings: [String: Meaning] = [
        "role": "在办件中的角色：`mother`、`child#2` · Who he is in the case, as a role of the bundle: `mother`, `child#2`.",
        "kind": "代码种类（GB/T 36903）：111 公民身份号码，001 统一社会信用代码 · The kind of his code (GB/T 36903): 111 a citizen's number, 001 a credit code.",
        "code": "代码 · His code.",
        "applies": "申请由其本人或其受托人提出 · It is his own request, or his agent's.",
    ]
}

extension HandOver.Licence: Described {
    public static let about: Meaning = "事项所依据的电子证照，或数据来源中某人的数据 · A licence, or what a source has of somebody, on which the item rests."
    public static let meanings: [String: Meaning] = [
        "type": .licence,
        "lines": "代替的本事项账目行 · Lines of the item for which it stands in.",
        "identifier": "电子证照标识（GB/T 36904），告知其内容的才有 · Its identifier by GB/T 36904, where something of it is told.",
        "fields": "为本事项读取的内容，用证照自己的字段名，不多读 · What is read of it for this item, under its own names, and no more.",
    ]
}
