@testable import Workflow

extension Sample {
    /// One permit by the process of our own folder, with the papers `permit/1` and `permit/2` and 20 working days from acceptance.
    static func permit(_ lines: [String] = [paper("paper-a"), paper("paper-b")]) throws -> Sample {
        Sample(
            items: [.init(id: "permit", lines: lines, limit: "statutory: 20 working days, from: accepted, \(law)", process: "permit")],
            processes: try declared("permit"))
    }

    /// One item without papers, registered within a limit from receipt.
    static func registration(within limit: String = "15 working days", promised: String? = nil) throws -> Sample {
        let promise = promised.map { "promised: \($0), guide: g1, " } ?? ""
        return Sample(
            items: [.init(id: "register", limit: "\(promise)statutory: \(limit), from: received, \(law)", process: "registration")],
            processes: try declared("registration"))
    }

    /// Items that are registered and then delivered: `id` → what the bundle says of each.
    static func registrations(_ items: [(id: String, bundle: String)], _ more: [String] = []) throws -> Sample {
        Sample(
            items: items.map { item in
                let roles = item.bundle.contains("each: car") ? "holder: person, car: vehicle" : "holder: person"
                return .init(id: item.id, roles: roles, process: "registration", bundle: item.bundle)
            },
            roles: "holder: person, car: {vehicle: size}", more: more, processes: try declared("registration"))
    }

    private static let law = "basis: [{law: some-law, article: 3}]"
}

extension CaseStory {
    /// A permit that was applied for on Monday 2026-03-02 and accepted on a day.
    static func permit(acceptedOn day: String) throws -> CaseStory {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: day)
        try story.officer("accept", on: day)
        return story
    }
}
