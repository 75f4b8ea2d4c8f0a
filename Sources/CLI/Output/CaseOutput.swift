import ArgumentParser
import Workflow

/// Cases and what came of requests, printed.
struct CaseOutput {
    var language: Language
    var format: OutputFormat

    func print(_ view: CaseView) throws {
        let message = CaseMessage(
            view.id, view.state, under: view.rules, editions: view.editions, people: view.agents, destroyed: view.destroyed, language)
        switch format {
        case .json: try Console.print(json: message)
        case .text: Console.print(CaseText(language: language).render(message))
        }
    }

    func print(_ view: DraftView) throws {
        let message = DraftMessage(view.draft, view.plan, before: view.before, under: view.rules, language)
        switch format {
        case .json: try Console.print(json: message)
        case .text: Console.print(message.text(language))
        }
        for one in view.released { Console.error(language("不再需要：\(one.name)", "not needed any more: \(one.name)")) }
    }

    /// What happened, then where the case stands; a refusal goes to standard error and is status 1.
    func print(_ answer: CaseAnswer, _ office: Office) async throws {
        try printWhetherRefused(answer)
        guard format == .text, let id = CaseID(answer.caseID) else { return }
        for asked in answer.licences ?? [] { Console.error(text(asked)) }
        try print(try await office.look(at: id))
    }

    /// That it is done; nothing is told of the case.
    func print(erasing answer: CaseAnswer) throws {
        try printWhetherRefused(answer)
        guard format == .text else { return }
        Console.print(
            answer.events.isEmpty
                ? language("办件 \(answer.caseID) 的个人数据此前已销毁", "what case \(answer.caseID) kept of people was destroyed before")
                : language("办件 \(answer.caseID) 的个人数据已销毁", "what case \(answer.caseID) kept of people is destroyed"))
        Console.error(
            language(
                "此前的备份仍有这些密钥：备份到期后换用新主密钥并停用旧密钥（keys rotate、keys retire）",
                "backups made before have its keys still: once they are not needed, take a new master key and retire the old (keys rotate, keys retire)"
            ))
    }

    private func printWhetherRefused(_ answer: CaseAnswer) throws {
        if format == .json { try Console.print(json: Message(answer, language)) }
        if let refused = answer.refused {
            if format == .text {
                Console.error((language == .zh ? "不能办理：" : "refused: ") + refused.message.title[language])
                Console.error(insteadOf: refused.canDo, language)
            }
            throw ExitCode(Failure.Kind.notGood.rawValue)
        }
    }

    /// What came of asking for a licence.
    private func text(_ asked: AskedLicence) -> String {
        let outcome =
            switch asked.outcome {
            case .used: language("已调用", "used")
            case .none: language("未查到", "none")
            case .refused: language("不能使用", "not used")
            case .asked: language("请核对", "look at it")
            case .unavailable: language("暂不能查询，等待；也可提交材料本身", "awaited; the paper itself may be handed in")
            case .unauthorised: language("无权查询，未查询", "not looked for")
            case .declined: language("申请人不同意使用，未查询", "not looked for: the applicant has declined it")
            case .notAccepted: language("须申请人同意才使用，未查询", "not looked for: it is used only where the applicant accepts it")
            }
        let why = asked.why.map { language($0.zh, $0.en) }
        return "\(asked.role)  \(asked.licence)  \(outcome)" + (why.isEmpty ? "" : "  \(why.joined(separator: language("；", "; ")))")
    }

    func print(_ rows: [CaseRow], limit: Int) throws {
        let next = rows.count == limit ? rows.last?.caseID.description : nil
        let messages = rows.map { row in
            Row(
                id: row.caseID.description, bundle: row.bundle, phase: "\(row.phase)", submitted: row.submitted?.description,
                due: row.due?.description, late: row.isLate, near: row.isNearing)
        }
        switch format {
        case .json: try Console.print(json: Page(items: messages, next: next))
        case .text:
            Console.print(
                messages.isEmpty
                    ? (language == .zh ? "没有办件" : "no cases")
                    : messages.map {
                        "\($0.id)\($0.late ? " !" : $0.near ? " ~" : "  ")  \($0.phase)  \($0.submitted ?? "-")  \($0.bundle)"
                    }.joined(separator: "\n"))
            if let next { Console.error(language("接着看：", "there may be more: ") + "--after \(next)") }
        }
    }

