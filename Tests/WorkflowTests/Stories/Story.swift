import TestSupport

@testable import Workflow

/// One of our journeys with something about it different.
struct Story {
    var bundle: String
    /// The journey that it starts from.
    var from: String
    var answers: [String: String] = [:]
    /// `role:licence`; nil leaves what the journey holds, an empty list takes everything away.
    var holds: [String]?
    /// Sources that do not answer.
    var down: [String] = []
    var compilation = Checkout.compilation

    func plan(_ baseline: String = "one-guide") throws -> Plan {
        guard let compiled = compilation.bundle(bundle), let journey = compilation.journey(from, of: bundle) else {
            throw Unexpected("there is no \(bundle)/\(from)")
        }
        var request = SituationRequest()
        request.answers = answers.map { (question: $0.key, answer: $0.value) }
        request.holdings = holds.map {
            $0.map { held in
                let parts = held.split(separator: ":").map(String.init)
                return (role: parts[0], licence: parts[1])
            }
        }
        var situation = try compiled.situation(of: journey, changed: request)
        for (place, source) in compiled.shared.sources.enumerated() where down.contains(source.definition.id.value) {
            situation.sources[place] = false
        }
        return compiled.plan(situation, baseline == "every-guide" ? .everyGuide : .oneGuide(of: compiled))
    }

    /// How the ledger differs from that of the journey as it stands.
    func changes(_ baseline: String = "one-guide") throws -> [String] {
        let base = try Story(bundle: bundle, from: from, compilation: compilation).plan(baseline)
        return try Sheet(plan(baseline)).changes(from: Sheet(base))
    }

    /// The base journey of each bundle.
    static let base = Dictionary(
        uniqueKeysWithValues: Checkout.compilation.bundles.compactMap { bundle in bundle.definition.base.map { (bundle.id, $0.value) } })

    static func newborn(_ answers: [String: String] = [:], holds: [String]? = nil, down: [String] = []) -> Story {
        Story(bundle: "newborn", from: "married-local-couple", answers: answers, holds: holds, down: down)
    }

    static func transport(_ answers: [String: String] = [:], holds: [String]? = nil) -> Story {
        Story(bundle: "transport-company", from: "one-bought-vehicle", answers: answers, holds: holds)
    }
}
