/// A message to a department's own system, signed by the office: over the message as JSON with its keys in order and without blanks, as with receipts.
public struct SignedHandOver: Codable, Sendable {
    public var handOver: HandOver
    public var signed: SignedReceipt.Mark
    public var place: String
}

extension Office {
    /// What a department's own system is to be told, signed, with what its items need of people; it is told again until it says that it has seen it.
    /// - Returns: as many as the limit, and whether there are more.
    public func signedHandOvers(
        after place: String? = nil, limit: Int, by caller: Caller
    ) async throws -> (all: [SignedHandOver], more: Bool) {
        try Rights.check(.exchange, by: caller.role)
        guard let department = caller.department else { throw NotAllowed(operation: .exchange, role: caller.role) }
        let after = try place.map { try ItemPlace(word: $0) }
        let known = try await handOvers(to: department, after: after, limit: limit + 1)
        var all: [SignedHandOver] = []
        for one in known.prefix(limit) {
            guard let id = CaseID(one.case), let whole = try await handOver(of: one.item, of: id, to: caller) else { continue }
            all.append(try await signed(whole, of: id))
        }
        return (all, known.count > limit)
    }

    private func signed(_ handOver: HandOver, of id: CaseID) async throws -> SignedHandOver {
        try await store.read { [keys] store in
            guard let row = try store.items(of: id).first(where: { $0.item == handOver.item }) else {
                throw StoreFault.damaged("items \(id)")
            }
            let mark = SignedReceipt.Mark(try OfficeSecrets(keys, store).sign(handOver.canonicalJSON()))
            return SignedHandOver(handOver: handOver, signed: mark, place: "\(id)/\(row.place)")
        }
    }

    /// Takes in a message of a department's own system about an item that it has.
    /// - Throws: as `take`; `UnknownWord` where the item is none of the department's.
    public func take(_ message: DepartmentMessage, by caller: Caller) async throws -> CaseAnswer? {
        try Rights.check(.exchange, by: caller.role)
        guard let department = caller.department else { throw NotAllowed(operation: .exchange, role: caller.role) }
        try Caller.check(person: message.person)
        guard let id = CaseID(message.case),
            try await store.read({ store in
                try store.items(of: id).contains { $0.item == message.item && $0.department == department && $0.news > 0 }
            })
        else { throw UnknownWord(.case, message.case) }
        return try await take(message, of: department)
    }
}

extension ItemPlace {
    /// Where a page ended: `CASE/3`.
    fileprivate init(word: String) throws(UnknownWord) {
        let parts = word.split(separator: "/").map(String.init)
        guard parts.count == 2, let id = CaseID(parts[0]), let place = Int(parts[1]) else { throw UnknownWord(.worklistPlace, word) }
        (caseID, self.place) = (id, place)
    }
}

extension SignedHandOver: Described {
    public static let about: Meaning =
        """
        交换消息及其签名；签名对象是 `handOver` 的 JSON，键按顺序、无空白 · \
        A hand-over with its signature, over the JSON of `handOver` with its keys in order and without blanks.
        """
    public static let meanings: [String: Meaning] = [
        "handOver": "消息 · The message.",
        "signed": "签名 · Its signature.",
        "place": "位置：一页以此项结束时，作下一页的 `after` · Its place in the list: the `after` of the next page where a page ends with it.",
    ]
}
