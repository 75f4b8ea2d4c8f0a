extension Office {
    /// Copies a database to a file that is not there yet, while others may be writing to it, and checks the copy: every seal, every row, the
    /// file. It is how a backup is made (O1), and how a database is made from one (O2). The copy knows that it is one until somebody makes it
    /// the office's own.
    /// - Returns: what the check has found; where that is not intact, there is no copy.
    public static func copy(
        _ database: String, to target: String, clock: any OfficeClock = SystemClock(),
        definitions: CompiledDefinitions = CompiledDefinitions()
    ) async throws -> Verification {
        let unchecked = target + ".part"
        SQLiteStore.remove(unchecked)
        defer { SQLiteStore.remove(unchecked) }
        try SQLiteStore.copy(database, to: unchecked, at: clock.milliseconds)
        let store = try SQLiteStore(at: unchecked)
        let found: Result<Verification, any Error>
        do {
            found = .success(try await Office(store: store, clock: clock, definitions: definitions).verify(rebuilding: true))
        } catch {
            found = .failure(error)
        }
        try store.close()
        let verification = try found.get()
        if verification.intact { try SQLiteStore.rename(unchecked, to: target) }
        return verification
    }

    /// Makes a copy the office's own: it takes the place of the database of which it is a copy.
    /// - Returns: of what it was a copy; nil where it was the office's own already.
    public func makeOwn() async throws -> Origin? {
        try await store.write { store in
            let origin = try store.origin()
            if origin != nil { try store.forgetOrigin() }
            return origin
        }
    }
}
