/// A case as it stands, for programs and for people.
public struct CaseMessage: Codable, Sendable {
    public struct Move: Codable, Sendable {
        public var move: String
        public var title: String
        public var by: [String]
        public var needs: [String]

        fileprivate static let itself = "itself"
        fileprivate static let elsewhere = Actor.Role.departmentSystem.name
        fileprivate static let makers = ProcessDefinition.Mover.allCases.map(\.rawValue) + [elsewhere, itself]
    }

    public struct Item: Codable, Sendable {
        public var item: String
        public var title: String
        public var department: String
        public var stage: String
        public var state: String
        public var stateTitle: String
        public var end: String?
        public var endTitle: String?
        public var received: String?
        public var statutory: String?
        public var promised: String?
        public var until: String?
        public var overdue: Bool
        public var moves: [Move]
    }

    public struct Material: Codable, Sendable {
        public enum Status: String, Codable, Sendable, CaseIterable {
            case there, verified, wanting, disputed
            case toCome = "to-come"
        }

        public var line: String
        public var title: String
        public var subject: String
        public var disposition: String
        public var status: Status
        public var until: String?
    }

    /// Of somebody who may act for the applicant.
    public struct Mandate: Codable, Sendable {
        public var agent: String?
        public var reference: String
        public var until: String?
        public var items: [String]
    }

    /// A licence on which the case rests.
    public struct Licence: Codable, Sendable {
        public var type: String
        public var title: String
        public var register: Int64?
        public var awaitedFrom: String?
        public var authorisation: Int64?
        public var lines: [String]
        public var loss: String?
        public var lossTitle: String?
        public var destroyed: String?
    }

    /// What an item ended with.
    public struct Result: Codable, Sendable {
        public var item: String
        public var licence: String
        public var title: String
        public var register: Int64?
    }

    public var id: String
    public var bundle: String
    public var title: String
    public var phase: String
    public var version: Int
    public var submitted: String?
    public var erased: String?
    public var due: String?
    public var late: Bool
    public var near: Bool
    public var answers: [String: String]
    public var items: [Item]
    public var materials: [Material]
    public var mandates: [Mandate]
    public var licences: [Licence]
    public var results: [Result]

    /// - Parameters:
    ///   - people: pseudonyms by number, as far as they are known.
    ///   - editions: the rules that it began with, and those after each migration.
    ///   - copies: of licences of which nothing is left, by their numbers.
    public init(
        _ id: CaseID, _ state: CaseState, under rules: CaseRules, editions: [CaseRules] = [], people: [Int32: String] = [:],
        destroyed copies: Set<Int64> = [], _ language: Language
    ) {
        self.id = id.description
        bundle = rules.bundle.id
        title = rules.bundle.title[language]
        phase = state.phase.word
        version = state.version
        submitted = state.submittedAt?.rfc3339
        due = state.due?.day.description
        erased = state.erasedOn?.description
        (late, near) = (state.isWholeLate, state.isWholeNearing)
        answers = state.submission.map { rules.bundle.words(of: $0.answers) } ?? [:]
        items = state.items.indices.map { Item($0, state, rules, language) }
        materials = zip(state.submission?.papers ?? [], state.papers).compactMap { Material($0, $1, rules, language) }
        mandates = state.mandates.map { mandate in
            Mandate(
                agent: people[mandate.agent], reference: mandate.reference, until: mandate.until?.description,
                items: mandate.items.map { rules.name(of: state.items[Int($0)].opened) })
        }
        licences = state.evidence.map { evidence in
            let type = (editions.first ?? rules).bundle.shared.type(Int(evidence.licence)).definition
            return Licence(
                type: type.id.value, title: type.title[language], register: evidence.register == 0 ? nil : evidence.register,
                awaitedFrom: evidence.loss == nil ? evidence.awaited?.provider : nil,
                authorisation: evidence.authorisation > 0 ? evidence.authorisation : nil,
                lines: evidence.papers.compactMap { state.submission?.papers[Int($0)].id }, loss: evidence.loss?.name,
                lossTitle: evidence.loss?.title[language],
                destroyed: copies.contains(evidence.register) ? state.erasedOn?.description : nil)
        }
        results = state.results.map { result in
            let edition = Int(result.edition)
            let bundle = (editions.indices.contains(edition) ? editions[edition] : rules).bundle
            let opened = state.items[Int(result.item)].opened
            let type = bundle.shared.licences[bundle.items[Int(opened.item)].item.issues[Int(result.issue)].licence].definition
            return Result(
                item: rules.name(of: opened), licence: type.id.value, title: type.title[language],
                register: result.register == 0 ? nil : result.register)
        }
    }
}

