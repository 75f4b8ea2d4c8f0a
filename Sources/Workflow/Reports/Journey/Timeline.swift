/// The events of a case in words, one row for each, under the definitions that held when they happened.
struct Timeline {
    private let events: [CaseEvent]
    private let rules: CaseRules
    private let submission: Submission
    /// What a paper is called, by its place.
    private let lineTitle: (Int) -> Title
    private let language: Language

    /// Of a walk.
    init(_ walk: Walk, _ language: Language) {
        let ledger = walk.plan.ledger
        let none = Submission(answers: ledger.situation.answers, items: [], papers: [], due: nil)
        self.init(walk.events, of: walk.state.submission ?? none, under: walk.rules, language) { ledger.title(ledger.lines[$0]) }
    }

    /// Of a case, or of as much of it as happened under the same definitions.
    init(_ events: [CaseEvent], of submission: Submission, under rules: CaseRules, _ language: Language) {
        self.init(events, of: submission, under: rules, language) { rules.title(of: submission.papers[$0]) }
    }

    private init(
        _ events: [CaseEvent], of submission: Submission, under rules: CaseRules, _ language: Language, lineTitle: @escaping (Int) -> Title
    ) {
        (self.events, self.submission, self.rules, self.language, self.lineTitle) = (events, submission, rules, language, lineTitle)
    }

    var table: PassageTable {
        let headings: [PassageTable.Column] = [
            (language("序号", "no."), .number), (language("时间", "when"), .text), (language("谁", "who"), .text),
            (language("事项", "item"), .name), (language("发生了什么", "what happened"), .text), (language("备注", "note"), .below),
        ]
        let rows: [[PassageTable.Cell]] = events.enumerated().map { number, event in
            let (item, text, notes) = words(event)
            return [
                .init(number + 1), .init(event.at.description), .init(who(event, item)), .init(item.map(title) ?? ""),
                .init(text), .init(notes),
            ]
        }
        return PassageTable(language("经过", "What happened"), headings, rows)
    }

    private var shared: SharedDefinitions { rules.bundle.shared }

    private func process(_ item: Int32) -> CompiledProcess { rules.processes[Int(submission.items[Int(item)].process)] }

    /// An officer is named by the department that has the item.
    func who(_ event: CaseEvent, _ item: Int?) -> String {
        guard event.by.isOffice, let item else { return event.by.role.title[language] }
        let own = rules.bundle.department(of: Int(submission.items[item].item), submission.answers)
        return shared.departments[holder(event) ?? own].title[language] + language("（", " (") + event.by.role.title[language]
            + language("）", ")")
    }

    /// The department of the state that a move leads from, where the process names one.
    private func holder(_ event: CaseEvent) -> Int? {
        guard case .moved(let item, let move, _, _, _) = event.fact else { return nil }
        let process = process(item)
        let from = process.moves.first { $0.name == Int(move) }?.from.first
        return from.flatMap { process.states[$0].department }
    }

