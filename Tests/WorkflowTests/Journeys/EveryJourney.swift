import TestSupport
import Testing

@testable import Workflow

/// What holds of every journey of our bundles when it is walked.
@Suite struct `Every journey` {
    static let journeys = Checkout.compilation.journeys.map(\.path)

    @Test(arguments: journeys)
    func `makes the same events each time, and their replay the same state`(name: String) throws {
        let walk = try Walk.of(name)
        #expect(try Walk.of(name).events == walk.events)
        var replayed = CaseState()
        for event in walk.events { CaseMachine.apply(event, to: &replayed) }
        #expect(replayed == walk.state)
        #expect(walk.state.version == walk.events.count)
    }

    /// Through JSON, so that nothing is kept but what the words say.
    @Test(arguments: journeys)
    func `is read from its records as it was`(name: String) throws {
        let walk = try Walk.of(name)
        let read = try `A record`.read(walk.events, under: walk.rules)
        #expect(read == walk.events)
        var replayed = CaseState()
        for event in read { CaseMachine.apply(event, to: &replayed) }
        #expect(replayed == walk.state)
    }

    /// The figures of the events at submission are those of the plan; papers that come afterwards were handed in, whatever they were.
    @Test(arguments: journeys)
    func `counts the papers of the plan`(name: String) throws {
        let walk = try Walk.of(name)
        let plan = walk.plan
        guard !walk.events.isEmpty else {
            #expect(!plan.ledger.stops.isEmpty, "only a situation that is stopped has no events")
            return
        }
        let submitted = CaseFigures(Array(walk.events.prefix(1)), under: walk.rules)
        #expect(submitted.dispositions == plan.dispositions)
        #expect(submitted.apart == .init(lines: plan.apart.materials, pieces: plan.apart.pieces, kinds: plan.apart.kinds))
        #expect(submitted.together == .init(lines: plan.together.materials, pieces: plan.together.pieces, kinds: plan.together.kinds))

        let atTheEnd = CaseFigures(walk.events, under: walk.rules)
        var expected = plan.dispositions
        for paper in brought(walk) {
            let settled = try #require(walk.state.submission).papers[paper].disposition
            expected[settled, default: 0] -= 1
            expected[.handedIn, default: 0] += 1
        }
        #expect(atTheEnd.dispositions == expected)
        #expect(atTheEnd.apart == submitted.apart, "apart is what it is, whatever happens")
    }

    /// Papers handed in after the application, each once.
    private func brought(_ walk: Walk) -> Set<Int> {
        var papers: Set<Int> = []
        for event in walk.events {
            switch event.fact {
            case .handedIn(let paper): papers.insert(Int(paper))
            case .moved(_, _, _, _, .some(let note)) where event.by.isApplicant: papers.formUnion(note.papers)
            default: break
            }
        }
        return papers
    }

    /// Nothing that the walker chose was refused; what is refused is the submission of a situation that is stopped.
    @Test(arguments: journeys)
    func `gives no command that is refused`(name: String) throws {
        let walk = try Walk.of(name)
        guard let refusal = walk.refusal else { return }
        #expect(walk.events.isEmpty && !walk.plan.ledger.stops.isEmpty, "\(refusal.wording(walk.state, under: walk.rules).message.en)")
    }

    /// Days counted from the clocks of the events, where nothing goes wrong, are those that the limits promise.
    @Test(arguments: Story.base.map { "\($0.key)/\($0.value)" }.sorted())
    func `that a bundle rests on takes the days of its plan`(name: String) throws {
        let walk = try Walk.of(name)
        #expect(Double(CaseFigures(walk.events, under: walk.rules).handlingDays) == walk.plan.together.handlingDays)
    }
}
