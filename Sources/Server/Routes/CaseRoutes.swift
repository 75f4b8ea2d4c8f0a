import Hummingbird
import Workflow

/// Applications: begun, filled in, handed in, looked at.
struct CaseRoutes {
    let office: Office
    let live: LiveStreams

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "createCase", method: .post, path: "/v1/cases", tag: .cases,
                summary: Title(
                    zh: "新建申请（草稿）；submit 为 true 时当即提交", en: "Begin an application as a draft; with `submit` it is handed in at once"),
                right: .apply, body: NewCaseRequest.self, effect: .once,
                answers: [
                    .json(CreatedMessage.self, "已建", "it is there", status: .created, headers: [.location, .etag])
                ], problems: [.refused, .conflict, .unfit, .incomplete, .unknownWord], handle: create),
            Endpoint(
                id: "listCases", method: .get, path: "/v1/cases", tag: .cases,
                summary: Title(zh: "本人或本部门的办件", en: "The cases that are one's own, or of one's department"), right: .look,
                query: [
                    .bundle,
                    .init(
                        name: "phase", schema: .choice(["open", "closed"]), about: Title(zh: "只看在办或办结的", en: "only open or closed ones")),
                    .init(
                        name: "since", schema: .text(.init(most: 10, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
                        about: Title(zh: "只看这一天及以后提交的", en: "only those that were handed in on that day or later")),
                ] + Endpoint.Query.pagesByCase,
                answers: [.page(of: CaseRowMessage.self, "办件", "cases")], problems: [.unknownWord]
            ) { ask in
                let only = CaseFilter(
                    bundle: ask.word("bundle"), phase: ask.word("phase").flatMap(CaseState.Phase.init(listed:)), since: try ask.day("since")
                )
                let entries = try await office.cases(seenBy: ask.caller(), only, after: ask.afterCase(), limit: ask.limit + 1)
                return .page(entries.map { CaseRowMessage($0, ask.language) }, limit: ask.limit) { $0.id }
            },
            Endpoint(
                id: "listDrafts", method: .get, path: "/v1/drafts", tag: .cases,
                summary: Title(zh: "本人的草稿和“免申即享”", en: "One's own drafts and offers"), right: .apply,
                query: [.bundle] + Endpoint.Query.pagesByCase,
                answers: [.page(of: DraftRowMessage.self, "草稿", "drafts")], problems: [.unknownWord]
            ) { ask in
                guard let person = try ask.caller().person else { return .page([DraftRowMessage](), limit: ask.limit) { $0.id } }
                let drafts = try await office.drafts(
                    of: person, under: ask.word("bundle"), after: ask.afterCase(), limit: ask.limit + 1)
                return .page(drafts.map { DraftRowMessage($0, ask.language) }, limit: ask.limit) { $0.id }
            },
            Endpoint(
                id: "getCase", method: .get, path: "/v1/cases/{case}", tag: .cases,
                summary: Title(zh: "办件或草稿的现状", en: "Where a case or a draft stands, and what can be done"), right: .look,
                answers: [
                    .json(
                        either: CaseMessage.self, or: DraftMessage.self, by: "phase", named: "CaseOrDraft", "现状", "where it stands",
                        headers: [.etag])
                ], problems: [.unfit, .unknownWord]
            ) { ask in
                let id = try ask.caseID()
                // What was a draft may come in between the two.
                for _ in 0..<2 {
                    if let (view, sight) = try await office.look(at: id, by: ask.caller()) {
                        let message = CaseMessage(view, ask.language).seen(with: sight)
                        return Reply.json(message).at(message.version)
                    }
                    if let draft = try await office.draft(id) {
                        return .json(DraftMessage(draft, ask.language).naming(try await office.named(inDraft: id, by: ask.caller())))
                            .at(draft.version)
                    }
                }
                throw Problem(.notFound)
            },
            Endpoint(
                id: "discardDraft", method: .delete, path: "/v1/cases/{case}", tag: .cases,
                summary: Title(zh: "删除草稿，或谢绝“免申即享”", en: "Throw a draft away, or decline an offer"), right: .apply,
                isConditional: true, effect: .same,
                answers: [.nothing("已删除", "it is gone")], problems: [.conflict]
            ) { ask in
                let (id, _) = try await seen(ask)
                try await office.discard(id, by: ask.caller(), expecting: ask.expecting)
                return .nothing
            },
            Endpoint(
                id: "changeDraft", method: .patch, path: "/v1/cases/{case}", tag: .cases,
                summary: Title(zh: "修改草稿；未写的不变", en: "Say more in a draft, or something else; what is not named stays"), right: .apply,
                isConditional: true, body: ChangeRequest.self, effect: .once,
                answers: [.json(DraftMessage.self, "草稿", "the draft", headers: [.etag])],
                problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let (id, _) = try await seen(ask)
                let request = try ask.message(ChangeRequest.self)
                @Sendable func told(_ view: DraftView) -> Reply { .json(DraftMessage(view, ask.language)).at(view.version) }
                return try await withForm {
                    told(
                        try await office.change(
                            id, to: request.changes(office), filling: request.form ?? [:],
                            of: applying(ask, request.people, request.applicants, accepted: [], declined: []), by: ask.caller(),
                            expecting: ask.expecting, under: ask.once(office, told)))
                }
            },
            Endpoint(
                id: "submitCase", method: .post, path: "/v1/cases/{case}/submit", tag: .cases,
                summary: Title(zh: "提交草稿，或接受“免申即享”", en: "Hand a draft in, or accept an offer"), right: .apply,
                isConditional: true, body: SubmitRequest.self, isBodyOptional: true, effect: .once,
                answers: [.json(CaseAnswerMessage.self, "已提交", "it is in", headers: [.etag])],
                problems: [.refused, .conflict, .unfit, .incomplete, .unknownWord]
            ) { ask in
                let request = try ask.message(SubmitRequest.self)
                // Under its key it is answered even though the draft is gone.
                let id = try ask.caseID()
                _ = try await office.sight(of: ask.caller(), on: id)
                let applying = try applying(ask, request.people, request.applicants, accepted: request.accept, declined: request.decline)
                return try reply(await office.submit(id, of: applying, by: ask.caller(), expecting: ask.expecting, key: ask.key), ask)
            },
            Endpoint(
                id: "listEvents", method: .get, path: "/v1/cases/{case}/events", tag: .cases,
                summary: Title(
                    zh: "办件的全部事件；Accept: text/event-stream 时随时推送新事件",
                    en: "Everything that happened to a case; with `Accept: text/event-stream` also what happens from now on"), right: .look,
                isLive: true, query: Endpoint.Query.pagesByNumber,
                answers: [
                    .document(.eventStream, "事件", "events"), .page(of: EventRecord.self, "事件", "events"),
                    .nothing("事件流：办件已办结，不再有新事件", "of a stream: the case is closed and there is nothing more to come"),
                ]
            ) { ask in
                let (id, _) = try await seen(ask)
                if ask.wantsStream { return try await follow(id, ask) }
                let news = try await office.news(of: id, after: Int(clamping: ask.afterNumber()), to: ask.caller())
                return .page(Array(news.events.prefix(ask.limit + 1)), limit: ask.limit) { "\($0.seq)" }
            },
        ] + CaseFormRoutes(office: office).endpoints
    }

    /// Whoever comes again for a case that is closed is told to come no more (HTML, 9.2.3).
    private func follow(_ id: CaseID, _ ask: Ask) async throws -> Reply {
        let (caller, after) = (try ask.caller(), try ask.lastEvent())
        let news = try await office.news(of: id, after: after, to: caller)
        if news.isOver, news.events.isEmpty { return .nothing }
        return .stream(
            EventStream(
                office: office, id: id, caller: caller, after: after, stillHolds: ask.stillHolds, pulse: live.pulse,
                place: try live.place(for: caller)))
    }

    /// The case that the address names, where it is there for whoever asks.
    private func seen(_ ask: Ask) async throws -> (CaseID, Sight) { try await ask.seenCase(office) }

    @Sendable private func create(_ ask: Ask) async throws -> Reply {
        let request = try ask.message(NewCaseRequest.self)
        let caller = try ask.caller()
        let applying = try applying(ask, request.people, request.applicants, accepted: request.accept, declined: request.decline)
        if request.submit == true {
            let answer = try await withForm {
                try await office.start(
                    request.application(office), filling: request.form ?? [:], whole: true, of: applying, by: caller, key: ask.key)
            }
            if let refused = answer.refused { throw Problem(refused) }
            let message = CreatedMessage(
                id: answer.caseID, phase: "open", version: answer.version, events: answer.events, licences: answer.licences)
            var reply = Reply.json(message, .created).at(answer.version)
            reply.location = "/v1/cases/\(answer.caseID)"
            return reply
        }
        @Sendable func created(_ view: DraftView) -> Reply {
            let message = DraftMessage(view, ask.language)
            var reply = Reply.json(
                CreatedMessage(id: message.id, phase: "draft", open: message.open, papers: message.papers), .created
            ).at(view.version)
            reply.location = "/v1/cases/\(message.id)"
            return reply
        }
        return created(
            try await withForm {
                try await office.draft(
                    request.application(office), filling: request.form ?? [:], of: applying, by: caller, under: ask.once(office, created))
            })
    }

    /// In bodies that have a form, mistakes of fields are told in their place under it.
    private func withForm<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch let mistakes as FormMistakes { throw Problem(mistakes, at: "/form") }
    }
}

