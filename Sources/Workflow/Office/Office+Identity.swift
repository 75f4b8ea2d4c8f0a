/// Who comes in from outside, and under which name he stands in the logs.
extension Office {
    /// Makes the secrets that an office works with, where there are none yet: without them nobody who is known by his code has a pseudonym.
    public func prepare() async throws {
        try await store.write { [keys] store in _ = try OfficeSecrets(keys, store, creating: store.registryWriter) }
    }

    /// Under which he stands in the logs of this office, whoever has said who he is: always the same, and it tells nothing of his code.
    /// - Throws: `NothingKept` before `prepare`.
    public func pseudonym(of holder: HolderCode) async throws -> String {
        try await store.read { [keys] store in try OfficeSecrets(keys, store).pseudonym(of: holder) }
    }

    /// By the clock of the office.
    public var today: Day { clock.now.day }

    /// What an issuer of its own signs tokens by.
    public func issuerKeys() throws -> IssuerKeys { IssuerKeys(try keys.keys(creating: false)) }
}
