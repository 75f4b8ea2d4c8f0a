extension Office {
    /// What was measured on the finished cases of a bundle.
    public func measured(of bundle: String) async throws -> MeasuredCases {
        try await store.read { store in
            var all: [CaseMeasures] = []
            var last: CaseID?
            while true {
                let page = try store.measures(of: bundle, after: last, limit: 10_000)
                all += page.map(\.measures)
                guard let end = page.last else { return MeasuredCases(all) }
                last = end.id
            }
        }
    }
}
