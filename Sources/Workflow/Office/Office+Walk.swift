extension Office {
    /// What came of walking an example as a case.
    public struct Walked: Sendable {
        /// As people write it.
        public var caseID: String
        public var licences: [AskedLicence]
        /// The first command that was refused, where one was; the case stands there.
        public var refused: CaseAnswer.Refused?
    }

    /// Walks an example as a case of this office, command by command, on the example's own clock. Its people and their licences are made up; they
    /// are looked for, read, logged and looked after like anybody's.
    /// - Throws: `UnknownWord`, `KeyProblem`, `StoreFault`, `SituationRequest.Problem`.
    public func walk(_ walk: Walk) async throws -> Walked {
        guard let start = walk.commands.first?.at else { throw UnknownWord(.journey, walk.journey.id) }
        let clock = StandingClock(start)
        let licences = try JourneyLicences(walk.journey, in: walk.bundle)
        let name = "\(JourneyLicences.prefix)\(walk.bundle.id)/\(walk.journey.id)"
        let office = Office(
            store: store, clock: clock, chance: chance, keys: keys,
            providers: LicenceProviders([
                .init(name: name, owner: name, types: licences.types, provider: licences, keys: licences.keys)
            ]), definitions: shelf.compiled)
        let people = licences.people.codes
        let started = try await office.start(
            NewCase(bundle: walk.bundle.id, from: walk.journey.id), of: Applying(people: people, applicants: Set(people.keys)))
        var walked = Walked(caseID: started.caseID, licences: started.licences ?? [], refused: started.refused)
        guard walked.refused == nil, let id = CaseID(started.caseID) else { return walked }
        for (at, command) in walk.commands.dropFirst() {
            clock.set(at)
            guard let request = walk.request(command) else { continue }
            walked.refused = try await office.handle(request, on: id, by: Caller(command.by.role)).refused
            if walked.refused != nil { break }
        }
        return walked
    }
}

extension Walk {
    /// A command of the walk in words; nil for what follows by itself.
    func request(_ command: CaseCommand) -> CaseRequest? {
        guard let submission = state.submission else { return nil }
        func item(_ place: Int) -> String { rules.name(ofItem: place, in: submission) }
        switch command.action {
        case .move(let place, let move, let note):
            let words = note.map { note in
                CaseRequest.Note(
                    reason: note.reason?.zh, basis: note.basis?.zh, expectedEnd: note.expectedEnd?.description, remedies: note.remedies?.zh,
                    payment: note.payment, papers: note.papers.map { submission.papers[$0].id })
            }
            return .move(item: item(place), move: rules.process(of: state.items[place]).moveNames[move], note: words)
        case .handIn(let paper): return .handIn(line: submission.papers[paper].id)
        case .verify(let paper): return .verify(line: submission.papers[paper].id)
        case .report(let event): return .report(event: bundle.shared.events[event].id.value)
        case .withdraw(let place): return .withdraw(item: place.map(item))
        case .letTimePass: return .letTimePass
        case .submit, .goOn, .claim, .release, .delegate, .visit, .acknowledge, .handOverAgain, .extend, .dispute, .settle, .mandate,
            .endMandate, .fill, .makeOut, .erase:
            return nil
        }
    }
}
