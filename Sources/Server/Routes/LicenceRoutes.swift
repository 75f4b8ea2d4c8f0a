import Hummingbird
import Workflow

/// The embedded registry: one's own licences; those of a department, which issues them and says what becomes of them. None is opened here.
struct LicenceRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listLicences", method: .get, path: "/v1/licences", tag: .licences,
                summary: Title(
                    zh: "本人的电子证照；部门和审计看目录，不知持有人", en: "One's own licences; departments and audits see which there are, without whose"),
                right: .look, notFor: [.agent, .counter],
                query: [
                    .init(name: "type", schema: .text(.init(most: 100)), about: Title(zh: "只看一种", en: "only of this type")),
                    .init(
                        name: "status", schema: .choice(LicenceStatus.allCases.map(\.name)),
                        about: Title(zh: "只看这一状态的", en: "only those that stand so")),
                ] + Endpoint.Query.pagesByNumber,
                answers: [.page(of: LicenceRowMessage.self, "证照", "licences")], problems: [.unknownWord, .conflict], handle: list),
            Endpoint(
                id: "getLicence", method: .get, path: "/v1/licences/{licence}", tag: .licences,
                summary: Title(zh: "一个证照的状态", en: "How a licence stands"), right: .look,
                notFor: [.agent, .counter], answers: [.json(LicenceRowMessage.self, "证照", "the licence")]
            ) { ask in
                .json(LicenceRowMessage(try await row(ask), on: office.today, try await office.licenceTitles(), ask.language))
            },
            Endpoint(
                id: "issueLicence", method: .post, path: "/v1/licences", tag: .licences,
                summary: Title(zh: "签发证照", en: "Issue a licence of one's department"), right: .keepLicences, body: IssueRequest.self,
                effect: .once,
                answers: [.json(IssuedLicenceMessage.self, "已签发", "it is issued", status: .created, headers: [.location])],
                problems: [.conflict, .unfit]
            ) { ask in
                @Sendable func told(_ issued: Office.IssuedLicence) -> Reply {
                    var reply = Reply.json(IssuedLicenceMessage(issued), .created)
                    reply.location = "/v1/licences/\(issued.number)"
                    return reply
                }
                return told(
                    try await office.issueLicence(
                        LicenceEntry(ask.message(IssueRequest.self).licence), by: ask.caller(), under: ask.once(office, told)))
            },
            change("revoke", "revokeLicence", .revoked, Title(zh: "撤销（行政许可法第六十九条）", en: "It should not have been given")),
            change("suspend", "suspendLicence", .suspended, Title(zh: "暂扣", en: "It may not be used for a while")),
            change("resume", "resumeLicence", .valid, Title(zh: "恢复", en: "What was suspended holds again")),
        ]
    }

    @Sendable private func list(_ ask: Ask) async throws -> Reply {
        let (after, today, titles) = (try ask.afterNumber(), office.today, try await office.licenceTitles())
        let status = ask.word("status").flatMap { name in LicenceStatus.allCases.first { $0.name == name } }
        let rows: [LicenceRow]
        if let holder = ask.knownHolder, Rights.operations(of: try ask.caller().role).contains(.authorise) {
            let own = try await office.licences(of: holder, by: ask.caller())
            rows = own.filter { $0.number > after && (ask.word("type") ?? $0.type) == $0.type && (status ?? $0.status) == $0.status }
        } else {
            rows = try await office.licences(after: after, of: ask.word("type"), standing: status, limit: ask.limit + 1, by: ask.caller())
        }
        return .page(rows.prefix(ask.limit + 1).map { LicenceRowMessage($0, on: today, titles, ask.language) }, limit: ask.limit) {
            "\($0.number)"
        }
    }

    /// The licence that the address names, where it is there for whoever asks.
    private func row(_ ask: Ask) async throws -> LicenceRow {
        guard let number = Int64(ask.named("licence")), number > 0 else { throw Problem(.notFound) }
        let caller = try ask.caller()
        let rows: [LicenceRow]
        if let holder = ask.knownHolder, Rights.operations(of: caller.role).contains(.authorise) {
            rows = try await office.licences(of: holder, by: caller)
        } else {
            rows = try await office.licences(after: number - 1, limit: 1, by: caller)
        }
        guard let row = rows.first(where: { $0.number == number }) else { throw Problem(.notFound) }
        return row
    }

    private func change(_ verb: String, _ id: String, _ status: LicenceStatus, _ summary: Title) -> Endpoint {
        Endpoint(
            id: id, method: .post, path: "/v1/licences/{licence}/\(verb)", tag: .licences, summary: summary, right: .keepLicences,
            body: ReasonRequest.self, effect: .once, answers: [.json(LicenceRowMessage.self, "现状", "how it stands")],
            problems: [.conflict, .unfit]
        ) { ask in
            guard let number = Int64(ask.named("licence")), number > 0 else { throw Problem(.notFound) }
            let (today, titles) = (office.today, try await office.licenceTitles())
            @Sendable func told(_ row: LicenceRow) -> Reply { .json(LicenceRowMessage(row, on: today, titles, ask.language)) }
            do {
                return told(
                    try await office.setLicence(
                        number, to: status, because: ask.message(ReasonRequest.self).reason, by: ask.caller(), under: ask.once(office, told)
                    ))
            } catch LicenceRefusal.unknown { throw Problem(.notFound) }
        }
    }
}

/// What a licence says, under the names of a row of `licence import`: `type`, `issuer`, a name for each holder, `KZ_…`.
struct IssueRequest: Codable, Sendable {
    var licence: [String: String]
}

extension IssueRequest: Described {
    static let about: Meaning = "要签发的证照 · A licence that is issued."
    static let meanings: [String: Meaning] = [
        "licence": """
        证照内容，名称同 `licence import` 的一行：`type`、`issuer`、每个持证主体一项、`KZ_…` · \
        What it says, under the names of a row of `licence import`: `type`, `issuer`, a name for each holder, `KZ_…`.
        """
    ]
}
