/// Where a script stopped: why, in words of its keys, and what can be done instead.
public struct ScriptStop: Sendable {
    public var message: Title
    public var canDo: [Title]
    /// The entry that was refused; the journey itself where nothing of it was.
    public var position: SourcePosition
}

extension Walk {
    /// Where the script stopped; nil where it did not, and where nothing was taken in.
    public var stop: ScriptStop? {
        guard let refusal, state.submission != nil else { return nil }
        let words = refusal.wording(state, under: rules)
        let position = refused.flatMap { journey.script.positions[$0] } ?? journey.definition.id.position
        return ScriptStop(
            message: message(refusal) ?? words.message,
            canDo: zip(refusal.canDo, words.canDo).map { instead, words in inKeys(instead) ?? words }, position: position)
    }

    private func message(_ refusal: Refusal) -> Title? {
        switch refusal.reason {
        case .noSuchMove(let place, let move):
            let move = self.move(move, of: place)
            return Title(zh: "\(at(place).zh)，没有动作 `\(move)`", en: "\(at(place).en), and no move `\(move)` leads on from there")
        case .notTheirs(let place, let move) where isOfTimeAlone(move, of: place):
            let limit = rules.state(state.items[place]).atMost?.title
            let words = limit.map { Title(zh: "（期限 \($0.zh)）", en: " (limit \($0.en))") } ?? Title(zh: "", en: "")
            return Title(
                zh: "\(at(place).zh)，`\(self.move(move, of: place))` 只由期限作出\(words.zh)",
                en: "\(at(place).en), and only time makes the move `\(self.move(move, of: place))`\(words.en)")
        case .unwritten(let place, let move, let needs):
            let words = needs.all.map(\.title)
            return Title(
                zh: "\(at(place).zh)，`\(self.move(move, of: place))` 须写明：\(words.map(\.zh).joined(separator: "、"))",
                en: "\(at(place).en), and `\(self.move(move, of: place))` must say: \(words.map(\.en).joined(separator: ", "))")
        case .itemHasBegun(let place), .itemEnded(let place):
            return Title(zh: "\(at(place).zh)，不能撤回", en: "\(at(place).en), and cannot be taken back from there")
        default: return nil
        }
    }

    /// What can be done, as an author writes it.
    func inKeys(_ instead: Refusal.Instead) -> Title? {
        switch instead {
        case .move(let place, let move, let by):
            Title(
                zh: "`\(self.move(move, of: place))`（\(by.map(\.title.zh).joined(separator: "、"))）",
                en: "`\(self.move(move, of: place))` (\(by.map(\.title.en).joined(separator: ", ")))")
        case .write(let needs):
            Title(zh: "写 \(needs.keys.joined(separator: "、"))", en: "write \(needs.keys.joined(separator: ", "))")
        default: nil
        }
    }

    private func isOfTimeAlone(_ move: Int, of place: Int) -> Bool { rules.move(move, from: state.items[place])?.by == .time }

    /// A move as the file names it.
    private func move(_ name: Int, of place: Int) -> String {
        let names = rules.process(of: state.items[place]).moveNames
        if names.indices.contains(name) { return names[name] }
        guard case .move(let key, let number) = refused else { return "–" }
        return journey.script.moves[key]?[number].move ?? "–"
    }

    /// What the state of an item is called, or its end.
    func stage(of place: Int) -> Title {
        let one = state.items[place]
        return one.stage == .ended ? end(of: place).title : rules.process(of: one).stateTitle(Int(one.state))
    }

    /// An item and its state: `road-permit` is “accepted”.
    private func at(_ place: Int) -> Title {
        let words = stage(of: place)
        return Title(zh: "`\(name(place))` 处于“\(words.zh)”", en: "`\(name(place))` is “\(words.en)”")
    }
}

extension MoveNeeds {
    /// The keys of a scripted move that say what is needed.
    fileprivate var keys: [String] {
        all.compactMap { need in
            switch need {
            case .reason: "`because: {zh: …, en: …}`"
            case .basis: "`basis: [{law: …}]`"
            case .expectedEnd: "`lasts: 5 working days`"
            case .gaps: "`papers: […]`"
            case .remedies, .papers, .verifiedPapers, .payment, .newFacts: nil
            }
        }
    }
}
