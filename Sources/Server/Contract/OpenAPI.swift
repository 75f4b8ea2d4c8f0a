import Foundation
import Hummingbird
import Workflow

/// The document of the API (OpenAPI 3.1), made of the table of its operations.
struct OpenAPI: Sendable {
    private let endpoints: [Endpoint]
    private let book: SchemaBook

    init(_ endpoints: [Endpoint]) { (self.endpoints, book) = (endpoints, SchemaBook(of: endpoints)) }

    func document(_ language: Language) -> JSONValue {
        var paths: [String: [String: JSONValue]] = [:]
        for endpoint in endpoints {
            paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] = operation(endpoint, language)
        }
        return [
            "openapi": "3.1.1", "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": [
                "title": "OneThing", "version": .text(Self.version),
                "description": .text(
                    language(
                        "“一件事”集成办理接口。时间为 RFC 3339（+08:00），日期如 2026-11-23。",
                        "One thing: the items of many departments as one application. Times are RFC 3339 with +08:00, days are 2026-11-23.")
                ),
            ],
            "servers": [["url": "/"]],
            "tags": .list(Endpoint.Tag.allCases.map { ["name": .text($0.rawValue), "description": .text($0.title[language])] }),
            "paths": .map(paths.mapValues(JSONValue.map)),
            "components": [
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                        "description": .text(language("onething token 签发", "given out by `onething token`")),
                    ]
                ],
                "schemas": .map(book.schemas.mapValues { $0.json() }),
                "responses": .map(
                    Dictionary(uniqueKeysWithValues: Problem.Code.allCases.map { ($0.rawValue, problem(response: $0, language)) })),
                "parameters": [
                    "acceptLanguage": [
                        "name": "Accept-Language", "in": "header", "required": false, "schema": ["type": "string"],
                        "description": .text(language("zh 或 en；否则中文", "zh or en, else Chinese")),
                    ],
                    "idempotencyKey": [
                        "name": "Idempotency-Key", "in": "header", "required": true,
                        "schema": ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!#-\\[\\]-~]+$"],
                        "description": .text(
                            language(
                                "重试时用同一个：同一请求只办一次，回答相同；保留 \(Office.daysAnswersAreKept) 天",
                                "the same one when you try again: it is done once, and answered the same; kept for \(Office.daysAnswersAreKept) days"
                            )),
                    ],
                    "lastEventID": [
                        "name": "Last-Event-ID", "in": "header", "required": false,
                        "schema": ["type": "string", "pattern": "^[0-9]{1,9}$"],
                        "description": .text(
                            language("事件流：从此 id 之后继续", "of a stream: it goes on after the event with that `id`")),
                    ],
                    "ifMatch": [
                        "name": "If-Match", "in": "header", "required": false,
                        "schema": ["type": "string", "pattern": "^([*]|\"[1-9][0-9]{0,8}\")$"],
                        "description": .text(
                            language("看到的 ETag；办件已有新版本时不办理", "an ETag that was seen; nothing is done where the case has moved on")),
                    ],
                ],
            ],
        ]
    }

    /// Of the document, not of the software.
    static let version = "1.0.0"

    private func operation(_ endpoint: Endpoint, _ language: Language) -> JSONValue {
        var map: [String: JSONValue] = [
            "operationId": .text(endpoint.id), "tags": [.text(endpoint.tag.rawValue)], "summary": .text(endpoint.summary[language]),
            "responses": .map(responses(of: endpoint, language)),
        ]
        var parameters: [JSONValue] = endpoint.pathNames.map { name in
            ["name": .text(name), "in": "path", "required": true, "schema": ["type": "string", "minLength": 1, "maxLength": 200]]
        }
        parameters += endpoint.query.map {
            [
                "name": .text($0.name), "in": "query", "required": false, "schema": $0.schema.json(),
                "description": .text($0.about[language]),
            ]
        }
        if endpoint.effect == .once { parameters.append(["$ref": "#/components/parameters/idempotencyKey"]) }
        if endpoint.isConditional { parameters.append(["$ref": "#/components/parameters/ifMatch"]) }
        if endpoint.isLive { parameters.append(["$ref": "#/components/parameters/lastEventID"]) }
        parameters.append(["$ref": "#/components/parameters/acceptLanguage"])
        map["parameters"] = .list(parameters)
        if let type = endpoint.body {
            map["requestBody"] = [
                "required": .flag(!endpoint.isBodyOptional),
                "content": .map(
                    Dictionary(endpoint.files.map { ($0.rawValue, JSONValue.map([:])) }) { $1 }.merging(
                        ["application/json": ["schema": SchemaBook.named(type).json()]]
                    ) { $1 }),
            ]
        }
        if let right = endpoint.right {
            map["security"] = [["bearer": []]]
            map["x-roles"] = .list(
                Actor.Role.allCases.filter { Rights.operations(of: $0).contains(right) && $0 != .system }.map { .text($0.name) })
        } else {
            map["security"] = []
        }
        return .map(map)
    }

    private func responses(of endpoint: Endpoint, _ language: Language) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        var book = book
        for answer in endpoint.answers {
            var map: [String: JSONValue] = ["description": .text(answer.about[language])]
            if let type = answer.type, let schema = answer.schema?(&book) {
                map["content"] = .map([type.rawValue: ["schema": schema.json()]])
                // The same in another form.
                if case .map(let other)? = responses["\(answer.status.code)"]?["content"] {
                    map["content"] = .map(other.merging([type.rawValue: ["schema": schema.json()]]) { $1 })
                }
            }
            if !answer.headers.isEmpty {
                map["headers"] = .map(
                    Dictionary(uniqueKeysWithValues: answer.headers.map { ($0.rawValue, ["schema": ["type": "string"]]) }))
            }
            responses["\(answer.status.code)"] = .map(map)
            if endpoint.method == .get, answer.headers.contains(.etag) {
                responses["304"] = ["description": .text(language("没有变化", "it has not changed"))]
            }
        }
        for (status, codes) in Dictionary(grouping: endpoint.allProblems, by: \.status.code) {
            if codes.count == 1 {
                responses["\(status)"] = ["$ref": .text("#/components/responses/\(codes[0].rawValue)")]
            } else {
                responses["\(status)"] = response(codes, language)
            }
        }
        return responses
    }

    private func problem(response code: Problem.Code, _ language: Language) -> JSONValue { response([code], language) }

    private func response(_ codes: [Problem.Code], _ language: Language) -> JSONValue {
        var map: [String: JSONValue] = [
            "description": .text(codes.map { "`\($0.rawValue)` \($0.title[language])" }.joined(separator: " · ")),
            "content": ["application/problem+json": ["schema": SchemaBook.named(ProblemMessage.self).json()]],
        ]
        if codes.contains(where: \.isRetryable) { map["headers"] = ["Retry-After": ["schema": ["type": "string"]]] }
        return .map(map)
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
