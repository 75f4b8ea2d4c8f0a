import Foundation

/// The clock on the wall.
public protocol OfficeClock: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var milliseconds: Int64 { get }
}

extension OfficeClock {
    var now: Moment { Moment(secondsSince1970: Int(milliseconds / 1_000)) }
}

public struct SystemClock: OfficeClock {
    public init() {}
    public var milliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

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
