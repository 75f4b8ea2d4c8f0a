import Hummingbird
import Workflow

/// The table of all operations.
struct API {
    let endpoints: [Endpoint]

    /// - Parameter store: of the office, for whoever keeps it running; nil: nothing is told of it.
    init(
        _ office: Office, _ metrics: HTTPMetrics, _ deliveries: DeliveryMetrics, _ guard: WebhookGuard, _ live: LiveStreams,
        store: (any EventStore)? = nil, disk: Disk? = nil
    ) {
        let described =
            BundleRoutes(office: office).endpoints + CaseRoutes(office: office, live: live).endpoints
            + CommandRoutes(office: office).endpoints
            + CaseReadingRoutes(office: office).endpoints + RatingRoutes(office: office).endpoints
            + MaterialRoutes(office: office).endpoints + LicenceRoutes(office: office).endpoints
            + ExchangeRoutes(office: office).endpoints + ReportRoutes(office: office).endpoints
            + TaskRoutes(office: office).endpoints + ConsentRoutes(office: office).endpoints + DataUseRoutes(office: office).endpoints
            + WebhookRoutes(office: office, guard: `guard`, delivery: deliveries.delivery).endpoints
            + OperationRoutes(metrics: metrics, deliveries: deliveries, store: store, disk: disk, figures: OfficeFigures(office, store))
            .endpoints
        endpoints = described + [Self.document(of: described)]
    }

    /// The document describes itself, too. It is made once in each language: nothing of it changes while the server runs.
    private static func document(of described: [Endpoint]) -> Endpoint {
        var document = Endpoint(
            id: "getDocument", method: .get, path: "/openapi.json", tag: .operations,
            summary: Title(zh: "本文件（OpenAPI 3.1）", en: "This document (OpenAPI 3.1)"), keptFor: 60,
            answers: [.anyJSON("文件", "the document", headers: [.etag])]
        ) { _ in .nothing }
        let api = OpenAPI(described + [document])
        let replies = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Reply.json(api.document($0))) })
        document.handle = { ask in replies[ask.language] ?? .nothing }
        return document
    }
}