extension CaseMessage.Item {
    fileprivate init(_ place: Int, _ state: CaseState, _ rules: CaseRules, _ language: Language) {
        let one = state.items[place]
        let process = rules.process(of: one)
        item = rules.name(of: one.opened)
        title = rules.title(of: one.opened)[language]
        let answers = state.submission?.answers ?? Answers(questions: 0)
        department = rules.bundle.shared.departments[rules.holder(of: one, answers)].id.value
        stage = one.stage.word
        self.state = process.definition.states[Int(one.state)].name.value
        stateTitle = process.stateTitle(Int(one.state))[language]
        end = one.end?.name
        endTitle = one.end?.title[language]
        received = one.received?.description
        statutory = one.due(.statutory)?.day.description
        promised = one.due(.promised)?.day.description
        until = one.due(.state)?.day.description
        overdue = one.isOverdue
        moves = one.stage == .open ? rules.moves(from: one).compactMap { CaseMessage.Move($0, of: place, state, rules, language) } : []
    }
}

extension CaseMessage.Move {
    fileprivate init?(_ rule: CaseRules.MoveRule, of item: Int, _ state: CaseState, _ rules: CaseRules, _ language: Language) {
        let process = rules.process(of: state.items[item])
        guard let place = process.move(Int(rule.name), from: Int(state.items[item].state)) else { return nil }
        let definition = process.definition.moves[place]
        move = process.moveNames[Int(rule.name)]
        title = process.moveTitle(Int(rule.name))[language]
        // What is decided in the department's own system, that makes in place of its officers.
        let isElsewhere = rules.decidedElsewhere[Int(state.items[item].opened.item)]
        by =
            definition.by.map { isElsewhere && [.officer, .supervisor].contains($0) ? Self.elsewhere : $0.rawValue }
            + (rule.by.contains(.itself) ? [Self.itself] : [])
        needs = CaseMachine.needs(of: rule, item, state, rules).properties
    }
}

extension CaseMessage.Material {
    fileprivate init?(_ paper: CasePaper, _ now: PaperState, _ rules: CaseRules, _ language: Language) {
        guard now.disposition == .handedIn || now.disposition == .follows || now.isWanting || now.dispute != nil else { return nil }
        line = paper.id
        title = rules.title(of: paper)[language]
        subject = paper.subject
        disposition = now.disposition.rawValue
        status =
            now.dispute != nil ? .disputed : now.isWanting ? .wanting : !now.isThere ? .toCome : now.isVerified ? .verified : .there
        until = now.dispute?.until.day.description ?? (now.isThere ? nil : now.until?.description)
    }
}

extension CompiledBundle {
    /// Answers to its questions in words: question → answer.
    func words(of answers: Answers) -> [String: String] {
        var words: [String: String] = [:]
        for entry in questions {
            let question = shared.questions[entry.question]
            if let answer = answers[entry.question] { words[question.id] = question.answers[answer].id }
        }
        return words
    }
}

extension CaseMessage: Described {
    public static let about: Meaning = "已提交的办件的现状，供有权查看的人 · A case that is in, as it stands, for whoever may see it."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "bundle": .bundle,
        "title": .title,
        "phase": .words(
            CaseState.Phase.words,
            """
            阶段：`open` 尚有事项未决定；`closed` 全部结束；尚未提交的是 `Draft` · \
            `open`: something is not decided yet; `closed`: all has ended. What is not in yet is a `Draft`.
            """
        ),
        "version": .version,
        "submitted": .moment("提交的时间 · When it was handed in."),
        "erased": .day("个人数据的销毁日；没有：未销毁 · The day on which what it kept of people was destroyed; not there: it was not."),
        "due": .day("总时限的最后一日；一件事有总时限的才有 · The last day for the whole, where its bundle has a limit for that."),
        "late": "总时限已过，尚有事项未决定 · That day has passed, and something is not decided.",
        "near": "总时限即将届满，尚有事项未决定 · That day will soon have passed, and something is not decided.",
        "answers": .answers,
        "items": "事项，按一件事中的顺序；有哪些由定义确定 · Its items, in the order of the bundle. Which they may be is said by the definitions.",
        "materials": """
        已提交或将提交的材料；免交的见材料账目（`getLedger`） · \
        Papers that were handed in or are to come; those that need not be are in the ledger (`getLedger`).
        """,
        "mandates": "申请人的受托人 · Who may act for the applicant.",
        "licences": "所依据的电子证照 · The licences on which it rests.",
        "results": "各事项的结果 · What its items ended with.",
    ]
}

extension CaseMessage.Move: Described {
    public static let about: Meaning = "从事项所处环节出发的动作 · A move that leads on from where an item is."
    public static let meanings: [String: Meaning] = [
        "move": """
        动作名称，用于 `moveItem` 的 `move`：事项流程（processes/*.yaml）中的名称，不是固定的集合 · \
        Its name, for `move` of `moveItem`: a word of the item's process (processes/*.yaml), and so no closed set.
        """,
        "title": .title,
        "by": .words(
            CaseMessage.Move.makers,
            """
            由谁作出：角色（`department-system`：在部门系统中决定的事项）；`time`：环节期限届满；`itself`：依规则 · \
            Who makes it: roles (`department-system`: of an item that is decided in the department's own system); `time`: when the \
            limit of the state passes; `itself`: by a rule.
            """
        ),
        "needs": .words(
            ProcessDefinition.Need.properties,
            """
            按现状 `moveItem` 正文须写明的内容，名称同该正文；`verifiedPapers`：须先核验事项的材料 · \
            What the body of `moveItem` must have with it as things stand, by the names of that body; `verifiedPapers`: papers of the \
            item are to be verified first.
            """
        ),
    ]
}

