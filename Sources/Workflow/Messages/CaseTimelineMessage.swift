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
    public static let about = "经过 · What happened to a case in words, and what is now."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "version": .version,
        "phase": .words(CaseState.Phase.words, "阶段 · `open` or `closed`."),
        "happened": "经过 · What happened, the oldest first.",
        "now": "现在 · An entry for each item that has not ended.",
    ]
}

extension CaseTimelineMessage.Happening: Described {
    public static let about = "经过 · One thing that happened."
    public static let meanings: [String: Meaning] = [
        "seq": .number(1...Int.max, "Which event of the case, from 1."),
        "at": .moment("The minute in which it happened."),
        "on": .day("The day on which it took effect, where that is another."),
        "who": "A role, or a department: nobody by name.",
        "item": .item,
        "title": "What people call the item.",
        "text": "What happened, in words.",
        "notes": "What was written with it, a line each.",
    ]
}

extension CaseTimelineMessage.Move: Described {
    public static let about = "What may come next."
    public static let meanings: [String: Meaning] = [
        "title": .title,
        "by": .words(ProcessDefinition.Mover.self, "Who makes it."),
    ]
}

extension CaseTimelineMessage.Now: Described {
    public static let about = "现在 · Where an item stands."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "holder": "Who has it: the department, the applicant, or neither since it waits for the result of another item or for an event.",
        "who": "Who that is, in words.",
        "state": "环节 · The state that it is in, in words.",
        "next": "下一步 · Moves that lead on.",
        "day": .day("By when it is to be decided; not there: no limit runs."),
        "certainty":
            "What that day rests on: the law, a promise; `provisional`: the days off of that year are not published yet; `unknown`: no limit runs.",
        "until": .day("The last day of the state that it is in."),
        "says": "All of that in a sentence.",
    ]
}
