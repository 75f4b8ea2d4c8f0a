import Foundation

/// 好差评 (GB/T 39735): whoever was served says how, once for each item and channel; nobody else does, and nothing is counted that nobody said. A bad
/// rating is verified, put right and called back. Staff see what was said, and not by whom.
extension Office {
    /// Keeps how somebody was served with an item that has ended.
    /// - Throws: `NotAllowed`, `UnknownWord` where the case is none of his, `RatingRefusal`, `UnfitValue`, `KeyProblem`, `StoreFault`.
    public func rate(_ rating: NewRating, of id: CaseID, by caller: Caller, under key: RequestKey<Rating>? = nil) async throws -> Rating {
        try Rights.check(.rate, by: caller.role)
        if let words = rating.words { try checkWords(words) }
        let today = clock.now.day
        return try await write(under: key) { [self] store in
            try checkServed(caller, id, today, store)
            var events: [CaseEvent] = []
            guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
            let items = open.state.items.map { open.rules.name(of: $0.opened) }
            guard let place = items.firstIndex(of: rating.item) else { throw UnknownWord(.item, rating.item, known: items) }
            let records = EventRecord.records(of: events, under: open.editions)
            guard let end = records.last(where: { $0.item == rating.item && $0.type == EventRecord.Kind.ended.rawValue }),
                let day = Day(end.on ?? String(end.at.prefix(10)))
            else { throw RatingRefusal.notEnded }
            let last = day.adding(days: ratingRules.windowDays)
            guard today <= last else { throw RatingRefusal.tooLate(last) }
            let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
            let print = secrets.fingerprint(ofRatingOf: rating.item, in: rating.channel, of: id)
            guard try store.registry.rating(at: print) == nil else { throw RatingRefusal.ratedBefore }
            let bundle = open.rules.bundle
            let answers = open.state.submission?.answers ?? Answers(questions: 0)
            let due = CaseClock.due(
                from: today, within: TimeSpan(ratingRules.callBackDays, .workingDays), bundle.shared.calendar
            ).due.day
            var row = RatingRow(
                number: 0, place: print, ofCase: secrets.fingerprint(ofRatingsOf: id), bundle: bundle.id,
                item: bundle.items[Int(open.state.items[place].opened.item)].item.id,
                department: bundle.shared.departments[open.rules.holder(of: open.state.items[place], answers)].id.value,
                channel: rating.channel, level: rating.level, ratedOn: today, due: rating.level.isBad ? due : nil, key: [], body: [])
            let sealing = secrets.masters.makeKey()
            row.key = try secrets.masters.wrap(sealing, at: row.sealedAt)
            let said = RatedWords(points: rating.points.sorted { $0.rawValue < $1.rawValue }, words: rating.words, steps: [])
            row.body = try sealing.seal(said.canonicalJSON(), at: row.sealedAt)
            row.number = try store.registryWriter.keep(row)
            return opened(row, said, on: today)
        }
    }

    /// The ratings that were given in a case, with what became of them; for whoever was served.
    public func ratings(of id: CaseID, by caller: Caller) async throws -> [Rating] {
        try Rights.check(.rate, by: caller.role)
        let today = clock.now.day
        return try await store.read { [self] store in
            try checkServed(caller, id, today, store)
            guard try OfficeSecrets.areKept(in: store.registry) else { return [] }
            let secrets = try OfficeSecrets(keys, store)
            return try store.registry.ratings(ofCase: secrets.fingerprint(ofRatingsOf: id)).map { try open($0, secrets, on: today) }
        }
    }

    /// Bad ratings of a department that are to be followed up still, the oldest first.
    public func callBacks(after number: Int64 = 0, limit: Int, by caller: Caller) async throws -> [Rating] {
        try Rights.check(.callBack, by: caller.role)
        let today = clock.now.day
        return try await store.read { [self] store in
            guard let department = caller.department, try OfficeSecrets.areKept(in: store.registry) else { return [] }
            let secrets = try OfficeSecrets(keys, store)
            return try store.registry.callBacks(in: department, after: number, limit: limit).map { try open($0, secrets, on: today) }
        }
    }

