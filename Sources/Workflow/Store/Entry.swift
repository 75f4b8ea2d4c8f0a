/// What one command made happen to a case: its events, written as one. The log of all entries is the truth and the audit.
public struct Entry: Sendable, Hashable {
    /// Its place in the log of the whole store, from 1 and without a gap.
    public var position: Int64
    public var caseID: CaseID
    /// The place of its first event in its case, from 1.
    public var seq: Int
    /// How many events it has.
    public var count: Int
    /// The number of the definitions to which the case is pinned, under which its events are read.
    public var definitions: Int
    /// When it was recorded, in milliseconds since 1970; never before the entry before it, even if the clock went back.
    public var at: Int64
    public var payload: [UInt8]
    /// The seal of the entry before it in its case and of everything in this one, by SHA-256.
    public var seal: [UInt8]

    /// The last event of the case when this entry was written.
    public var version: Int { seq + count - 1 }

    /// Its events; throws where the bytes are not what a store writes.
    public func events() throws(Unreadable) -> [CaseEvent] {
        let events = try EventCoding.decode(payload)
        guard events.count == count else { throw Unreadable() }
        return events
    }

    /// Whether its seal is right after the seal of the entry before it in its case.
    func isIntact(after before: [UInt8]) -> Bool { seal == Self.seal(self, after: before) }

    static let noSeal: [UInt8] = []

    static func seal(_ entry: Entry, after before: [UInt8]) -> [UInt8] {
        var hash = RunningDigest()
        hash.add(before)
        var head = (
            entry.position, entry.caseID.number, Int64(entry.seq), Int64(entry.count), Int64(entry.definitions), entry.at,
            Int64(entry.payload.count)
        )
        withUnsafeBytes(of: &head) { hash.add($0) }
        hash.add(entry.payload)
        return hash.end()
    }
}

/// The last entry of a case, after which the next is sealed.
public struct Tip: Sendable, Hashable {
    public var version: Int
    public var seal: [UInt8]

    public static let empty = Tip(version: 0, seal: Entry.noSeal)
}

/// Events as a store keeps them.
public struct EncodedEvents: Sendable {
    fileprivate let count: Int
    fileprivate let bytes: [UInt8]

    init(_ events: [CaseEvent]) { (count, bytes) = (events.count, EventCoding.encode(events)) }
}

extension Entry {
    /// The next entry of a case.
    init(_ events: EncodedEvents, of id: CaseID, under definitions: Int, after tip: Tip, in log: Head, at: Int64) {
        self.init(
            position: log.position + 1, caseID: id, seq: tip.version + 1, count: events.count, definitions: definitions, at: at,
            payload: events.bytes, seal: [])
        seal = Self.seal(self, after: tip.seal)
    }

    public var tip: Tip { Tip(version: version, seal: seal) }
}

/// How far the log goes, and what sums up all of it: the seals of every entry in their order. Whoever has kept a head sees later whether
/// anything before it was changed, taken away or cut off.
public struct Head: Sendable, Hashable {
    public var position: Int64
    public var seal: [UInt8]

    public static let empty = Head(position: 0, seal: [])

    func advanced(by entry: Entry) -> Head {
        var hash = RunningDigest()
        hash.add(seal)
        hash.add(entry.seal)
        return Head(position: entry.position, seal: hash.end())
    }
}

extension Head: CustomStringConvertible {
    /// `1042:9f86d0…`, as it is kept outside of the store.
    public var description: String { "\(position):\(Digest.text(seal))" }

    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let position = Int64(parts[0]), position > 0, let seal = Digest.bytes(parts[1]), seal.count == 32 else {
            return nil
        }
        self.init(position: position, seal: seal)
    }
}
