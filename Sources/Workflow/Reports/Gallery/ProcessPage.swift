/// A process: a picture, its states, its moves, and the items that are handled by it.
struct ProcessPage {
    let process: CompiledProcess
    let compilation: Compilation
    let language: Language

    private var place: GalleryPlace { .process(process.id) }
    private var shared: SharedDefinitions { compilation.shared }

    var text: String {
        var page = MarkdownPage(place, title: "\(process.title[language])\(language("：流程", ": the process"))", language)
        var facts: [Markdown] = [.code(process.id)]
        if !process.basis.isEmpty { facts.append(.text(language("依据：", "basis: ") + process.basis.citation[language])) }
        if let late = process.definition.papersLate, let move = process.moveNames.firstIndex(of: late.value) {
            let title = process.moveTitle(move)[language]
            facts.append(.text(language("容缺后补的材料逾期未到：\(title)", "when a paper that may follow does not come by its day: \(title)")))
        }
        page.list(facts)
        page.diagram(StateDiagram(process: process, language: language).lines)
        page.paragraph(
            language(
                "⌛：期限一过自行发生；未注明的由工作人员作出。", "⌛ happens when the time of the state is up; what is not marked is made by an officer."))
        page.heading(language("状态", "States"), level: 2)
        page.table(
            [
                language("状态", "state"), language("法定时钟", "legal clock"), language("由谁处理", "who has it"), language("最长", "at most"),
                language("逾期", "when that has passed"), language("进入时", "on entering it"), language("依据", "basis"),
            ], process.states.indices.map(row(ofState:)))
        page.heading(language("动作", "Moves"), level: 2)
        page.table(
            [
                language("动作", "move"), language("从", "from"), language("到", "to"), language("谁", "who"), language("须有", "needs"),
                language("说明", "remarks"), language("依据", "basis"),
            ], process.moves.indices.map(row(ofMove:)))
        addUses(to: &page)
        return page.text
    }

    // MARK: States

    private func row(ofState state: Int) -> [Markdown] {
        let rule = process.states[state]
        let definition = process.definition.states[state]
        return [
            name(definition.title, definition.name.value), .text(clock(rule)), .text(holder(rule)),
            .text(rule.atMost?.title[language] ?? ""), .text(overdue(rule)), entering(rule, definition).map(Markdown.text).lines,
            .text(rule.basis.citation[language]),
        ]
    }

    func clock(_ state: CompiledProcess.State) -> String {
        if let end = state.end, let end = JourneyDefinition.End(rawValue: end.rawValue) {
            return language("结束：", "the end: ") + end.title[language]
        }
        switch state.clock {
        case .notStarted: return language("未开始", "has not started")
        case .running: return language("走动", "runs")
        case .stopped: return language("停止", "stands still")
        case .promisedStopped: return language("法定时限走动，承诺时限停止", "the limit of the law runs, the promised one stands still")
        case .done:
            return state.decision == .refused ? language("已决定：不予", "decided: refused") : language("已决定：准予", "decided: granted")
        }
    }

    func holder(_ state: CompiledProcess.State) -> String {
        guard state.end == nil else { return "" }
        switch state.waitsFor {
        case .applicant: return language("申请人", "the applicant")
        case .payment: return language("申请人（缴费）", "the applicant (to pay)")
        case nil: return state.department.map { shared.departments[$0].title[language] } ?? language("事项的部门", "the item's department")
        }
    }

    func overdue(_ state: CompiledProcess.State) -> String {
        guard state.atMost != nil else { return "" }
        return state.overdue.map { process.definition.moves[$0].title[language] } ?? language("只作报告", "it is reported")
    }

    /// What is made and said on entering a state.
    private func entering(_ state: CompiledProcess.State, _ definition: ProcessDefinition.State) -> [String] {
        [
            state.paper.map { language("文书：", "official paper: ") + shared.officialPapers[$0].definition.title[language] },
            definition.needs.isEmpty ? nil : language("写明：", "said: ") + language.list(definition.needs.map { $0.title[language] }),
            definition.fee.map { language("应缴：", "to be paid: ") + $0[language] },
            state.atLeast.map { language("至少停留 \($0.title.zh)", "it lasts \($0.title.en) at least") },
            state.warn.map { language("到期前 \($0.title.zh)提醒", "told \($0.title.en) before the limit") },
        ].compactMap { $0 }
    }

    // MARK: Moves

    private func row(ofMove place: Int) -> [Markdown] {
        let rule = process.moves[place]
        let definition = process.definition.moves[place]
        let from = language.list(rule.from.map { process.stateTitle($0)[language] })
        let basis = rule.basis + rule.byItselfBasis.filter { entry in !rule.basis.contains { $0.citation == entry.citation } }
        return [
            name(definition.title, definition.name.value), .text(from), .text(process.stateTitle(rule.to)[language]),
            .text(process.movers(place, language)),
            .text(language.list(definition.needs.map { $0.title[language] })), .text(remarks(rule)), .text(basis.citation[language]),
        ]
    }

    private func remarks(_ move: CompiledProcess.Move) -> String {
        [
            move.once ? language("只能一次", "once only") : nil,
            otherThan(move),
            move.paper.map { language("文书：", "official paper: ") + shared.officialPapers[$0].definition.title[language] },
            move.countsFromReceipt ? language("时钟自收件起算", "the clock counts from receipt") : nil,
            move.extends.map { language("法定时限延长 \($0.title.zh)", "the limit of the law is \($0.title.en) longer") },
            move.early ? language("至少停留的时间届满前也可以做", "also before the least time of the state has passed") : nil,
            move.keepsLimit ? language("所离开状态的期限继续计算", "the limit of the state that is left goes on") : nil,
            move.by.contains(.itself) ? language("材料均已核验时自行发生", "by itself once every paper is verified") : nil,
        ].compactMap { $0 }.joined(separator: language("；", "; "))
    }

    private func otherThan(_ move: CompiledProcess.Move) -> String? {
        let others = process.moveNames.indices.filter { move.otherThan & (1 << UInt64($0)) != 0 }
        guard !others.isEmpty else { return nil }
        return language("不得由作出下列动作的人作出：", "by another than who made: ")
            + language.list(others.map { process.moveTitle($0)[language] })
    }

    private func name(_ title: Title, _ id: String) -> Markdown { [.text(title[language]), .code(id)].lines }

    // MARK: Uses

    private func addUses(to page: inout MarkdownPage) {
        page.heading(language("使用它的事项", "Items that are handled by it"), level: 2)
        let rows = compilation.bundles.flatMap(uses)
        guard !rows.isEmpty else { return page.paragraph(language("没有一件事的事项使用它。", "No item of a bundle.")) }
        page.table(
            [language("一件事", "one thing"), language("事项", "item"), language("部门", "department"), language("何时", "when")], rows)
    }

    private func uses(_ bundle: CompiledBundle) -> [[Markdown]] {
        let words = ConditionWords(bundle, language)
        return bundle.items.flatMap { item -> [[Markdown]] in
            func row(_ department: Int?, _ when: String) -> [Markdown] {
                let department = shared.departments[department ?? item.item.department].title[language]
                return [.text(bundle.title[language]), name(item.item.title, item.item.id), .text(department), .text(when)]
            }
            let always = item.variants.contains { $0.process != nil } ? language("其余情形", "otherwise") : language("总是", "always")
            return (item.item.process?.id == process.id ? [row(nil, always)] : [])
                + item.variants.filter { $0.process?.id == process.id }.map { row($0.department, words.words($0.onlyIf)) }
        }
    }
}
