/// What a subscriber is told of one event (CloudEvents 1.0, JSON): which case, which item, where the case stands, and where more is to be had by
/// whoever may see it. Nothing of anybody stands in it.
struct CaseNotice: Encodable {
    struct Body: Encodable {
        var `case`: String
        var bundle: String
        var event: String
        var seq: Int
        var item: String?
        /// Of the item.
        var department: String?
        /// Of the case, once all that came of the same command had happened.
        var phase: String
        /// Below the address of the API.
        var link: String
    }

    static let type = "application/cloudevents+json"

    let specversion = "1.0"
    var id: String
    var source: String
    var type: String
    var subject: String
    var time: String
    let datacontenttype = "application/json"
    /// Sorts as text as events follow each other in their case (the extension Sequence).
    var sequence: String
    var data: Body

    /// - Parameter at: when it is written down, in milliseconds since 1970.
    init(_ event: EventRecord, of projection: Projection, from source: String, at: Int64) {
        let id = projection.row.caseID.description
        let digits = String(event.seq)
        (self.id, self.source, subject, time) = (Self.id(projection.row.caseID, event.seq), source, id, Instant(milliseconds: at).rfc3339)
        type = "cn.onething.case.\(event.type).v1"
        sequence = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        data = Body(
            case: id, bundle: projection.row.bundle, event: event.type, seq: event.seq, item: event.item,
            department: projection.items.first { $0.item == event.item }?.department, phase: projection.row.phase.word,
            link: "/v1/cases/\(id)")
    }

    /// The same however often it is sent.
    static func id(_ case: CaseID, _ seq: Int) -> String { "\(`case`):\(seq)" }
}

extension Office {
    /// How long something is tried.
    static let millisecondsTried: Int64 = 3 * 86_400_000

    /// Puts events on their way to whoever is told of them, in the piece of work that writes them: both are there, or neither. Where nobody listens
    /// it costs nothing.
    /// - Parameter open: the case as it stands after them.
    func announce(_ events: [CaseEvent], of open: OpenCase, _ store: any StoreWriter) throws {
        let outbox = store.outboxWriter
        let listening = try outbox.listening()
        guard !listening.isEmpty, let projection = open.projection else { return }
        let bundle = open.rules.bundle
        let lead = bundle.shared.departments[bundle.leadDepartment].id.value
        let concerned = Set(projection.items.map(\.department)).union([lead])
        let told = listening.filter { webhook in
            (webhook.department.map(concerned.contains) ?? true) && (webhook.bundles.isEmpty || webhook.bundles.contains(bundle.id))
        }
        if told.isEmpty { return }
        let now = clock.milliseconds
        let records = try records(of: events, open, store)
        for webhook in told {
            let wanted = records.filter { webhook.events.isEmpty || webhook.events.contains($0.type) }
            if wanted.isEmpty { continue }
            for record in wanted {
                _ = try outbox.keep(
                    Delivery(
                        number: 0, webhook: webhook.number, caseID: open.id, seq: record.seq, at: now,
                        body: CaseNotice(record, of: projection, from: webhook.source, at: now).canonicalJSON(),
                        until: now + Self.millisecondsTried)
                )
            }
            try outbox.queue(to: webhook.number, of: open.id, from: now)
        }
    }

    /// The last events of a case in words. Those of a case that has just gone on under other definitions speak in two numberings.
    private func records(of events: [CaseEvent], _ open: OpenCase, _ store: any StoreReader) throws -> [EventRecord] {
        let isMigrated = events.contains { if case .migrated = $0.fact { true } else { false } }
        if !isMigrated, let submission = open.state.submission {
            return EventRecord.records(of: events, after: open.state.version - events.count, of: submission, under: open.rules)
        }
        var all: [CaseEvent] = []
        guard let whole = try OpenCase(open.id, store, shelf, into: &all) else { return [] }
        return EventRecord.records(of: all, under: whole.editions).suffix(events.count)
    }
}
