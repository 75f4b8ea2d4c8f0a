/// What a department's own system says that it has: the list of a day (对账).
public struct DepartmentList: Codable, Sendable, Hashable {
    public struct Item: Codable, Sendable, Hashable {
        public var `case`: String
        public var item: String
        /// The version of the case through which it knows what happened.
        public var seen: Int
        /// How it ended there (`granted`, `refused`, …); nil while it is open.
        public var end: String?

        public init(case: String, item: String, seen: Int, end: String? = nil) {
            (self.case, self.item, self.seen, self.end) = (`case`, item, seen, end)
        }
    }

    /// Everything that is open there, and what ended since the last list.
    public var items: [Item]

    public init(items: [Item]) { self.items = items }
}

/// What one of two sides lacks.
public struct Discrepancy: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable {
        /// The department took it in once, and does not have it.
        case theyLack = "they-lack"
        /// The department has not said that it has it.
        case notAcknowledged = "not-acknowledged"
        /// The department knows less than it once said.
        case theyLost = "they-lost"
        /// The department has not been told, or has not said, everything that happened.
        case theyAreBehind = "they-are-behind"
        /// The department has decided, and we do not know it.
        case weLack = "we-lack"
        /// Both sides have ended it, or one has, and not in the same way.
        case differs
        /// We never handed that over.
        case unknown
    }

    public var kind: Kind
    public var `case`: String
    public var item: String
    public var ours: String?
    public var theirs: String?
}

extension Discrepancy.Kind {
    /// Whether telling it anew mends it.
    var isMendedByTelling: Bool { self == .theyLack || self == .theyLost }

    public var title: Title {
        switch self {
        case .theyLack: Title(zh: "部门曾签收，现在没有", en: "the department took it in and does not have it")
        case .notAcknowledged: Title(zh: "部门尚未签收", en: "the department has not said that it has it")
        case .theyLost: Title(zh: "部门所知少于其签收", en: "the department knows less than it said")
        case .theyAreBehind: Title(zh: "部门尚不知其后发生的事", en: "the department does not know yet what happened since")
        case .weLack: Title(zh: "部门已有结果，本方没有收到", en: "the department has a result that did not come to us")
        case .differs: Title(zh: "双方结果不同", en: "the two sides ended it differently")
        case .unknown: Title(zh: "本方没有交换过", en: "we never handed that over")
        }
    }
}

extension Office {
    /// Compares a department's list with what was handed over to it.
    /// - Parameter mending: what the department has lost is told anew with the next exchange.
    public func reconcile(_ list: DepartmentList, of department: String, mending: Bool = false) async throws -> [Discrepancy] {
        let found = try await store.read { [shelf] store in
            var found: [Discrepancy] = []
            if try store.handedOver(to: department, after: nil, limit: 1).isEmpty { try shelf.checkDepartment(department, in: store) }
            var theirs: [ItemName: DepartmentList.Item] = [:]
            for item in list.items {
                theirs[ItemName(case: item.case, item: item.item)] = item
                let rows = try CaseID(item.case).map(store.items) ?? []
                var events: [CaseEvent] = []
                guard let row = rows.first(where: { $0.item == item.item && $0.department == department && $0.news > 0 }),
                    let open = try OpenCase(row.caseID, store, shelf, into: &events)
                else {
                    found.append(Discrepancy(kind: .unknown, case: item.case, item: item.item, theirs: item.end))
                    continue
                }
                if let one = Discrepancy(row, end: open.state.items[row.place].end?.name, item) { found.append(one) }
            }
            var last: ItemPlace?
            while true {
                let page = try store.handedOver(to: department, after: last, limit: 500)
                guard let end = page.last else { break }
                for row in page where theirs[ItemName(case: row.caseID.description, item: row.item)] == nil {
                    let kind: Discrepancy.Kind = row.known > 0 ? .theyLack : .notAcknowledged
                    found.append(Discrepancy(kind: kind, case: row.caseID.description, item: row.item, ours: row.state))
                }
                last = ItemPlace(of: end)
            }
            return found
        }
        if mending {
            for one in found where one.kind.isMendedByTelling {
                guard let id = CaseID(one.case) else { continue }
                _ = try await handle(.handOverAgain(item: one.item), on: id, by: Caller(.system))
            }
        }
        return found
    }
}

private struct ItemName: Hashable {
    var `case`: String
    var item: String
}

extension Discrepancy {
    /// What the two sides do not have in common of one item, and how it ended here.
    fileprivate init?(_ row: ItemRow, end: String?, _ item: DepartmentList.Item) {
        let kind: Kind? =
            if row.known > item.seen {
                .theyLost
            } else if let end {
                end == item.end ? nil : item.end == nil && row.news > item.seen ? .theyAreBehind : .differs
            } else if item.end != nil {
                .weLack
            } else {
                row.news > item.seen ? .theyAreBehind : nil
            }
        guard let kind else { return nil }
        self.init(kind: kind, case: item.case, item: item.item, ours: end ?? row.state, theirs: item.end)
    }
}
