/// How long moves take, and the officers who make them.
extension ScenarioBuilder {
    mutating func work(_ scenario: inout ScenarioDefinition) {
        var own: [String: [(move: Name, spread: Spread)]] = [:]
        var rest: [String: Observations.Times] = [:]
        for key in seen.work.keys.sorted() {
            let times = seen.work[key]!
            guard times.done.count < TimeFit.least else {
                if let fit = time("work.items.\(key.item).\(key.move)", times) {
                    own[key.item, default: []].append((Located(key.move, at: position), fit.spread))
                }
                continue
            }
            rest[key.move, default: .init()].done += times.done
            rest[key.move, default: .init()].open += times.open
        }
        var moves: [(move: Name, spread: Spread)] = []
        for move in rest.keys.sorted() where rest[move]!.done.count >= smallestCell {
            if let fit = time("work.moves.\(move)", rest[move]!) { moves.append((Located(move, at: position), fit.spread)) }
        }
        guard !own.isEmpty || !moves.isEmpty else { return }
        func isFitted(_ item: String, _ move: String) -> Bool {
            own[item]?.contains { $0.move.value == move } ?? false || moves.contains { $0.move.value == move }
        }
        let before = base.definition.work
        var items = base.bundle.items.compactMap { entry in
            own[entry.item.id].map { (item: Located(entry.item.id, at: position), moves: $0) }
        }
        for entry in before.items {
            let kept = entry.moves.filter { !isFitted(entry.item.value, $0.move.value) }
            if kept.isEmpty { continue }
            if let place = items.firstIndex(where: { $0.item.value == entry.item.value }) {
                items[place].moves += kept
            } else {
                items.append((entry.item, kept))
            }
        }
        moves += before.moves.filter { entry in !moves.contains { $0.move.value == entry.move.value } }
        let what = Title(
            zh: "从可以办理到办理，按开门时间计，排队在内（记录中没有人员实际用时）",
            en:
                "from when something could be done until it was, in hours that are open, with the wait for an officer (nobody records how long an officer works)"
        )
        scenario.work = ScenarioDefinition.Times(
            assumed: assumed(
                what, over: before.assumed,
                keeping: ["any"]
                    + before.moves.map(\.move.value).filter { move in
                        !self.values.contains { $0.path == "work.moves.\(move)" && $0.what != nil }
                    }), any: before.any, moves: moves, items: items)
        waits(&scenario, isFitted)
        batches(&scenario, isFitted)
        offices(&scenario)
    }

    /// So is the wait for others of a batch.
    private func batches(_ scenario: inout ScenarioDefinition, _ isFitted: (String, String) -> Bool) {
        guard let before = base.definition.batches else { return }
        var items: [(item: Name, moves: [(move: Name, batch: ScenarioDefinition.Batch)])] = []
        for (place, entry) in base.bundle.items.enumerated() where !entry.isWholeList {
            let kept = moves(of: entry).filter { !isFitted(entry.item.id, $0) }.compactMap { move in
                base.batches.value(place, move).map { (move: Located(move, at: position), batch: $0) }
            }
            if !kept.isEmpty { items.append((Located(entry.item.id, at: position), kept)) }
        }
        scenario.batches = items.isEmpty ? nil : ScenarioDefinition.Batches(assumed: before.assumed, moves: [], items: items)
    }

    private func moves(of entry: BundleItem) -> [String] { Set(entry.moveNames).sorted() }

    /// A wait goes before work in a simulation: those of moves that were measured are in the measured times.
    private func waits(_ scenario: inout ScenarioDefinition, _ isFitted: (String, String) -> Bool) {
        guard let before = base.definition.waits else { return }
        var items: [(item: Name, moves: [(move: Name, spread: Spread)])] = []
        for (place, entry) in base.bundle.items.enumerated() where !entry.isWholeList {
            let kept = moves(of: entry).filter { !isFitted(entry.item.id, $0) }.compactMap { move in
                base.waits.value(place, move).map { (move: Located(move, at: position), spread: $0) }
            }
            if !kept.isEmpty { items.append((Located(entry.item.id, at: position), kept)) }
        }
        scenario.waits = items.isEmpty ? nil : ScenarioDefinition.Times(assumed: before.assumed, any: nil, moves: [], items: items)
    }

    /// Waiting for an officer is in the measured times: here nobody waits a second time.
    private func offices(_ scenario: inout ScenarioDefinition) {
        let before = base.definition.offices
        scenario.offices.each = before.each.map { office in
            var office = office
            office.officers.value = max(office.officers.value, scenario.block)
            office.leave = nil
            return office
        }
        scenario.offices.assumed = ScenarioDefinition.Assumed(
            grade: .constructed,
            because: Title(
                zh: "等候已含在实测用时中，人员数与一组人数相同，使无人再等；忙闲比例没有意义。上班时间与窗口用时沿用 \(base.id)：\(before.assumed.because.zh)",
                en:
                    "Waiting is in the measured times: as many officers as people in a block, so that nobody waits twice, and how busy they are says nothing. Hours and the window as in \(base.id): \(before.assumed.because.en)"
            ), position: position)
    }
}
