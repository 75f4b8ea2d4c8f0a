import Hummingbird
import Workflow

/// Messages to departments' own systems and from them, and offers that the office has filled in.
struct ExchangeRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listHandOvers", method: .get, path: "/v1/hand-overs", tag: .handOvers,
                summary: Title(
                    zh: "交换给本部门系统的消息，有签名；签收之前一再给出",
                    en: "What one's department's system is to be told, signed; told again until it is acknowledged"),
                right: .exchange, notFor: [.administrator], query: Endpoint.Query.pages,
                answers: [.page(of: SignedHandOver.self, "消息", "messages")], problems: [.unknownWord]
            ) { ask in
                let told = try await office.signedHandOvers(after: ask.word("after"), limit: ask.limit, by: ask.caller())
                var reply = Reply.json(Page(items: told.all, next: told.more ? told.all.last?.place : nil))
                if told.more { reply.next = told.all.last?.place }
                return reply
            },
            Endpoint(
                id: "takeHandOver", method: .post, path: "/v1/hand-overs", tag: .handOvers,
                summary: Title(
                    zh: "本部门系统的消息：签收、核验、办理；同名消息只办一次",
                    en: "What one's department's system says: seen, verified, a move; a message of the same name is taken once"),
                right: .exchange, notFor: [.administrator], body: DepartmentMessage.self, effect: .same,
                answers: [.json(CaseAnswerMessage.self, "已收", "it is taken in", headers: [.etag])],
                problems: [.notFound, .refused, .unfit, .unknownWord, .stale, .badBody]
            ) { ask in
                do {
                    guard let answer = try await office.take(ask.message(DepartmentMessage.self), by: ask.caller()) else {
                        throw Problem(
                            .unfit, Title(zh: "须有 seen、verified 或 move", en: "it says nothing: seen, verified or move is missing"))
                    }
                    return try reply(answer, ask)
                } catch is OtherRequest {
                    throw Problem(
                        unfitAt: "/message",
                        Title(zh: "另一条消息已用过此名", en: "another message has had this name: what says something else has another"))
                }
            },
            Endpoint(
                id: "makeOffer", method: .post, path: "/v1/offers", tag: .cases,
                summary: Title(zh: "发起“免申即享”：本人确认即可", en: "Offer somebody what data show that he is entitled to; he need only accept"),
                right: .offer, body: OfferRequest.self, effect: .once,
                answers: [.json(DraftRowMessage.self, "已发起", "it is offered", status: .created, headers: [.location])],
                problems: [.conflict, .unfit, .unknownWord], handle: offer),
        ]
    }

    @Sendable private func offer(_ ask: Ask) async throws -> Reply {
        let request = try ask.message(OfferRequest.self)
        @Sendable func told(_ view: DraftView) -> Reply {
            let message = DraftRowMessage(view.draft, view.rules.bundle.title[ask.language])
            var reply = Reply.json(message, .created)
            reply.location = "/v1/cases/\(message.id)"
            return reply
        }
        let person = try await office.person(request.to, at: "/to")
        return told(
            try await office.offer(request.application, to: person, by: ask.caller(), under: ask.once(office, told)))
    }
}

/// What somebody is offered; whose it is stands in no address and no log.
struct OfferRequest: Codable, Sendable {
    var to: String
    var bundle: String
    var from: String?
    var answers: [String: String]?
    var holds: [HeldMessage]?

    var application: NewCase {
        NewCase(bundle: bundle, from: from, answers: answers ?? [:], holds: holds?.map { NewCase.Held(role: $0.role, licence: $0.licence) })
    }
}

extension OfferRequest: Described {
    static let about: Meaning = "向某人提出“免申即享”；其身份不写在任何地址和日志中 · What somebody is offered; whose it is stands in no address and no log."
    static let meanings: [String: Meaning] = [
        "to": "公民身份号码或统一社会信用代码 · His citizen's number or credit code.",
        "bundle": .bundle,
        "from": .example,
        "answers": .answers,
        "holds": .holds,
    ]
}
