/// An event in words, as files, messages and databases keep it: names instead of numbers, so that it outlives the order of a definition.
public struct EventRecord: Codable, Sendable, Hashable {
    public struct Words: Codable, Sendable, Hashable {
        public var zh: String
        public var en: String
    }

    public struct Limit: Codable, Sendable, Hashable {
        public var due: String
        public var provisional: Bool?
        /// Days left when the clock was last set going.
        public var left: Int
        public var naturalDays: Bool?
    }

    public struct Item: Codable, Sendable, Hashable {
        public var item: String
        public var process: String
        public var waitsFor: String?
        public var statutory: String?
        public var promised: String?
        public var from: String?
    }

    public struct Paper: Codable, Sendable, Hashable {
        public struct By: Codable, Sendable, Hashable {
            public var kind: String
            public var id: String
        }

        public var line: String
        public var item: String
        public var material: String?
        public var subject: String
        public var originals: Int
        public var copies: Int
        public var form: Bool?
        public var disposition: String
        public var by: By?
        public var until: String?
        /// False where it is still to come.
        public var there: Bool?
    }

    /// What a case carries over to other definitions, with `answers`, `items`, `ledger` and `due` in their words.
    public struct Migrated: Codable, Sendable, Hashable {
        public struct Standing: Codable, Sendable, Hashable {
            public var item: String
            public var state: String
            public var untilOf: String
            public var made: [String]
            public var keepsLimit: Bool
        }

        public struct Maker: Codable, Sendable, Hashable {
            public var item: String
            public var move: String
            public var person: Int32
        }

        /// Digests of the definitions.
        public var from: String
        public var to: String
        public var standings: [Standing]
        /// For each line of the ledger, the line before that goes on as it stood; not there where it begins as the ledger says.
        public var goesOn: [String?]
        public var makers: [Maker]
        public var happened: [String]
    }

    /// From 1.
    public var seq: Int
    /// The minute in which it happened, by which limits are counted: `2026-03-02T09:30:00+08:00`
    public var at: String
    /// When it was written down, to the second; only where a case is read, not in what a command comes to.
    public var recorded: String?
    public var type: String
    /// The role of whoever did it.
    public var by: String
    public var item: String?
    public var move: String?
    public var to: String?
    public var until: String?
    public var provisional: Bool?
    public var from: String?
    public var statutory: Limit?
    public var promised: Limit?
    public var limit: String?
    public var decision: String?
    public var licence: String?
    public var end: String?
    /// The item because of which another ended.
    public var because: String?
    public var paper: String?
    public var event: String?
    public var reason: Words?
    public var basis: Words?
    public var expectedEnd: String?
    public var remedies: Words?
    public var payment: String?
    public var papers: [String]?
    public var answers: [String: String]?
    public var items: [Item]?
    public var ledger: [Paper]?
    public var due: String?
    /// Who did it under the store's number, and for which department; not there where that is not known.
    public var person: Int32?
    public var department: String?
    /// The person who has the item from now on; not there where it is free again.
    public var assignee: Int32?
    public var newFacts: Words?
    /// A joint visit of the bundle.
    public var visit: String?
    /// The version of the case through which another system knows what happened; 0: it has lost what it knew.
    public var through: Int32?
    /// An official paper that was issued, with its number in the case.
    public var officialPaper: String?
    public var number: Int32?
    /// The day on which it took effect, where that is not the day of recording.
    public var on: String?
    /// The department that has offered what was handed in; `from` is the day on which it did.
    public var offeredBy: String?
    /// How a dispute of shared data ended; whether the item waits for the answer.
    public var outcome: String?
    /// Who may act for the applicant, under the store's number; where his mandate is filed, and the items that it is for.
    public var agent: Int32?
    public var reference: String?
    public var mandateItems: [String]?
    /// Who applies besides whoever handed it in, under the store's numbers.
    public var applicants: [Int32]?
    /// What commits to the sealed values of the form, and the items that want what is new in it.
    public var digest: String?
    public var formItems: [String]?
    /// Those of which a field was filled in before.
    public var mendedItems: [String]?
    /// A licence that stands in for `papers`: its number in the registry, and the row of the log of uses of data.
    public var register: Int64?
    public var use: Int64?
    /// The authorisation by which it was read, where its holder does not apply himself.
    public var authorisation: Int64?
    /// Licences of the case, in the order in which they were read, from 1; and why one holds no more.
    public var evidence: [Int]?
    public var loss: String?
    /// Of a licence that could not be read: the provider, why, and whose it must be.
    public var provider: String?
    public var fault: String?
    public var holders: [String]?
    /// What each of `papers` is where there is no such licence.
    public var otherwise: [String]?
    public var waits: Bool?
    /// The number of the archive's receipt under which what was kept of people was destroyed.
    public var receipt: String?
    /// Of a case that goes on under other definitions: what it carries over.
    public var migration: Migrated?

    init(seq: Int, at: String, type: Kind, by: String) {
        self.seq = seq
        self.at = at
        self.type = type.rawValue
        self.by = by
    }

    /// The kinds of events by name.
    public enum Kind: String, Sendable, CaseIterable {
        case submitted, started, moved, decided, issued, ended, verified, happened, closed, erased, assigned, visited, acknowledged
        case applicants
        case migrated
        case handedOver = "handed-over"
        case clockStarted = "clock-started"
        case clockStopped = "clock-stopped"
        case clockResumed = "clock-resumed"
        case limitPassed = "limit-passed"
        case closedBecause = "closed-because"
        case handedIn = "handed-in"
        case paperLate = "paper-late"
        case promiseStopped = "promise-stopped"
        case offerAccepted = "offer-accepted"
        case wholeExtended = "whole-extended"
        case wholeNear = "whole-near"
        case wholePassed = "whole-passed"
        case wholeCorrected = "whole-corrected"
        case disputed
        case disputeSettled = "dispute-settled"
        case disputeLate = "dispute-late"
        case disputeCorrected = "dispute-corrected"
        case mandated
        case mandateEnded = "mandate-ended"
        case formFilled = "form-filled"
        case evidence
        case madeOut = "made-out"
        case evidenceAwaited = "evidence-awaited"
        case evidenceArrived = "evidence-arrived"
        case evidenceLost = "evidence-lost"
        case evidenceChecked = "evidence-checked"
        case promiseResumed = "promise-resumed"
        case limitExtended = "limit-extended"
        case staysThrough = "stays-through"
        case limitNear = "limit-near"
        case dueCorrected = "due-corrected"
        case paperIssued = "paper-issued"
    }
}

extension ItemEnd {
    public var name: String {
        switch self {
        case .process(let end): end.rawValue
        case .closed: "closed"
        }
    }
}

extension CaseRules {
    /// `birth-registration`, or `birth-registration#2` for the second of several.
    func name(of opened: OpenedItem) -> String {
        let id = bundle.items[Int(opened.item)].item.id
        return opened.instance < 0 ? id : "\(id)#\(opened.instance + 1)"
    }

    /// What people call it: “Birth registration”, or “Birth registration#2”.
    func title(of opened: OpenedItem) -> Title {
        let title = bundle.items[Int(opened.item)].item.title
        let which = opened.instance < 0 ? "" : "#\(opened.instance + 1)"
        return Title(zh: title.zh + which, en: title.en + which)
    }

    /// What people call a paper of a case.
    func title(of paper: CasePaper) -> Title { paper.material.map { bundle.shared.materials[$0].title } ?? bundle.title }

    /// The name of an item of a case by its place.
    public func name(ofItem place: Int, in submission: Submission) -> String { name(of: submission.items[place]) }
}
