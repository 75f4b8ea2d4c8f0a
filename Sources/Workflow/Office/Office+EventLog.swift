extension Office {
    /// Cases as event logs take them in, page by page, each as far as it has come.
    public struct LoggedPage: Sendable {
        public var cases: [LoggedCase]
        /// After which the next page begins; nil: there is none.
        public var next: CaseID?
    }

    /// - Throws: `UnknownWord` where new cases know no such bundle.
    public func check(bundle: String) async throws {
        try await store.read { [shelf] store in _ = try shelf.current(in: store).rules(of: bundle) }
    }

    /// - Parameter bundle: only cases of that bundle; nil: all.
    /// - Throws: `StoreFault` where a case is not what was written.
    public func loggedCases(of bundle: String? = nil, after id: CaseID? = nil, limit: Int) async throws -> LoggedPage {
        try await store.read { [shelf] store in
            let rows = try store.cases(after: id, limit: limit)
            let cases = try rows.filter { bundle == nil || $0.bundle == bundle }.map { row in
                var events: [CaseEvent] = []
                guard let open = try OpenCase(row.caseID, store, shelf, into: &events) else {
                    throw StoreFault.damaged("cases \(row.caseID)")
                }
                return LoggedCase(id: row.caseID.description, events: events, editions: open.editions)
            }
            return LoggedPage(cases: cases, next: rows.count < limit ? nil : rows.last?.caseID)
        }
    }
}