extension CaseRoutes {
    /// Who the people are, and whose own request it is: his whose code stands in the token. The counter says who stands at the window.
    func applying(
        _ ask: Ask, _ people: [String: String]?, _ applicants: [String]?, accepted: [String]?, declined: [String]?
    ) throws -> Applying {
        Applying(
            people: people ?? [:], applicants: Set(applicants ?? []), accepted: Set(accepted ?? []), declined: Set(declined ?? []),
            own: try ask.caller().role.isKnownByCode ? ask.holder() : nil)
    }
}

/// What came of a command; a refusal is a problem.
func reply(_ answer: CaseAnswer, _ ask: Ask) throws(Problem) -> Reply {
    if let refused = answer.refused { throw Problem(refused) }
    return Reply.json(CaseAnswerMessage(answer, ask.language)).at(answer.version)
}

extension Ask {
    /// The case or draft that the address names, where it is there for whoever asks.
    func seenCase(_ office: Office) async throws -> (CaseID, Sight) {
        let id = try caseID()
        return (id, try await office.sight(of: caller(), on: id))
    }
}

extension CaseMessage {
    init(_ view: CaseView, _ language: Language) {
        self.init(view.id, view.state, under: view.rules, editions: view.editions, people: view.agents, destroyed: view.destroyed, language)
    }
}

extension DraftMessage {
    init(_ view: DraftView, _ language: Language) {
        self.init(view.draft, view.plan, before: view.before, under: view.rules, language)
    }

    /// With whom it names. Never in an answer that is kept under a key: what is kept so is not sealed.
    fileprivate func naming(_ applying: Applying) -> DraftMessage {
        var message = self
        if applying.saysWho { (message.people, message.applicants) = (applying.people, applying.applicants.sorted()) }
        return message
    }
}
