/// What was filled in, for whoever works with it.
extension Office {
    /// Whom a draft names, and who of them apply, for whoever has it in hand: he has said so himself.
    /// - Throws: `UnknownWord` where it is none of his; `KeyProblem`, `StoreFault`.
    public func named(inDraft id: CaseID, by caller: Caller) async throws -> Applying {
        try Rights.check(.look, by: caller.role)
        return try await store.read { [self] store in
            guard let draft = try store.draft(id), let person = caller.person, draft.person == person else {
                throw UnknownWord(.case, id.description)
            }
            return try values(of: store.form(of: id), of: id).applying
        }
    }

    /// Reads the form of a case or a draft: whoever applies, and his agent, all that was typed; a department the fields that its own items want.
    /// That it was read is in the log of uses of data, unless somebody reads what is his own.
    ///
    /// - Returns: the fields that are filled in.
    /// - Throws: `NotAllowed` for all others, `UnknownWord` where he does not see the case, `KeyProblem`, `StoreFault`.
    public func readForm(of id: CaseID, by caller: Caller) async throws -> FormValues {
        try Rights.check(.look, by: caller.role)
        let today = clock.now.day
        return try await store.write { [self] store in
            guard try Self.sight(of: caller, on: id, today, store, shelf) != nil else { throw UnknownWord(.case, id.description) }
            let values = try values(of: store.form(of: id), of: id)
            let fields: [CaseForm.Field]
            if let draft = try store.draft(id) {
                fields = try form(of: draft, store).fields
            } else {
                let open = try load(id, store)
                defer { cache.put(open, store.generation) }
                // The department that leads sees the whole case; of the form it needs no more than others do.
                let own = Sight.items(of: caller.department ?? "").items(of: open.state, under: open.rules) ?? []
                fields = try caseForm(of: open).fields.filter { field in
                    !caller.role.isOfDepartment || field.items.contains { own.contains(open.rules.name(of: open.state.items[$0].opened)) }
                }
            }
            guard [.applicant, .agent].contains(caller.role) || caller.role.isOfDepartment else {
                throw NotAllowed(operation: .look, role: caller.role, but: [.counter, .auditor])
            }
            let read = values.only(Set(fields.map(\.id)))
            if caller.role != .applicant, !read.isEmpty {
                try noteReading(read.keys.sorted(), for: nil, as: "form", of: id, by: caller, store)
            }
            return read
        }
    }
}
