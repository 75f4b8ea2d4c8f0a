/// One journey through the machine, as `journey` prints it.
public struct JourneyMessage: Codable, Sendable {
    public struct Item: Codable, Sendable {
        public var item: String
        public var title: String
        public var department: String
        public var end: String
        public var received: String?
        /// Last days as they stand at the end.
        public var statutory: String?
        public var promised: String?
    }

    public struct Days: Codable, Sendable {
        public var handling: Int
        public var elapsed: Int?
    }

    public struct Refused: Codable, Sendable {
        public var reason: String
        public var canDo: [String]
    }

    /// Where it is kept as a case.
    public var `case`: String?
    public var bundle: String
    public var journey: String
    public var title: String
    public var events: [EventRecord]
    public var items: [Item]
    public var ledger: [LineMessage]
    public var apart: FiguresMessage
    public var together: FiguresMessage
    public var days: Days
    public var refused: Refused?
    public var machineSeconds: Double
    public var asExpected: Bool?

    enum CodingKeys: String, CodingKey {
        case bundle, journey, title, events, items, ledger, apart, together, days, refused, machineSeconds, asExpected
    }

    public init(_ walk: Walk, differences: [Diagnostic], machineSeconds: Double, _ language: Language) {
        let figures = CaseFigures(walk.events, under: walk.rules)
        bundle = walk.bundle.id
        journey = walk.journey.id
        title = walk.journey.title[language]
        events = EventRecord.records(of: walk.events, under: walk.rules)
        items = walk.state.items.indices.map { place in
            let item = walk.state.items[place]
            return Item(
                item: walk.name(place), title: walk.title(place, language),
                department: walk.bundle.shared.departments[
                    walk.bundle.department(of: Int(item.opened.item), walk.plan.ledger.situation.answers)
                ]
                .id.value,
                end: walk.end(of: place).rawValue, received: item.received?.description, statutory: item.statutory?.due.day.description,
                promised: item.promised?.due.day.description)
        }
        ledger = walk.plan.ledger.lines.map { LineMessage($0, walk.plan.ledger, language) }
        apart = FiguresMessage(walk.plan.apart.counted(figures.apart), walk.plan)
        var together = walk.plan.together.counted(figures.together)
        if !walk.events.isEmpty { together.handlingDays = Double(figures.handlingDays) }
        self.together = FiguresMessage(together, walk.plan)
        days = Days(handling: figures.handlingDays, elapsed: figures.elapsedDays)
        refused = walk.refusal.map { refusal in
            let words = refusal.wording(walk.state, under: walk.rules)
            let canDo = walk.stop?.canDo ?? words.canDo
            return Refused(reason: (walk.stop?.message ?? words.message)[language], canDo: canDo.map { $0[language] })
        }
        self.machineSeconds = machineSeconds
        asExpected = walk.journey.definition.expectsAnything || !differences.isEmpty ? differences.isEmpty : nil
    }

    /// As the synthesized one, but `asExpected` is null where the author expects nothing.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(bundle, forKey: .bundle)
        try container.encode(journey, forKey: .journey)
        try container.encode(title, forKey: .title)
        try container.encode(events, forKey: .events)
        try container.encode(items, forKey: .items)
        try container.encode(ledger, forKey: .ledger)
        try container.encode(apart, forKey: .apart)
        try container.encode(together, forKey: .together)
        try container.encode(days, forKey: .days)
        try container.encodeIfPresent(refused, forKey: .refused)
        try container.encode(machineSeconds, forKey: .machineSeconds)
        try container.encode(asExpected, forKey: .asExpected)
    }
}

extension Figures {
    /// The figures with papers as the events count them.
    func counted(_ papers: CaseFigures.PaperCount) -> Figures {
        var figures = self
        (figures.materials, figures.pieces, figures.kinds) = (papers.lines, papers.pieces, papers.kinds)
        return figures
    }
}

extension Walk {
    func name(_ place: Int) -> String { state.submission.map { rules.name(ofItem: place, in: $0) } ?? "" }

    func title(_ place: Int, _ language: Language) -> String {
        let opened = state.items[place].opened
        return bundle.items[Int(opened.item)].item.title[language] + (opened.instance < 0 ? "" : " #\(opened.instance + 1)")
    }

    /// How an item ended, in words.
    func endTitle(_ place: Int) -> Title { cause(of: place) == -1 ? Self.takenBack : end(of: place).title }

    static let takenBack = Title(zh: "申请人撤回全案", en: "the applicant withdrew the whole")
}
