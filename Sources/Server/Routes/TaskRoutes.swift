import Hummingbird
import Workflow

/// Worklists of departments: what is to be done, most urgent first, and who has it.
struct TaskRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listTasks", method: .get, path: "/v1/tasks", tag: .tasks,
                summary: Title(zh: "本部门的待办，最急的在前", en: "The open items of one's department, the most urgent first"), right: .worklist,
                query: [
                    .init(
                        name: "department", schema: .text(.init(most: 100)),
                        about: Title(zh: "综合窗口须写明部门", en: "which department: for the counter, which has none")),
                    .init(name: "mine", schema: .flag, about: Title(zh: "只看我的", en: "only what I have")),
                    .init(name: "unclaimed", schema: .flag, about: Title(zh: "只看无人认领的", en: "only what nobody has")),
                    .init(name: "late", schema: .flag, about: Title(zh: "只看超期的", en: "only those of which a limit has passed")),
                    .init(name: "near", schema: .flag, about: Title(zh: "只看将到期的", en: "only those of which a limit soon will have passed")),
                    .bundle,
                ] + Endpoint.Query.pages,
                answers: [.page(of: WorklistTask.self, "待办", "tasks")], problems: [.unknownWord], handle: list),
            Endpoint(
                id: "listDisputes", method: .get, path: "/v1/disputes", tag: .tasks,
                summary: Title(
                    zh: "本部门须核实的异议（数据有异议，由其所属部门答复），最急的在前",
                    en: "Shared data in doubt for which one's department answers (`settleDispute`), the most urgent first"),
                right: .worklist,
                notFor: [.counter], query: [.limit, .after("^[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9a-z-]{15}/[!-~]{1,100}$")],
                answers: [.page(of: DisputeRowMessage.self, "异议", "the disputes")]
            ) { ask in
                guard let department = try ask.caller().department else { throw Problem(.notFound) }
                // Where a page ended is a place in their order: what stood there may be answered by now.
                let all = try await office.disputes(in: department, limit: 1_000).map { DisputeRowMessage($0, ask.language) }
                    .sorted { place($0) < place($1) }
                return .page(Array(all.filter { place($0) > ask.word("after") ?? "" }.prefix(ask.limit + 1)), limit: ask.limit, next: place)
            },
            task("claimTask", "claim", NoBody.self, Title(zh: "认领", en: "Take an item on: nobody else moves it")) { item, _ in
                .claim(item: item)
            },
            task("releaseTask", "release", NoBody.self, Title(zh: "退回", en: "Give an item back")) { item, _ in .release(item: item) },
            task("delegateTask", "delegate", DelegateRequest.self, Title(zh: "指派", en: "Give an item to an officer")) { item, request in
                .delegate(item: item, to: request.to)
            },
        ]
    }

    private func place(_ dispute: DisputeRowMessage) -> String { "\(dispute.due)/\(dispute.case)/\(dispute.line)" }

    @Sendable private func list(_ ask: Ask) async throws -> Reply {
        let caller = try ask.caller()
        if let own = caller.department, let wanted = ask.word("department"), wanted != own {
            throw Problem(.notAllowed, Title(zh: "只能看本部门的", en: "only that of one's own department"))
        }
        guard let department = caller.department ?? ask.word("department") else {
            throw Problem(.badParameter, Title(zh: "请写明 `department`", en: "say which `department`"))
        }
        let whose: WorklistRequest.Whose =
            ask.flag("unclaimed") ? .nobody : ask.flag("mine") ? caller.person.map { .person($0) } ?? .nobody : .anybody
        let entries = try await office.worklist(
            of: department,
            WorklistRequest(
                whose: whose, late: ask.flag("late"), near: ask.flag("near"), bundle: ask.word("bundle"), after: ask.word("after")),
            limit: ask.limit + 1)
        return .page(entries.map { WorklistTask($0, ask.language) }, limit: ask.limit) { $0.place }
    }

    private func task<Body: Codable & Sendable>(
        _ id: String, _ verb: String, _ body: Body.Type, _ summary: Title,
        _ request: @escaping @Sendable (_ item: String, Body) -> CaseRequest
    ) -> Endpoint {
        Endpoint(
            id: id, method: .post, path: "/v1/tasks/{task}/\(verb)", tag: .tasks, summary: summary, right: .worklist, isConditional: true,
            body: body, isBodyOptional: body == NoBody.self, effect: .once,
            answers: [.json(CaseAnswerMessage.self, "已办理", "it is done", headers: [.etag])],
            problems: [.refused, .conflict, .unfit, .unknownWord]
        ) { ask in
            let parts = ask.named("task").split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let id = CaseID(parts[0]) else { throw Problem(.notFound) }
            _ = try await office.sight(of: ask.caller(), on: id)
            return try reply(
                await office.handle(
                    request(parts[1], try ask.message(body)), on: id, by: ask.caller(), expecting: ask.expecting, key: ask.key), ask)
        }
    }
}

