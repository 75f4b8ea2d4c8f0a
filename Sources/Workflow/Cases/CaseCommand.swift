/// What somebody wants to happen to a case.
public struct CaseCommand: Sendable {
    public enum Action: Sendable {
        case submit(Application)
        /// A move of an item's process, by the number of its name.
        case move(item: Int, move: Int, note: MoveNote?)
        /// A paper that was to follow, or that was not attached.
        case handIn(paper: Int)
        /// An officer has looked at a paper and found it right.
        case verify(paper: Int)
        /// An event came that an item waits for.
        case report(event: Int)
        /// Takes back an item that has not begun, or, without one, everything that is not decided.
        case withdraw(item: Int?)
        /// The clock on the wall: what is overdue has its consequence.
        case letTimePass
        /// What follows by itself from what has happened; nothing where all is quiet.
        case goOn
        /// An officer takes an item on: nobody else moves it.
        case claim(item: Int)
        /// Whoever has it gives it back.
        case release(item: Int)
        /// A supervisor gives it to a person.
        case delegate(item: Int, to: Int32)
        /// The department's own system has taken in what happened to its item through a version of the case.
        case acknowledge(item: Int, through: Int)
        /// The department's own system lacks an item that was handed over to it: all of it is to be told again.
        case handOverAgain(item: Int)
        /// One visit for several items: every item that takes part and stands where it can is moved.
        case visit(joint: Int, note: MoveNote?)
        /// Data that stand in for a paper are doubted; the note has the reason.
        case dispute(paper: Int, note: MoveNote)
        /// The owner of the data answers.
        case settle(paper: Int, DisputeOutcome, note: MoveNote)
        /// The limit for the whole is made longer, as the bundle allows it; the note has the reason.
        case extend(note: MoveNote)
        /// Somebody may act for the applicant from now on; a later mandate of the same person stands in place of an earlier one.
        indirect case mandate(Mandate)
        case endMandate(agent: Int32)
        /// The form is filled in, or mended.
        indirect case fill(FilledForm)
        /// A result is made out as a licence, which stands in for papers and fills in the form.
        indirect case makeOut(MadeOut, Evidence?, FilledForm?)
        /// What is kept of people is destroyed, under the number of the archive's receipt.
        indirect case erase(receipt: String)

        /// Only a case that is handed in and not over takes it; what is over may still have to be told.
        @inline(__always)
        var isOfOpenCase: Bool {
            switch self {
            case .submit, .goOn, .acknowledge, .handOverAgain, .makeOut, .erase: false
            default: true
            }
        }
    }

    public var by: Actor
    public var action: Action

    public init(by: Actor, _ action: Action) {
        self.by = by
        self.action = action
    }
}
