/// The days of one item of a case, for people and for programs: which count, which do not and why, and the last days that follow.
public struct ClockReport: Codable, Sendable {
    public struct Day: Codable, Sendable {
        public var day: String
        public var kind: String
        public var statutory: Mark?
        public var promised: Mark?
        public var state: Mark?
    }

    public struct Mark: Codable, Sendable {
        public var counted: Bool
        public var number: Int
        public var of: Int
        public var because: String?
    }

    public struct LastDay: Codable, Sendable {
        public var on: String
        public var cause: String
        public var limit: String
        public var state: String?
        public var due: String
        public var provisional: Bool
        public var counted: String
    }

    public struct Standstill: Codable, Sendable {
        public var from: String
        public var until: String?
        public var state: String
        public var move: String
        public var promiseOnly: Bool
        public var reason: String?
        public var basis: String?
        public var expectedEnd: String?
    }

    /// A time that is counted to a provider of licences.
    public struct Wait: Codable, Sendable {
        public var provider: String
        public var licence: String
        public var since: String
        public var until: String?
        public var minutes: Int?
    }

    public var item: String
    public var title: String
    public var days: [Day]
    public var due: [LastDay]
    public var standstills: [Standstill]
    public var waits: [Wait]
    public var agrees: Bool

    /// The ledger of an item of a case, in words.
    public init?(_ ledger: ClockLedger, of state: CaseState, under rules: CaseRules, _ language: Language) {
        guard let submission = state.submission else { return nil }
        self.init(ledger, of: state, submissions: [submission], under: [rules], language)
    }

    /// The same of a case that has gone on under other definitions: how it began and how it went on after each migration.
    public init?(
        _ ledger: ClockLedger, of state: CaseState, submissions: [Submission], under editions: [CaseRules], _ language: Language
    ) {
        guard state.items.indices.contains(ledger.item), let submission = state.submission, let rules = editions.last else { return nil }
        let one = state.items[ledger.item]
        // An item that only a migration added is in no submission before it.
        func process(_ edition: Int) -> CompiledProcess {
            guard submissions.indices.contains(edition), submissions[edition].items.indices.contains(ledger.item) else {
                return rules.process(of: one)
            }
            return editions[edition].processes[Int(submissions[edition].items[ledger.item].process)]
        }
        item = rules.name(ofItem: ledger.item, in: submission)
        title = rules.bundle.items[Int(one.opened.item)].item.title[language]
        func because(_ mark: ClockLedger.Mark, _ kind: DayKind) -> String? {
            switch mark.why {
            case .counts: nil
            case .dayOfEvent: language("当日不计（民法典第二百零一条）", "the day itself does not count (Civil Code, art. 201)")
            case .dayOff: kind.title[language]
            case .notStarted: language("时钟尚未起算", "the clock has not begun")
            case .standsStill(let place):
                process(ledger.standstills[place].edition).stateTitle(ledger.standstills[place].state)[language]
                    + (ledger.standstills[place].reason.map { language("：", ": ") + $0[language] } ?? "")
            case .decided: language("已经决定", "decided")
            }
        }
        func mark(_ mark: ClockLedger.Mark?, _ kind: DayKind) -> Mark? {
            mark.map { Mark(counted: $0.isCounted, number: $0.number, of: $0.of, because: because($0, kind)) }
        }
        days = ledger.rows.map { row in
            Day(
                day: row.day.description, kind: row.kind.rawValue, statutory: mark(row.statutory, row.kind),
                promised: mark(row.promised, row.kind), state: mark(row.state, row.kind))
        }
        due = ledger.fixed.map { fixed in
            LastDay(
                on: fixed.on.description, cause: fixed.cause.rawValue, limit: fixed.limit.rawValue,
                state: fixed.limit == .state ? process(fixed.edition).stateTitle(fixed.state)[language] : nil,
                due: fixed.due.day.description,
                provisional: fixed.due.provisional, counted: fixed.counted.description)
        }
        standstills = ledger.standstills.map { still in
            let process = process(still.edition)
            return Standstill(
                from: still.from.description, until: still.until?.description, state: process.stateTitle(still.state)[language],
                move: still.move < 0 ? "" : process.moveTitle(still.move)[language], promiseOnly: still.isOfPromiseOnly,
                reason: still.reason?[language], basis: still.basis?[language], expectedEnd: still.expectedEnd?.description)
        }
        let types = editions[0].bundle.shared.licences
        waits = ledger.waits.map { wait in
            Wait(
                provider: wait.provider, licence: types[wait.licence].definition.title[language], since: wait.since.rfc3339,
                until: wait.until?.rfc3339, minutes: wait.until.map { ($0.secondsSince1970 - wait.since.secondsSince1970) / 60 })
        }
        agrees = ledger.fixed.allSatisfy(\.agrees)
    }

