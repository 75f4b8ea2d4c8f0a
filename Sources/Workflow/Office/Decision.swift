import Synchronization

/// What a command comes to, before it is written.
struct Decision: Sendable {
    /// The case as it stands after it.
    fileprivate(set) var open: OpenCase
    /// What is to be written: what time has done stays, though the command was refused.
    let events: [CaseEvent]
    let refused: CaseAnswer.Refused?
    /// Something was not granted because nobody could say whether the licences hold on which it rests.
    let wantsCheck: Bool
    /// The provider for which it was refused: it could not say.
    let awaits: String?
    let isNew: Bool
    /// What is to be written of it; nil where nothing happened.
    fileprivate let record: Record?

    /// Events as they are kept, and the rows that the case comes to.
    fileprivate struct Record: Sendable {
        let events: EncodedEvents
        let projection: Projection
    }

    init(_ command: CaseCommand, on loaded: consuming OpenCase, given circumstances: Circumstances) {
        var open = consume loaded
        isNew = open.state.version == 0
        var events: [CaseEvent] = []
        var refused: CaseAnswer.Refused?
        var (isUnchecked, awaits): (Bool, String?) = (false, nil)
        do throws(Refusal) {
            try CaseMachine.handle(command, on: &open.state, under: open.rules, given: circumstances, into: &events)
        } catch {
            refused = CaseAnswer.Refused(error, open)
            switch error.reason {
            case .evidenceUnchecked(_, let provider): (isUnchecked, awaits) = (true, provider)
            case .evidenceAwaited(_, let provider, _): awaits = provider
            default: break
            }
        }
        wantsCheck = isUnchecked || CaseMachine.waitsForCheck(open.state, open.rules, circumstances)
        record = events.isEmpty ? nil : open.record(of: events)
        (self.open, self.events, self.refused, self.awaits) = (open, events, refused, awaits)
    }
}

/// A decision that was made before the store's writer had its turn, so that the writer only writes. It holds where nothing on which it rests has
/// changed since; else it is thrown away and made anew (decision 0020).
final class DecisionAhead: Sendable {
    private let decision: Mutex<Decision?>
    /// Nil for a new case.
    private let loan: CaseCache.Loan?
    private let generation: Int

    init(_ decision: consuming Decision, _ generation: Int, _ loan: CaseCache.Loan? = nil) {
        self.decision = Mutex(decision)
        (self.generation, self.loan) = (generation, loan)
    }

    /// The decision, once: a piece of work that was taken back and is done again finds none.
    func take(from cache: CaseCache, _ store: any StoreWriter) throws -> Decision? {
        guard let decision = decision.withLock({ $0.take() }) else { return nil }
        if let loan { return cache.redeem(loan) && store.generation == generation ? decision : nil }
        let isOfNow = try store.generation == generation && store.currentNumber() == decision.open.definitions
        return try isOfNow && !store.isTaken(decision.open.id) ? decision : nil
    }
}

extension OpenCase {
    /// What is to be written now that these events have happened.
    fileprivate mutating func record(of events: [CaseEvent]) -> Decision.Record {
        tally.take(events, under: rules)
        latest = events.last?.at ?? latest
        let measures = CaseMeasures(state, tally, under: rules)
        return Decision.Record(
            events: EncodedEvents(events),
            projection: Projection(id, state, definitions: definitions, under: rules, measures: measures))
    }
}

extension Office {
    /// Decides on a request where the case and the caller are in memory and nobody else has the case in hand; nil: the writer is to decide.
    func decideAhead(_ request: CaseRequest, on id: CaseID, by caller: Caller, expecting version: Int?) -> DecisionAhead? {
        guard let (open, loan) = cache.lend(id) else { return nil }
        guard open.state.evidence.isEmpty, open.state.form == nil,
            let command = try? command(
                request, on: open, by: caller, expecting: version, person: { try cache.known($0, loan.generation) })
        else {
            cache.giveBack(open, loan)
            return nil
        }
        return DecisionAhead(decide(command, on: open), loan.generation, loan)
    }

    /// Decides on an application where the caller and the definitions of new cases are in memory.
    func decideAhead(_ application: NewCase, by caller: Caller) -> DecisionAhead? {
        guard let version = shelf.lastCurrent else { return nil }
        let generation = cache.generation
        let decision = try? decide(application, as: newID(), under: version, by: caller) { try cache.known($0, generation) }
        return decision.map { DecisionAhead($0, generation) }
    }

    /// A request in the numbers of its case.
    func command(
        _ request: CaseRequest, on open: OpenCase, by caller: Caller, expecting version: Int?, person: (String) throws -> Int32
    ) throws -> CaseCommand {
        if let version, version != open.state.version {
            throw VersionConflict(caseID: open.id, expected: version, found: open.state.version)
        }
        let actor = try caller.actor(open.rules.bundle, person: person)
        return CaseCommand(by: actor, try request.action(open.state, open.rules, person: person))
    }

    /// What a command comes to on a case that was handed in.
    /// - Parameter standing: how its licences stand.
    func decide(_ command: CaseCommand, on open: consuming OpenCase, standing: EvidenceStanding? = nil) -> Decision {
        var circumstances = Circumstances(at: open.now(by: clock), calendar: open.rules.bundle.shared.calendar)
        circumstances.evidence = standing
        return Decision(command, on: open, given: circumstances)
    }

    /// Appends and projects; the events are on disk when the store says so.
    func write(_ decision: consuming Decision, _ store: any StoreWriter) throws -> UnspokenAnswer {
        if let record = decision.record { try write(record, decision.events, of: &decision.open, store) }
        if !decision.open.state.evidence.isEmpty { try noteChecks(in: decision.events, of: decision.open, store) }
        let answer = UnspokenAnswer(decision.open, events: decision.refused == nil ? decision.events : [], decision.refused)
        if !decision.isNew || !decision.events.isEmpty { cache.put(decision.open, store.generation) }
        return answer
    }

    func write(_ events: [CaseEvent], _ open: inout OpenCase, _ store: any StoreWriter) throws {
        try write(open.record(of: events), events, of: &open, store)
    }

    private func write(
        _ record: Decision.Record, _ events: [CaseEvent], of open: inout OpenCase, _ store: any StoreWriter
    ) throws {
        open.tip = try store.append(record.events, to: open.id, under: open.definitions, after: open.tip, at: clock.milliseconds).tip
        try store.write(record.projection, instead: open.projection)
        open.projection = record.projection
        if let counted = OfficeCounts.Counts(events, of: open) { store.whenWritten { [counts] in counts.add(counted) } }
        try announce(events, of: open, store)
    }

    /// The number of a person in the store, which is then known without it.
    func number(of pseudonym: String, _ store: any StoreWriter) throws -> Int32 {
        if let number = cache.number(of: pseudonym, store.generation) { return number }
        let number = try store.person(pseudonym)
        cache.note(number, of: pseudonym, store.generation)
        return number
    }
}
