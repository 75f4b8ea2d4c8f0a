/// What is looked after in a simulated run; the ids are those of the project's list of promises, with what each says here.
enum Promise: String, Sendable, CaseIterable {
    case acknowledged = "R1, invariant 1: what was acknowledged is there, after any restart"
    case allOrNothing = "R3: of what was refused or failed nothing stays but what time has done"
    case silentAfterFailure = "R4: after the disk has failed nothing is acknowledged until the store is opened anew"
    case time = "R7, invariant 9: time in the log never runs back, and no limit passes before its day or moves back when its clock goes on"
    case oneEffect = "R8, invariant 2: one key has one effect, and the same answer to the last byte"
    case versions = "R9: what was asked of a version is done to that version"
    case replay = "R11: what is kept of a case, on disk and in memory, is what its events come to"
    case timers = "R12: after time has passed nothing is due that has not happened"
    case liveness = "R13: when all trouble is over everything goes on, and nothing is waited for"
    case rightHolder = "D3, invariant 7: a licence that stands in is what its provider has, and of somebody of the case"
    case validWhenDecided = "D6, invariant 7: a licence on which something is granted holds at that moment"
    case usesLogged = "S5: whatever was asked, read or looked after is in the log of uses of data"
    case sealed = "S6: the logs go on from where they were, without a gap and with the right seals"
    case nobodyTold = "S8, invariant 12: no personal datum stands in an error or a refusal"
    case prerequisites = "invariant 5: nothing begins before what it needs is granted"
    case closedLast = "invariant 6: a case is closed when all its items have ended, and what has ended stays so"
    case numbered = "numbers of cases, events and official papers are given once and in order"

    /// `R11`, or `invariant 5`.
    var id: String { String(rawValue.prefix { $0 != ":" }) }
}

/// A promise that was not kept, and how that was seen.
struct Broken: Error, Sendable, Hashable, CustomStringConvertible {
    var promise: Promise
    var what: String

    var description: String { "\(promise.rawValue) — \(what)" }
}