    /// The tables for a terminal; runs of days that do not count for the same reason are one row.
    public func text(_ language: Language) -> String {
        var passages: [Passage] = [.heading(title, level: 1), .table(lastDays(language))]
        if !standstills.isEmpty { passages.append(.table(stillTimes(language))) }
        if !waits.isEmpty { passages.append(.table(waitTimes(language))) }
        passages.append(.table(daysTable(language)))
        return PassageText(language: language).render(passages)
    }

    private func lastDays(_ language: Language) -> PassageTable {
        PassageTable(
            language("截止日", "Last days"),
            [
                (language("自", "since"), .name), (language("时限", "limit"), .text), (language("事由", "cause"), .text),
                (language("截止日", "due"), .text), (language("逐日计算", "by the days"), .text),
            ],
            due.map { due in
                let limit = CaseEvent.Limit(rawValue: due.limit)?.name[language] ?? due.limit
                return [
                    .init(due.on), .init(limit + (due.state.map { language("（\($0)）", " (\($0))") } ?? "")),
                    .init(ClockLedger.Fixed.Cause(rawValue: due.cause)?.title[language] ?? due.cause),
                    .init(due.due + (due.provisional ? language("（暂定）", " (provisional)") : "")),
                    .init(due.counted == due.due ? due.counted : language("\(due.counted)，不一致", "\(due.counted), differs")),
                ]
            })
    }

    private func stillTimes(_ language: Language) -> PassageTable {
        PassageTable(
            language("停止计时", "When the clock stood still"),
            [
                (language("自次日", "after"), .name), (language("至", "through"), .text), (language("环节", "state"), .text),
                (language("理由", "reason"), .text), (language("依据", "basis"), .text), (language("预计结束", "expected end"), .text),
            ],
            standstills.map { still in
                let state = still.state + (still.promiseOnly ? language("（仅承诺时限）", " (the promise only)") : "")
                return [
                    .init(still.from), .init(still.until ?? ""), .init(state), .init(still.reason ?? ""), .init(still.basis ?? ""),
                    .init(still.expectedEnd ?? ""),
                ]
            })
    }

    private func waitTimes(_ language: Language) -> PassageTable {
        PassageTable(
            language("等待证照提供方（计入该方，不停止计时）", "Waiting for providers (counted to them; no clock stands still)"),
            [
                (language("提供方", "provider"), .name), (language("证照", "licence"), .text), (language("自", "since"), .name),
                (language("至", "until"), .text), (language("分钟", "minutes"), .number),
            ],
            waits.map { wait in
                [
                    .init(wait.provider), .init(wait.licence), .init(wait.since), .init(wait.until ?? ""),
                    .init(wait.minutes.map { "\($0)" } ?? ""),
                ]
            })
    }

    private func daysTable(_ language: Language) -> PassageTable {
        PassageTable(
            language("逐日", "Day by day"),
            [
                (language("日期", "day"), .name), (language("法定", "by law"), .number), (language("承诺", "promised"), .number),
                (language("本环节", "this state"), .number), (language("说明", "why"), .text),
            ],
            runs.map { run in
                let (first, last) = (run.first, run.last)
                let days = first.day == last.day ? first.day : language("\(first.day) 至 \(last.day)", "\(first.day) to \(last.day)")
                func cell(_ mark: Mark?) -> PassageTable.Cell { .init(mark.map { $0.counted ? "\($0.number)/\($0.of)" : "–" } ?? "") }
                return [.init(days), cell(first.statutory), cell(first.promised), cell(first.state), .init(why(first, language))]
            })
    }

    /// Why a day does not count, once where several limits say the same.
    private func why(_ day: Day, _ language: Language) -> String {
        let reasons = [
            (language("法定", "by law"), day.statutory), (language("承诺", "promised"), day.promised),
            (language("本环节", "this state"), day.state),
        ]
        .compactMap { name, mark in mark?.because.map { (name: name, because: $0) } }
        let marks = [day.statutory, day.promised, day.state].compactMap { $0 }
        if let first = reasons.first, reasons.count == marks.count, reasons.allSatisfy({ $0.because == first.because }) {
            return first.because
        }
        let makeUp = day.kind == DayKind.makeUpWorkingDay.rawValue ? [DayKind.makeUpWorkingDay.title[language]] : []
        return (makeUp + reasons.map { language("\($0.name)：\($0.because)", "\($0.name): \($0.because)") })
            .joined(separator: language("；", "; "))
    }

    /// Days that count stand alone; of others those that say the same go together.
    private var runs: [(first: Day, last: Day)] {
        days.reduce(into: []) { runs, day in
            let marks = [day.statutory, day.promised, day.state]
            if let last = runs.last, !marks.contains(where: { $0?.counted == true }),
                [last.first.statutory, last.first.promised, last.first.state].map({ $0?.because }) == marks.map({ $0?.because }),
                ![last.first.statutory, last.first.promised, last.first.state].contains(where: { $0?.counted == true })
            {
                runs[runs.count - 1].last = day
            } else {
                runs.append((day, day))
            }
        }
    }
}

