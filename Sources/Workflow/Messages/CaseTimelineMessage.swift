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
        (id, version, phase) = (view.id.description, view.state.version, "\(view.state.phase)")
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
        now = view.state.items.filter { $0.stage != .ended }.map { item in
            Now(item, view, isSeen: seen?.contains(view.rules.name(of: item.opened)) ?? true, language)
        }
    }
}

extension CaseTimelineMessage.Now {
    fileprivate init(_ one: ItemState, _ view: CaseView, isSeen: Bool, _ language: Language) {
        let rules = view.rules
        let process = rules.process(of: one)
        (item, title) = (rules.name(of: one.opened), rules.title(of: one.opened)[language])
        state = process.stateTitle(Int(one.state))[language]
        let answers = view.state.submission?.answers ?? Answers(questions: 0)
        let department = rules.bundle.shared.departments[rules.holder(of: one, answers)].title[language]
        if one.stage == .waiting {
            holder = .other
            who = language("等待其他事项或事件", "another item or an event")
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
        let steps = next.filter { $0.by != ["time"] && !$0.by.isEmpty }.map(\.title).joined(separator: language("、", ", "))
        let sure = certainty.title
        let ends = [
            day.map { language("最迟 \($0)（\(sure.zh)）", "by \($0) (\(sure.en))") },
            until.map { language("本环节至 \($0)", "at this point until \($0)") },
        ].compactMap { $0 }
        let end = ends.isEmpty ? language("没有运行中的时限", "no limit runs") : ends.joined(separator: language("；", "; "))
        says = language(
            "“\(title)”在\(who)，环节：\(state)" + (steps.isEmpty ? "" : "；下一步：\(steps)") + "；\(end)",
            "“\(title)” is with \(who), at: \(state)" + (steps.isEmpty ? "" : "; next: \(steps)") + "; \(end)")
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

extension CaseTimelineMessage.Now: Described {
    public static let about: Meaning = "事项的现状 · Where an item stands."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "holder": """
        在谁手中：部门、申请人；在等其他事项的结果或事件的，两者都不是 · \
        Who has it: the department, the applicant, or neither since it waits for the result of another item or for an event.
        """,
        "who": "在谁手中，以文字表述 · Who that is, in words.",
        "state": "所处环节，以文字表述 · The state that it is in, in words.",
        "next": "接下来可能的动作 · Moves that lead on.",
        "day": .day("应在何日前决定；没有：未计时 · By when it is to be decided; not there: no limit runs."),
        "certainty": """
        该日的依据：法定时限、承诺时限；`provisional`：该年的放假安排尚未公布；`unknown`：未计时 · \
        What that day rests on: the law, a promise; `provisional`: the days off of that year are not published yet; `unknown`: no \
        limit runs.
        """,
        "until": .day("所处环节的最后一日 · The last day of the state that it is in."),
        "says": "以上内容，一句话 · All of that in a sentence.",
    ]
}
