import Hummingbird
import Workflow

/// Whoever does not apply himself lets his licences be read for a case, or does so no more.
struct ConsentRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listConsents", method: .get, path: "/v1/consents", tag: .consents,
                summary: Title(zh: "我给出的授权", en: "What I have let be read, for which case, until when"), right: .authorise,
                notFor: [.counter], query: Endpoint.Query.pagesByNumber, answers: [.page(of: ConsentMessage.self, "授权", "consents")]
            ) { ask in
                let all = try await office.authorisations(by: ask.holder(), by: ask.caller())
                return try ask.page(of: all.map(ConsentMessage.init)) { $0.number }
            },
            Endpoint(
                id: "getConsent", method: .get, path: "/v1/consents/{consent}", tag: .consents,
                summary: Title(zh: "我给出的一项授权", en: "One consent that I have given"), right: .authorise, notFor: [.counter],
                answers: [.json(ConsentMessage.self, "授权", "the consent")]
            ) { ask in
                let number = Int64(ask.named("consent"))
                let all = try await office.authorisations(by: ask.holder(), by: ask.caller())
                guard let consent = all.first(where: { $0.number == number }) else { throw Problem(.notFound) }
                return .json(ConsentMessage(consent))
            },
            Endpoint(
                id: "giveConsent", method: .post, path: "/v1/consents", tag: .consents,
                summary: Title(
                    zh: "授权为一个办件读取本人证照；用办件号或邀请码", en: "Let one's own licences be read for a case, by its number or an invitation"),
                right: .authorise, body: ConsentRequest.self, effect: .once,
                answers: [.json(GivenMessage.self, "已授权", "it is given", status: .created, headers: [.location])],
                problems: [.conflict, .unfit, .unknownWord, .notFound], handle: give),
            Endpoint(
                id: "withdrawConsent", method: .delete, path: "/v1/consents/{consent}", tag: .consents,
                summary: Title(zh: "撤回授权", en: "Take a consent back"), right: .authorise,
                notFor: [.counter], effect: .same,
                answers: [.json(WithdrawnMessage.self, "已撤回", "it is taken back")], problems: [.conflict]
            ) { ask in
                guard let number = Int64(ask.named("consent")) else { throw Problem(.notFound) }
                do {
                    let answer = try await office.withdrawAuthorisation(number, of: ask.holder(), by: ask.caller())
                    return .json(WithdrawnMessage(case: answer?.caseID, events: answer?.events ?? []))
                } catch LicenceRefusal.noAuthorisation {
                    throw Problem(.notFound)
                }
            },
            Endpoint(
                id: "listCaseConsents", method: .get, path: "/v1/cases/{case}/consents", tag: .consents,
                summary: Title(
                    zh: "本件其他人的授权：按角色，已给、待给、已撤回", en: "Whose licences may be read for a case, by his role: given, awaited, taken back"),
                right: .apply, query: Endpoint.Query.pages, answers: [.page(of: CaseConsentMessage.self, "授权", "consents")],
                problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let all = try await office.consents(for: ask.caseID(), by: ask.caller())
                return try ask.page(of: all.map(CaseConsentMessage.init)) { $0.role }
            },
            Endpoint(
                id: "invite", method: .post, path: "/v1/cases/{case}/invitations", tag: .consents,
                summary: Title(
                    zh: "生成邀请码，请某角色本人授权", en: "Make a code by which somebody of a case may let his own licences be read"), right: .apply,
                body: InviteRequest.self, effect: .once, answers: [.json(InvitationMessage.self, "邀请码", "the code", status: .created)],
                problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let (id, _) = try await ask.seenCase(office)
                @Sendable func told(_ made: Office.Invitation) -> Reply {
                    .json(InvitationMessage(invitation: made.code, until: made.until.description), .created)
                }
                return told(
                    try await office.invite(
                        ask.message(InviteRequest.self).role, to: id, by: ask.caller(), under: ask.once(office, told)))
            },
            Endpoint(
                id: "showInvitation", method: .post, path: "/v1/invitations", tag: .consents,
                summary: Title(
                    zh: "邀请码：要读被邀请人的哪些证照、代替哪些材料", en: "What an invitation asks of whoever is invited: which licences, for which papers"),
                right: .authorise, notFor: [.counter],
                body: InvitationRequest.self, answers: [.json(InvitedMessage.self, "邀请", "the invitation")], problems: [.conflict]
            ) { ask in
                let holder = try ask.holder()
                let code = try ask.message(InvitationRequest.self).invitation
                let invited = try await office.invited(by: code, as: holder, by: ask.caller())
                return .json(
                    InvitedMessage(
                        case: invited.caseID.description, bundle: invited.bundle[ask.language], role: invited.role,
                        licences: invited.licences.map { LicenceNeedMessage($0, ask.language) }))
            },
        ]
    }

    @Sendable private func give(_ ask: Ask) async throws -> Reply {
        let request = try ask.message(ConsentRequest.self)
        guard (request.case == nil) != (request.invitation == nil) else {
            throw Problem(.unfit, Title(zh: "写明 `case` 或 `invitation`，二者择一", en: "say `case` or `invitation`, one of them"))
        }
        let until = try request.until.map { text in
            guard let day = Day(text) else { throw UnknownWord(.day, text) }
            return day
        }
        @Sendable func given(_ number: Int64) -> Reply {
            var reply = Reply.json(GivenMessage(id: number, number: number), .created)
            reply.location = "/v1/consents/\(number)"
            return reply
        }
        let (holder, caller, sensitive) = (try ask.holder(), try ask.caller(), request.sensitive ?? false)
        let key = try await ask.once(office, given)
        if let code = request.invitation {
            return given(
                try await office.letRead(holder, invitedBy: code, until: until, sensitive: sensitive, by: caller, under: key).number)
        }
        guard let id = request.case.flatMap(CaseID.init) else { throw Problem(.notFound) }
        _ = try await office.sight(of: caller, on: id)
        return given(try await office.letRead(holder, for: id, until: until, sensitive: sensitive, by: caller, under: key).number)
    }
}