extension ClockLedger.Fixed.Cause {
    var title: Title {
        switch self {
        case .started: Title(zh: "起算", en: "the clock begins")
        case .resumed: Title(zh: "恢复计时", en: "the clock goes on")
        case .extended: Title(zh: "延长", en: "extended")
        case .corrected: Title(zh: "日历公布", en: "the days off are known")
        case .entered: Title(zh: "进入环节", en: "the state is entered")
        case .atLeast: Title(zh: "至少停留至", en: "it lasts at least through")
        }
    }
}

extension ClockReport: Described {
    public static let about: Meaning =
        """
        办件中一个事项的期限：哪些日计入，哪些不计及原因，以及由此得出的截止日 · \
        The days of one item of a case: which count, which do not and why, and the last days that follow.
        """
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "days": "事项开始以来的每一日 · Each day since the item began.",
        "due": "截止日，事件所确定的和逐日计算的 · The last days, as events fixed them and as the days come to.",
        "standstills": "停止计时的期间 · When the clock stood still.",
        "waits": "计入证照提供方的时间；不停止任何计时 · Times that are counted to a provider of licences; no clock stands still for them.",
        "agrees": "事件确定的每个截止日是否都与逐日计算一致 · Whether every last day that an event fixed is the one that the days come to.",
    ]
}

extension ClockReport.Day: Described {
    public static let about: Meaning = "一日 · A day."
    public static let meanings: [String: Meaning] = [
        "day": .day("日期 · Which."),
        "kind": .words(DayKind.self, "日期性质，依国务院放假安排 · What kind of day it is, by the calendar of the State Council's notices."),
        "statutory": "就法定时限而言，该日如何 · What it is for the limit by law.",
        "promised": "就承诺时限而言，该日如何 · What it is for the promised limit.",
        "state": "就事项所处环节的期限而言，该日如何 · What it is for the limit of the state that the item is in.",
    ]
}

extension ClockReport.Mark: Described {
    public static let about: Meaning = "就一个时限而言，某日如何 · What a day is for one limit."
    public static let meanings: [String: Meaning] = [
        "counted": "是否计入 · Whether it counts.",
        "number": "至该日终了已计天数 · Days counted by the end of this one.",
        "of": "时限天数 · Days of the limit.",
        "because": "为何不计，以文字表述；计入的没有 · Why it does not count, in words; not there where it does.",
    ]
}

extension ClockReport.LastDay: Described {
    public static let about: Meaning = "截止日 · A last day."
    public static let meanings: [String: Meaning] = [
        "on": .day("确定之日 · When it was fixed."),
        "cause": .words(ClockLedger.Fixed.Cause.self, "事由 · By what it was fixed."),
        "limit": .words(CaseEvent.Limit.self, "哪一时限 · Of which limit it is."),
        "state": "期限所属的环节，以文字表述 · The state whose limit it is, in words.",
        "due": .day("事件确定的截止日 · As the event fixed it."),
        "provisional": "该年的放假安排尚未公布，暂定 · The days off of that year are not published yet.",
        "counted": .day("逐日计算的截止日 · As the days count."),
    ]
}

extension ClockReport.Standstill: Described {
    public static let about: Meaning = "停止计时的期间（行政许可法第四十五条） · When the clock stood still (行政许可法 art. 45)."
    public static let meanings: [String: Meaning] = [
        "from": .day("自该日的次日起 · The day after which."),
        "until": .day("至该日止；没有：仍在停止 · Through which day; not there: it stands still."),
        "state": "所处环节，以文字表述 · The state in which, in words.",
        "move": "使其停止的动作，以文字表述；为空：没有 · The move that led there, in words; empty: none.",
        "promiseOnly": "仅承诺时限停止 · Only the promised limit stood still.",
        "reason": "理由，照所写 · As it was written.",
        "basis": "依据，照所写 · As it was written.",
        "expectedEnd": .day("所写的预计结束日 · As it was written."),
    ]
}

extension ClockReport.Wait: Described {
    public static let about: Meaning = "计入证照提供方的时间 · A time that is counted to a provider of licences."
    public static let meanings: [String: Meaning] = [
        "provider": "提供方名称 · Its name among the providers.",
        "licence": "哪种证照，以文字表述 · Which licence, in words.",
        "since": .moment("起始时间 · Since when."),
        "until": .moment("结束时间；没有：仍在等待 · Until when; not there: it is waited for yet."),
        "minutes": "时长（分钟）；没有：仍在等待 · How long, in minutes; not there: it is waited for yet.",
    ]
}
