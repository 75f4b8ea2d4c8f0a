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

extension EventRecord: Described {
    public static let about =
        "事件 · What happened to a case: a fact that never changes. `type` says which, and which of the other properties it has."
    public static let meanings: [String: Meaning] = [
        "seq": .number(1...Int.max, "Which event of the case, from 1; also the `id` of the stream."),
        "at": .moment("The minute in which it happened, by which limits are counted."),
        "recorded": .moment("When it was written down, to the second; only where a case is read, not in what a command comes to."),
        "type": .words(EventRecord.Kind.self, "What happened. More may come some day: leave out what you do not know."),
        "by": .words(Actor.Role.names, "The role of whoever did it; `system`: it follows by a rule or because time has passed."),
        "item": .item.and("Of what happened to one item."),
        "move": "Of `moved`: the move, a word of the item's process.",
        "to": "Of `moved`: the state of the process to which it led.",
        "until": .day("The last day of what began: of a state, a mandate, a doubt, or as `due-corrected` and `whole-…` say."),
        "provisional": "Of `until` or `due`: the days off of that year are not published yet.",
        "from": .day("Of `clock-started`: the day after which the clock runs; of `offer-accepted`: when it was offered."),
        "statutory": "法定时限 · The limit by law as it runs from then on.",
        "promised": "承诺时限 · The promised limit as it runs from then on.",
        "limit": .words(CaseEvent.Limit.self, "Of `limit-passed`, `limit-near`, `due-corrected`: which limit."),
        "decision": .words(ProcessDefinition.Decision.self, "Of `decided`: what."),
        "licence": .licence.and("Of `issued` and of evidence."),
        "end": .words(ItemEnd.words, "Of `ended`: how."),
        "because": .item.and("Of `closed-because`: the item because of which it ended."),
        "paper": .line.and("Of what happened to one paper."),
        "event": "Of `happened`: the event that came, a word of words.yaml.",
        "reason": "理由 · As it was written.",
        "basis": "依据 · As it was written.",
        "expectedEnd": .day("预计结束日 · As it was written."),
        "remedies": "救济途径 · What can be done against it.",
        "payment": "缴费凭证号 · The reference of the payment.",
        "papers": "Lines of the ledger that were named, or for which a licence stands in.",
        "answers": .answers.and("Of `submitted` and `migrated`."),
        "items": "Of `submitted` and `migrated`: its items.",
        "ledger": "Of `submitted` and `migrated`: its papers.",
        "due": .day("Of `submitted` and `migrated`: the last day for the whole."),
        "person": "Who did it, under the store's number, which says nothing about him; not there where nobody is known.",
        "department": .department.and("For which whoever did it acts."),
        "assignee": "Of `assigned`: who has the item from then on, under the store's number; not there: nobody in particular.",
        "newFacts": "What has become known since papers were last named as wanting.",
        "visit": "Of `visited`: the joint visit, as the bundle's `joint-visits` names it.",
        "through":
            "Of `acknowledged`: the version of the case through which the department's system knows what happened; 0: it has lost what it knew.",
        "officialPaper": "Of `paper-issued`: its kind, by its id in the definitions.",
        "number": .number(1...Int(Int32.max), "Of `paper-issued`: its number in the case; of `made-out`: which result of the item."),
        "on": .day("The day on which it took effect, where that is not the day of recording."),
        "offeredBy": .department.and("Of `offer-accepted`: it has offered it."),
        "outcome": .words(DisputeOutcome.self, "Of `dispute-settled`: how."),
        "agent": "Of `mandated` and `mandate-ended`: who may act for the applicant, under the store's number.",
        "reference": "Of `mandated`: where the written mandate is filed.",
        "mandateItems": "Of `mandated`: the items that it is for; not there: the whole case.",
        "applicants": "Of `applicants`: who applies besides whoever handed it in, under the store's numbers.",
        "digest": .digest.and("Of `form-filled`: it commits to the sealed values of the form."),
        "formItems": "Of `form-filled`: items that want what is new in it.",
        "mendedItems": "Of `form-filled`: those of which a field was filled in before.",
        "register": .number(1...Int.max, "Of evidence and of `made-out`: the number of the licence in the registry."),
        "use": .number(1...Int.max, "Of evidence: the row of the log of uses of data."),
        "authorisation": .number(1...Int.max, "Of evidence: the consent by which it was read; not there: its holder applies himself."),
        "evidence": .number(1...Int.max, "Licences of the case, in the order in which they were read, from 1."),
        "loss": .words(EvidenceLoss.words, "Of `evidence-lost`: why it holds no more."),
        "provider": "Of `evidence-awaited`: who did not say yet.",
        "fault": "Of `evidence-awaited`: why, as a word for programs.",
        "holders": "Of `evidence-awaited`: whose it must be, as roles of the bundle.",
        "otherwise": .words(Disposition.self, "Of `evidence-awaited`: what each of `papers` is where there is no such licence."),
        "waits": "Of `disputed`: whether the item waits for the answer.",
        "receipt": "Of `erased`: the number of the archive's receipt.",
        "migration": "Of `migrated`: what it carries over to other definitions.",
    ]
}

