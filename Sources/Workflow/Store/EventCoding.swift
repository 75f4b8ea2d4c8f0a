/// Events as a store keeps them: numbers of the definitions to which the case is pinned, so that a case is small and needs no definitions to
/// be rebuilt. The numbers of the kinds are never given anew.
enum EventCoding {
    private enum Kind: UInt8 {
        case submitted = 1
        case started, handedOver, moved, clockStarted, clockStopped, clockResumed, limitPassed, decided, issued, ended, closedBecause
        case handedIn, verified, paperLate, happened, closed, assigned, visited
        case promiseStopped, promiseResumed, limitExtended, staysThrough, limitNear, dueCorrected, paperIssued
        case migrated = 40
        case acknowledged = 50
        case offerAccepted = 60
        case wholeExtended = 70
        case wholeNear, wholePassed, wholeCorrected
        case disputed = 80
        case disputeSettled, disputeLate, disputeCorrected
        case mandated = 90
        case mandateEnded
        case formFilled
        case evidence, evidenceLost, evidenceChecked, evidenceAwaited, evidenceArrived, madeOut
        case erased = 110
        case applicants = 120
    }

    /// The events of one entry: they share their moment.
    static func encode(_ events: [CaseEvent]) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(events.first?.at.secondsSince1970 ?? 0)
        writer.write(events) { event, writer in
            write(event.by, to: &writer)
            writer.write(event.on == event.at.day ? nil : event.on) { $1.write($0.daysSince1970) }
            write(event.fact, to: &writer)
        }
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8]) throws(Unreadable) -> [CaseEvent] {
        var reader = ByteReader(bytes)
        let at = Moment(secondsSince1970: try reader.number())
        let events = try reader.list { reader throws(Unreadable) in
            let by = try actor(&reader)
            return CaseEvent(at: at, on: try reader.optional(day), by: by, fact: try fact(&reader))
        }
        guard reader.isAtEnd else { throw Unreadable() }
        return events
    }

    // MARK: Facts

    private static func write(_ fact: CaseEvent.Fact, to writer: inout ByteWriter) {
        func start(_ kind: Kind) { writer.write(kind.rawValue) }
        switch fact {
        case .submitted(let submission):
            start(.submitted)
            write(submission, to: &writer)
        case .started(let item, let until):
            start(.started)
            writer.write(item)
            writer.write(until, write)
        case .handedOver(let item):
            start(.handedOver)
            writer.write(item)
        case .moved(let item, let move, let to, let until, let note):
            start(.moved)
            writer.write(item)
            writer.write(move)
            writer.write(to)
            writer.write(until, write)
            writer.write(note, write)
        case .clockStarted(let item, let from, let statutory, let promised):
            start(.clockStarted)
            writer.write(item)
            writer.write(from.daysSince1970)
            writer.write(statutory, write)
            writer.write(promised, write)
        case .clockStopped(let item, let statutoryLeft, let promisedLeft):
            start(.clockStopped)
            writer.write(item)
            writer.write(statutoryLeft)
            writer.write(promisedLeft)
        case .clockResumed(let item, let statutory, let promised):
            start(.clockResumed)
            writer.write(item)
            writer.write(statutory, write)
            writer.write(promised, write)
        case .limitPassed(let item, let limit):
            start(.limitPassed)
            writer.write(item)
            writer.write(place(of: limit))
        case .decided(let item, let decision):
            start(.decided)
            writer.write(item)
            writer.write(place(of: decision))
        case .issued(let item, let issue):
            start(.issued)
            writer.write(item)
            writer.write(issue)
        case .ended(let item, let end):
            start(.ended)
            writer.write(item)
            switch end {
            case .closed: writer.write(UInt8(0))
            case .process(let end): writer.write(place(of: end) + 1)
            }
        case .closedBecause(let item, let other):
            start(.closedBecause)
            writer.write(item)
            writer.write(other)
        case .handedIn(let paper):
            start(.handedIn)
            writer.write(paper)
        case .verified(let paper):
            start(.verified)
            writer.write(paper)
        case .paperLate(let paper):
            start(.paperLate)
            writer.write(paper)
        case .happened(let event):
            start(.happened)
            writer.write(event)
        case .closed: start(.closed)
        case .assigned(let item, let person):
            start(.assigned)
            writer.write(item)
            writer.write(person)
        case .visited(let joint):
            start(.visited)
            writer.write(joint)
        case .promiseStopped(let item, let left):
            start(.promiseStopped)
            writer.write(item)
            writer.write(left)
        case .promiseResumed(let item, let promised):
            start(.promiseResumed)
            writer.write(item)
            write(promised, to: &writer)
        case .limitExtended(let item, let statutory):
            start(.limitExtended)
            writer.write(item)
            write(statutory, to: &writer)
        case .staysThrough(let item, let day):
            start(.staysThrough)
            writer.write(item)
            write(day, to: &writer)
        case .limitNear(let item, let limit):
            start(.limitNear)
            writer.write(item)
            writer.write(place(of: limit))
        case .dueCorrected(let item, let limit, let due):
            start(.dueCorrected)
            writer.write(item)
            writer.write(place(of: limit))
            write(due, to: &writer)
        case .acknowledged(let item, let through):
            start(.acknowledged)
            writer.write(item)
            writer.write(through)
        case .paperIssued(let item, let paper, let number):
            start(.paperIssued)
            writer.write(item)
            writer.write(paper)
            writer.write(number)
        case .migrated(let migration):
            start(.migrated)
            write(migration, to: &writer)
        case .offerAccepted(let offer):
            start(.offerAccepted)
            writer.write(offer.department)
            writer.write(offer.made.daysSince1970)
        case .disputed(let paper, let until, let waits, let note):
            start(.disputed)
            writer.write(paper)
            write(until, to: &writer)
            writer.write(waits)
            write(note, to: &writer)
        case .disputeSettled(let paper, let outcome, let note):
            start(.disputeSettled)
            writer.write(paper)
            writer.write(place(of: outcome))
            write(note, to: &writer)
        case .disputeLate(let paper):
            start(.disputeLate)
            writer.write(paper)
        case .wholeExtended(let until, let note):
            start(.wholeExtended)
            write(until, to: &writer)
            write(note, to: &writer)
        case .wholeNear: start(.wholeNear)
        case .wholePassed: start(.wholePassed)
        case .wholeCorrected(let until):
            start(.wholeCorrected)
            write(until, to: &writer)
        case .disputeCorrected(let paper, let until):
            start(.disputeCorrected)
            writer.write(paper)
            write(until, to: &writer)
        case .mandated(let mandate):
            start(.mandated)
            write(mandate, to: &writer)
        case .formFilled(let form):
            start(.formFilled)
            write(form, to: &writer)
        case .mandateEnded(let agent):
            start(.mandateEnded)
            writer.write(agent)
        case .applicants(let persons):
            start(.applicants)
            writer.write(persons) { $1.write($0) }
        case .erased(let receipt):
            start(.erased)
            writer.write(receipt)
        case .evidence(let evidence):
            start(.evidence)
            write(evidence, to: &writer)
        case .evidenceAwaited(let evidence):
            start(.evidenceAwaited)
            write(evidence, to: &writer)
        case .madeOut(let made):
            start(.madeOut)
            writer.write(made.item)
            writer.write(made.issue)
            writer.write(made.register)
        case .evidenceArrived(let place, let register, let use):
            start(.evidenceArrived)
            writer.write(place)
            writer.write(register)
            writer.write(use)
        case .evidenceLost(let place, let loss):
            start(.evidenceLost)
            writer.write(place)
            writer.write(loss.rawValue)
        case .evidenceChecked(let item, let evidence):
            start(.evidenceChecked)
            writer.write(item)
            writer.write(evidence) { $1.write($0) }
        }
    }

    private static func fact(_ reader: inout ByteReader) throws(Unreadable) -> CaseEvent.Fact {
        switch try value(try reader.byte()) as Kind {
        case .submitted: return .submitted(try submission(&reader))
        case .started: return .started(item: try reader.number(), until: try reader.optional(due))
        case .handedOver: return .handedOver(item: try reader.number())
        case .moved:
            return .moved(
                item: try reader.number(), move: try reader.number(), to: try reader.number(), until: try reader.optional(due),
                note: try reader.optional(note))
        case .clockStarted:
            return .clockStarted(
                item: try reader.number(), from: try day(&reader), statutory: try reader.optional(limit),
                promised: try reader.optional(limit))
        case .clockStopped:
            return .clockStopped(item: try reader.number(), statutoryLeft: try reader.number(), promisedLeft: try reader.number())
        case .clockResumed:
            return .clockResumed(item: try reader.number(), statutory: try reader.optional(limit), promised: try reader.optional(limit))
        case .limitPassed: return .limitPassed(item: try reader.number(), try entry(&reader))
        case .decided: return .decided(item: try reader.number(), try entry(&reader))
        case .issued: return .issued(item: try reader.number(), issue: try reader.number())
        case .ended:
            let item: Int32 = try reader.number()
            let end = try reader.byte()
            return .ended(item: item, end == 0 ? .closed : .process(try entry(end - 1)))
        case .closedBecause: return .closedBecause(item: try reader.number(), of: try reader.number())
        case .handedIn: return .handedIn(paper: try reader.number())
        case .verified: return .verified(paper: try reader.number())
        case .paperLate: return .paperLate(paper: try reader.number())
        case .happened: return .happened(event: try reader.number())
        case .closed: return .closed
        case .assigned: return .assigned(item: try reader.number(), person: try reader.number())
        case .visited: return .visited(joint: try reader.number())
        case .promiseStopped: return .promiseStopped(item: try reader.number(), left: try reader.number())
        case .promiseResumed: return .promiseResumed(item: try reader.number(), promised: try limit(&reader))
        case .limitExtended: return .limitExtended(item: try reader.number(), statutory: try limit(&reader))
        case .staysThrough: return .staysThrough(item: try reader.number(), try due(&reader))
        case .limitNear: return .limitNear(item: try reader.number(), try entry(&reader))
        case .dueCorrected: return .dueCorrected(item: try reader.number(), try entry(&reader), try due(&reader))
        case .acknowledged: return .acknowledged(item: try reader.number(), through: try reader.number())
        case .paperIssued: return .paperIssued(item: try reader.number(), paper: try reader.number(), number: try reader.number())
        case .migrated: return .migrated(try migration(&reader))
        case .disputed:
            return .disputed(paper: try reader.number(), until: try due(&reader), waits: try reader.flag(), note: try note(&reader))
        case .disputeSettled: return .disputeSettled(paper: try reader.number(), try entry(&reader), note: try note(&reader))
        case .disputeLate: return .disputeLate(paper: try reader.number())
        case .disputeCorrected: return .disputeCorrected(paper: try reader.number(), try due(&reader))
        case .wholeExtended: return .wholeExtended(until: try due(&reader), note: try note(&reader))
        case .wholeNear: return .wholeNear
        case .wholePassed: return .wholePassed
        case .wholeCorrected: return .wholeCorrected(try due(&reader))
        case .mandated: return .mandated(try mandate(&reader))
        case .formFilled: return .formFilled(try form(&reader))
        case .mandateEnded: return .mandateEnded(agent: try reader.number())
        case .madeOut:
            return .madeOut(MadeOut(item: try reader.number(), issue: try reader.number(), register: try reader.number()))
        case .applicants: return .applicants(try reader.list { reader throws(Unreadable) in try reader.number() })
        case .erased: return .erased(receipt: try reader.text())
        case .evidence: return .evidence(try evidence(&reader))
        case .evidenceAwaited: return .evidenceAwaited(try awaitedEvidence(&reader))
        case .evidenceArrived:
            return .evidenceArrived(evidence: try reader.number(), register: try reader.number(), use: try reader.number())
        case .evidenceLost:
            let place: Int32 = try reader.number()
            guard let loss = EvidenceLoss(rawValue: try reader.byte()) else { throw Unreadable() }
            return .evidenceLost(evidence: place, loss)
        case .evidenceChecked:
            return .evidenceChecked(
                item: try reader.number(), evidence: try reader.list { reader throws(Unreadable) in try reader.number() })
        case .offerAccepted: return .offerAccepted(AcceptedOffer(department: try reader.number(), made: try day(&reader)))
        }
    }

    // MARK: Parts

    private static func value<Value: RawRepresentable<UInt8>>(_ byte: UInt8) throws(Unreadable) -> Value {
        guard let value = Value(rawValue: byte) else { throw Unreadable() }
        return value
    }

    /// A case by its place among all; new ones go to the end.
    static func place<Value: CaseIterable & Equatable>(of value: Value) -> UInt8 {
        UInt8(Array(Value.allCases).firstIndex(of: value) ?? 0)
    }

    static func entry<Value: CaseIterable>(_ place: UInt8) throws(Unreadable) -> Value {
        let all = Array(Value.allCases)
        guard Int(place) < all.count else { throw Unreadable() }
        return all[Int(place)]
    }

    static func entry<Value: CaseIterable>(_ reader: inout ByteReader) throws(Unreadable) -> Value { try entry(try reader.byte()) }

    private static func write(_ actor: Actor, to writer: inout ByteWriter) {
        writer.write(actor.role.rawValue)
        writer.write(actor.person)
        writer.write(actor.department)
    }

    private static func actor(_ reader: inout ByteReader) throws(Unreadable) -> Actor {
        Actor(try value(try reader.byte()), person: try reader.number(), department: try reader.number())
    }

    static func day(_ reader: inout ByteReader) throws(Unreadable) -> Day { Day(daysSince1970: Int(try reader.number(Int32.self))) }

    static func write(_ due: Due, to writer: inout ByteWriter) {
        writer.write(due.day.daysSince1970)
        writer.write(due.provisional)
    }

    static func due(_ reader: inout ByteReader) throws(Unreadable) -> Due {
        Due(day: try day(&reader), provisional: try reader.flag())
    }

    private static func write(_ limit: RunningLimit, to writer: inout ByteWriter) {
        write(limit.due, to: &writer)
        writer.write(limit.left)
        writer.write(limit.isNaturalDays)
    }

    private static func limit(_ reader: inout ByteReader) throws(Unreadable) -> RunningLimit {
        RunningLimit(due: try due(&reader), left: try reader.number(), isNaturalDays: try reader.flag())
    }

    private static func write(_ title: Title, to writer: inout ByteWriter) {
        writer.write(title.zh)
        writer.write(title.en)
    }

    private static func title(_ reader: inout ByteReader) throws(Unreadable) -> Title {
        Title(zh: try reader.text(), en: try reader.text())
    }

    private static func write(_ note: MoveNote, to writer: inout ByteWriter) {
        writer.write(note.reason, write)
        writer.write(note.basis, write)
        writer.write(note.expectedEnd) { $1.write($0.daysSince1970) }
        writer.write(note.remedies, write)
        writer.write(note.payment) { $1.write($0) }
        writer.write(note.papers) { $1.write($0) }
        writer.write(note.newFacts, write)
    }

    private static func note(_ reader: inout ByteReader) throws(Unreadable) -> MoveNote {
        MoveNote(
            reason: try reader.optional(title), basis: try reader.optional(title), expectedEnd: try reader.optional(day),
            remedies: try reader.optional(title), payment: try reader.optional { reader throws(Unreadable) in try reader.text() },
            papers: try reader.list { reader throws(Unreadable) in try reader.number() }, newFacts: try reader.optional(title))
    }

    static func write(_ span: TimeSpan, to writer: inout ByteWriter) {
        writer.write(span.unit) { $1.write(place(of: $0)) }
        writer.write(span.thousandths)
    }

    static func span(_ reader: inout ByteReader) throws(Unreadable) -> TimeSpan {
        let unit: TimeSpan.Unit? = try reader.optional { reader throws(Unreadable) in try entry(&reader) }
        let thousandths: Int = try reader.number()
        guard let unit else { return .immediate }
        guard let span = try? TimeSpan(thousandths: thousandths, unit: unit) else { throw Unreadable() }
        return span
    }
}
