/// How an item is handled, declared: states, who may move it between them, what the legal clock does, and what happens when time runs out.
public struct ProcessDefinition: Sendable {
    /// What the legal clock does while an item is in a state.
    public enum Clock: String, Sendable, CaseIterable {
        case notStarted = "not-started"
        case running
        case stopped
        /// The statutory limit runs, the promised one stands still (技术审查 and the like, 行政许可法 art. 45 not covering them).
        case promisedStopped = "promised-stopped"
    }

    public enum Decision: String, Sendable, CaseIterable {
        case granted, refused
    }

    /// How an item ends.
    public enum End: String, Sendable, CaseIterable {
        case granted, refused
        /// 不予受理.
        case notTakenIn = "not-taken-in"
        /// Taken back by the applicant before the decision (撤回).
        case withdrawn
        /// Ended because somebody did not act in time.
        case lapsed
        /// Granted, and taken back because it should not have been (撤销, 行政许可法 art. 69).
        case revoked
    }

    /// For whom or what an item waits in a state; else for the department.
    public enum Waits: String, Sendable, CaseIterable {
        case applicant, payment
    }

    /// Who may make a move.
    public enum Mover: String, Sendable, CaseIterable {
        case applicant, officer
        /// Nobody: it happens when the limit of the state passes.
        case time
        /// The common window (综合窗口), which decides nothing.
        case counter
        /// Not every officer of the department.
        case supervisor
        /// The system to which payments are made, by a message.
        case paymentSystem = "payment-system"
    }

    /// What a move must bring with it, or find.
    public enum Need: String, Sendable, CaseIterable {
        case reason, basis
        case expectedEnd = "expected-end"
        case remedies
        /// The papers that are wanting, all of them named at once (一次性告知).
        case gaps
        /// Every paper that was named as wanting.
        case papers
        /// Every paper of the item looked at and found right.
        case verifiedPapers = "verified-papers"
        /// A reference of the payment.
        case payment
        /// Nothing old is named a second time: only papers that have come since, and what is new about them (行政许可法 art. 32(4)).
        case newFacts = "new-facts"
    }

    /// When a move happens by itself.
    public enum Trigger: String, Sendable, CaseIterable {
        case everyPaperVerified = "every-paper-is-verified"
    }

    public struct State: Sendable {
        public var name: Name
        public var title: Title
        public var clock: Located<Clock>?
        public var decision: Located<Decision>?
        public var end: Located<End>?
        public var waitsFor: Located<Waits>?
        /// Who has it, where that is not the item's department.
        public var department: Name?
        public var atMost: Located<TimeSpan>?
        /// A move, or `reported`.
        public var overdue: Name?
        public var needs: [Need]
        /// The official paper that is issued on entering it.
        public var paper: Name?
        /// What is to be paid.
        public var fee: Title?
        public var basis: [LegalBasis]
        /// How long it must stay in this state at least (公示).
        public var atLeast: Located<TimeSpan>?
        /// How long before `atMost` ends that is told.
        public var warn: Located<TimeSpan>?
    }

    public struct ByItself: Sendable {
        public var when: Trigger
        public var basis: [LegalBasis]
    }

    public struct Move: Sendable {
        public var name: Name
        public var title: Title
        public var from: [Name]
        public var to: Name
        public var by: [Mover]
        public var needs: [Need]
        /// It may be made once for an item.
        public var once: Bool
        /// The legal clock that it starts counts from the day of receipt (行政许可法 art. 32(4)).
        public var countsFrom: TimeLimitDefinition.Start?
        public var byItself: ByItself?
        /// The official paper that it issues, instead of that of the state.
        public var paper: Name?
        public var basis: [LegalBasis]
        /// Moves of the item whose maker may not make this one (four eyes, 审查与决定分离).
        public var otherThan: [Name] = []
        /// By how much it makes the statutory limit longer (行政许可法 art. 42).
        public var extends: TimeSpan?
        /// It may be made before the `at-least` of its state has passed.
        public var early: Bool
        /// The limit of the state that it leaves goes on in the one that it enters.
        public var keepsLimit: Bool
    }

    public var id: Name
    public var title: Title
    public var basis: [LegalBasis]
    /// The first is where an item begins.
    public var states: [State]
    public var moves: [Move]
    /// The move, by time, that is made when a paper that may follow has not come by its day (容缺受理).
    public var papersLate: Name?
    /// How long before the statutory and the promised limit end that is told.
    public var warn: TimeSpan?

    /// What `overdue` says where the lateness is only reported.
    public static let reported = "reported"
}
