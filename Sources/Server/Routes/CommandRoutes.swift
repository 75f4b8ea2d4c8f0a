import Hummingbird
import Workflow

/// What happens to a case that is in: moves of its items, papers, withdrawal, disputes, mandates.
struct CommandRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            command(
                "moveItem", "items/{item}/moves", MoveRequest.self, Title(zh: "办理一步", en: "Make a move of an item's process")
            ) { ask, request in .move(item: ask.named("item"), move: request.move, note: request.note) },
            command("verifyPaper", "verifications", LineRequest.self, Title(zh: "核验材料无误", en: "An officer has found a paper right")) {
                _, request in .verify(line: request.line)
            },
            command(
                "withdrawCase", "withdraw", WithdrawRequest.self,
                Title(zh: "撤回未开始的事项，或全部未决定的", en: "Take back an item that has not begun, or all that is not decided"), isBodyOptional: true
            ) { _, request in .withdraw(item: request.item) },
            command("reportEvent", "reports", EventRequest.self, Title(zh: "等待的事件已发生", en: "An event has come that an item waits for")) {
                _, request in .report(event: request.event)
            },
            command("makeVisit", "visits", VisitRequest.self, Title(zh: "联合踏勘", en: "One visit for several items")) { _, request in
                .visit(request.visit)
            },
            command(
                "disputeLine", "disputes", DisputeRequest.self, Title(zh: "对共享数据提出异议", en: "Doubt data that stand in for a line")
            ) { _, request in .dispute(line: request.line, reason: request.reason, newFacts: request.newFacts) },
            command("settleDispute", "settlements", SettleRequest.self, Title(zh: "答复异议", en: "The owner of the data answers")) {
                _, request in .settle(line: request.line, outcome: request.outcome.rawValue, reason: request.reason)
            },
            command("extendLimit", "extensions", ReasonRequest.self, Title(zh: "经批准延长总期限", en: "Make the limit for the whole longer, once"))
            {
                _, request in .extend(reason: request.reason)
            },
            command("giveMandate", "mandates", MandateRequest.self, Title(zh: "委托他人代办", en: "Let somebody act for the applicant")) {
                _, request in .mandate(try await request.shown(office))
            },
            command("endMandate", "mandates/end", AgentRequest.self, Title(zh: "终止委托", en: "A mandate ends")) { _, request in
                .endMandate(agent: try await office.person(request.agent, at: "/agent"))
            },
        ]
    }

    private func command<Body: Codable & Sendable>(
        _ id: String, _ path: String, _ body: Body.Type, _ summary: Title, isBodyOptional: Bool = false,
        _ request: @escaping @Sendable (Ask, Body) async throws -> CaseRequest
    ) -> Endpoint {
        Endpoint(
            id: id, method: .post, path: "/v1/cases/{case}/\(path)", tag: .cases, summary: summary, right: .act, isConditional: true,
            body: body, isBodyOptional: isBodyOptional, effect: .once,
            answers: [.json(CaseAnswerMessage.self, "已办理", "it is done", headers: [.etag])],
            problems: [.refused, .conflict, .unfit, .unknownWord]
        ) { ask in
            let (id, _) = try await ask.seenCase(office)
            let command = try await request(ask, try ask.message(body))
            return try reply(
                await office.handle(command, on: id, by: ask.caller(), expecting: ask.expecting, key: ask.key), ask)
        }
    }
}

/// A move, and what is written with it.
struct MoveRequest: Codable, Sendable {
    var move: String
    var reason: String?
    var basis: String?
    var expectedEnd: String?
    var remedies: String?
    var payment: String?
    var papers: [String]?
    var newFacts: String?

    var note: CaseRequest.Note {
        CaseRequest.Note(
            reason: reason, basis: basis, expectedEnd: expectedEnd, remedies: remedies, payment: payment, papers: papers ?? [],
            newFacts: newFacts)
    }
}

/// A line of the ledger: `birth-registration/3`.
struct LineRequest: Codable, Sendable {
    var line: String
}

struct WithdrawRequest: Codable, Sendable {
    var item: String?
}

