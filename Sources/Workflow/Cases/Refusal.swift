/// A command that cannot be carried out now: why, and what can be done instead. Nothing has changed.
public struct Refusal: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        /// The situation is told at once not to apply; places in the bundle's `stops`.
        case stopped([Int])
        case alreadySubmitted, notSubmitted, caseClosed
        case noSuchItem, noSuchPaper, noSuchEvent
        /// It needs the results of other items.
        case waitsForItems(Int, [Int])
        case waitsForEvent(Int, event: Int)
        case itemEnded(Int)
        case noSuchMove(Int, move: Int)
        case notTheirs(Int, move: Int)
        /// The decision comes back from the department's own system.
        case decidedElsewhere(Int)
        case onlyOnce(Int, move: Int)
        /// Something that must be written is missing.
        case unwritten(Int, move: Int, MoveNeeds)
        /// The day on which it is expected to go on has passed.
        case expectedEndHasPassed(Int, move: Int, Day)
        case papersNotVerified(Int, [Int])
        case papersStillWanting(Int, [Int])
        /// A paper that is no paper of the item, or that nobody asks for.
        case notItsPaper(Int, [Int])
        case paperNotThere(Int)
        case paperNotWanted(Int)
        /// It came, or whoever applies has said that it is there.
        case handedInAlready(Int)
        case alreadyVerified(Int)
        case alreadyHappened(Int)
        case nothingToWithdraw
        case itemHasBegun(Int)
        /// Another department has it.
        case otherDepartment(Int, department: Int)
        /// Who made another move of the item may not make this one.
        case samePerson(Int, move: Int, made: Int)
        /// Somebody else has it.
        case assigned(Int)
        /// He has it already.
        case alreadyTheirs(Int)
        /// Nobody has it, so that nobody can give it back.
        case notAssigned(Int)
        /// Only somebody who is known by number can have an item.
        case nobodyInParticular(Int)
        /// Only a supervisor gives work to others.
        case onlySupervisors(Int)
        /// Papers that were there, or were named, when papers were named as wanting before.
        case oldGap(Int, [Int])
        case noSuchVisit
        /// None of the items of a joint visit stands where it can be visited.
        case nothingToVisit(Int)
        /// The item stays where it is through a day at least.
        case tooEarly(Int, move: Int, through: Day)
        /// What has passed cannot be made longer.
        case limitHasPassed(Int, move: Int)
        /// There is no limit of the law that could be made longer.
        case noLimit(Int, move: Int)
        /// No other system knows of it.
        case notHandedOver(Int)
        /// More is said to be known of it than was told.
        case notTold(Int)
        /// An offer is accepted by whom it was made to, or by somebody for him.
        case notTheirsToAccept
        /// The bundle has no limit for the whole, or none that may be made longer.
        case wholeNotExtended
        case onlyLeadExtends
        case extendedBefore(Day)
        case wholeHasPassed(Day)
        case extensionUnwritten
        /// Nothing that somebody answers for stands in for the paper.
        case nothingToDispute(Int)
        case disputedAlready(Int)
        case disputeUnwritten(Int, MoveNeeds)
        case notDisputed(Int)
        /// Only the department that owns the data answers.
        case ownerAnswers(Int, department: Int)
        /// The item is not decided while data of it are in doubt.
        case dataDisputed(Int, [Int])
        /// No mandate of the agent was shown; or one that has ended.
        case noMandate
        case mandateIsOver(Day)
        /// It is for these items only.
        case mandateIsForOthers([Int])
        /// It does not say whose it is, or where it is filed.
        case mandateUnwritten
        case mandatedAlready
        case onlyApplicantsMandate
        /// Only the applicant fills in his form, or somebody for him.
        case notTheirForm
        /// The item was taken on with the form as it is.
        case formIsTaken(Int)
        /// Whether the licences hold on which it rests cannot be found out now.
        case evidenceUnchecked(Int, String?)
        /// A licence in place of these papers could not be read yet from that provider.
        case evidenceAwaited(Int, String, [Int])
        /// The item has not ended with such a result, or not yet.
        case noSuchResult(Int)
        /// It lies in the registry under that number.
        case madeOutAlready(Int, Int64)
        /// The licence that answered a question of the case holds no more.
        case answerLost(Int, EvidenceLoss)
        /// What is kept of people stays.
        case notErased(StillKept)
    }

    /// What can be done instead.
    public enum Instead: Sendable, Hashable {
        case startAnew
        case submit
        case move(Int, move: Int, by: [Actor.Role])
        case write(MoveNeeds)
        case handIn(Int)
        case verify(Int)
        case name([Int])
        case awaitItem(Int)
        case report(event: Int)
        /// The item ended; it may be applied for by itself.
        case applyAlone(Int)
        case followTheLaw(stop: Int)
        case nothingNeeded
        /// Officers of that department can do it.
        case askDepartment(Int)
        /// A colleague can make the move.
        case askColleague(Int, move: Int)
        /// A supervisor can give it to somebody else, or move it.
        case askSupervisor(Int)
        /// Whoever has it can give it back.
        case awaitRelease(Int)
        case claim(Int)
        case sayWho
        /// It can be done after that day.
        case awaitEnd(of: Day)
        case letThemAccept
        /// A supervisor of that department can do it.
        case askSupervisorOf(department: Int)
        /// All that is left is to be decided by that day.
        case decideBy(Day)
        /// The owner of the data answers by that day.
        case awaitAnswer(Int, until: Day)
        case showMandate
        case letThemMandate
        case letThemFill
        case formStays
        /// What was told is known through that version.
        case acknowledgeThrough(Int)
        case tryAgain
        /// It is closed first.
        case closeFirst
        /// The archive has what is to be kept, and its receipt is named.
        case nameReceipt
        /// The security administrator can do it.
        case askSecurity
    }

    public var reason: Reason
    /// Never empty.
    public var canDo: [Instead]
}