extension CaseMessage.Item: Described {
    public static let about: Meaning = "办件的事项 · An item of a case."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "department": .department.and("现在办理该事项的部门 · It has the item now."),
        "stage": .words(
            ItemState.Stage.words,
            "阶段：`waiting` 等待其他事项或事件，`open` 办理中，`ended` 已结束 · `waiting` for another item or an event, `open`, or `ended`."),
        "state": """
        所处的流程环节：processes/*.yaml 中的名称，不是固定的集合 · \
        The state of its process in which it is: a word of processes/*.yaml, and so no closed set.
        """,
        "stateTitle": "该环节的名称，按回答的语言 · What people call that state, in the language of the answer.",
        "end": .words(ItemEnd.words, "如何结束；没有：尚未结束 · How it ended; not there: it has not."),
        "endTitle": "该结束方式的名称，按回答的语言 · What people call that end, in the language of the answer.",
        "received": .day("部门收件日；时限可能自该日起算 · When the department received it; its limits may count from that day."),
        "statutory": .day("法定时限的最后一日；没有：未计法定时限 · The last day by law; not there where no such limit runs."),
        "promised": .day("承诺时限的最后一日 · The last day that the department has promised."),
        "until": .day("所处环节的最后一日 · The last day of the state that it is in."),
        "overdue": "有时限已过 · A limit has passed.",
        "moves": "从现处环节出发的动作；由谁作出见 `by` · Moves that lead on from where it is; which of them somebody may make is said by `by`.",
    ]
}

extension CaseMessage.Material: Described {
    public static let about: Meaning = "办件已提交或将提交的材料 · A paper of a case that was handed in or is to come."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "title": .title,
        "subject": .subject,
        "disposition": .words(Disposition.self, "现在的处置 · What becomes of it now."),
        "status": .words(
            CaseMessage.Material.Status.self,
            """
            状态：`there` 已有；`verified` 已经工作人员核验；`wanting` 须补正；`to-come` 在 `until` 前补齐；`disputed` 代替它的数据有异议 · \
            `there`; `verified` by an officer; `wanting`: to be handed in; `to-come` by `until`; `disputed`: the data that stand in for \
            it are doubted.
            """
        ),
        "until": .day("补齐期限，或异议的答复期限 · By when it is to come, or the doubt to be answered."),
    ]
}

extension CaseMessage.Mandate: Described {
    public static let about: Meaning = "申请人的受托人 · Somebody who may act for the applicant."
    public static let meanings: [String: Meaning] = [
        "agent": """
        受托人，用本处始终相同的化名；也用于 `endMandate` 的 `agent` · \
        Who it is, under a pseudonym that is always the same in this office; also for `agent` of `endMandate`.
        """,
        "reference": "书面委托书存放编号 · Where the written mandate is filed.",
        "until": .day("最后一日；没有：至办件办结 · The last day; not there: until the case is closed."),
        "items": "委托的事项；为空：整个办件 · The items that it is for; none: the whole case.",
    ]
}

extension CaseMessage.Licence: Described {
    public static let about: Meaning = "办件所依据的电子证照 · A licence on which a case rests."
    public static let meanings: [String: Meaning] = [
        "type": .licence,
        "title": .title,
        "register": .number(1...Int.max, "在登记库的序号；没有：尚待提供方答复 · Its number in the registry; not there: it is awaited."),
        "awaitedFrom": "尚未答复有无此证照的提供方 · The provider that has not said yet whether there is one.",
        "authorisation": .number(
            1...Int.max, "据以读取的授权；没有：持证人本人申请 · The consent by which it was read; not there: its holder applies himself."),
        "lines": "代替的账目行；为空：用于回答问题 · The lines of the ledger for which it stands in; none: it answers a question.",
        "loss": .words(
            EvidenceLoss.words, "据所知为何不再有效；每次决定前核验 · Why it holds no more, as far as is known; it is looked after before each decision."),
        "lossTitle": "该原因，以文字表述 · The same in words.",
        "destroyed": .day("取自提供方的副本的销毁日 · It came from a provider, and its copy was destroyed on that day."),
    ]
}

extension CaseMessage.Result: Described {
    public static let about: Meaning = "事项的结果 · What an item ended with."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "licence": .licence.and("结果为此类证照之一 · The result is one of these."),
        "title": .title,
        "register": .number(1...Int.max, "在登记库的序号；没有：尚待出证 · Its number in the registry; not there: it is to be made out."),
    ]
}
