extension GuideSheet {
    var form: Part? {
        guard !plan.form.entries.isEmpty else { return nil }
        let filled = plan.form.entries.count - plan.form.typed
        let text = language(
            "“\(plan.form.title.zh)”一张表：\(plan.form.typed) 个字段须填写，\(filled) 个已由证照、共享数据、前序事项或回答预填，请核对。",
            "One form, “\(plan.form.title.en)”: \(plan.form.typed) fields to type; \(filled) are filled in from licences, shared data, earlier "
                + "items or your answers, for you to check.")
        return Part(title: language("要填的", "What the form asks"), passages: [.paragraph(text)])
    }

    var place: Part {
        let trips = plan.together.visits
        let originals = ledger.lines.contains { $0.disposition == .handedIn && !$0.isForm && $0.demand.originals > 0 }
        let visits =
            switch (trips, originals) {
            case (0, false): language("不用跑。", "No visit is needed.")
            case (0, true):
                language(
                    "申请不用跑；原件怎样递交（邮寄等）由办理机关告知。", "Applying needs no visit; the office says how originals are handed over (by post, say).")
            default: language("跑 \(trips) 次。", "Visits: \(trips).")
            }
        let lead = plan.bundle.shared.departments[plan.bundle.leadDepartment].title
        return Part(
            title: language("在哪里办", "Where"),
            passages: [
                .paragraph(
                    language(
                        "\(plan.bundle.definition.channel.zh)；牵头部门：\(lead.zh)。\(visits)",
                        "\(plan.bundle.definition.channel.en); lead: \(lead.en). \(visits)"))
            ])
    }

    var time: Part {
        let days = plan.together.handlingDays
        let total =
            days == 0
            ? language("已知的时限均为当场办结。", "All known limits are immediate.")
            : language("按已知时限，最长路径共 \(days.printed) 个工作日。", "By the known limits, along the longest path: \(days.printed) working days.")
        let headings: [PassageTable.Column] = [
            (language("事项", "item"), .name), (language("部门", "department"), .text), (language("时限", "limit"), .text),
            (language("依据", "basis"), .text),
        ]
        let rows = plan.activeItems.map { item in
            [
                Cell(name(item)), Cell(department(item)), Cell(limit(item)), Cell(basis(item)),
            ]
        }
        let title = language("多久办好", "How long")
        return Part(title: title, passages: [.paragraph(total)] + (rows.isEmpty ? [] : [.table(PassageTable(title, headings, rows))]))
    }

    private func name(_ item: Int) -> String {
        let entry = ledger.bundle.items[item]
        let count = ledger.instances[item] > 1 ? " ×\(ledger.instances[item])" : ""
        guard let wait = entry.waitsFor, wait.onlyIf.holds(ledger.situation.answers) else { return entry.item.title[language] + count }
        let event = ledger.bundle.shared.events[wait.event].title
        return entry.item.title[language] + count + language.remark(language("待“\(event.zh)”", "waits for: \(event.en)"))
    }

    private func department(_ item: Int) -> String {
        let department = ledger.bundle.department(of: item, ledger.situation.answers)
        return ledger.bundle.shared.departments[department].title[language]
    }

    private func limit(_ item: Int) -> String {
        if let within = ledger.bundle.items[item].within, ledger.isActive(within) {
            let other = ledger.bundle.items[within].item.title
            return language("含在“\(other.zh)”内", "within “\(other.en)”")
        }
        guard let limit = ledger.bundle.timeLimit(of: item, ledger.situation.answers) else { return language("没有已知时限", "no known limit") }
        let promised = limit.promised.map { language("承诺 \($0.title.zh)", "promised: \($0.title.en)") }
        let start = limit.from.flatMap { from in ledger.bundle.shared.events.first { $0.id.value == from.rawValue }?.title }
        let from = start.map { language.remark(language("自\($0.zh)起", "from \($0.en)")) } ?? ""
        let statutory = limit.statutory.map { language("法定 \($0.title.zh)", "by law: \($0.title.en)") + from }
        let all = [promised, statutory].compactMap { $0 }
        return all.isEmpty ? language("没有已知时限", "no known limit") : all.joined(separator: language("，", ", "))
    }

    private func basis(_ item: Int) -> String {
        guard let limit = ledger.bundle.timeLimit(of: item, ledger.situation.answers) else { return "" }
        let guide = limit.guide.map { marks([$0]) } ?? ""
        return [ledger.citation(limit.basis, language), guide].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What holds while a source that this case uses does not answer.
    var whileDown: Part? {
        let used = usedSources
        guard !used.isEmpty else { return nil }
        let entries = used.map { source in
            let definition = ledger.bundle.shared.sources[source].definition
            return definition.title[language] + language("：", ": ") + definition.whileDown[language]
        }
        return Part(title: language("共享数据暂时不通时", "While shared data do not answer"), passages: [.list(entries)])
    }

    private var usedSources: [Int] {
        var used: [Int] = []
        func add(_ source: Int) { if !used.contains(source) { used.append(source) } }
        for line in ledger.lines {
            if case .source(let source) = line.cause { add(source) }
        }
        for entry in plan.form.entries {
            if case .source(let source, _) = entry.origin { add(source) }
        }
        return used
    }
}