/// Nothing need be said.
struct NoBody: Codable, Sendable {}

struct DelegateRequest: Codable, Sendable {
    var to: String
}

/// A task with the name under which it is claimed.
struct WorklistTask: Codable, Sendable {
    var id: String
    var task: String
    var place: String
    var `case`: String
    var bundle: String
    var bundleTitle: String
    var item: String
    var title: String
    var department: String
    var state: String
    var stateTitle: String
    var holder: ItemStanding.Holder
    var version: Int
    var submitted: String?
    var statutory: String?
    var promised: String?
    var until: String?
    var overdue: Bool
    var near: Bool
    var person: String?

    init(_ entry: WorklistEntry, _ language: Language) {
        let message = TaskMessage(entry, language)
        (id, task) = ("\(message.case):\(message.item)", "\(message.case):\(message.item)")
        (place, `case`, item, bundle, bundleTitle) = (entry.place, message.case, message.item, message.bundle, message.bundleTitle)
        (title, stateTitle, holder) = (message.title, message.stateTitle, message.holder)
        (version, submitted) = (message.version, message.submitted)
        (department, state, statutory, promised) = (message.department, message.state, message.statutory, message.promised)
        (until, overdue, near, person) = (message.until, message.overdue, message.near, message.person)
    }
}

extension NoBody: Described {
    static let about: Meaning = "无须写任何内容 · Nothing need be said."
    static let meanings: [String: Meaning] = [:]
}

extension DelegateRequest: Described {
    static let about: Meaning = "将事项指派给谁 · Who is given an item."
    static let meanings: [String: Meaning] = [
        "to": "此后由谁办理，用工号或其他化名 · Who has it from then on, under his staff number or another pseudonym."
    ]
}

extension WorklistTask: Described {
    static let about: Meaning = "待办中一个未结束的事项 · An open item on a worklist."
    static let meanings: [String: Meaning] = [
        "id": """
        待办编号 `办件:事项`，用于 `claimTask`、`releaseTask`、`delegateTask` · \
        Its name, `CASE:ITEM`, for `claimTask`, `releaseTask`, `delegateTask`.
        """,
        "task": "与 `id` 相同 · The same as `id`.",
        "place": "位置：一页以此项结束时，作下一页的 `after` · Its place in the list: the `after` of the next page where a page ends with it.",
        "case": .caseNumber,
        "bundle": .bundle,
        "bundleTitle": "一件事的名称，按回答的语言 · What people call the bundle, in the language of the answer.",
        "item": .item,
        "title": .title,
        "department": .department,
        "state": "所处的流程环节 · The state of its process in which it is.",
        "stateTitle": "该环节的名称，按回答的语言 · The same as people call it, in the language of the answer.",
        "holder": .holder,
        "version": .version.and("办件的版本，用于 `If-Match` · Of the case, for `If-Match`."),
        "submitted": .day("办件的提交日 · When the case was handed in."),
        "statutory": .day("法定时限的最后一日 · The last day by law."),
        "promised": .day("承诺时限的最后一日 · The last day that was promised."),
        "until": .day("所处环节的最后一日 · The last day of the state that it is in."),
        "overdue": "有时限已过 · A limit has passed.",
        "near": "有时限即将届满 · A limit will soon have passed.",
        "person": "经办人，用化名；没有：未指定个人 · Who has it, under a pseudonym; not there: nobody in particular.",
    ]
}