struct ConsentRequest: Codable, Sendable {
    var `case`: String?
    var invitation: String?
    var until: String?
    var sensitive: Bool?
}

struct GivenMessage: Codable, Sendable {
    var id: Int64
    var number: Int64
}

struct WithdrawnMessage: Codable, Sendable {
    var `case`: String?
    var events: [EventRecord]
}

struct InviteRequest: Codable, Sendable {
    var role: String
}

struct InvitationMessage: Codable, Sendable {
    var invitation: String
    var until: String
}

struct InvitationRequest: Codable, Sendable {
    var invitation: String
}

struct InvitedMessage: Codable, Sendable {
    var `case`: String
    var bundle: String
    var role: String
    var licences: [LicenceNeedMessage]
}

extension ConsentRequest: Described {
    static let about: Meaning =
        "授权为某一办件读取本人证照：`case` 或 `invitation`，二者之一 · One's own licences may be read for a case: `case` or `invitation`, one of them."
    static let meanings: [String: Meaning] = [
        "case": "自己的办件或草稿编号 · The number of a case or draft of one's own.",
        "invitation": "邀请码 · The code of an invitation.",
        "until": .day("最后一日；没有：至办件办结 · The last day; not there: until the case is closed."),
        "sensitive": "含敏感个人信息：须单独同意（个人信息保护法第二十九条） · What is sensitive, too: that needs a consent of its own (个人信息保护法 art. 29).",
    ]
}

extension GivenMessage: Described {
    static let about: Meaning = "已作出的授权 · A consent that was given."
    static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "授权序号，用于 `withdrawConsent` · Its number, for `withdrawConsent`."),
        "number": .number(1...Int.max, "与 `id` 相同 · The same as `id`."),
    ]
}

extension WithdrawnMessage: Described {
    static let about: Meaning = "已撤回的授权 · A consent that was taken back."
    static let meanings: [String: Meaning] = [
        "case": .caseNumber,
        "events": "办件因此失去的内容 · What the case has lost by it.",
    ]
}

extension InviteRequest: Described {
    static let about: Meaning = "邀请谁授权读取其证照 · Whose licences are asked for."
    static let meanings: [String: Meaning] = [
        "role": "被邀请人在办件中的角色：`father` · Who he is in the case: `father`."
    ]
}

extension InvitationMessage: Described {
    static let about: Meaning = "邀请码，凭此授权读取本人证照 · A code by which somebody lets his own licences be read."
    static let meanings: [String: Meaning] = [
        "invitation": "邀请码：持码且确为被邀请的本人，可使用一次 · The code: whoever has it and is who he is asked for uses it once.",
        "until": .day("邀请码有效的最后一日 · The last day on which it counts."),
    ]
}

extension InvitationRequest: Described {
    static let about: Meaning = "所持的邀请码 · An invitation."
    static let meanings: [String: Meaning] = [
        "invitation": "邀请码；不写在任何地址中 · The code. It stands in no address."
    ]
}

extension InvitedMessage: Described {
    static let about: Meaning = "邀请码所请求的内容 · What an invitation asks for."
    static let meanings: [String: Meaning] = [
        "case": .caseNumber,
        "bundle": "所申请的一件事，按回答的语言 · What is applied for, in the language of the answer.",
        "role": "被邀请人在办件中的角色 · Who he is in the case who is asked.",
        "licences": "将读取其哪些证照，代替哪些材料 · Which of his licences would be read, and for which papers.",
    ]
}
