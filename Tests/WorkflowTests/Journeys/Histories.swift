import TestSupport
import Testing

@testable import Workflow

/// Recorded cases: what a program wrote once, every later one reads, and comes to the same end.
@Suite struct `A history` {
    /// This reads the file, so that an old recording is replayed by the new program.
    @Test(arguments: History.recorded)
    func `that was recorded leads where it led`(name: String) throws {
        let history = try History(text: Checkout.text(History.path(name)))
        let bundle = try #require(Checkout.compilation.bundle(String(name.prefix { $0 != "/" })))
        #expect(try history.replayed(under: CaseRules(bundle)) == history.standing)
    }

    /// Rewritten by `make accept`: the diff says what became different for applicants.
    @Test(arguments: Checkout.compilation.journeys.map(\.path))
    func `is what the journey gives today`(name: String) throws {
        let walk = try Walk.of(name)
        let actual = try History(walk).text()
        let expected = try Golden.expected(History.path(name), actual: actual)
        #expect(differences(expected, actual) == [], "run make accept and read the diff")
    }

    private func differences(_ expected: String, _ actual: String) -> [String] {
        func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
        return lines(actual).difference(from: lines(expected)).prefix(6).map { change in
            switch change {
            case .remove(let place, let line, _): "- \(place + 1): \(line.prefix(300))"
            case .insert(let place, let line, _): "+ \(place + 1): \(line.prefix(300))"
            }
        }
    }

    @Test func `is there for each journey, and for nothing else`() {
        #expect(Set(History.recorded) == Set(Checkout.compilation.journeys.map(\.path)), "run make accept, and remove what has no journey")
    }
}

extension CompiledJourney {
    /// `newborn/married-local-couple`
    var path: String { "\(bundle)/\(id)" }
}

extension Walk {
    /// One of our own journeys, walked.
    static func of(_ path: String) throws -> Walk {
        guard let journey = Checkout.compilation.journeys.first(where: { $0.path == path }),
            let bundle = Checkout.compilation.bundle(journey.bundle)
        else { throw Unexpected("there is no journey \(path)") }
        return journey.walk(under: CaseRules(bundle))
    }
}