    func print(_ drafts: [Draft]) throws {
        let messages = drafts.map { draft in
            let kind = draft.offer.map { $0.isDeclined ? "declined" : "offer" } ?? "draft"
            return Unsubmitted(
                id: draft.id.description, bundle: draft.application.bundle, kind: kind, until: draft.until.description)
        }
        switch format {
        case .json: try Console.print(json: Page(items: messages))
        case .text:
            Console.print(
                messages.isEmpty
                    ? language("没有草稿", "no drafts")
                    : messages.map { "\($0.id)  \($0.kind)  \($0.until)  \($0.bundle)" }.joined(separator: "\n"))
        }
    }

    func print(_ entries: [WorklistEntry], limit: Int) throws {
        let messages = entries.map { entry in
            let row = entry.row
            return Task(
                id: row.caseID.description, item: row.item, department: row.department, state: row.state,
                statutory: row.statutory?.description, promised: row.promised?.description, until: row.until?.description,
                overdue: row.isOverdue, near: row.isNearing, person: entry.person)
        }
        let next = entries.count == limit ? entries.last?.place : nil
        switch format {
        case .json: try Console.print(json: Page(items: messages, next: next))
        case .text:
            Console.print(
                messages.isEmpty
                    ? (language == .zh ? "没有待办" : "nothing to do")
                    : messages.map { task in
                        let due = [task.until, task.promised, task.statutory].compactMap { $0 }.min() ?? "-"
                        let mark = task.overdue ? " !" : task.near ? " ~" : "  "
                        return "\(due)\(mark)  \(task.id)  \(task.item)  \(task.state)" + (task.person.map { "  \($0)" } ?? "")
                    }
                    .joined(separator: "\n"))
            if let next { Console.error(language("接着看：", "there may be more: ") + "--after \(next)") }
        }
    }

    func print(_ rows: [DisputeRow]) throws {
        let messages = rows.map { row in
            Doubt(
                id: row.caseID.description, line: row.line, department: row.department, due: row.due.description, late: row.isLate)
        }
        switch format {
        case .json: try Console.print(json: Page(items: messages))
        case .text:
            Console.print(
                messages.isEmpty
                    ? language("没有待核实的异议", "no data in dispute")
                    : messages.map { "\($0.due)\($0.late ? " !" : "  ")  \($0.id)  \($0.line)  \($0.department)" }.joined(separator: "\n"))
        }
    }

    private struct Page<Item: Encodable>: Encodable {
        var items: [Item]
        /// Where the next page begins; not there where this was the last.
        var next: String?
    }

    private struct Row: Encodable {
        var id: String
        var bundle: String
        var phase: String
        var submitted: String?
        var due: String?
        /// Of the limit for the whole.
        var late: Bool
        var near: Bool
    }

    private struct Unsubmitted: Encodable {
        var id: String
        var bundle: String
        /// draft, offer or declined.
        var kind: String
        var until: String
    }

    private struct Doubt: Encodable {
        var id: String
        var line: String
        var department: String
        var due: String
        var late: Bool
    }

    private struct Task: Encodable {
        var id: String
        var item: String
        var department: String
        var state: String
        var statutory: String?
        var promised: String?
        var until: String?
        var overdue: Bool
        var near: Bool
        /// Who has it.
        var person: String?
    }

    private struct Message: Encodable {
        struct Refused: Encodable {
            var code: String
            var message: String
            var canDo: [String]
        }

        var id: String
        var version: Int
        var events: [EventRecord]
        var licences: [AskedLicence]?
        var refused: Refused?

        init(_ answer: CaseAnswer, _ language: Language) {
            (id, version, events) = (answer.caseID, answer.version, answer.events)
            licences = answer.licences
            refused = answer.refused.map {
                Refused(code: $0.code, message: $0.message.title[language], canDo: $0.canDo.map { $0.title[language] })
            }
        }
    }
}

extension Console {
    /// What can be done instead, a line each.
    static func error(insteadOf canDo: [CaseAnswer.Words], _ language: Language) {
        for instead in canDo { error(language("  可以：", "  instead: ") + instead.title[language]) }
    }
}
