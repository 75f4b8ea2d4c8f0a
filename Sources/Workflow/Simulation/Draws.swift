/// Chance that depends on nothing but the seed, who draws and what for: not on the order of things, nor on cores and shards. The same person
/// draws the same in both arms, so that what differs between them is not luck.
struct Draws: Sendable {
    /// What is drawn for.
    enum Purpose: UInt64 {
        case arrival = 1, combination, answer, licence, authorisation, outage, source, typing, paper, copying, travelling, window, work,
            wait,
            mistake, refusal, answering, givingUp, leave, resampling
    }

    private let key: UInt64

    init(seed: UInt64) { key = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) }

    private init(key: UInt64) { self.key = key }

    /// The draws of somebody, or of a part of the world.
    func of(_ number: Int) -> Draws { Draws(key: Self.mixed(key ^ (UInt64(bitPattern: Int64(number)) &* 0xD1B5_4A32_D192_ED03))) }

    /// Between 0 and 1, neither of them.
    func unit(_ purpose: Purpose, _ index: Int = 0, _ round: Int = 0) -> Double {
        let place = purpose.rawValue << 56 ^ UInt64(truncatingIfNeeded: index) << 24 ^ UInt64(truncatingIfNeeded: round)
        let bits = Self.mixed(Self.mixed(key ^ place) &+ 0x9E37_79B9_7F4A_7C15)
        return (Double(bits >> 11) + 0.5) * 0x1p-53
    }

    /// Whether something comes to pass that does so in so many cases of a million.
    func happens(_ millionths: Int, _ purpose: Purpose, _ index: Int = 0, _ round: Int = 0) -> Bool {
        millionths > 0 && unit(purpose, index, round) * 1_000_000 < Double(millionths)
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
