/// A provider of licences did not do what a case needed of it: what for, how often it was asked again, and who looks after it.
public struct Incident: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A licence could not be read.
        case read
        /// It could not be found out before a decision whether one holds.
        case check
    }

    /// How it came to an end.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case answered
        /// The paper was handed in, or nothing rests on the licence any more.
        case notNeeded = "not-needed"
    }

    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    public var caseID: CaseID
    /// Which of the licences of the case, from 0.
    public var evidence: Int
    public var kind: Kind
    /// The provider, the type of the licence, and who looks after the provider.
    public var provider: String
    public var type: String
    public var owner: String
    /// Why, the last time: a word for programs.
    public var fault: String
    /// Milliseconds since 1970.
    public var openedAt: Int64
    /// How often it was asked, and when it is asked next.
    public var tries: Int
    public var lastAt: Int64
    public var nextAt: Int64
    public var closedAt: Int64?
    public var outcome: Outcome?
}

/// Another office or system that may have licences of this registry.
public struct SharingPartner: Sendable, Hashable {
    /// Its account.
    public var name: String
    /// The credit code of the body that runs it.
    public var organisation: String
    /// Types that it may have, by their ids.
    public var types: [String]
    /// SHA-256 of its secret, which has 32 bytes of chance.
    var secret: [UInt8]
    /// Milliseconds since 1970.
    public var since: Int64
    public var closedAt: Int64?
}
