import Foundation

/// What a draft says, as a row keeps it.
struct DraftBody: Codable {
    struct Offer: Codable {
        var department: String
        /// Days since 1970.
        var made: Int
        var isDeclined: Bool
    }

    var application: NewCase
    var definitions: Int
    var offer: Offer?
    /// Nil: none was asked for.
    var licences: [Draft.Licence]?
    var writes: Int?

    init(_ draft: Draft) {
        (application, definitions) = (draft.application, draft.definitions)
        writes = draft.writes
        licences = draft.licences.isEmpty ? nil : draft.licences
        offer = draft.offer.map { Offer(department: $0.department, made: $0.made.daysSince1970, isDeclined: $0.isDeclined) }
    }
}

extension Draft {
    init(_ id: CaseID, of person: String?, until: Day, _ body: DraftBody) {
        var offer: Offer?
        if let kept = body.offer {
            offer = Offer(department: kept.department, made: Day(daysSince1970: kept.made), isDeclined: kept.isDeclined)
        }
        self.init(
            id: id, body.application, of: person, definitions: body.definitions, until: until, offer: offer, licences: body.licences ?? [],
            writes: body.writes ?? 0)
    }
}
