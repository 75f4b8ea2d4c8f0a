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

    public init(id: CaseID, _ application: NewCase, of person: String?, definitions: Int, until: Day, offer: Offer? = nil) {
        (self.id, self.application, self.person) = (id, application, person)
        (self.definitions, self.until, self.offer) = (definitions, until, offer)
    }
}

/// The offer that an application accepts, in the numbers of its definitions.
public struct AcceptedOffer: Sendable, Hashable {
    var department: Int16
    var made: Day
}
