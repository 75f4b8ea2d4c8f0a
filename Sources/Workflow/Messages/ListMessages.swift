/// A case in a list.
public struct CaseRowMessage: Codable, Sendable {
    /// An item that has not ended, and who has it.
    public struct Now: Codable, Sendable {
        public var item: String
        public var title: String
        public var department: String
        public var state: String
        public var stateTitle: String
        public var holder: ItemStanding.Holder
    }

    public var id: String
    public var bundle: String
    public var title: String
    public var phase: String
    public var version: Int
    public var submitted: String?
    public var due: String?
    public var late: Bool
    public var near: Bool
    public var now: [Now]

    public init(_ entry: CaseEntry, _ language: Language) {
        let row = entry.row
        (id, bundle, title) = (row.caseID.description, row.bundle, entry.title[language])
        (phase, version) = (row.phase.word, row.version)
        (submitted, due, late, near) = (row.submitted?.description, row.due?.description, row.isLate, row.isNearing)
        now = entry.now.map { one in
            Now(
                item: one.row.item, title: one.title[language], department: one.row.department, state: one.row.state,
                stateTitle: one.stateTitle[language], holder: one.holder)
        }
    }
}

/// A draft or an offer in a list.
public struct DraftRowMessage: Codable, Sendable {
    public var id: String
    public var bundle: String
    public var title: String
    public var kind: String
    public var begun: String
    public var until: String

    public init(_ entry: DraftEntry, _ language: Language) {
        self.init(entry.draft, entry.title[language])
    }

    public init(_ draft: Draft, _ title: String) {
        (id, bundle, until) = (draft.id.description, draft.application.bundle, draft.until.description)
        (self.title, begun) = (title, Instant(milliseconds: draft.id.milliseconds).rfc3339)
        kind = draft.offer.map { $0.isDeclined ? "declined" : "offer" } ?? "draft"
    }
}

/// Data in doubt for which a department answers.
public struct DisputeRowMessage: Codable, Sendable {
    /// The number of the case, under both names.
    public var id: String
    public var `case`: String
    public var bundle: String
    public var bundleTitle: String
    public var line: String
    public var title: String
    public var subject: String
    public var register: Int64?
    public var reason: String?
    public var department: String
    public var due: String
    public var late: Bool

    public init(_ entry: DisputeEntry, _ language: Language) {
        let row = entry.row
        (id, `case`, line, department) = (row.caseID.description, row.caseID.description, row.line, row.department)
        (bundle, bundleTitle, title) = (entry.bundle.id, entry.bundle.title[language], entry.title[language])
        (subject, register, reason) = (entry.subject, entry.register, entry.reason?[language])
        (due, late) = (row.due.description, row.isLate)
    }
}

/// An open item on a worklist.
public struct TaskMessage: Codable, Sendable {
    /// The number of the case, under both names.
    public var id: String
    public var `case`: String
    public var bundle: String
    public var bundleTitle: String
    public var item: String
    public var title: String
    public var department: String
    public var state: String
    public var stateTitle: String
    public var holder: ItemStanding.Holder
    /// Of the case, as `ETag` has it.
    public var version: Int
    public var submitted: String?
    public var statutory: String?
    public var promised: String?
    public var until: String?
    public var overdue: Bool
    public var near: Bool
    /// Who has it.
    public var person: String?

    public init(_ entry: WorklistEntry, _ language: Language) {
        let row = entry.row
        (id, `case`, item, department, state) = (row.caseID.description, row.caseID.description, row.item, row.department, row.state)
        (bundle, bundleTitle) = (entry.of.bundle, entry.bundle[language])
        (title, stateTitle) = (entry.standing.title[language], entry.standing.stateTitle[language])
        (holder, version, submitted) = (entry.standing.holder, entry.of.version, entry.of.submitted?.description)
        (statutory, promised, until) = (row.statutory?.description, row.promised?.description, row.until?.description)
        (overdue, near, person) = (row.isOverdue, row.isNearing, entry.person)
    }
}

extension CaseRowMessage: Described {
    public static let about: Meaning = "列表中的办件 · A case in a list."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "bundle": .bundle,
        "title": .title,
        "phase": .words(CaseState.Phase.words, "阶段：`open` 办理中，`closed` 已办结 · `open` or `closed`."),
        "version": .version,
        "submitted": .day("提交日 · When it was handed in."),
        "due": .day("总时限的最后一日 · The last day for the whole."),
        "late": "总时限已过，尚有事项未决定 · That day has passed, and something is not decided.",
        "near": "总时限即将届满 · That day will soon have passed.",
        "now": "未结束的事项，及在谁手中 · Its items that have not ended, and who has them.",
    ]
}

extension CaseRowMessage.Now: Described {
    public static let about: Meaning = "未结束的事项，及在谁手中 · An item that has not ended, and who has it."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "department": .department,
        "state": "所处的流程环节 · The state of its process in which it is.",
        "stateTitle": "该环节的名称，按回答的语言 · The same as people call it, in the language of the answer.",
        "holder": .holder,
    ]
}

extension DraftRowMessage: Described {
    public static let about: Meaning = "列表中的草稿或“免申即享” · A draft or an offer in a list."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "bundle": .bundle,
        "title": .title,
        "kind": .words(["draft", "offer", "declined"], "草稿、“免申即享”，或已谢绝的“免申即享” · A draft, an offer, or an offer that was declined."),
        "begun": .moment("新建的时间 · When it was begun."),
        "until": .day("可以提交的最后一日 · The last day on which it can be handed in."),
    ]
}

extension DisputeRowMessage: Described {
    public static let about: Meaning = "对办件共享数据的异议，供负责答复的部门查看 · Shared data of a case in doubt, for whoever answers for them."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "case": .caseNumber,
        "bundle": .bundle,
        "bundleTitle": .title,
        "line": .line,
        "title": "由数据代替的材料，按回答的语言 · The paper for which the data stand in, in the language of the answer.",
        "subject": .subject,
        "register": .number(
            1...Int.max, "证照在登记库的序号；没有：数据来自其他来源 · The licence, by its number in the registry; not there: they are of another source."),
        "reason": "提出异议的人所写的理由 · What whoever doubts them has written.",
        "department": .department.and("负责答复的部门 · It answers for them."),
        "due": .day("答复的最后一日 · The last day for the answer."),
        "late": "答复期限已过 · That day has passed.",
    ]
}
