/// What has come of a case, item by item, in words for the applicant: how each stands, why, what is kept, what can be done.
public struct CaseOutcome: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        /// Its name in the case, with its number where there are several.
        public var item: String
        public var end: JourneyDefinition.End
        public var standing: Title
        /// Why it ended as it did, or what it waits for; nil where nothing went wrong.
        public var because: Title?
        /// What the applicant has in hand of it.
        public var keeps: Title?
        public var canDo: Title?
    }

    public private(set) var items: [Item] = []
    /// All of it in one sentence.
    public private(set) var summary = Title(zh: "尚未提交", en: "nothing was submitted")

    public init(_ events: [CaseEvent], under rules: CaseRules) {
        var telling = Telling(rules: rules)
        for event in events { telling.take(event) }
        guard telling.state.submission != nil else { return }
        items = telling.state.items.indices.map(telling.item)
        summary = Self.summary(items)
    }

    private static func summary(_ items: [Item]) -> Title {
        let granted = items.count { $0.end == .granted }
        let open = items.count { $0.end == .open }
        let rest = items.count - granted - open
        return Title(
            zh: "\(items.count) 个事项：\(granted) 个办成，\(open) 个在办，\(rest) 个未办成",
            en: "\(items.count) items: \(granted) came out well, \(open) still open, \(rest) did not come out")
    }
}

/// Goes through the events of a case and keeps what its end is told by.
private struct Telling {
    let rules: CaseRules
    var state = CaseState()
    private var reasons: [Int: Title] = [:]
    private var remedies: [Int: Title] = [:]
    private var closedBy: [Int: Int] = [:]
    private var issued: [Int: [Title]] = [:]
    /// What was late when an item lapsed.
    private var late: [Int: Title] = [:]

    init(rules: CaseRules) { self.rules = rules }

    mutating func take(_ event: CaseEvent) {
        switch event.fact {
        case .moved(let item, _, _, _, let note):
            reasons[Int(item)] = note?.reason
            remedies[Int(item)] = note?.remedies
        case .issued(let item, let issue):
            let issues = rules.bundle.items[Int(state.items[Int(item)].opened.item)].item.issues
            issued[Int(item), default: []].append(rules.bundle.shared.licences[issues[Int(issue)].licence].definition.title)
        case .closedBecause(let item, let other): closedBy[Int(item)] = Int(other)
        case .paperLate(let paper):
            let line = state.submission?.papers[Int(paper)].id ?? ""
            for place in state.items.indices
            where CaseMachine.concerns(place, state.papers[Int(paper)]) && state.items[place].stage != .ended {
                late[place] = Title(zh: "后补的材料逾期未到：\(line)", en: "a paper that was to follow did not come by its day: \(line)")
            }
        case .limitPassed(let item, .state):
            late[Int(item)] = Title(zh: "未在期限内办理", en: "nobody acted within the time of this state")
        case .submitted, .started, .handedOver, .clockStarted, .clockStopped, .clockResumed, .limitPassed, .decided, .ended, .handedIn,
            .verified, .happened, .closed, .assigned, .visited, .promiseStopped, .promiseResumed, .limitExtended, .staysThrough, .limitNear,
            .dueCorrected, .acknowledged, .paperIssued, .migrated, .offerAccepted, .mandated, .mandateEnded, .applicants, .formFilled,
            .evidence,
            .evidenceLost, .evidenceChecked, .evidenceAwaited, .evidenceArrived, .madeOut, .erased, .wholeExtended,
            .wholeNear, .wholePassed, .wholeCorrected, .disputed, .disputeSettled, .disputeLate, .disputeCorrected:
            break
        }
        CaseMachine.apply(event, to: &state)
    }

    func item(_ place: Int) -> CaseOutcome.Item {
        let one = state.items[place]
        let name = state.submission.map { rules.name(ofItem: place, in: $0) } ?? ""
        let end = end(one)
        return CaseOutcome.Item(
            item: name, end: end, standing: standing(one, end), because: because(place, one, end), keeps: keeps(place, one, end),
            canDo: canDo(place, one, end))
    }

