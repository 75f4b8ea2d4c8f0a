/// Whether a store is what was written to it.
public struct Verification: Sendable, Hashable, Codable {
    public struct Bad: Sendable, Hashable, Codable {
        /// Its place in the log, where it has one.
        public var position: Int64?
        public var caseID: String?
        public var seq: Int?
        /// seal, gap, order, missing-end, unreadable, projection, form, head, data-use, licence, or what is damaged outside of the log.
        public var what: String

        init(_ what: String, position: Int64? = nil, caseID: CaseID? = nil, seq: Int? = nil) {
            (self.what, self.position, self.caseID, self.seq) = (what, position, caseID?.description, seq)
        }
    }

    public private(set) var intact = true
    public var events = 0
    public var entries: Int64 = 0
    public var cases = 0
    /// Rows of the log of uses of data, and licences of the registry.
    public var dataUses: Int64 = 0
    public var licences = 0
    /// The head of the log: whoever keeps it can see later that nothing before it was changed or cut off.
    public var head = ""
    /// The same of the log of uses of data.
    public var usesHead = ""
    /// The head when this copy was made; nil for the office's own database.
    public var copyOf: String?
    /// Master keys that are not there, and how much each has sealed: whole, and not to be opened here.
    public var absentKeys: [Office.KeyUse] = []
    public var firstBad: Bad? { didSet { intact = firstBad == nil } }
}

extension Office {
    /// Goes through the log from its first entry: seals, order, gaps and the end; then, if asked, rebuilds every row from the events; at
    /// last what the seals do not cover.
    /// - Parameters:
    ///   - kept: heads that were kept outside of the store.
    ///   - uses: those of the log of uses of data.
    public func verify(rebuilding: Bool = false, against kept: [Head] = [], uses: [Head] = []) async throws -> Verification {
        try await store.read { [self] store in
            let origin = try store.origin()
            var audit = Audit(kept: kept + [origin?.head].compactMap { $0 }.filter { $0.position > 0 }, uses: uses)
            audit.found.copyOf = origin?.head.description
            do {
                try audit.goThrough(store, rebuilding ? shelf : nil)
                if audit.found.firstBad == nil, let damage = try store.damage() { audit.found.firstBad = .init(damage) }
                if audit.found.firstBad == nil { audit.found.absentKeys = try unopened(in: store) }
            } catch StoreFault.damaged(let what) {
                audit.found.firstBad = .init(what)
            }
            return audit.found
        }
    }
}

/// The log as far as it has been looked at.
struct Audit {
    fileprivate(set) var found = Verification()
    private(set) var head = Head.empty
    private var cases: [CaseID: (version: Int, seal: [UInt8])] = [:]
    private var kept: [Int64: [UInt8]]

    private var keptUses: [Int64: [UInt8]]

    init(kept: [Head], uses: [Head] = []) {
        self.kept = Dictionary(kept.map { ($0.position, $0.seal) }, uniquingKeysWith: { one, _ in one })
        keptUses = Dictionary(uses.map { ($0.position, $0.seal) }, uniquingKeysWith: { one, _ in one })
    }

    /// - Parameter shelf: the definitions, where every row is rebuilt.
    fileprivate mutating func goThrough(_ store: any StoreReader, _ shelf: DefinitionShelf?) throws {
        while found.firstBad == nil {
            let page = try store.log(after: head.position, limit: 1_000)
            if page.isEmpty { break }
            for entry in page where found.firstBad == nil { take(entry) }
        }
        if found.firstBad == nil { end(at: try store.head()) }
        if found.firstBad == nil { try count(store) }
        if let shelf, found.firstBad == nil { try rebuild(store, shelf) }
        if found.firstBad == nil { try goThrough(store.registry) }
    }

    mutating func take(_ entry: Entry) {
        func bad(_ what: String) { found.firstBad = .init(what, position: entry.position, caseID: entry.caseID, seq: entry.seq) }
        guard entry.position == head.position + 1 else {
            found.firstBad = .init("gap", position: head.position + 1)
            return
        }
        let before = cases[entry.caseID] ?? (version: 0, seal: Entry.noSeal)
        guard entry.seq == before.version + 1, entry.count > 0 else { return bad("order") }
        guard entry.isIntact(after: before.seal) else { return bad("seal") }
        guard (try? entry.events()) != nil else { return bad("unreadable") }
        cases[entry.caseID] = (entry.version, entry.seal)
        head = head.advanced(by: entry)
        if let seal = kept.removeValue(forKey: entry.position), seal != head.seal { return bad("head") }
        found.events += entry.count
        found.entries = head.position
        found.cases = cases.count
        found.head = head.description
    }

    /// What the log should have come to.
    mutating func end(at stored: Head) {
        if let missing = kept.keys.min() {
            found.firstBad = .init("missing-end", position: min(missing, head.position + 1))
        } else if stored.position > head.position {
            found.firstBad = .init("missing-end", position: head.position + 1)
        } else if stored != head {
            found.firstBad = .init("head", position: head.position)
        }
    }

