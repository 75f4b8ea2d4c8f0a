/// What happened to a case in words, and what is now: who has it, what comes next, by which day, and how certain that is.
public struct CaseTimelineMessage: Codable, Sendable {
    public struct Happening: Codable, Sendable {
        public var seq: Int
        public var at: String
        public var on: String?
        public var who: String
        public var item: String?
        public var title: String?
        public var text: String
        public var notes: [String]
    }

    /// What a day rests on.
    public enum Certainty: String, Codable, Sendable, CaseIterable {
        case statutory, promised
        /// The days off of that year are not published yet.
        case provisional
        /// No limit to a decision runs.
        case unknown
    }

    public struct Move: Codable, Sendable {
        public var title: String
        public var by: [String]
    }

    /// What an item needs before it begins.
    public struct Awaited: Codable, Sendable {
        public var items: [String]
        public var event: String?
    }

    public struct Now: Codable, Sendable {
        public var item: String
        public var title: String
        public var holder: ItemStanding.Holder
        public var who: String
        public var state: String
        public var next: [Move]
        public var day: String?
        public var certainty: Certainty
        public var until: String?
        public var overdue: Bool
        public var waitsFor: Awaited?
        public var says: String
    }

    public var id: String
    public var version: Int
    public var phase: String
    public var happened: [Happening]
    public var now: [Now]

    /// - Parameter seen: of other items than these it is told where they stand, and nothing that was written; nil: all are seen.
    public init(
        _ view: CaseView, _ events: [CaseEvent], _ received: ReceivedPapers, seen: Set<String>?, _ language: Language
    ) {
        (id, version, phase) = (view.id.description, view.state.version, view.state.phase.word)
        var edition = 0
        happened = events.enumerated().compactMap { place, event in
            if case .migrated = event.fact { edition += 1 }
            guard view.submissions.indices.contains(edition) else { return nil }
            let (submission, rules) = (view.submissions[edition], view.editions[edition])
            let timeline = Timeline(events, of: submission, under: rules, language)
            let (item, text, notes) = timeline.words(event)
            let name = item.map { rules.name(ofItem: $0, in: submission) }
            let isSeen = name.flatMap { name in seen.map { $0.contains(name) } } ?? true
            return Happening(
                seq: place + 1, at: event.at.rfc3339, on: event.on == event.at.day ? nil : event.on.description,
                who: timeline.who(event, item), item: name, title: item.map(timeline.title), text: text,
                notes: isSeen ? notes + received.words(withEvent: place + 1, of: seen, language) : [])
        }
        now = view.state.items.indices.filter { view.state.items[$0].stage != .ended }.map { place in
            Now(place, view, isSeen: seen?.contains(view.rules.name(of: view.state.items[place].opened)) ?? true, language)
        }
    }
}

extension CaseTimelineMessage.Now {
    fileprivate init(_ place: Int, _ view: CaseView, isSeen: Bool, _ language: Language) {
        let (one, rules) = (view.state.items[place], view.rules)
        let process = rules.process(of: one)
        (item, title) = (rules.name(of: one.opened), rules.title(of: one.opened)[language])
        state = process.stateTitle(Int(one.state))[language]
        let answers = view.state.submission?.answers ?? Answers(questions: 0)
        let department = rules.bundle.shared.departments[rules.holder(of: one, answers)].title[language]
        if one.stage == .waiting {
            holder = .other
            let (items, event) = CaseMachine.awaited(by: place, view.state, rules)
            waitsFor = .init(
                items: items.map { rules.name(of: view.state.items[$0].opened) },
                event: event.map { rules.bundle.shared.events[$0].id.value })
            let titles =
                items.map { "“\(rules.title(of: view.state.items[$0].opened)[language])”" }
                + [event.map { "“\(rules.bundle.shared.events[$0].title[language])”" }].compactMap { $0 }
            who = language("等待\(titles.joined(separator: "、"))", "waits for \(titles.joined(separator: ", "))")
        } else if rules.state(one).waitsFor != nil {
            holder = .applicant
            who = language("申请人", "the applicant")
        } else {
            holder = .department
            who = department
        }
        next =
            one.stage == .open && isSeen
            ? rules.moves(from: one).compactMap { rule in
                process.move(Int(rule.name), from: Int(one.state)).map { place in
                    .init(title: process.moveTitle(Int(rule.name))[language], by: process.definition.moves[place].by.map(\.rawValue))
                }
            } : []
        let due = one.due(.promised) ?? one.due(.statutory)
        day = due?.day.description
        certainty = due.map { $0.provisional ? .provisional : one.due(.promised) != nil ? .promised : .statutory } ?? .unknown
        until = one.due(.state)?.day.description
        overdue = one.isOverdue
        let steps = next.filter { $0.by != ["time"] && !$0.by.isEmpty }.map(\.title).joined(separator: language("、", ", "))
        let end = one.limitsInWords(language)
        says =
            waitsFor == nil
            ? language(
                "“\(title)”在\(who)，环节：\(state)" + (steps.isEmpty ? "" : "；下一步：\(steps)") + "；\(end)",
                "“\(title)” is with \(who), at: \(state)" + (steps.isEmpty ? "" : "; next: \(steps)") + "; \(end)")
            : language("“\(title)”尚未开始，\(who)", "“\(title)” has not begun and \(who)")
    }
}

