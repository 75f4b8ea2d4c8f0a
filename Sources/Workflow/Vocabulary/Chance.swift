/// Where chance comes from.
public protocol Chance: Sendable {
    func next() -> UInt64
}

public struct SystemChance: Chance {
    public init() {}
    public func next() -> UInt64 { UInt64.random(in: .min ... .max) }
}