    /// Every case has come to the version that its row says: nothing was cut off after the head that was written down last.
    private mutating func count(_ store: any StoreReader) throws {
        try store.eachCase { row in
            let version = cases[row.caseID]?.version ?? 0
            if version < row.version {
                found.firstBad = .init("missing-end", position: head.position + 1, caseID: row.caseID, seq: version + 1)
            } else if version > row.version {
                found.firstBad = .init("projection", caseID: row.caseID)
            }
            return found.firstBad == nil
        }
    }

    /// The log of uses of data from its first row; then every licence, which is as the last row about it says.
    private mutating func goThrough(_ registry: any RegistryReader) throws {
        var last = Head.empty
        var licences: Int64 = 0
        var authorisations: [Int64: Bool] = [:]
        while true {
            let page = try registry.uses(of: nil, after: last.position, limit: 1_000)
            if page.isEmpty { break }
            for logged in page {
                guard logged.position == last.position + 1, try LoggedUse.seal(logged.use.encoded(), after: last) == logged.seal,
                    try isFound(logged, registry)
                else {
                    found.firstBad = .init("data-use", position: last.position + 1)
                    return
                }
                last = logged.head
                licences = max(licences, logged.use.licence ?? 0)
                if let number = logged.use.authorisation { authorisations[number] = logged.use.act != .authorisationWithdrawn }
                if let seal = keptUses.removeValue(forKey: last.position), seal != last.seal {
                    found.firstBad = .init("data-use", position: last.position)
                    return
                }
            }
        }
        found.dataUses = last.position
        found.usesHead = last.position == 0 ? "" : last.description
        guard try registry.lastUse() == last, keptUses.isEmpty else {
            found.firstBad = .init("data-use", position: last.position + 1)
            return
        }
        if last.position > 0, let gone = try OfficeSecrets.gone(from: registry) { throw StoreFault.damaged("office_keys \(gone)") }
        for (number, holds) in authorisations.sorted(by: { $0.key < $1.key }) {
            guard let row = try registry.authorisation(number), (row.withdrawnAt == nil) == holds else {
                throw StoreFault.damaged("authorisations \(number)")
            }
        }
        while true {
            let page = try registry.licences(after: Int64(found.licences), limit: 500)
            if page.isEmpty { break }
            for row in page {
                guard row.number == Int64(found.licences) + 1, try registry.lastUse(of: row.number)?.use.digest == row.digest else {
                    found.firstBad = .init("licence \(found.licences + 1)")
                    return
                }
                found.licences += 1
            }
        }
        if licences > found.licences { found.firstBad = .init("licence \(found.licences + 1)") }
    }

    /// Those whose data were used find the row.
    private func isFound(_ logged: LoggedUse, _ registry: any RegistryReader) throws -> Bool {
        for subject in logged.use.subjects {
            guard let bytes = Digest.bytes(subject),
                try registry.uses(of: bytes, after: logged.position - 1, limit: 1).first?.position == logged.position
            else { return false }
        }
        return true
    }

    /// What is kept of a form is what the log commits to.
    private func isIntact(_ form: @autoclosure () throws -> SealedForm?, as digest: [UInt8]?) throws -> Bool {
        do { return try form()?.digest == digest } catch StoreFault.damaged { return false }
    }

    /// Nothing is left of the copies of a case, nor of what was typed in it.
    private func isErased(_ open: OpenCase, _ registry: any RegistryReader) throws -> Bool {
        guard try registry.typed(in: open.id).isEmpty, try registry.files(of: open.id).isEmpty else { return false }
        return try open.state.evidence.allSatisfy { one in
            guard let row = try registry.licence(one.register) else { return true }
            return row.provider == nil || row.isErased
        }
    }

    /// Every row again from the events; none too many, none other.
    mutating func rebuild(_ store: any StoreReader, _ shelf: DefinitionShelf) throws {
        var rows = 0
        var (measured, disputed, parties) = (0, 0, 0)
        try store.eachCase { row in
            var events: [CaseEvent] = []
            guard let open = try OpenCase(row.caseID, store, shelf, into: &events), let projection = open.projection,
                projection.row == row, try store.items(of: row.caseID) == projection.items,
                try store.measures(of: row.caseID) == projection.measures, try store.disputes(of: row.caseID) == projection.disputes,
                try store.parties(of: row.caseID) == projection.parties
            else {
                found.firstBad = .init("projection", caseID: row.caseID)
                return false
            }
            guard try isIntact(store.form(of: row.caseID), as: open.state.form) else {
                found.firstBad = .init("form", caseID: row.caseID)
                return false
            }
            guard try open.state.erasedOn == nil || isErased(open, store.registry) else {
                found.firstBad = .init("erased", caseID: row.caseID)
                return false
            }
            if projection.measures != nil { measured += 1 }
            disputed += projection.disputes.count
            parties += projection.parties.count
            rows += 1
            return true
        }
        if found.firstBad != nil { return }
        // Every one of the rows that there should be was found; is there another?
        if try store.measures(of: nil, after: nil, limit: measured + 1).count > measured
            || store.disputes(in: nil, limit: disputed + 1).count > disputed || store.partyCount() != parties
        {
            found.firstBad = .init("projection")
        }
        if rows != cases.count {
            let missing = cases.keys.sorted().first { (try? store.row(of: $0)) == .some(nil) }
            found.firstBad = .init("projection", caseID: missing)
        }
    }
}
