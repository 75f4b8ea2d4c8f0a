extension Walk {
    /// Entries of the script that came to nothing: what they say could be anything, and the walk would be the same.
    func unused() -> [(entry: ScriptEntry, diagnostic: Diagnostic)] {
        journey.script.positions.filter { !used.contains($0.key) && !isAfterUnused($0.key) && !isAwaited($0.key) }.map { entry, position in
            (entry, Diagnostic(.noEffect(key(entry), reason: reason(entry)), at: position))
        }
    }

    /// Of the moves of an item the first is told.
    private func isAfterUnused(_ entry: ScriptEntry) -> Bool {
        guard case .move(let key, let number) = entry else { return false }
        return number > 0 && !used.contains(.move(key, number - 1))
    }

    /// An item that has begun waits for the day on which its officers decide, whether it comes so far or not.
    private func isAwaited(_ entry: ScriptEntry) -> Bool {
        guard case .decides(let key) = entry else { return false }
        return places(of: key).contains { state.items[$0].received != nil }
    }

    /// The entry as it stands in the file: `refuses.road-permit`.
    private func key(_ entry: ScriptEntry) -> String {
        switch entry {
        case .decides(let key): "officers.\(name(key))"
        case .refuses(let key): "refuses.\(name(key))"
        case .supplies(let key): "supplies.\(name(key))"
        case .withdraws(let key): "withdraws.\(name(key))"
        case .move(let key, let number): "script.\(name(key)): \(journey.script.moves[key]?[number].move ?? "")"
        case .without(let material): "without: \(bundle.shared.materials[material].id.value)"
        case .brings(let material): "brings.\(bundle.shared.materials[material].id.value)"
        case .event(let event): "events.\(bundle.shared.events[event].id.value)"
        case .withdrawsAll: "withdraws-all"
        }
    }

    private func name(_ key: ItemKey) -> String { bundle.items[key.item].item.id + (key.instance.map { "#\($0 + 1)" } ?? "") }

    private func reason(_ entry: ScriptEntry) -> Title {
        guard state.submission != nil else { return Title(zh: "当场告知不能办理，不收任何材料", en: "it is told at once, and nothing is taken in") }
        switch entry {
        case .decides(let key), .refuses(let key), .withdraws(let key), .move(let key, _): return reason(key) ?? Self.notReached
        case .supplies(let key):
            return reason(key, isOver: false) ?? Title(zh: "没有要补正的材料，也没有要缴的费", en: "nothing was wanting, and nothing was to be paid")
        case .without(let material), .brings(let material): return reason(material: material)
        case .event(let event):
            let awaited = state.items.contains { Int($0.opened.event) == event }
            return awaited ? Self.over : Title(zh: "此情形下没有事项等待它", en: "no item of this situation waits for it")
        case .withdrawsAll: return Self.over
        }
    }

    private static let over = Title(zh: "那时全案已经办结", en: "the case is closed by then")
    private static let notReached = Title(zh: "没有轮到它", en: "its turn never comes")

    /// Why nothing came of what was said of an item.
    private func reason(_ key: ItemKey, isOver: Bool = true) -> Title? {
        let all = state.items.indices.filter { Int(state.items[$0].opened.item) == key.item }
        let meant = places(of: key)
        if all.isEmpty { return Title(zh: "此情形下不办理这个事项", en: "the item is no part of this situation") }
        if meant.isEmpty {
            return Title(zh: "此情形下只有 \(all.count) 个", en: all.count == 1 ? "there is only one of it" : "there are only \(all.count) of it")
        }
        guard isOver, let last = meant.compactMap(ended).max() else { return nil }
        let end = end(of: meant[0]).title
        return Title(
            zh: "轮到它之前，事项已于 \(last.day) 结束（\(end.zh)）", en: "before its turn comes, the item has ended on \(last.day) (\(end.en))")
    }

    /// When an item ended.
    private func ended(_ place: Int) -> Moment? {
        events.last { event in
            switch event.fact {
            case .ended(Int32(place), _), .closedBecause(Int32(place), _): true
            default: false
            }
        }?.at
    }

    private func reason(material: Int) -> Title {
        let lines = plan.ledger.lines.filter { $0.material == material && $0.disposition != .notApplicable }
        guard let line = lines.first(where: { $0.disposition == .handedIn || $0.disposition == .follows }) ?? lines.first else {
            return Title(zh: "此情形下没有人要它", en: "nobody asks for it in this situation")
        }
        switch line.disposition {
        case .handedIn where !used.contains(.without(material)):
            return Title(zh: "它随申请提交；请另写 `without`", en: "it comes with the application: name it in `without` too")
        case .handedIn, .follows: return Title(zh: "那时它已经交了，或事项已经结束", en: "by then it was handed in already, or the item has ended")
        default:
            let words = line.disposition.title
            return Title(zh: "本来就不必交（\(words.zh)）", en: "it need not be handed in (\(words.en))")
        }
    }

    /// The items of the case that a key means.
    func places(of key: ItemKey) -> [Int] {
        state.items.indices.filter { place in
            let opened = state.items[place].opened
            return key.item == Int(opened.item) && (key.instance == nil || key.instance == max(0, Int(opened.instance)))
        }
    }
}
