import Workflow

/// Who asks: in which role, under which pseudonym, and, of a person or firm that deals with its own things, whose code he has.
public struct Identity: Sendable, Hashable {
    public var caller: Caller
    /// Stands in no log, URL or answer.
    public var holder: HolderCode?

    public init(_ caller: Caller, holder: HolderCode? = nil) { (self.caller, self.holder) = (caller, holder) }
}

extension Actor.Role {
    /// Whoever has it is known by his own code (a citizen's number, a credit code); others by a staff number.
    public var isKnownByCode: Bool { self == .applicant || self == .agent }
}