extension EventRecord.Words: Described {
    public static let about = "A text in both languages; what somebody wrote is the same in both."
    public static let meanings: [String: Meaning] = [
        "zh": "In Chinese.",
        "en": "In English.",
    ]
}

extension EventRecord.Limit: Described {
    public static let about = "时限 · A limit of an item."
    public static let meanings: [String: Meaning] = [
        "due": .pattern("^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", "The last day; empty while the clock stands still."),
        "provisional": "The days off of that year are not published yet.",
        "left": "Days left when the clock was last set going, or stood still.",
        "naturalDays": "They are days of the calendar; else working days.",
    ]
}

extension EventRecord.Item: Described {
    public static let about = "事项 · An item of a case when it was handed in."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "process": "流程 · Its process, by its id in the definitions.",
        "waitsFor": "The event that it waits for, a word of words.yaml.",
        "statutory": "法定时限 · In words of the format: `20 working days`.",
        "promised": "承诺时限 · The same of the promised limit.",
        "from": .words(["received"], "From when its limits count; not there: from acceptance."),
    ]
}

extension EventRecord.Paper: Described {
    public static let about = "材料 · A paper of a case."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "item": .item,
        "material": "The material, by its id in the definitions; not there: it is a form.",
        "subject": .subject,
        "originals": "原件（份） · Originals.",
        "copies": "复印件（份） · Copies.",
        "form": "It is a form.",
        "disposition": .words(Disposition.self, "处置 · What becomes of it."),
        "by": "What stands in for it.",
        "until": .day("Of one that follows: by when."),
        "there": "False: it is still to come.",
    ]
}

extension EventRecord.Paper.By: Described {
    public static let about = "What stands in for a paper."
    public static let meanings: [String: Meaning] = [
        "kind": .words(Ledger.replacementKinds, "What it is."),
        "id": "Its id; of a promise none.",
    ]
}

extension EventRecord.Migrated: Described {
    public static let about = "What a case carries over to other definitions."
    public static let meanings: [String: Meaning] = [
        "from": .digest.and("Of the definitions before."),
        "to": .digest.and("Of the definitions from then on."),
        "standings": "Where each item stands.",
        "goesOn": "For each line of the ledger, the line before that goes on as it stood; null: it begins as the ledger says.",
        "makers": "Who made which moves.",
        "happened": "Events that had come, words of words.yaml.",
    ]
}

extension EventRecord.Migrated.Standing: Described {
    public static let about = "Where an item stands that is carried over."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "state": "Its state, in the words of the process from then on.",
        "untilOf": "The state whose limit runs.",
        "made": "Moves that were made.",
        "keepsLimit": "Its limit goes on as it was.",
    ]
}

extension EventRecord.Migrated.Maker: Described {
    public static let about = "Who made a move."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "move": "Which.",
        "person": "Under the store's number.",
    ]
}