    /// An item that is decided to be granted has come out well, whatever delivery still takes.
    private func end(_ one: ItemState) -> JourneyDefinition.End {
        switch one.end {
        case .process(let end): JourneyDefinition.End(rawValue: end.rawValue) ?? .open
        case .closed: .closed
        case nil: one.decision == .granted ? .granted : one.decision == .refused ? .refused : .open
        }
    }

    private func standing(_ one: ItemState, _ end: JourneyDefinition.End) -> Title {
        if one.stage == .open { return rules.process(of: one).stateTitle(Int(one.state)) }
        switch end {
        case .granted: return Title(zh: "办成", en: "came out well")
        case .refused: return Title(zh: "不予办理", en: "refused")
        case .notTakenIn: return Title(zh: "不予受理", en: "not taken in")
        case .withdrawn: return Title(zh: "申请人撤回", en: "taken back by the applicant")
        case .lapsed: return Title(zh: "逾期终止", en: "lapsed")
        case .closed: return Title(zh: "随之终止", en: "closed with another")
        case .revoked: return Title(zh: "准予后又撤销", en: "granted and revoked")
        case .open: return Title(zh: "尚未开始", en: "has not begun")
        }
    }

    private func because(_ place: Int, _ one: ItemState, _ end: JourneyDefinition.End) -> Title? {
        switch end {
        case .granted, .withdrawn: return nil
        case .refused, .notTakenIn, .revoked: return reasons[place]
        case .lapsed: return late[place]
        case .closed:
            guard let other = closedBy[place], other >= 0 else { return Title(zh: "全案撤回", en: "the whole was taken back") }
            let needs = rules.bundle.items[Int(one.opened.item)].before.contains(Int(state.items[other].opened.item))
            let title = title(other)
            return needs
                ? Title(zh: "需要“\(title.zh)”的结果", en: "it needs the result of “\(title.en)”")
                : Title(zh: "“\(title.zh)”未办成，全部终止", en: "“\(title.en)” did not come out, and all stop")
        case .open:
            if one.statutoryPassed { return Title(zh: "已超过法定时限", en: "the limit of the law has passed") }
            if one.promisedPassed { return Title(zh: "已超过承诺时限", en: "the promised limit has passed") }
            guard one.stage == .waiting else { return nil }
            let needed = rules.bundle.items[Int(one.opened.item)].after.flatMap { Array(state.instances(of: $0)) }
                .filter { !state.items[$0].isGranted }.map(title)
            if !needed.isEmpty {
                return Title(
                    zh: "等“\(needed.map(\.zh).joined(separator: "”“"))”的结果", en: "waits for “\(needed.map(\.en).joined(separator: "”, “"))”"
                )
            }
            guard one.opened.event >= 0 else { return nil }
            let event = rules.bundle.shared.events[Int(one.opened.event)].title
            return Title(zh: "等：\(event.zh)", en: "waits for: \(event.en)")
        }
    }

    /// Results in hand; of what was revoked, what the law leaves (行政许可法 art. 69 ¶4).
    private func keeps(_ place: Int, _ one: ItemState, _ end: JourneyDefinition.End) -> Title? {
        if end == .revoked {
            return Title(
                zh: "因行政机关的过错而撤销的，合法权益受到的损害依法赔偿；因作虚假承诺而取得的利益不受保护",
                en:
                    "where the office was at fault, damage to lawful interests is made good; what was had by a false promise is not protected"
            )
        }
        guard one.isGranted, let results = issued[place] else { return nil }
        return Title(zh: results.map(\.zh).joined(separator: "、"), en: results.map(\.en).joined(separator: ", "))
    }

    private func canDo(_ place: Int, _ one: ItemState, _ end: JourneyDefinition.End) -> Title? {
        let alone = Title(zh: "单独再申请“\(title(place).zh)”", en: "apply for “\(title(place).en)” again, by itself")
        switch end {
        case .granted, .open: return nil
        case .refused, .revoked: return remedies[place] ?? alone
        case .notTakenIn, .withdrawn, .lapsed, .closed: return alone
        }
    }

    private func title(_ place: Int) -> Title { rules.title(of: state.items[place].opened) }
}
