/// A plan for people: the items in order, the one form, every line with its reason, and the figures of both arms.
public struct PlanText {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    public func render(_ plan: Plan, journey: String) -> String {
        let message = PlanMessage(plan, journey: journey, language)
        var parts = ["\(message.title)（\(message.bundle)）  \(message.journey)  \(message.baseline)\n"]
        parts.append(message.answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "  ") + "\n")
        guard message.stops.isEmpty else { return (parts + message.stops.map(stop)).joined(separator: "\n") }
        parts.append(items(message))
        parts.append(fields(message))
        parts.append(LinesText(language: language).render(plan.ledger))
        parts.append(figures(message))
        return parts.joined(separator: "\n")
    }

    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    private func stop(_ stop: StopMessage) -> String {
        say("当场告知：", "Told at once: ") + stop.because + "\n" + stop.basis.map { "  " + $0 + "\n" }.joined()
    }

    private func items(_ message: PlanMessage) -> String {
        let heads = [say("事项", "item"), say("名称", "title"), say("部门", "department"), say("在…之后", "after"), say("次数", "times")]
        let rows = message.items.map { item in
            [item.id, item.title, item.department, item.after.joined(separator: " "), "\(item.instances)"]
        }
        return TextTable(heads, rows, numbers: [4]).text
    }

    private func fields(_ message: PlanMessage) -> String {
        let heads = [say("字段", "field"), say("名称", "title"), say("来源", "origin"), say("来源字段", "from")]
        let rows = message.form.fields.map { field in
            [field.id, field.title, field.origin, (field.from ?? "") + (field.grade == Grade.constructed.rawValue ? say(" *", " *") : "")]
        }
        return TextTable(heads, rows).text + say("* 没有指南列出，为本项目所设\n", "* no guide lists it: ours\n")
    }

    private func figures(_ message: PlanMessage) -> String {
        func row(_ name: String, _ apart: some CustomStringConvertible, _ together: some CustomStringConvertible) -> [String] {
            [name, "\(apart)", "\(together)"]
        }
        let (apart, together) = (message.apart, message.together)
        let rows = [
            row(say("表单", "forms"), apart.forms, together.forms), row(say("填写字段", "typed fields"), apart.fields, together.fields),
            row(say("材料（行）", "materials (行)"), apart.materials, together.materials),
            row(say("份数（份）", "pieces (份)"), apart.pieces, together.pieces), row(say("种类（种）", "kinds (种)"), apart.kinds, together.kinds),
            row(say("跑动次数", "visits"), apart.visits, together.visits), row(say("环节", "steps"), apart.steps, together.steps),
            row(say("部门", "departments"), apart.departments, together.departments),
            row(say("办理时限（工作日）", "handling days"), apart.handlingDays, together.handlingDays),
            row(say("申请人分钟", "applicant's minutes"), apart.minutes, together.minutes),
        ]
        let balance = message.balance
        let total = balance.eliminated + balance.shifted + balance.deferred + balance.handedIn
        let equation = say(
            "减免 \(balance.eliminated) + 转化 \(balance.shifted) + 后补 \(balance.deferred) + 提交 \(balance.handedIn) = \(total)",
            "eliminated \(balance.eliminated) + shifted \(balance.shifted) + deferred \(balance.deferred) + handed in \(balance.handedIn) = \(total)"
        )
        return TextTable(["", say("分别办", "apart"), say("一次办", "together")], rows, numbers: [1, 2]).text + equation + "\n"
    }
}

/// Lines of a ledger as a table.
public struct LinesText {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    public func render(_ ledger: Ledger, only lines: [LedgerLine]? = nil) -> String {
        let heads =
            language == .zh
            ? ["行", "材料", "谁的", "原件+复印", "处理", "原因", "指南"] : ["line", "paper", "whose", "orig+copies", "disposition", "why", "guides"]
        let rows = (lines ?? ledger.lines).map { line in
            [
                ledger.id(line), ledger.title(line)[language], ledger.subject(line), "\(line.demand.originals)+\(line.demand.copies)",
                line.disposition.title[language], ledger.reason(line)[language],
                ledger.guides(line).map(\.id.value).joined(separator: " ") + " (\(ledger.grade(line).rawValue))",
            ]
        }
        return TextTable(heads, rows).text
    }
}
