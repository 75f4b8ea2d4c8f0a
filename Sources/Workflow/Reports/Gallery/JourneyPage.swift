/// One journey, told from the situation to the last result.
struct JourneyPage {
    let journey: WalkedJourney
    let walked: WalkedBundle
    let language: Language

    var walk: Walk { journey.walk }
    var ledger: Ledger { walk.plan.ledger }
    var bundle: CompiledBundle { walked.bundle }
    var shared: SharedDefinitions { bundle.shared }
    var place: GalleryPlace { .journey(walked.id, journey.id) }

    var text: String {
        var page = MarkdownPage(place, title: walk.journey.title[language], language)
        page.list([
            .text("\(bundle.title[language])\(language("，示例 ", ", journey "))") + .code("\(walked.id)/\(journey.id)"),
            .text(language("申请时间：", "applied for on ") + walk.journey.definition.starts.description),
            .text(summary),
        ])
        addAnswers(to: &page)
        addPeople(to: &page)
        if journey.stops.isEmpty {
            addScript(to: &page)
            addCourse(to: &page)
            addItems(to: &page)
            addPapers(to: &page)
            addClocks(to: &page)
            addFigures(to: &page)
        } else {
            addStops(to: &page)
        }
        addExpected(to: &page)
        return page.text
    }

    /// How it comes out, in one line.
    private var summary: String {
        guard journey.stops.isEmpty else {
            return language("当场告知不能办理，不收任何材料", "told at once that it cannot be done: nothing is taken in")
        }
        let figures = CaseFigures(walk.events, under: walk.rules)
        let papers = language(
            "\(figures.apart.lines) 份材料中提交 \(figures.together.lines) 份",
            "\(figures.together.lines) of \(figures.apart.lines) papers handed in")
        let isGranted = walk.state.items.indices.allSatisfy { walk.end(of: $0) == .granted }
        let last = isGranted ? language("最后一项", "the last item granted") : language("最后一个结果", "the last result in hand")
        let done = isGranted ? language("办成", "") : language("拿到", "")
        let days =
            figures.elapsedDays.map { days in
                switch days {
                case 0: language("，\(last)当天\(done)", ", \(last) the same day")
                case 1: language("，\(last) 1 个工作日\(done)", ", \(last) after 1 working day")
                default: language("，\(last) \(days) 个工作日\(done)", ", \(last) after \(days) working days")
                }
            } ?? ""
        return papers + days + language("；", "; ") + journey.ends(language)
    }

    /// What is told where a stop holds, with its law.
    private func addStops(to page: inout MarkdownPage) {
        page.heading(language("当场告知", "Told at once"), level: 2)
        for stop in journey.stops {
            page.paragraph(.strong(.text(stop.because[language])))
            if !stop.basis.isEmpty { page.paragraph(language("依据：", "Basis: ") + stop.basis.citation[language]) }
        }
        guard let refusal = walk.refusal else { return }
        let instead = refusal.wording(walk.state, under: walk.rules).canDo
        page.list(instead.map { .text(language("可以：", "instead: ") + $0[language]) })
    }

    /// What its author expects, and whether it came so.
    private func addExpected(to page: inout MarkdownPage) {
        page.heading(language("预期", "What is expected"), level: 2)
        let definition = walk.journey.definition
        guard definition.expectsAnything || !journey.differences.isEmpty else {
            return page.paragraph(language("没有写明预期。", "Nothing is expected of it."))
        }
        page.list(ExpectedWords(journey: journey, language: language).entries)
        guard !journey.differences.isEmpty else { return page.paragraph(.strong(.text(language("与预期一致。", "It comes out as expected.")))) }
        page.paragraph(.strong(.text(language("与预期不同：", "It comes out otherwise:"))))
        page.list(journey.differences.map { .text($0.message[language]) })
    }
}
