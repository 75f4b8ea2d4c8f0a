/// The first page: every bundle with its journeys and questions, and every process.
struct GalleryIndex {
    let compilation: Compilation
    let bundles: [WalkedBundle]
    let language: Language

    var text: String {
        var page = MarkdownPage(.index, title: language("示例集", "Gallery"), language)
        page.paragraph(
            language(
                "每个示例、流程和问题各有一页，由定义文件夹 Definitions 生成：示例逐步走一遍，说明什么人、什么时候、哪些材料免交以及为什么。人名、单位与证件均为虚构。",
                "Every journey, process and question on a page of its own, made from the folder Definitions. A journey is one example applicant "
                    + "taken through the whole case: who does what and when, which papers need not be handed in and why. All people, firms and "
                    + "documents are invented."))
        for walked in bundles { add(walked, to: &page) }
        page.heading(language("流程", "Processes"), level: 2)
        page.paragraph(
            language(
                "事项怎样办理：状态、谁可以推进、法定时钟、逾期怎么办。",
                "How an item is handled: its states, who may move it, the legal clock, and what happens when time runs out."))
        page.list(
            compilation.processes.map { process in
                .link(.text(process.title[language]), to: link(.process(process.id))) + .text(" ") + .code(process.id)
            })
        return page.text
    }

    private func link(_ place: GalleryPlace) -> String { GalleryPlace.index.link(to: place, language) }

    private func add(_ walked: WalkedBundle, to page: inout MarkdownPage) {
        page.heading(walked.bundle.title[language], level: 2)
        let rows = walked.coverage.rows
        let covered = rows.count(where: \.isCovered)
        page.paragraph(
            .text("\(walked.bundle.definition.lifeEvent[language])\(language("。", ". "))")
                + .link(.text(language("情形问题与回答", "Questions and answers")), to: link(.questions(walked.id)))
                + .text(
                    language(
                        "：\(rows.count) 种回答中 \(covered) 种有示例。", ": \(covered) of \(rows.count) answers have a journey.")))
        page.table(
            [
                language("示例", "journey"), language("材料（行）", "papers"), language("最后一项办成（工作日）", "last item granted after (working days)"),
                language("结果", "how it ends"),
            ], walked.journeys.map { row($0, of: walked) })
    }

    private func row(_ journey: WalkedJourney, of walked: WalkedBundle) -> [Markdown] {
        let title = Markdown.link(.text(journey.walk.journey.title[language]), to: link(.journey(walked.id, journey.id)))
        let isBase = journey.id == walked.base?.id
        let name = isBase ? .strong(title) + .text(language("（基准）", " (base)")) : title
        guard journey.stops.isEmpty else {
            let because = journey.stops.map { $0.because[language] }.joined(separator: language("；", "; "))
            return [name, .text("–"), .text("–"), .text(language("当场告知：", "told at once: ") + because)]
        }
        let figures = CaseFigures(journey.walk.events, under: journey.walk.rules)
        return [
            name, .text("\(figures.apart.lines) → \(figures.together.lines)"), .text(figures.elapsedDays.map(String.init) ?? "–"),
            .text(journey.ends(language)),
        ]
    }
}

extension WalkedJourney {
    /// How its items end: all of them granted, or those that are not.
    func ends(_ language: Language) -> String {
        let others = walk.state.items.indices.filter { walk.end(of: $0) != .granted }
        let words = others.map { Course(walk, language).name([$0]) + language("：", ": ") + walk.endTitle($0)[language] }
        let ends = others.isEmpty ? language("全部办成", "everything granted") : words.joined(separator: language("；", "; "))
        return differences.isEmpty ? ends : ends + language("（与预期不同）", " (not as expected)")
    }
}
