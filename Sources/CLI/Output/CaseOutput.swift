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
        if format == .json { try Console.print(json: CommandAnswer(answer, language)) }
        if let refused = answer.refused {
            if format == .text {
                Console.error((language == .zh ? "不能办理：" : "refused: ") + refused.message.title[language])
                Console.error(insteadOf: refused.canDo.map(\.title), language)
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

    func print(_ entries: [CaseEntry], limit: Int) throws {
        let next = entries.count == limit ? entries.last?.row.caseID.description : nil
        let messages = entries.map { CaseRowMessage($0, language) }
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

    func print(_ drafts: [DraftEntry]) throws {
        let messages = drafts.map { DraftRowMessage($0, language) }
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
        let messages = entries.map { TaskMessage($0, language) }
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

    func print(_ disputes: [DisputeEntry]) throws {
        let messages = disputes.map { DisputeRowMessage($0, language) }
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
}

extension Console {
    /// What can be done instead, a line each.
    static func error(insteadOf canDo: [Title], _ language: Language) {
        for instead in canDo { error(language("  可以：", "  instead: ") + instead[language]) }
    }
}
