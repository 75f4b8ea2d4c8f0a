/// A use of data that its holder is to see later: until which day, and by which law.
public struct ToldLater: Sendable, Hashable {
    /// The last day on which he does not see it; at most a year on.
    public var until: Day
    /// A law of laws.yaml.
    public var law: String
    public var article: String?

    public init(until: Day, law: String, article: String? = nil) { (self.until, self.law, self.article) = (until, law, article) }
}

/// The log of uses of data, as it is shown.
extension Office {
    /// Who did what with the data of a person or firm, the oldest first.
    ///
    /// Only an audit sees who it was: he whose data they are sees the role and the organisation, never another person (个人信息保护法 arts 44, 45),
    /// and what he is to see later when its last day is over, or when it is released.
    public func dataUses(of holder: HolderCode, after position: Int64 = 0, limit: Int, by caller: Caller) async throws -> [LoggedUse] {
        try Rights.check(.dataUses, by: caller.role)
        let today = clock.now.day
        return try await store.read { [self] store in
            guard let holder = try fingerprint(of: holder, store) else { return [] }
            if caller.role == .auditor { return try store.registry.uses(of: holder, after: position, limit: limit) }
            var (shown, last): ([LoggedUse], Int64) = ([], position)
            var released: Set<Int64>?
            while shown.count < limit {
                let page = try store.registry.uses(of: holder, after: last, limit: limit)
                guard let end = page.last else { break }
                last = end.position
                for var logged in page {
                    if logged.use.isDeferred(on: today) {
                        let early = try released ?? store.registry.releases(to: holder)
                        released = early
                        if !early.contains(logged.position) { continue }
                    }
                    logged.use.by.person = nil
                    shown.append(logged)
                }
            }
            return Array(shown.prefix(limit))
        }
    }

    /// All of the log of uses, the oldest first, for an audit.
    public func allDataUses(after position: Int64 = 0, limit: Int, by caller: Caller) async throws -> [LoggedUse] {
        try Rights.check(.verify, by: caller.role)
        return try await store.read { try $0.registry.uses(of: nil, after: position, limit: limit) }
    }

    /// Shows a person at once what he was to see later. It is for the department that deferred it, and a row of its own.
    public func releaseUse(_ position: Int64, by caller: Caller) async throws {
        try Rights.check(.releaseUses, by: caller.role)
        let today = clock.now.day
        try await store.write { [self] store in
            // Others are not told whether there is one.
            guard let logged = try store.registry.uses(of: nil, after: position - 1, limit: 1).first, logged.position == position,
                logged.use.isDeferred(on: today), logged.use.deferral?.department == caller.department,
                let subject = logged.use.subjects.first.flatMap({ Digest.bytes($0) }),
                try !store.registry.releases(to: subject).contains(position)
            else { throw LicenceRefusal.notDeferred(position) }
            _ = try store.registryWriter.note(
                DataUse(
                    at: clock.milliseconds, act: .released, by: caller.asUser, subjects: logged.use.subjects, caseID: logged.use.caseID,
                    fields: [], purpose: "release", basis: "statutory-duty", released: position))
        }
    }

    /// Whoever may never keep licences stands in the log of the one that he asked for, where there is one; he is told after the row is on disk.
    func checkKeeper(of number: Int64, because purpose: String, by caller: Caller) async throws {
        do throws(NotAllowed) { try Rights.check(.keepLicences, by: caller.role) } catch {
            try await store.write { [self] store in
                guard let row = try store.registry.licence(number), row.provider == nil else { return }
                _ = try store.registryWriter.note(
                    DataUse(
                        .refused, of: row, at: clock.milliseconds, by: caller.asUser, caseID: nil,
                        purpose: purpose.namesACitizen ? "" : purpose, basis: "none"))
            }
            throw error
        }
    }
}

extension DataUse {
    fileprivate func isDeferred(on day: Day) -> Bool { (deferral.flatMap { Day($0.until) }).map { day <= $0 } ?? false }
}

extension RegistryReader {
    /// The rows that somebody was to see later and that were released to him.
    fileprivate func releases(to subject: [UInt8]) throws -> Set<Int64> {
        var (released, last): (Set<Int64>, Int64) = ([], 0)
        while true {
            let page = try uses(of: subject, after: last, limit: 1_000)
            guard let end = page.last else { return released }
            released.formUnion(page.compactMap(\.use.released))
            last = end.position
        }
    }
}

extension LicenceRegistry {
    /// That a holder is told later: by a law of the definitions, until a day from today on, at most a year (ours).
    func deferral(_ later: ToldLater, by department: String) throws -> Deferral {
        let laws = shared.laws.map(\.id.value)
        guard laws.contains(later.law) else { throw UnknownWord(.law, later.law, known: laws) }
        if later.until < today { throw LicenceRefusal.inThePast(later.until) }
        let last = today.adding(months: 12)
        if later.until > last { throw LicenceRefusal.deferredTooLong(last) }
        return Deferral(until: later.until.description, law: later.law, article: later.article, department: department)
    }
}
