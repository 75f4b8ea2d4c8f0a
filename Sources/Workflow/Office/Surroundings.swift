/// Who holds which licences, and which sources answer.
public protocol LicenceSource: Sendable {
    /// The situation of an application with what is known of its people, as far as it is filled in, and the questions that are still open.
    func known(
        of application: NewCase, in bundle: CompiledBundle, from journey: CompiledJourney?, on day: Day
    ) throws -> (situation: Situation, open: [String])
}

extension LicenceSource {
    /// The situation of an application that is filled in; throws `SituationRequest.Problem` where a question is still open.
    func situation(
        of application: NewCase, in bundle: CompiledBundle, from journey: CompiledJourney?, on day: Day
    ) throws -> Situation {
        let (situation, open) = try known(of: application, in: bundle, from: journey, on: day)
        if !open.isEmpty { throw bundle.unanswered(open) }
        return situation
    }
}

/// What the application itself says that its people hold; every source answers.
public struct DeclaredHoldings: LicenceSource {
    public init() {}

    public func known(
        of application: NewCase, in bundle: CompiledBundle, from journey: CompiledJourney?, on day: Day
    ) throws -> (situation: Situation, open: [String]) {
        var request = SituationRequest()
        request.answers = application.answers.sorted { $0.key < $1.key }.map { (question: $0.key, answer: $0.value) }
        request.holdings = application.holds?.map { (role: $0.role, licence: $0.licence) }
        var (situation, open) = try bundle.incomplete(of: journey, changed: request)
        situation.starts = day
        return (situation, open)
    }
}
