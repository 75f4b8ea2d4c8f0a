extension Office {
    /// What departments' own systems are to be told, by case, after an item; nothing that was read or typed of people is in it.
    public func handOvers(to department: String? = nil, after: ItemPlace? = nil, limit: Int) async throws -> [HandOver] {
        try await store.read { [self] store in
            let rows = try store.untold(to: department, after: after, limit: limit)
            if rows.isEmpty, let department { try shelf.checkDepartment(department, in: store) }
            return try rows.compactMap { try handOver(of: $0, store) { _ in nil } }
        }
    }

    /// The same of one item, with what it needs of people; that its department is told is in the log of uses of data.
    /// - Parameter caller: who is told; nil: the department's own system.
    /// - Returns: nil where the department knows everything by now.
    public func handOver(of item: String, of id: CaseID, to caller: Caller? = nil) async throws -> HandOver? {
        try await store.write { [self] store in
            guard let row = try store.items(of: id).first(where: { $0.item == item }) else { return nil }
            let caller = caller ?? Caller(.departmentSystem, department: row.department)
            return try handOver(of: row, store) { open in try contents(of: row.place, in: open, by: caller, store) }
        }
    }

    private func handOver(
        of row: ItemRow, _ store: any StoreReader, contents: (OpenCase) throws -> HandOver.Contents?
    ) throws -> HandOver? {
        var events: [CaseEvent] = []
        guard row.news > row.known, let open = try OpenCase(row.caseID, store, shelf, into: &events),
            let definitions = try store.definitions(open.definitions)
        else { return nil }
        return HandOver(
            of: row.place, in: open, events, form: try caseForm(of: open).fields, contents: try contents(open), department: row.department,
            definitions: definitions.digest)
    }

    /// Takes in a message of a department's own system: what it has seen, what it has found right, then its move. The same message again has
    /// the same answer and no second effect, in whatever order messages come.
    ///
    /// - Throws: `UnfitPerson`, `UnknownWord`, `OtherRequest` where another message had the same name, `StoreFault`.
    /// - Returns: the answer to the last thing that it says, or to the first that was refused; nil where it says nothing.
    @discardableResult
    public func take(_ message: DepartmentMessage, of department: String) async throws -> CaseAnswer? {
        guard let id = CaseID(message.case) else { throw UnknownWord(.case, message.case) }
        try Caller.check(person: message.person)
        let caller = Caller(.departmentSystem, person: message.person, department: department)
        let key = "\(department)/\(message.message)"
        var answer: CaseAnswer?
        if let seen = message.seen {
            answer = try await handle(.acknowledge(item: message.item, through: seen), on: id, by: caller, key: key + "/seen")
            if answer?.refused != nil { return answer }
        }
        for line in message.verified ?? [] {
            answer = try await handle(.verify(line: line), on: id, by: caller, key: "\(key)/\(line)")
            // Two messages may say the same.
            if let refused = answer?.refused, refused.code != Refusal.Code.alreadyVerified.rawValue { return answer }
            answer?.refused = nil
        }
        if let move = message.move {
            answer = try await handle(.move(item: message.item, move: move, note: message.note), on: id, by: caller, key: key)
        }
        return answer
    }
}