    func words(_ event: CaseEvent) -> (item: Int?, text: String, notes: [String]) {
        switch event.fact {
        case .submitted(let submission):
            let handedIn = submission.papers.filter { $0.disposition == .handedIn }.count
            let all = submission.papers.filter { $0.disposition != .notApplicable }.count
            return (
                nil, language("提交申请：\(all) 份材料中交 \(handedIn) 份", "submitted: \(handedIn) of \(all) papers handed in"),
                submission.due.map { [last(Due(day: $0.day, provisional: $0.provisional), language("全案截止", "the whole is due"))] } ?? []
            )
        case .started(let item, let until):
            let state = process(item).stateTitle(0)[language]
            return (
                Int(item), language("开始：", "begins: ") + state, until.map { [last($0, language("本环节最迟", "in this state until"))] } ?? []
            )
        case .handedOver(let item): return (Int(item), language("交换到部门系统", "handed over to the department's system"), [])
        case .moved(let item, let move, let to, let until, let note):
            let process = process(item)
            let text = "\(process.moveTitle(Int(move))[language]) → \(process.stateTitle(Int(to))[language])"
            return (Int(item), text, moveNotes(item, Int(move), Int(to), until, note))
        case .clockStarted(let item, let from, let statutory, let promised):
            return (Int(item), language("时钟自 \(from) 次日起算", "the clock counts from the day after \(from)"), limits(statutory, promised))
        case .clockStopped(let item, let statutory, let promised):
            return (Int(item), language("时钟停止", "the clock stands still"), left(item, statutory, promised))
        case .clockResumed(let item, let statutory, let promised):
            return (Int(item), language("时钟恢复", "the clock runs again"), limits(statutory, promised))
        case .limitPassed(let item, let limit): return (Int(item), limit.title[language], [])
        case .decided(let item, let decision):
            return (Int(item), decision == .granted ? language("作出决定：准予", "decided: granted") : language("作出决定：不予", "decided: refused"), [])
        case .issued(let item, let issue):
            let issues = rules.bundle.items[Int(submission.items[Int(item)].item)].item.issues
            let licence = shared.licences[issues[Int(issue)].licence].definition.title[language]
            return (Int(item), language("签发：", "issued: ") + licence, [])
        case .ended(let item, let end): return (Int(item), language("结束：", "ends: ") + title(end), [])
        case .closedBecause(let item, let other):
            guard other >= 0 else { return (Int(item), Walk.takenBack[language], []) }
            return (
                Int(item),
                language(
                    "终止：需要“\(title(Int(other)))”的结果", "closed: it needs the result of “\(title(Int(other)))”"),
                []
            )
        case .handedIn(let paper): return (owner(paper), language("补交：", "handed in: ") + line(paper), [])
        case .verified(let paper): return (owner(paper), language("核验：", "verified: ") + line(paper), [])
        case .paperLate(let paper): return (owner(paper), language("逾期未交：", "not handed in by its day: ") + line(paper), [])
        case .happened(let event): return (nil, shared.events[Int(event)].title[language], [])
        case .acknowledged(let item, let through):
            return (
                Int(item),
                through > 0
                    ? language("部门系统已签收", "taken in by the department's system")
                    : language("部门系统没有此件，须重新交换", "the department's system lacks it: to be handed over again"), []
            )
        case .closed: return (nil, language("全案办结", "the case is closed"), [])
        case .disputed(let paper, let until, _, let note):
            return (
                owner(paper), language("数据异议：", "shared data disputed: ") + line(paper),
                [last(until, language("答复最迟", "to be answered until"))] + (note.reason.map { [$0[language]] } ?? [])
            )
        case .disputeSettled(let paper, let outcome, let note):
            return (
                owner(paper), language("异议答复：", "dispute answered: ") + outcome.title[language] + language("，", ", ") + line(paper),
                note.reason.map { [$0[language]] } ?? []
            )
        case .disputeLate(let paper): return (owner(paper), language("异议逾期未答复：", "dispute not answered by its day: ") + line(paper), [])
        case .disputeCorrected(let paper, let until):
            return (
                owner(paper), language("异议答复期限更正：", "the day of an answer is corrected: ") + line(paper),
                [last(until, language("答复最迟", "to be answered until"))]
            )
        case .wholeNear: return (nil, language("全案时限将到", "the limit for the whole will soon have passed"), [])
        case .wholePassed: return (nil, language("全案时限已过", "the limit for the whole has passed"), [])
        case .wholeCorrected(let until):
            return (
                nil, language("全案时限更正", "the limit for the whole is corrected"), [last(until, language("全案截止", "the whole is due"))]
            )
        case .wholeExtended(let until, let note):
            return (
                nil, language("总时限延长", "the limit for the whole is extended"),
                [last(until, language("全案截止", "the whole is due"))] + (note.reason.map { [$0[language]] } ?? [])
            )
        case .mandated(let mandate):
            let items = mandate.items.map { title(Int($0)) }
            return (
                nil, language("授权委托：", "mandate shown: ") + mandate.reference,
                (mandate.until.map { [language("至 \($0)", "until \($0)")] } ?? [])
                    + (items.isEmpty ? [] : [language("仅限：", "only for: ") + items.joined(separator: language("、", ", "))])
            )
        case .formFilled: return (nil, language("填写表单", "the form is filled in"), [])
        case .evidence(let evidence):
            return (nil, language("调用证照：", "licence read: ") + shared.type(Int(evidence.licence)).definition.title[language], [])
        case .madeOut(let made):
            return (Int(made.item), language("结果已制证，入库第 \(made.register) 号", "the result is made out, as licence \(made.register)"), [])
        case .evidenceAwaited(let evidence):
            let type = shared.licences[Int(evidence.licence)].definition.title[language]
            return (
                nil,
                language("\(evidence.provider) 未能提供证照，等待：", "\(evidence.provider) could not give a licence, which is awaited: ") + type, []
            )
        case .evidenceArrived: return (nil, language("等待的证照已取得", "a licence that was awaited was read"), [])
        case .evidenceLost(_, let loss): return (nil, language("证照失效：", "a licence holds no more: ") + loss.title[language], [])
        case .evidenceChecked(let item, _): return (Int(item), language("决定前核验证照：有效", "the licences hold before the decision"), [])
        case .erased(let receipt):
            return (
                nil, language("个人数据已销毁", "what was kept of people is destroyed"), [language("归档回执：", "receipt of the archive: ") + receipt]
            )
        case .applicants(let persons):
            return (nil, language("另有 \(persons.count) 人共同申请", "\(persons.count) more apply, too"), [])
        case .mandateEnded: return (nil, language("授权委托终止", "a mandate has ended"), [])
        case .offerAccepted(let offer):
            let department = shared.departments[Int(offer.department)].title[language]
            return (
                nil,
                language("确认\(department)\(offer.made)的“免申即享”", "accepts what \(department) offered on \(offer.made)"), []
            )
        case .visited(let joint): return (nil, rules.bundle.definition.jointVisits[Int(joint)].title[language], [])
        case .assigned(let item, let person):
            return (
                Int(item),
                person < 0 ? language("交还，待人承办", "given back, free for whoever comes") : language("有了承办人", "an officer has it"), []
            )
        case .promiseStopped(let item, let left):
            return (Int(item), language("承诺时限停止计时", "the promised limit stands still"), [language("剩余：\(left)", "left: \(left)")])
        case .promiseResumed(let item, let promised):
            return (Int(item), language("承诺时限恢复计时", "the promised limit runs again"), limits(nil, promised))
        case .limitExtended(let item, let statutory):
            return (Int(item), language("法定时限延长", "the limit of the law is extended"), limits(statutory, nil))
        case .staysThrough(let item, let day):
            return (Int(item), language("本环节至少到期满为止", "it stays in this state at least"), [last(day, language("期满", "through"))])
        case .limitNear(let item, let limit):
            return (Int(item), language("即将到期：", "soon to pass: ") + limit.name[language], [])
        case .dueCorrected(let item, let limit, let due):
            return (
                Int(item), language("日历已公布，截止日更正：", "the days off are known now: ") + limit.name[language],
                [last(due, language("最迟", "until"))]
            )
        case .paperIssued(let item, let paper, let number):
            let title = shared.officialPapers[Int(paper)].definition.title[language]
            return (item < 0 ? nil : Int(item), language("出具文书第 \(number) 号：", "official paper no. \(number): ") + title, [])
        case .migrated: return (nil, language("改按新版定义办理", "it goes on under new definitions"), [])
        }
    }