    /// A step in the following up of a bad rating of one's department. Only a supervisor says that it does not count.
    /// - Throws: `NotAllowed`, `UnknownWord` where it is none of the department's, `RatingRefusal`, `UnfitValue`, `KeyProblem`, `StoreFault`.
    public func followUp(
        _ number: Int64, _ step: CallBackStep, words: String, by caller: Caller, under key: RequestKey<Rating>? = nil
    ) async throws -> Rating {
        try Rights.check(.callBack, by: caller.role)
        if !step.counts { try Rights.check(.callBack, by: caller.role, but: [.officer]) }
        if words.allSatisfy(\.isWhitespace) { throw RatingRefusal.noWords }
        try checkWords(words)
        let today = clock.now.day
        return try await write(under: key) { [self] store in
            guard var row = try store.registry.rating(number), let department = caller.department, row.department == department else {
                throw UnknownWord(.rating, "\(number)")
            }
            guard row.due != nil else { throw RatingRefusal.notBad }
            let before: [CallBackStep?] =
                switch step {
                case .verified: [nil]
                case .rectified: [.verified]
                case .calledBack: [.rectified]
                case .malicious, .mistaken: [nil, .verified]
                }
            guard row.isToFollowUp, before.contains(row.step) else { throw RatingRefusal.notNow(step) }
            let secrets = try OfficeSecrets(keys, store)
            var rating = try open(row, secrets, on: today)
            row.step = step
            if step.ends { row.closedOn = today }
            rating.steps.append(Rating.Step(on: today.description, step: step, words: words, by: caller.person))
            let said = RatedWords(points: rating.points, words: rating.words, steps: rating.steps)
            // Where it was destroyed meanwhile nothing is written beside it.
            if !row.key.isEmpty {
                row.body = try secrets.masters.unwrap(row.key, at: row.sealedAt).seal(said.canonicalJSON(), at: row.sealedAt)
            }
            _ = try store.registryWriter.keep(row)
            return opened(row, said, on: today)
        }
    }

    /// Destroys what was said with the ratings of a case; how many stars there were counts on.
    func destroyRatings(of id: CaseID, _ store: any StoreWriter) throws {
        guard try OfficeSecrets.areKept(in: store.registry) else { return }
        let secrets = try OfficeSecrets(keys, store)
        for var row in try store.registry.ratings(ofCase: secrets.fingerprint(ofRatingsOf: id)) {
            (row.key, row.body) = ([], [])
            // Nobody who has the keys finds any more whose it was.
            row.ofCase = Digest.of(Array("erased \(row.number)".utf8))
            row.place = row.ofCase
            _ = try store.registryWriter.keep(row)
        }
    }

    // MARK: Parts

    /// As it is sealed.
    private struct RatedWords: Codable {
        var points: [NewRating.Point]
        var words: String?
        var steps: [Rating.Step]
    }

    /// Whose case it is, and whoever acts for him. On the command line a case may be nobody's in particular.
    private func checkServed(_ caller: Caller, _ id: CaseID, _ today: Day, _ store: any StoreReader) throws {
        guard try store.row(of: id) != nil else { throw UnknownWord(.case, id.description) }
        if caller.person == nil, try store.parties(of: id).isEmpty { return }
        guard try Self.sight(of: caller, on: id, today, store, shelf) == .own else { throw UnknownWord(.case, id.description) }
    }

    private func checkWords(_ words: String) throws(UnfitValue) {
        guard words.isPlain, words.unicodeScalars.count <= NewRating.mostCharacters else {
            throw UnfitValue(field: Title(zh: "所写内容", en: "what was written"), most: .characters(NewRating.mostCharacters))
        }
    }

    private func open(_ row: RatingRow, _ secrets: OfficeSecrets, on today: Day) throws -> Rating {
        guard !row.key.isEmpty else { return opened(row, nil, on: today) }
        do {
            let bytes = try secrets.masters.unwrap(row.key, at: row.sealedAt).open(row.body, at: row.sealedAt)
            return opened(row, try JSONDecoder().decode(RatedWords.self, from: Data(bytes)), on: today)
        } catch is BrokenSeal { throw StoreFault.damaged("ratings \(row.number)") }
    }

    private func opened(_ row: RatingRow, _ said: RatedWords?, on today: Day) -> Rating {
        Rating(
            row: row, points: said?.points ?? [], words: said?.words, steps: said?.steps ?? [], isDestroyed: said == nil,
            isLate: row.isToFollowUp && row.due.map { $0 < today } ?? false)
    }
}
