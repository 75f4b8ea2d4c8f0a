/// An event in words, as files, messages and databases keep it: names instead of numbers, so that it outlives the order of a definition.
public struct EventRecord: Codable, Sendable, Hashable {
    public struct Words: Codable, Sendable, Hashable {
        public var zh: String
        public var en: String
    }

    public struct Limit: Codable, Sendable, Hashable {
        public var due: String
        public var provisional: Bool?
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

        public var from: String
        public var to: String
        public var standings: [Standing]
        public var goesOn: [String?]
        public var makers: [Maker]
        public var happened: [String]
    }

    public var seq: Int
    public var at: String
    public var recorded: String?
    public var type: String
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
    public var person: Int32?
    public var department: String?
    public var assignee: Int32?
    public var newFacts: Words?
    public var visit: String?
    public var through: Int32?
    public var officialPaper: String?
    public var number: Int32?
    public var on: String?
    public var offeredBy: String?
    public var outcome: String?
    public var agent: Int32?
    public var reference: String?
    public var mandateItems: [String]?
    public var applicants: [Int32]?
    public var digest: String?
    public var formItems: [String]?
    public var mendedItems: [String]?
    public var register: Int64?
    public var use: Int64?
    public var authorisation: Int64?
    public var evidence: [Int]?
    public var loss: String?
    public var provider: String?
    public var fault: String?
    public var holders: [String]?
    public var otherwise: [String]?
    public var waits: Bool?
    public var receipt: String?
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
    static let words = ProcessDefinition.End.allCases.map(\.rawValue) + ["closed"]

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