    private func moveNotes(_ item: Int32, _ move: Int, _ to: Int, _ until: Due?, _ note: MoveNote?) -> [String] {
        let process = process(item)
        var notes: [String] = []
        let rule = process.moves.first { $0.name == move && $0.to == to }
        if let fee = process.definition.states[to].fee { notes.append(language("应缴：", "due: ") + fee[language]) }
        var basis = rule?.basis ?? []
        basis += process.states[to].basis.filter { entry in !basis.contains { $0.citation == entry.citation } }
        if !basis.isEmpty { notes.append(language("依据：", "basis: ") + basis.citation[language]) }
        if let until { notes.append(last(until, language("本环节最迟", "in this state until"))) }
        guard let note else { return notes }
        if let reason = note.reason { notes.append(language("理由：", "reason: ") + reason[language]) }
        if let basis = note.basis { notes.append(language("所引依据：", "basis named: ") + basis[language]) }
        if let end = note.expectedEnd { notes.append(language("预计结束：\(end)", "expected to end: \(end)")) }
        if let remedies = note.remedies { notes.append(language("救济：", "remedies: ") + remedies[language]) }
        if let facts = note.newFacts { notes.append(language("新情况：", "new: ") + facts[language]) }
        if let payment = note.payment { notes.append(language("缴费凭证号：", "payment: ") + payment) }
        if !note.papers.isEmpty {
            notes.append(language("材料：", "papers: ") + note.papers.map { line(Int32($0)) }.joined(separator: language("、", ", ")))
        }
        return notes
    }

