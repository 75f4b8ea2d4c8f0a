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
        phase = "\(state.phase)"
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
        stage = "\(one.stage)"
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
    public static let about = "办件 · A case that is in, as it stands, for whoever may see it."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "bundle": .bundle,
        "title": .title,
        "phase": .words(
            CaseState.Phase.words, "阶段 · `open`: something is not decided yet; `closed`: all has ended. What is not in yet is a `Draft`."),
        "version": .version,
        "submitted": .moment("提交时间 · When it was handed in."),
        "erased": .day("The day on which what it kept of people was destroyed; not there: it was not."),
        "due": .day("总时限 · The last day for the whole, where its bundle has a limit for that."),
        "late": "That day has passed, and something is not decided.",
        "near": "That day will soon have passed, and something is not decided.",
        "answers": .answers,
        "items": "事项 · Its items, in the order of the bundle. Which they may be is said by the definitions.",
        "materials": "材料 · Papers that were handed in or are to come; those that need not be are in the ledger (`getLedger`).",
        "mandates": "委托 · Who may act for the applicant.",
        "licences": "电子证照 · The licences on which it rests.",
        "results": "结果 · What its items ended with.",
    ]
}

extension CaseMessage.Move: Described {
    public static let about = "动作 · A move that leads on from where an item is."
    public static let meanings: [String: Meaning] = [
        "move": "Its name, for `move` of `moveItem`: a word of the item's process (processes/*.yaml), and so no closed set.",
        "title": .title,
        "by": .words(
            CaseMessage.Move.makers,
            "Who makes it: roles (`department-system`: of an item that is decided in the department's own system); `time`: when the limit of the state passes; `itself`: by a rule."
        ),
        "needs": .words(
            ProcessDefinition.Need.properties,
            "What the body of `moveItem` must have with it as things stand, by the names of that body; `verifiedPapers`: papers of the item are to be verified first."
        ),
    ]
}

extension CaseMessage.Item: Described {
    public static let about = "事项 · An item of a case."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "title": .title,
        "department": .department.and("It has the item now."),
        "stage": .words(ItemState.Stage.words, "阶段 · `waiting` for another item or an event, `open`, or `ended`."),
        "state": "环节 · The state of its process in which it is: a word of processes/*.yaml, and so no closed set.",
        "stateTitle": "What people call that state, in the language of the answer.",
        "end": .words(ItemEnd.words, "How it ended; not there: it has not."),
        "endTitle": "What people call that end, in the language of the answer.",
        "received": .day("收件日 · When the department received it; its limits may count from that day."),
        "statutory": .day("法定时限 · The last day by law; not there where no such limit runs."),
        "promised": .day("承诺时限 · The last day that the department has promised."),
        "until": .day("The last day of the state that it is in."),
        "overdue": "A limit has passed.",
        "moves": "Moves that lead on from where it is; which of them somebody may make is said by `by`.",
    ]
}

extension CaseMessage.Material: Described {
    public static let about = "材料 · A paper of a case that was handed in or is to come."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "title": .title,
        "subject": .subject,
        "disposition": .words(Disposition.self, "处置 · What becomes of it now."),
        "status": .words(
            CaseMessage.Material.Status.self,
            "状态 · `there`; `verified` by an officer; `wanting`: to be handed in; `to-come` by `until`; `disputed`: the data that stand in for it are doubted."
        ),
        "until": .day("By when it is to come, or the doubt to be answered."),
    ]
}

extension CaseMessage.Mandate: Described {
    public static let about = "委托 · Somebody who may act for the applicant."
    public static let meanings: [String: Meaning] = [
        "agent": "Who it is, under a pseudonym that is always the same in this office; also for `agent` of `endMandate`.",
        "reference": "委托书编号 · Where the written mandate is filed.",
        "until": .day("The last day; not there: until the case is closed."),
        "items": "The items that it is for; none: the whole case.",
    ]
}

extension CaseMessage.Licence: Described {
    public static let about = "电子证照 · A licence on which a case rests."
    public static let meanings: [String: Meaning] = [
        "type": .licence,
        "title": .title,
        "register": .number(1...Int.max, "Its number in the registry; not there: it is awaited."),
        "awaitedFrom": "The provider that has not said yet whether there is one.",
        "authorisation": .number(1...Int.max, "The consent by which it was read; not there: its holder applies himself."),
        "lines": "The lines of the ledger for which it stands in; none: it answers a question.",
        "loss": .words(EvidenceLoss.words, "Why it holds no more, as far as is known; it is looked after before each decision."),
        "lossTitle": "The same in words.",
        "destroyed": .day("It came from a provider, and its copy was destroyed on that day."),
    ]
}

extension CaseMessage.Result: Described {
    public static let about = "结果 · What an item ended with."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "licence": .licence.and("The result is one of these."),
        "title": .title,
        "register": .number(1...Int.max, "Its number in the registry; not there: it is to be made out."),
    ]
}
