import Workflow

extension OpenAPI {
    static let about = Title(
        zh: """
            “一件事”集成办理接口：多个部门的事项一次申请。时间为 RFC 3339（+08:00），日期如 2026-11-23。名称、状态、动作以定义文件为准（GET /v1/bundles 和办件本身）。
            回答以后可能增加属性，客户端应忽略不认识的；请求中不认识的属性会被拒绝，并指明位置（422）。出错时为 `application/problem+json`（RFC 9457），各代码见 docs/http-api.md。
            """,
        en: """
            One thing (一件事): the items of many departments as one application. Times are RFC 3339 with +08:00, days are `2026-11-23`. Bundles, items, \
            roles, questions, states and moves are words of the definitions that the office runs: `GET /v1/bundles` lists them, and a case names the \
            moves that can be made. An answer may have more properties some day: ignore what you do not know. A request may not: what is not known is \
            refused with its place (422). What goes wrong is `application/problem+json` (RFC 9457); docs/http-api.md lists every code.
            """)
}

extension Endpoint {
    /// What it is, who may ask for it, and what is to be known of its request.
    var description: Title {
        var parts = [summary]
        if let about { parts.append(about) }
        if right != nil {
            let names = roles.map { "`\($0.name)`" }
            parts.append(
                Title(zh: "角色：\(names.joined(separator: "、"))", en: "For: \(names.joined(separator: ", "))"))
        } else {
            parts.append(Title(zh: "无须登录", en: "Nobody need say who he is"))
        }
        switch effect {
        case .none: break
        case .once:
            parts.append(
                Title(
                    zh: "有改动：须带 `Idempotency-Key`，同一请求只办一次", en: "It changes something, once under one `Idempotency-Key`"))
        case .same:
            parts.append(Title(zh: "有改动；重复同样的请求不再改动", en: "It changes something; the same again changes nothing more"))
        }
        if isConditional {
            parts.append(
                Title(zh: "带 `If-Match` 时只对所见版本办理（否则 412）", en: "With `If-Match` it is done only to the version that was seen (else 412)"))
        }
        if let keptFor {
            parts.append(
                Title(
                    zh: "公开内容，可缓存 \(keptFor) 秒，之后用 `If-None-Match` 查询",
                    en: "Alike for everybody: to be kept for \(keptFor) seconds, then asked for with `If-None-Match`"))
        }
        return Title(zh: parts.map(\.zh).joined(separator: "。") + "。", en: parts.map(\.en).joined(separator: ". ") + ".")
    }

    /// What may stand in the body.
    var bodyDescription: Title {
        let json = Title(
            zh: "JSON（UTF-8，至多 \(Serving.mostBytes / 1_024) KiB，同一对象中名称不得重复）",
            en: "JSON in UTF-8, up to \(Serving.mostBytes / 1_024) KiB, with no key twice in an object")
        guard !files.isEmpty else { return json }
        let rules = FileRules()
        let (file, ofCase) = (rules.mostBytes / 1_048_576, rules.mostBytesOfCase / 1_048_576)
        return Title(
            zh: """
                \(json.zh)；或文件本身：`Content-Type` 为文件类型，正文即文件的字节（不是 multipart），`line` 参数写明账目行；每个文件至多 \(file) MiB，\
                每个办件至多 \(ofCase) MiB、\(rules.mostFiles) 个文件。内容与声明不符为 415，残缺或有夹带为 422，过大为 413
                """,
            en: """
                \(json.en); or the file itself: `Content-Type` says what it is, the body is its bytes (no multipart), and the parameter `line` names \
                the line of the ledger. A file has up to \(file) MiB, all of a case together \(ofCase) MiB in \(rules.mostFiles) files. What it is is \
                told by what stands in it: another type is 415, one that is cut off or two things at once 422, one that is too large 413
                """)
    }

    /// Those that an answer has.
    func headers(of answer: Answer) -> [Header] { answer.headers + (answer.hasWords ? [.contentLanguage] : []) + [.cacheControl] }

    /// What stands in an address in place of a name in braces.
    enum PathName: String, CaseIterable {
        case bundle, `case`, item, kind, licence, material, consent, rating, task, webhook, delivery

        var meaning: Meaning {
            switch self {
            case .bundle: .bundle
            case .case:
                """
                办件或草稿编号：`01jd-4k8m-2qx9w`；不分大小写，连字符可省 · \
                The number of a case or draft: `01jd-4k8m-2qx9w`; letters' case and hyphens do not matter.
                """
            case .item: .item
            case .kind:
                """
                文书种类，`listPapers` 的 `paper`：`notice-of-receipt` · \
                The kind of official paper, as `listPapers` has it in `paper`: `notice-of-receipt`.
                """
            case .licence:
                .pattern(Self.number, "证照在登记库的序号，不透露持证主体 · The number of a licence in the registry; it tells nothing of whose it is.")
            case .material: .pattern(Self.number, "文件序号，`listMaterials` 的 `id` · The number of a file, the `id` of `listMaterials`.")
            case .consent: .pattern(Self.number, "授权序号，由 `giveConsent` 告知 · The number of a consent, as `giveConsent` has told it.")
            case .rating: .pattern(Self.number, "评价序号，见 `listCallBacks` · The number of a rating, as `listCallBacks` has it.")
            case .task:
                """
                待办编号 `办件:事项`，`listTasks` 的 `task`：`01jd-4k8m-2qx9w:birth-notice` · \
                An item of a case, `CASE:ITEM`, as `listTasks` has it in `task`: `01jd-4k8m-2qx9w:birth-notice`.
                """
            case .webhook: .pattern(Self.number, "订阅序号，即其 `id` · The number of a subscription, its `id`.")
            case .delivery: .pattern(Self.number, "推送序号，即其 `id` · The number of a delivery, its `id`.")
            }
        }

        private static let number = "^[1-9][0-9]{0,17}$"

        func json(_ language: Language) -> JSONValue {
            let schema = Schema.text(.init(most: 200, least: 1)).narrowed(by: meaning, isRequest: self == .bundle || self == .item)
            return [
                "name": .text(rawValue), "in": "path", "required": true, "schema": schema.json(language),
                "description": .text(meaning.text[language]),
            ]
        }
    }
}

extension Endpoint.Tag {
    var title: Title {
        switch self {
        case .bundles: Title(zh: "一件事", en: "bundles: what can be applied for, and what it takes")
        case .cases: Title(zh: "办件", en: "cases and drafts")
        case .tasks: Title(zh: "待办", en: "worklists")
        case .licences: Title(zh: "电子证照", en: "e-licences")
        case .consents: Title(zh: "授权", en: "consents to the reading of licences")
        case .dataUses: Title(zh: "数据使用记录", en: "who looked at whose data")
        case .reports: Title(zh: "成效", en: "what is saved")
        case .webhooks: Title(zh: "事件推送", en: "webhooks")
        case .handOvers: Title(zh: "部门系统交换", en: "hand-overs to and from departments' systems")
        case .operations: Title(zh: "运行", en: "operations")
        }
    }
}