    private func owner(_ paper: Int32) -> Int? {
        submission.papers[Int(paper)].owner.flatMap { $0 >= 0 ? $0 : nil }
    }

    private func line(_ paper: Int32) -> String {
        "\(submission.papers[Int(paper)].id) \(lineTitle(Int(paper))[language])"
    }

    private func last(_ due: Due, _ what: String) -> String {
        "\(what) \(due.day)" + (due.provisional ? language("（暂定）", " (provisional)") : "")
    }

    private func limits(_ statutory: RunningLimit?, _ promised: RunningLimit?) -> [String] {
        let all = [
            statutory.map { last($0.due, language("法定最迟", "by law until")) },
            promised.map { last($0.due, language("承诺最迟", "promised until")) },
        ].compactMap { $0 }
        return all.isEmpty ? [language("没有已知时限", "no limit is known")] : all
    }

    /// What is left of the limits that are known.
    private func left(_ item: Int32, _ statutory: Int32, _ promised: Int32) -> [String] {
        let limits = submission.items[Int(item)].limits
        let all = [
            limits.statutory.map { _ in language("法定 \(statutory)", "by law \(statutory)") },
            limits.promised.map { _ in language("承诺 \(promised)", "promised \(promised)") },
        ].compactMap { $0 }
        return all.isEmpty ? [] : [language("剩余：", "left: ") + all.joined(separator: language("，", ", "))]
    }

    private func title(_ end: ItemEnd) -> String { end.title[language] }

    /// What an item is called, and which of several it is.
    func title(_ item: Int) -> String {
        let opened = submission.items[item]
        return rules.bundle.items[Int(opened.item)].item.title[language] + (opened.instance < 0 ? "" : " #\(opened.instance + 1)")
    }
}

extension ItemEnd {
    /// What people call it.
    var title: Title {
        switch self {
        case .process(let end): (JourneyDefinition.End(rawValue: end.rawValue) ?? .closed).title
        case .closed: JourneyDefinition.End.closed.title
        }
    }
}

extension CaseEvent.Limit {
    /// What people call it.
    var name: Title {
        switch self {
        case .state: Title(zh: "本环节期限", en: "the limit of this state")
        case .statutory: Title(zh: "法定时限", en: "the limit of the law")
        case .promised: Title(zh: "承诺时限", en: "the promised limit")
        }
    }

    public var title: Title {
        switch self {
        case .state: Title(zh: "本环节期限已过", en: "the limit of this state has passed")
        case .statutory: Title(zh: "法定时限已过", en: "the limit of the law has passed")
        case .promised: Title(zh: "承诺时限已过", en: "the promised limit has passed")
        }
    }
}
