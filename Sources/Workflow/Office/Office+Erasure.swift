/// What closed cases keep of people is destroyed once it is needed no more (个人信息保护法 arts 19, 47). What happened stays in the log, which has
/// none of it.
extension Office {
    /// Destroys what a case keeps of people: its form and the copies of licences of other offices, each with its key. Neither is opened for
    /// anybody; whose they were is in the log of uses of data, so that they see it. A second time nothing happens.
    ///
    /// - Parameter receipt: the number of the archive's receipt (归档回执).
    /// - Throws: `NotAllowed`, `UnknownWord`, `DraftProblem`, `KeyProblem`, `StoreFault`.
    public func erase(_ id: CaseID, receipt: String, by caller: Caller) async throws -> CaseAnswer {
        try Rights.check(.erase, by: caller.role)
        let answer = try await store.write { [self] store in
            let open = try load(id, store)
            let command: CaseCommand
            do {
                let actor = try caller.actor(open.rules.bundle) { try number(of: $0, store) }
                command = CaseCommand(by: actor, .erase(receipt: receipt))
            } catch {
                cache.put(open, store.generation)
                throw error
            }
            let decision = decide(command, on: open)
            // What time has done is written with a refusal, too; it destroys nothing.
            if decision.events.contains(where: \.isErasure) { try destroy(decision.open, receipt, by: caller, store) }
            return try write(decision, store)
        }
        // Whoever asks again, because it could not be done to the end, comes here too.
        if answer.refused == nil { try await store.scrub() }
        return CaseAnswer(answer)
    }

    private func destroy(_ open: OpenCase, _ receipt: String, by caller: Caller, _ store: any StoreWriter) throws {
        func note(_ subjects: [[UInt8]], of copy: LicenceRow? = nil) throws {
            _ = try store.registryWriter.note(
                DataUse(
                    at: clock.milliseconds, act: .erased, by: caller.asUser, subjects: subjects.map(Digest.text),
                    caseID: open.id.description, licence: copy?.number, type: copy?.type, fields: [], purpose: "receipt \(receipt)",
                    basis: "retention-ended", digest: copy?.digest, provider: copy?.provider))
        }
        if let form = try store.form(of: open.id) {
            let people = try values(of: form, of: open.id).applying.people
            // They have the names of the definitions that the case began with.
            let codes = try self.people(of: Applying(people: people), in: open.editions[0].bundle).all.values
            // A row of that log is one of an office with secrets, also where it has none of anybody yet.
            let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
            let subjects = Set(codes.map { secrets.fingerprint(of: $0) })
            try store.destroyForm(of: open.id)
            try store.registryWriter.forgetTyped(in: open.id)
            try note(subjects.sorted { $0.lexicographicallyPrecedes($1) })
        }
        try destroyRatings(of: open.id, store)
        for file in try store.registry.files(of: open.id) { try store.registryWriter.forgetFile(file.number) }
        for number in Set(open.state.evidence.map(\.register)).sorted() {
            guard let row = try store.registry.licence(number), row.provider != nil, !row.isErased else { continue }
            _ = try store.registryWriter.keep(row.erased)
            try note(row.holders, of: row.erased)
        }
        try store.forgetAnswers(before: oldestAnswerKept)
    }
}

extension CaseEvent {
    fileprivate var isErasure: Bool {
        if case .erased = fact { true } else { false }
    }
}
