/// Who is asked for somebody's licences: an office asks its registry and the providers that it knows, a simulation what its people hold. What may be
/// asked, and what is made of the answer, is the same for both (`LicenceGathering`).
protocol LicenceFinder {
    /// Looks for licences of a type that somebody holds.
    /// - Parameter relation: the one field that is read of it, to see who may act for whom.
    mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String?
    ) throws -> LicenceSearch

    /// The number of somebody's authorisation for this application; nil: he has given none.
    func authorisation(of code: HolderCode) throws -> Int64?

    /// Whether the authorisation covers what is sensitive.
    func isForSensitive(_ authorisation: Int64) throws -> Bool

    /// Whether all that licences of a type say is handed over, and not only what is read of them.
    func handsOverAll(of type: CompiledLicence) -> Bool

    /// A keyed fingerprint of what a licence says.
    func fingerprint(ofContent licence: Licence) -> String

    /// - Throws: where others have to be asked before it can go on.
    func goOn() throws
}

/// What came of looking for a licence.
struct LicenceSearch {
    enum Outcome {
        case none
        case refused([LicenceObjection])
        case asked([LicenceObjection])
        case usable(ShownLicence)
        /// Nobody was asked yet, or has not said.
        case pending
        case unavailable(Fault)
    }

    /// Why nobody can say.
    struct Fault {
        var provider: String
        /// In one word: `unreachable`.
        var code: String
        /// With the provider.
        var title: Title
    }

    var outcome: Outcome
    /// Those that were opened, whatever came of it.
    var opened: [ShownLicence] = []

    init(_ outcome: Outcome) { self.outcome = outcome }

    init(_ verdict: LicenceVerdict, of opened: [ShownLicence]) {
        self.opened = opened
        outcome =
            switch verdict {
            case .none: .none
            case .refused(let objections): .refused(objections)
            case .asked(let objections): .asked(objections)
            case .usable(let shown): .usable(shown)
            }
    }
}
