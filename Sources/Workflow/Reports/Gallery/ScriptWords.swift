/// What applicant and officers of a journey do otherwise than straight on, in words.
struct ScriptWords {
    let walk: Walk
    let language: Language

    private var script: JourneyScript { walk.journey.script }
    private var bundle: CompiledBundle { walk.bundle }

    var entries: [Markdown] { [pace] + (applicant + officers).map(Markdown.text) }

    private var pace: Markdown {
        switch script.pace {
        case .atOnce: .text(language("各部门当场决定。", "Officers decide at once."))
        case .atPromise:
            .text(
                bundle.definition.counting.limit == .promised
                    ? language(
                        "各部门在承诺时限的最后一天决定，没有时限的当场决定。", "Officers decide on the last day that was promised, at once where no limit is known.")
                    : language("各部门在法定时限的最后一天决定，没有时限的当场决定。", "Officers decide on the last day of the law, at once where no limit is known.")
            )
        }
    }

    private var applicant: [String] {
        let without = script.without.sorted().map { material in
            guard let span = script.brings[material] else {
                return language("申请时不交“\(title(material))”", "“\(title(material))” does not come with the application")
            }
            return language(
                "“\(title(material))”在申请后 \(span.title.zh)补交", "“\(title(material))” is handed in \(span.title.en) after the application")
        }
        let brings = script.brings.filter { !script.without.contains($0.key) }.sorted { $0.key < $1.key }.map { material, span in
            language(
                "“\(title(material))”在申请后 \(span.title.zh)补交", "“\(title(material))” is handed in \(span.title.en) after the application")
        }
        let events = script.events.sorted { $0.key < $1.key }.map { event, span in
            let title = bundle.shared.events[event].title
            return language("申请后 \(span.title.zh)：\(title.zh)", "\(span.title.en) after the application: \(title.en)")
        }
        let supplies = sorted(script.supplies).map { item, span in
            span.map { language("“\(item)”：申请人 \($0.title.zh)后补正或缴费", "“\(item)”: the applicant mends or pays after \($0.title.en)") }
                ?? language("“\(item)”：申请人不补正、不缴费", "“\(item)”: the applicant never mends or pays")
        }
        let withdraws = sorted(script.withdraws).map { item, span in
            language("“\(item)”：申请人在申请后 \(span.title.zh)撤回", "“\(item)”: withdrawn by the applicant \(span.title.en) after the application")
        }
        let all =
            script.withdrawsAll.map {
                [language("申请人在申请后 \($0.title.zh)撤回全案", "the applicant withdraws the whole \($0.title.en) after the application")]
            }
            ?? []
        return without + brings + events + supplies + withdraws + all
    }

    private var officers: [String] {
        sorted(script.decides).map { item, span in
            language("“\(item)”在收件 \(span.title.zh)后决定", "“\(item)” is decided \(span.title.en) after receipt")
        }
            + sorted(script.refuses).map { item, because in
                language("“\(item)”不予批准：\(because.zh)", "“\(item)” is refused: \(because.en)")
            }
            + sorted(script.moves).flatMap { item, moves in moves.map { words($0, of: item) } }
    }

    private func words(_ move: JourneyScript.Move, of item: String) -> String {
        let remarks = [
            move.after.map { language("\($0.title.zh)后", "after \($0.title.en)") }, move.because?[language],
            move.lasts.map { language("历时 \($0.value.title.zh)", "for \($0.value.title.en)") },
            move.papers.isEmpty ? nil : language("缺：", "wanting: ") + language.list(move.papers.map(title)), move.basis?[language],
        ].compactMap { $0 }
        let text = language("“\(item)”：\(moveTitle(move.move))", "“\(item)”: \(moveTitle(move.move))")
        return remarks.isEmpty ? text : text + language.remark(remarks.joined(separator: language("；", "; ")))
    }

    /// What people call a move; moves of one name say the same in all processes.
    private func moveTitle(_ name: String) -> String {
        let moves = walk.rules.processes.flatMap(\.definition.moves)
        return moves.first { $0.name.value == name }?.title[language] ?? name
    }

    private func title(_ material: Int) -> String { bundle.shared.materials[material].title[language] }

    private func sorted<Value>(_ values: [ItemKey: Value]) -> [(item: String, value: Value)] {
        values.sorted { ($0.key.item, $0.key.instance ?? -1) < ($1.key.item, $1.key.instance ?? -1) }.map { key, value in
            (bundle.items[key.item].item.title[language] + (key.instance.map { " #\($0 + 1)" } ?? ""), value)
        }
    }
}
