/// How satisfied somebody was (GB/T 39735, 39734); the last two are bad (差评).
public enum RatingLevel: String, Sendable, Hashable, Codable, CaseIterable {
    case verySatisfied = "very_satisfied"
    case satisfied
    case basicallySatisfied = "basically_satisfied"
    case dissatisfied
    case veryDissatisfied = "very_dissatisfied"

    /// 5 to 1.
    public var stars: Int { 5 - (Self.allCases.firstIndex(of: self) ?? 0) }
    public var isBad: Bool { stars <= 2 }

    init?(stars: Int) {
        guard (1...5).contains(stars) else { return nil }
        self = Self.allCases[5 - stars]
    }
}

/// Where somebody was served.
public enum RatingChannel: String, Sendable, Hashable, Codable, CaseIterable {
    case platform, counter, terminal, hotline
}

/// What became of a bad rating: verified, rectified and called back, one after the other; or found to be malicious or a mistake, and then it does not count.
public enum CallBackStep: String, Sendable, Hashable, Codable, CaseIterable {
    case verified, rectified
    case calledBack = "called-back"
    case malicious, mistaken

    /// It is over with that.
    var ends: Bool { self == .calledBack || !counts }
    /// The rating counts still.
    var counts: Bool { self != .malicious && self != .mistaken }
}

/// A rating as a store keeps it: of which item, and not of which case or by whom.
public struct RatingRow: Sendable, Hashable {
    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    /// Keyed fingerprints: of the item of the case and the channel, and of the case.
    var place: [UInt8]
    var ofCase: [UInt8]
    public var bundle: String
    public var item: String
    /// That of the item when it ended.
    public var department: String
    public var channel: RatingChannel
    public var level: RatingLevel
    public var ratedOn: Day
    /// Until when whoever gave a bad one is to be called back; nil: it was none.
    public var due: Day?
    public var step: CallBackStep?
    public var closedOn: Day?
    /// The key of what was said, sealed by a master key, and what it has sealed; empty: it was destroyed.
    var key: [UInt8]
    var body: [UInt8]

    var isToFollowUp: Bool { due != nil && closedOn == nil }
    var sealedAt: String { "rating \(Digest.text(place))" }
}

extension RowSeal {
    static func of(_ rating: RatingRow) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(rating.number)
        for part in [rating.place, rating.ofCase, rating.key, rating.body] { writer.write(part) { $1.write($0) } }
        for text in [rating.bundle, rating.item, rating.department, rating.channel.rawValue, rating.step?.rawValue ?? ""] {
            writer.write(text)
        }
        for day in [rating.ratedOn, rating.due, rating.closedOn] { writer.write(Int64(day?.daysSince1970 ?? .max)) }
        writer.write(Int64(rating.level.stars))
        return Digest.of(writer.bytes)
    }
}
