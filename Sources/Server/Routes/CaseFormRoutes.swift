import Hummingbird
import Workflow

/// The form of a case, and the licences that stand in for papers of a draft.
struct CaseFormRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "getForm", method: .get, path: "/v1/cases/{case}/form", tag: .cases,
                summary: Title(
                    zh: "表单的字段：来源、是否已填；不含内容", en: "The fields of the form: where each comes from, and whether it is filled in; no values"),
                right: .look, answers: [.json(FormMessage.self, "字段", "the fields")], problems: [.unfit, .incomplete, .unknownWord]
            ) { ask in
                let (id, _) = try await ask.seenCase(office)
                return .json(FormMessage(fields: try await office.form(of: id).map { FieldMessage($0, nil, ask.language) }))
            },
            Endpoint(
                id: "readForm", method: .get, path: "/v1/cases/{case}/form/values", tag: .cases,
                summary: Title(
                    zh: "已填写的内容：申请人及其代办人看全部，部门只看本部门事项需要的字段（记入数据使用记录）",
                    en:
                        "What was filled in: whoever applies and his agent read all of it, a department the fields that its items want; the log has who read it"
                ), right: .look, notFor: [.counter, .auditor], answers: [.json(FormValuesMessage.self, "内容", "the values")],
                problems: [.notAllowed, .unfit, .incomplete, .unknownWord]
            ) { ask in
                let (id, _) = try await ask.seenCase(office)
                return .json(FormValuesMessage(fields: try await office.readForm(of: id, by: ask.caller())))
            },
            Endpoint(
                id: "fillForm", method: .patch, path: "/v1/cases/{case}/form", tag: .cases,
                summary: Title(zh: "填写或更正字段；空文字为清除", en: "Fill in fields, or mend them; an empty text takes one away"), right: .apply,
                isConditional: true, body: FillRequest.self, effect: .once,
                answers: [.json(FilledMessage.self, "已填", "filled in", headers: [.etag])],
                problems: [.refused, .conflict, .unfit, .unknownWord]
            ) { ask in
                let (id, _) = try await ask.seenCase(office)
                let values = try ask.message(FillRequest.self).fields
                @Sendable func filled(_ view: DraftView) -> Reply {
                    .json(FilledMessage(id: id.description, phase: "draft", open: DraftMessage(view, ask.language).open)).at(view.version)
                }
                if try await office.draft(id) != nil {
                    return filled(
                        try await office.change(
                            id, to: NewCase(bundle: ""), filling: values, by: ask.caller(), expecting: ask.expecting,
                            under: ask.once(office, filled)))
                }
                try await office.recall(ask.once(office, filled))
                let answer = try await office.fill(values, in: id, by: ask.caller(), expecting: ask.expecting, key: ask.key)
                if let refused = answer.refused { throw Problem(refused) }
                return Reply.json(FilledMessage(id: answer.caseID, phase: "open", version: answer.version, events: answer.events)).at(
                    answer.version)
            },
            Endpoint(
                id: "listNeededLicences", method: .get, path: "/v1/cases/{case}/licences", tag: .cases,
                summary: Title(
                    zh: "可代替草稿材料的证照，及各自进展", en: "The licences that would stand in for papers of a draft, and how far each is"),
                right: .apply, query: Endpoint.Query.pages, answers: [.page(of: LicenceNeedMessage.self, "证照", "licences")],
                problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let (id, _) = try await ask.seenCase(office)
                let needs = try await office.licences(for: id, by: ask.caller())
                return try ask.page(of: needs.map { LicenceNeedMessage($0, ask.language) }) { $0.id }
            },
            Endpoint(
                id: "previewLicences", method: .post, path: "/v1/cases/{case}/licences/preview", tag: .cases,
                summary: Title(
                    zh: "调取并查看证照内容（记入数据使用记录）；不保存",
                    en: "Ask for licences and see what they say; nothing of it is kept, the log has who saw it"),
                right: .apply, body: LicenceNamesRequest.self, isBodyOptional: true,
                answers: [.all(LicenceNeedMessage.self, "证照", "licences")], problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let (id, _) = try await ask.seenCase(office)
                let names = try ask.message(LicenceNamesRequest.self).licences
                let looked = try await office.requestLicences(names, for: id, showing: true, by: ask.caller())
                return .json(Page(items: looked.map { LicenceNeedMessage($0, ask.language) }))
            },
            answering("accept", "acceptLicences", accepting: true, Title(zh: "使用看过的证照", en: "Take licences that were looked at")),
            answering(
                "decline", "declineLicences", accepting: false,
                Title(zh: "不使用证照，改交材料", en: "Licences are not to be used; the papers are handed in")),
        ]
    }

    private func answering(_ verb: String, _ id: String, accepting: Bool, _ summary: Title) -> Endpoint {
        Endpoint(
            id: id, method: .post, path: "/v1/cases/{case}/licences/\(verb)", tag: .cases, summary: summary, right: .apply,
            isConditional: true, body: ChosenLicencesRequest.self, effect: .once,
            answers: [.all(LicenceNeedMessage.self, "证照", "licences", headers: [.etag])],
            problems: [.conflict, .unfit, .unknownWord]
        ) { ask in
            let (id, _) = try await ask.seenCase(office)
            @Sendable func told(_ answered: Office.AnsweredLicences) -> Reply {
                .json(Page(items: answered.needs.map { LicenceNeedMessage($0, ask.language) })).at(answered.version)
            }
            return told(
                try await office.answerLicences(
                    ask.message(ChosenLicencesRequest.self).licences, accepting: accepting, for: id, by: ask.caller(),
                    expecting: ask.expecting, under: ask.once(office, told)))
        }
    }
}
