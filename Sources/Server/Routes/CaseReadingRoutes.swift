import Hummingbird
import Workflow

/// What stands behind a case, for whoever wants to understand it: its ledger, what happened, its days, its official papers.
struct CaseReadingRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "getLedger", method: .get, path: "/v1/cases/{case}/ledger", tag: .cases,
                summary: Title(zh: "材料账目：逐份材料、处置及理由", en: "The ledger: every paper, what becomes of it, and why"), right: .look,
                query: Endpoint.Query.pages, answers: [.page(of: LineMessage.self, "账目", "the lines", headers: [.etag])]
            ) { ask in
                let (id, sight) = try await ask.seenCaseThatIsIn(office)
                let ledger = try await office.ledger(of: id)
                let lines = ledger.lines(ofItems: ledger.view.items(seenWith: sight), ask.language)
                return try ask.page(of: lines) { $0.line }.at(ledger.view.state.version)
            },
            Endpoint(
                id: "getTimeline", method: .get, path: "/v1/cases/{case}/timeline", tag: .cases,
                summary: Title(
                    zh: "经过，以及现在：在谁手里、下一步、何时、多大把握",
                    en: "What happened, and now: who has it, what comes next, by which day and how certain that is"), right: .look,
                answers: [.json(CaseTimelineMessage.self, "经过", "the timeline", headers: [.etag])]
            ) { ask in
                let (id, sight) = try await ask.seenCaseThatIsIn(office)
                let (view, events, received) = try await office.history(of: id)
                return Reply.json(CaseTimelineMessage(view, events, received, seen: view.items(seenWith: sight), ask.language))
                    .at(view.state.version)
            },
            Endpoint(
                id: "getDeadlines", method: .get, path: "/v1/cases/{case}/deadlines/{item}", tag: .cases,
                summary: Title(zh: "一个事项的期限，逐日说明", en: "The limits of an item day by day: which days count, which do not, and why"),
                right: .look, answers: [.json(ClockReport.self, "期限", "its days")], problems: [.conflict], handle: deadlines),
            Endpoint(
                id: "listPapers", method: .get, path: "/v1/cases/{case}/documents", tag: .cases,
                summary: Title(zh: "出具的文书", en: "The official papers that were issued, numbered and dated"), right: .look,
                query: Endpoint.Query.pagesByNumber, answers: [.page(of: OfficialPaperMessage.self, "文书", "official papers")]
            ) { ask in
                try ask.page(of: try await papers(ask).map { OfficialPaperMessage($0, ask.language) }) { Int64($0.number) }
            },
            Endpoint(
                id: "getPaper", method: .get, path: "/v1/cases/{case}/documents/{kind}", tag: .cases,
                summary: Title(
                    zh: "一份文书（同一种有几份时为最后一份），JSON 或可打印的 HTML",
                    en: "An official paper, of several of a kind the last; JSON, or HTML to print"), right: .look,
                query: [
                    .init(
                        name: "number", schema: .integer(1...1_000_000),
                        about: Title(zh: "文书在本件中的序号", en: "its number in the case, where there are several"))
                ],
                answers: [
                    .json(OfficialPaperMessage.self, "文书", "the official paper"), .document(.html, "可打印的文书", "the same to print"),
                ]
            ) { ask in
                let wanted = try await papers(ask).last { paper in
                    paper.paper == ask.named("kind") && ask.number("number").map { $0 == paper.number } ?? true
                }
                guard let paper = wanted else { throw Problem(.notFound) }
                if ask.wantsHTML { return .html(OfficialPaperHTML(language: ask.language).render(paper)) }
                return .json(OfficialPaperMessage(paper, ask.language))
            },
            Endpoint(
                id: "getReceipt", method: .get, path: "/v1/cases/{case}/receipt", tag: .cases,
                summary: Title(
                    zh: "回执：何时、以何身份、提交或办理了什么；有签名，可离线核验",
                    en: "The receipt of the application or of a step, signed: it is checked without the office"), right: .look,
                query: [
                    .init(
                        name: "step", schema: .integer(1...1_000_000),
                        about: Title(zh: "事件的序号，否则为提交", en: "the place of an event in its case, else the application"))
                ], answers: [.json(SignedReceipt.self, "回执", "the receipt")]
            ) { ask in
                let (view, sight) = try await ask.seenView(office)
                let (id, seen) = (view.id, view.items(seenWith: sight))
                let receipt = try await office.receipt(of: id, step: ask.number("step") ?? 1, seen: seen)
                return Reply(type: Endpoint.MediaType.json.rawValue, body: try receipt.bytes())
            },
            Endpoint(
                id: "listSigningKeys", method: .get, path: "/v1/signing-keys", tag: .operations,
                summary: Title(zh: "核验回执和证照的公钥", en: "The public keys by which receipts and licences are checked"),
                about: Title(zh: "回答是一个列表，一次给出全部，不分页", en: "A bare list and the whole of it: the few that there are need no pages"),
                keptFor: 60, answers: [.json([PublicKeyMessage].self, "公钥", "public keys", headers: [.etag])]
            ) { _ in .json(try await office.publicKeys().map(PublicKeyMessage.init)) },
        ]
    }

    @Sendable private func deadlines(_ ask: Ask) async throws -> Reply {
        let (all, sight) = try await ask.seenView(office)
        let (id, name) = (all.id, ask.named("item"))
        guard CaseMessage(all, ask.language).items.contains(where: { $0.item == name }),
            all.items(seenWith: sight)?.contains(name) ?? true
        else { throw Problem(.notFound) }
        let (view, ledger) = try await office.clock(of: id, item: name)
        guard
            let report = ledger.flatMap({
                ClockReport($0, of: view.state, submissions: view.submissions, under: view.editions, ask.language)
            })
        else { throw Problem(.conflict, Title(zh: "此事项尚未开始，没有期限", en: "the item has not begun; no limit runs")) }
        return .json(report)
    }

    /// Those that whoever asks may see.
    private func papers(_ ask: Ask) async throws -> [IssuedPaper] {
        let (view, sight) = try await ask.seenView(office)
        let seen = view.items(seenWith: sight)
        return try await office.papers(of: view.id).filter { paper in
            paper.item.flatMap { item in seen.map { $0.contains(item) } } ?? true
        }
    }
}

extension Ask {
    /// The case that the address names, as it stands; a draft has none of what is asked for.
    func seenView(_ office: Office) async throws -> (CaseView, Sight) {
        guard let (view, sight) = try await office.look(at: caseID(), by: caller()) else { throw Problem(.notFound) }
        return (view, sight)
    }

    /// The case that the address names; a draft has none of what is asked for.
    func seenCaseThatIsIn(_ office: Office) async throws -> (CaseID, Sight) {
        let (id, sight) = try await seenCase(office)
        guard try await office.draft(id) == nil else { throw Problem(.notFound) }
        return (id, sight)
    }
}
