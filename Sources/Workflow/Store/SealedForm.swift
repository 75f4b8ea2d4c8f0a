/// The form of a case or draft as a store keeps it: it cannot be read without the master keys. The event that filled it in commits to it.
public struct SealedForm: Sendable, Hashable {
    /// The key of the case, sealed by a master key.
    public var key: [UInt8]
    /// The values, sealed by that key.
    public var body: [UInt8]

    /// What the log says of it.
    var digest: [UInt8] { Digest.of(body) }
}
