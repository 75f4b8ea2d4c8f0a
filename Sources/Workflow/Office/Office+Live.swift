/// A case as somebody follows it while it goes on.
extension Office {
    /// What has happened since somebody looked.
    public struct News: Sendable {
        public var events: [EventRecord]
        /// The case is closed: nothing more will happen that an applicant or a department waits for.
        public var isOver: Bool
    }

    /// What has happened to a case or draft after one of its events, for somebody who may see it now,
    /// and as much of it as he sees.
    /// - Throws: `UnknownWord` where it is not his to see, or not any more.
    public func news(of id: CaseID, after seq: Int, to caller: Caller) async throws -> News {
        let today = clock.now.day
        return try await store.read { [shelf] store in
            guard let sight = try Self.sight(of: caller, on: id, today, store, shelf) else { throw UnknownWord(.case, id.description) }
            guard let row = try store.row(of: id) else { return News(events: [], isOver: false) }
            // Nothing new: the case need not be rebuilt.
            guard row.version > seq else { return News(events: [], isOver: row.phase == .closed) }
            var events: [CaseEvent] = []
            guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
            let records = EventRecord.records(of: events, under: open.editions).filter { $0.seq > seq }
                .recorded(in: try store.entries(of: id))
            return News(events: sight.seen(records, of: open), isOver: open.state.phase == .closed)
        }
    }

    /// Tells each time when something was written to a case.
    public func watch(_ id: CaseID) -> (told: AsyncStream<Void>, pulse: @Sendable () -> Void) { store.watchers.watch(.entries(of: id)) }
}

extension [EventRecord] {
    /// With when each was written down: all of an entry at once.
    func recorded(in entries: [Entry]) -> [EventRecord] {
        var rest = entries[...]
        return map { record in
            var record = record
            while let entry = rest.first, entry.version < record.seq { rest = rest.dropFirst() }
            record.recorded = rest.first.map { Instant(milliseconds: $0.at).rfc3339 }
            return record
        }
    }
}
