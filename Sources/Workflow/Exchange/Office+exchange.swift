extension Office {
    /// What departments' own systems are to be told, by case, after an item.
    /// - Parameter withValues: with what is filled in in forms; whoever looks after the exchange need not know it.
    public func handOvers(
        to department: String? = nil, after: ItemPlace? = nil, limit: Int, withValues: Bool = true
    ) async throws -> [HandOver] {
        try await store.read { [self] store in
            let rows = try store.untold(to: department, after: after, limit: limit)
            if rows.isEmpty, let department { try shelf.checkDepartment(department, in: store) }
            return try rows.compactMap { row -> HandOver? in
                var events: [CaseEvent] = []
                guard let open = try OpenCase(row.caseID, store, shelf, into: &events),
                    let definitions = try store.definitions(open.definitions)
                else { return nil }
                let form = (try caseForm(of: open).fields, withValues ? try values(of: store.form(of: row.caseID), of: row.caseID) : [:])
                return HandOver(
                    of: row.place, in: open, events, form: form, department: row.department, definitions: definitions.digest)
            }
        }
    }

    /// Takes in a message of a department's own system: what it has seen, what it has found right, then its move. The same message again has
    /// the same answer and no second effect, in whatever order messages come.
    ///
    /// - Throws: `UnknownWord`, `OtherRequest` where another message had the same name, `StoreFault`.
    /// - Returns: the answer to the last thing that it says, or to the first that was refused; nil where it says nothing.
    @discardableResult
    public func take(_ message: DepartmentMessage, of department: String) async throws -> CaseAnswer? {
        guard let id = CaseID(message.case) else { throw UnknownWord(.case, message.case) }
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
            if let refused = answer?.refused, refused.code != "already-verified" { return answer }
            answer?.refused = nil
        }
        if let move = message.move {
            answer = try await handle(.move(item: message.item, move: move, note: message.note), on: id, by: caller, key: key)
        }
        return answer
    }
}