extension ItemState {
    /// By when it is to be decided, how long it may stay where it is, and which of its limits have passed.
    fileprivate func limitsInWords(_ language: Language) -> String {
        let decisions: [(limit: CaseEvent.Limit, name: CaseTimelineMessage.Certainty)] = [(.promised, .promised), (.statutory, .statutory)]
        var words = decisions.compactMap { limit, name in
            hasPassed(limit)
                ? due(limit).map { language("\(name.title.zh)时限（\($0.day)）已过", "the limit \(name.title.en) (\($0.day)) has passed") } : nil
        }
        if let (limit, name) = decisions.first(where: { due($0.limit) != nil && !hasPassed($0.limit) }), let due = due(limit) {
            let sure = (due.provisional ? .provisional : name).title
            words.append(language("最迟 \(due.day)（\(sure.zh)）", "by \(due.day) (\(sure.en))"))
        }
        if let until = due(.state)?.day {
            words.append(
                statePassed
                    ? language("本环节期限（\(until)）已过", "its time at this point (until \(until)) has passed")
                    : language("本环节至 \(until)", "at this point until \(until)"))
        }
        return words.isEmpty ? language("没有运行中的时限", "no limit runs") : words.joined(separator: language("；", "; "))
    }
}

extension CaseTimelineMessage.Certainty {
    public var title: Title {
        switch self {
        case .statutory: Title(zh: "法定", en: "by law")
        case .promised: Title(zh: "承诺", en: "promised")
        case .provisional: Title(zh: "暂定", en: "provisional")
        case .unknown: Title(zh: "不确定", en: "unknown")
        }
    }
}

extension CaseTimelineMessage: Described {
    public static let about: Meaning = "办件的经过和现状，以文字表述 · What happened to a case in words, and what is now."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "version": .version,
        "phase": .words(CaseState.Phase.words, "阶段：`open` 办理中，`closed` 已办结 · `open` or `closed`."),
        "happened": "经过，按先后 · What happened, the oldest first.",
        "now": "现状，每个未结束的事项一项 · An entry for each item that has not ended.",
    ]
}

extension CaseTimelineMessage.Happening: Described {
    public static let about: Meaning = "经过中的一件 · One thing that happened."
    public static let meanings: [String: Meaning] = [
        "seq": .number(1...Int.max, "办件的第几个事件，从 1 起 · Which event of the case, from 1."),
        "at": .moment("发生的时间（分） · The minute in which it happened."),
        "on": .day("生效日，与发生日不同时才有 · The day on which it took effect, where that is another."),
        "who": "角色或部门；不写人名 · A role, or a department: nobody by name.",
        "item": .item,
        "title": "事项名称 · What people call the item.",
        "text": "发生了什么，以文字表述 · What happened, in words.",
        "notes": "随之写明的内容，一行一项 · What was written with it, a line each.",
    ]
}

extension CaseTimelineMessage.Move: Described {
    public static let about: Meaning = "接下来可能的动作 · What may come next."
    public static let meanings: [String: Meaning] = [
        "title": .title,
        "by": .words(ProcessDefinition.Mover.self, "由谁作出 · Who makes it."),
    ]
}

extension CaseTimelineMessage.Awaited: Described {
    public static let about: Meaning = "等待：事项开始前需要什么 · What an item needs before it begins."
    public static let meanings: [String: Meaning] = [
        "items": "本件中的其他事项：需要其结果而尚无结果 · Items of the case whose results it needs, and that have not come.",
        "event": """
        尚未发生的事件，words.yaml 中的词：看得到办件的人报告（`reportEvent`） · \
        An event that has not come, a word of words.yaml: whoever may see the case reports it (`reportEvent`).
        """,
    ]
}

extension CaseTimelineMessage.Now: Described {
    public static let about: Meaning = "事项的现状 · Where an item stands."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "holder": """
        在谁手中：部门、申请人；尚在等待的（`waitsFor`），两者都不是（`other`） · \
        Who has it: the department, the applicant, or neither (`other`), since it waits: `waitsFor`.
        """,
        "who": "在谁手中，以文字表述；在等待的事项：等待什么 · Who that is, in words; of an item that waits: for what.",
        "state": "所处环节，以文字表述 · The state that it is in, in words.",
        "next": "接下来可能的动作 · Moves that lead on.",
        "day": .day("应在何日前决定；没有：未计时 · By when it is to be decided; not there: no limit runs."),
        "certainty": """
        该日的依据：法定时限、承诺时限；`provisional`：该年的放假安排尚未公布；`unknown`：未计时 · \
        What that day rests on: the law, a promise; `provisional`: the days off of that year are not published yet; `unknown`: no \
        limit runs.
        """,
        "until": .day("所处环节的最后一日 · The last day of the state that it is in."),
        "overdue": "事项的时限已过：`day` 或 `until` · A limit of the item has passed: that of `day`, or that of `until`.",
        "waitsFor": "尚未开始的事项：等待什么 · Of an item that has not begun: for what it waits.",
        "says": "以上内容，一句话 · All of that in a sentence.",
    ]
}
