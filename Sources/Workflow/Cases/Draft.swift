/// An application that was not handed in yet: what somebody has begun to fill in, or what an office has filled in for somebody.
///
/// It is kept in words, not in the numbers of some definitions, for it may be handed in under others. It is no case: nothing is settled, no
/// clock runs, no log holds it, and once it is over nothing is left of it.
public struct Draft: Sendable, Hashable {
    /// An application that the office has filled in and offers (免申即享).
    public struct Offer: Sendable, Hashable {
        public var department: String
        public var made: Day
        /// Whoever was asked has said no; it is kept so that nobody asks again.
        public var isDeclined: Bool

        public init(department: String, made: Day, isDeclined: Bool = false) {
            (self.department, self.made, self.isDeclined) = (department, made, isDeclined)
        }
    }

    /// A licence that would stand in for a paper, and how far the applicant is with it: he asks for it, looks at what it says, and takes it or not.
    public struct Licence: Sendable, Hashable, Codable {
        public enum State: String, Sendable, Hashable, Codable, CaseIterable {
            case needed
            /// He has asked for it; whoever keeps it could not say yet.
            case requested
            /// There is none that stands in: the paper is handed in.
            case unavailable
            case retrieved, previewed, accepted, declined

            public var title: Title {
                switch self {
                case .needed: Title(zh: "需要", en: "needed")
                case .requested: Title(zh: "已请求，待提供方答复", en: "requested, its keeper has not said yet")
                case .unavailable:
                    Title(zh: "不可用：没有其他证照或数据代替的，请交材料", en: "not available: hand in the paper, unless something else stands in")
                case .retrieved: Title(zh: "已调取，请查看", en: "retrieved: look at it")
                case .previewed: Title(zh: "已查看，请接受或谢绝", en: "previewed: accept or decline it")
                case .accepted: Title(zh: "已接受", en: "accepted")
                case .declined: Title(zh: "已谢绝，请交材料", en: "declined: hand in the paper")
                }
            }
        }

        /// `mother`, or `child#2`.
        public var role: String
        public var licence: String
        public var state: State
        /// A keyed fingerprint of what was read, so that another one that comes later is not taken for it. Nothing of it is kept.
        var content: String?

        /// As somebody writes it: `mother:marriage-certificate`.
        public var name: String { "\(role):\(licence)" }
    }

    /// The number that the case will have.
    public var id: CaseID
    public var application: NewCase
    /// Whose it is, under a pseudonym; nil: whoever knows its number.
    public var person: String?
    /// The number of the definitions under which it was last written.
    public var definitions: Int
    /// The last day on which it can be handed in.
    public var until: Day
    public var offer: Offer?
    /// Those that somebody has asked for, or said something of.
    public var licences: [Licence] = []
    /// How often it was written.
    public var writes = 0

    public init(
        id: CaseID, _ application: NewCase, of person: String?, definitions: Int, until: Day, offer: Offer? = nil, licences: [Licence] = [],
        writes: Int = 0
    ) {
        (self.id, self.application, self.person) = (id, application, person)
        (self.definitions, self.until, self.offer, self.licences, self.writes) = (definitions, until, offer, licences, writes)
    }
}

extension Draft {
    /// The same once more.
    var written: Draft {
        var draft = self
        draft.writes += 1
        return draft
    }
}

/// The offer that an application accepts, in the numbers of its definitions.
public struct AcceptedOffer: Sendable, Hashable {
    var department: Int16
    var made: Day
}
