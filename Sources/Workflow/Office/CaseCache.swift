import Synchronization

/// Cases and persons that were used lately, so that a move need not read them. What is here is worth something only as long as nothing was
/// taken back in the store: for one of its generations.
final class CaseCache: Sendable {
    private struct Kept {
        /// Nil while somebody has it on loan.
        var open: OpenCase?
        let generation: Int
        /// Who has it.
        var loan = 0
    }

    private struct Contents {
        var cases: [CaseID: Kept] = [:]
        var people: [String: Int32] = [:]
        var generation = 0
        var lastLoan = 0

        /// Persons of another generation may have been taken back.
        mutating func see(_ generation: Int) {
            if self.generation != generation { people.removeAll(keepingCapacity: true) }
            self.generation = generation
        }
    }

    /// A case that was lent before the store's writer had its turn.
    struct Loan: Sendable {
        fileprivate let id: CaseID
        fileprivate let number: Int
        let generation: Int
    }

    private let contents = Mutex(Contents())
    private static let most = 20_000

    // MARK: For the store's writer

    /// Takes a case out, so that it is changed in place; nil where it is not there, or something was taken back since. A loan ends.
    func take(_ id: CaseID, _ generation: Int) -> OpenCase? {
        contents.withLock { contents in
            guard let kept = contents.cases.removeValue(forKey: id), kept.generation == generation else { return nil }
            return kept.open
        }
    }

    func put(_ open: OpenCase, _ generation: Int) {
        contents.withLock { contents in
            contents.see(generation)
            // A closed case is seldom asked for again.
            guard open.state.phase == .open else { return contents.cases[open.id] = nil }
            if contents.cases.count >= Self.most { contents.cases.removeAll(keepingCapacity: true) }
            contents.cases[open.id] = Kept(open: open, generation: generation)
        }
    }

    /// Whether nobody has had the case since it was lent; the loan ends.
    func redeem(_ loan: Loan) -> Bool {
        contents.withLock { contents in
            guard let kept = contents.cases[loan.id], kept.open == nil, kept.loan == loan.number else { return false }
            contents.cases[loan.id] = nil
            return true
        }
    }

    func note(_ number: Int32, of pseudonym: String, _ generation: Int) {
        contents.withLock { contents in
            contents.see(generation)
            if contents.people.count >= Self.most { contents.people.removeAll(keepingCapacity: true) }
            contents.people[pseudonym] = number
        }
    }

    // MARK: For whoever is not the writer

    /// Lends a case until the writer's turn comes; nil where it is not there, or on loan already.
    func lend(_ id: CaseID) -> (open: OpenCase, loan: Loan)? {
        contents.withLock { contents in
            // In its place, so that nobody else holds it and it is changed without a copy.
            guard let place = contents.cases.index(forKey: id), let open = contents.cases.values[place].open.take() else { return nil }
            contents.lastLoan += 1
            contents.cases.values[place].loan = contents.lastLoan
            return (open, Loan(id: id, number: contents.lastLoan, generation: contents.cases.values[place].generation))
        }
    }

    /// Gives back a case that was not changed.
    func giveBack(_ open: OpenCase, _ loan: Loan) {
        contents.withLock { contents in
            guard let kept = contents.cases[loan.id], kept.open == nil, kept.loan == loan.number else { return }
            contents.cases[loan.id] = Kept(open: open, generation: loan.generation)
        }
    }

    /// The number of a person, if it is known here.
    func number(of pseudonym: String, _ generation: Int) -> Int32? {
        contents.withLock { $0.generation == generation ? $0.people[pseudonym] : nil }
    }

    /// The same; throws where it is not.
    func known(_ pseudonym: String, _ generation: Int) throws -> Int32 {
        guard let number = number(of: pseudonym, generation) else { throw NotInMemory() }
        return number
    }

    /// That of which persons are known.
    var generation: Int { contents.withLock { $0.generation } }
}

/// It is not known without the store.
private struct NotInMemory: Error {}