struct EventRequest: Codable, Sendable {
    var event: String
}

struct VisitRequest: Codable, Sendable {
    var visit: String
}

struct DisputeRequest: Codable, Sendable {
    var line: String
    var reason: String
    var newFacts: String?
}

struct SettleRequest: Codable, Sendable {
    var line: String
    var outcome: DisputeOutcome
    var reason: String
}

struct ReasonRequest: Codable, Sendable {
    var reason: String
}

struct AgentRequest: Codable, Sendable {
    var agent: String
}

extension MoveRequest: Described {
    static let about: Meaning =
        "动作及随之写明的内容；动作须写明哪些，见办件的 `needs` · A move, and what is written with it. Which of it a move needs is said by `needs` of the case."
    static let meanings: [String: Meaning] = [
        "move": "动作，名称见 `getCase` 的 `moves` · As `moves` of `getCase` names it.",
        "reason": "理由，申请人可见 · Why, read by the applicant.",
        "basis": "法律依据 · The legal basis.",
        "expectedEnd": .day("预计恢复办理之日 · When it is expected to go on."),
        "remedies": "救济途径：向谁、在何期限内 · What can be done against it: to whom, within which time.",
        "payment": "缴费凭证号 · The reference of the payment.",
        "papers": "材料：一次告知须补正的全部账目行，或已提交的账目行 · Lines of the ledger that are wanting, all of them at once, or that were handed in.",
        "newFacts": "自上次告知补正后新出现的情况 · What has become known since papers were last named as wanting.",
    ]
}

extension LineRequest: Described {
    static let about: Meaning = "一个账目行 · One line of the ledger."
    static let meanings: [String: Meaning] = [
        "line": .line
    ]
}

extension WithdrawRequest: Described {
    static let about: Meaning = "撤回的内容 · What is taken back."
    static let meanings: [String: Meaning] = [
        "item": .item.and("没有：尚未决定的全部事项 · Not there: all that is not decided.")
    ]
}

extension EventRequest: Described {
    static let about: Meaning = "事项等待的事件 · An event that an item waits for."
    static let meanings: [String: Meaning] = [
        "event": "事件，名称见 words.yaml · As words.yaml calls it."
    ]
}

extension VisitRequest: Described {
    static let about: Meaning = "多个事项的一次联合踏勘 · One visit for several items."
    static let meanings: [String: Meaning] = [
        "visit": "联合踏勘，名称见一件事的 `joint-visits` · As the bundle's `joint-visits` names it."
    ]
}

extension DisputeRequest: Described {
    static let about: Meaning = "异议：对代替账目行的共享数据有疑义（政务数据共享条例第二十六条） · Data that stand in for a line are doubted (政务数据共享条例 art. 26)."
    static let meanings: [String: Meaning] = [
        "line": .line,
        "reason": "有疑义的理由 · Why they are doubted.",
        "newFacts": "已有答复后再提异议的：有何新情况 · After an answer: what is new.",
    ]
}

extension SettleRequest: Described {
    static let about: Meaning = "数据提供部门对异议的答复 · What the owner of the data answers."
    static let meanings: [String: Meaning] = [
        "line": .line,
        "outcome": """
        答复：数据无误；数据有误，已在源头更正；或无法核实，改为提交材料 · \
        The data are right; they were wrong and are mended at their source; or their owner cannot tell, and the paper is handed in.
        """,
        "reason": "理由 · Why.",
    ]
}

extension ReasonRequest: Described {
    static let about: Meaning = "办理某事的理由 · Why something is done."
    static let meanings: [String: Meaning] = [
        "reason": "理由，一行，不写姓名和号码 · In one line, without names and numbers."
    ]
}

extension AgentRequest: Described {
    static let about: Meaning = "委托终止的受托人 · Whose mandate ends."
    static let meanings: [String: Meaning] = [
        "agent": """
        受托人：`getCase` 的 `mandates` 中的化名，或其公民身份号码、统一社会信用代码 · \
        His pseudonym as `mandates` of `getCase` has it, or his citizen's number or credit code.
        """
    ]
}
