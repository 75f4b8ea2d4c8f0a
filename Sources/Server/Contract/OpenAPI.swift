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
                "title": .text(language("OneThing 一件事集成办理", "OneThing")), "version": .text(Self.version),
                "description": .text(Self.about[language]),
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
                "schemas": .map(book.schemas.mapValues { $0.json(language) }),
                "responses": .map(
                    Dictionary(uniqueKeysWithValues: Problem.Code.allCases.map { ($0.rawValue, response([$0], language)) })),
                "parameters": [
                    "acceptLanguage": [
                        "name": "Accept-Language", "in": "header", "required": false, "schema": ["type": "string"], "example": "en",
                        "description": .text(language("回答的语言：zh 或 en；否则中文", "the language of the answer: zh or en, else Chinese")),
                    ],
                    "idempotencyKey": [
                        "name": "Idempotency-Key", "in": "header", "required": true,
                        "schema": ["type": "string", "pattern": "^([!#-\\[\\]-~]{1,200}|\"[!#-\\[\\]-~]{1,200}\")$"],
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
                        "schema": ["type": "string", "pattern": "^([*]|\"[1-9][0-9]{0,8}(-[0-9a-f]{16})?\")$"],
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
            "description": .text(endpoint.description[language]), "responses": .map(responses(of: endpoint, language)),
        ]
        var parameters = endpoint.pathNames.compactMap { Endpoint.PathName(rawValue: $0)?.json(language) }
        parameters += endpoint.query.map {
            [
                "name": .text($0.name), "in": "query", "required": false, "schema": $0.schema.json(language),
                "description": .text($0.about[language]),
            ]
        }
        if endpoint.effect == .once { parameters.append(["$ref": "#/components/parameters/idempotencyKey"]) }
        if endpoint.isConditional { parameters.append(["$ref": "#/components/parameters/ifMatch"]) }
        if endpoint.isLive { parameters.append(["$ref": "#/components/parameters/lastEventID"]) }
        parameters.append(["$ref": "#/components/parameters/acceptLanguage"])
        map["parameters"] = .list(parameters)
        if let body = endpoint.body { map["requestBody"] = request(body, of: endpoint, language) }
        if endpoint.right != nil {
            map["security"] = [["bearer": []]]
            map["x-roles"] = .list(endpoint.roles.map { .text($0.name) })
        } else {
            map["security"] = []
        }
        return .map(map)
    }

    private func request(_ type: any Decodable.Type, of endpoint: Endpoint, _ language: Language) -> JSONValue {
        var json: [String: JSONValue] = ["schema": SchemaBook.named(type).json(language)]
        if let example = Examples.request(of: endpoint.id) { json["example"] = example }
        var content = Dictionary(endpoint.files.map { ($0.rawValue, JSONValue.map(["schema": $0.schema.json(language)])) }) { $1 }
        content["application/json"] = .map(json)
        return [
            "required": .flag(!endpoint.isBodyOptional), "content": .map(content), "description": .text(endpoint.bodyDescription[language]),
        ]
    }

    private func responses(of endpoint: Endpoint, _ language: Language) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        var book = book
        for answer in endpoint.answers {
            var map: [String: JSONValue] = ["description": .text(answer.about[language])]
            if let type = answer.type, let schema = answer.schema?(&book) {
                var content: [String: JSONValue] = ["schema": schema.json(language)]
                if type == .json, let example = Examples.answer(of: endpoint.id, answer.status.code) { content["example"] = example }
                // The same may be there in another form.
                var all: [String: JSONValue] = [:]
                if case .map(let others)? = responses["\(answer.status.code)"]?["content"] { all = others }
                all[type.rawValue] = .map(content)
                map["content"] = .map(all)
            }
            map["headers"] = headers(endpoint.headers(of: answer), language)
            responses["\(answer.status.code)"] = .map(map)
            if endpoint.method == .get, answer.headers.contains(.etag) {
                responses["304"] = ["description": .text(language("没有变化", "it has not changed")), "headers": headers([.etag], language)]
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

    private func headers(_ headers: [Endpoint.Header], _ language: Language) -> JSONValue {
        .map(Dictionary(headers.map { ($0.rawValue, $0.json(language)) }) { $1 })
    }

    private func response(_ codes: [Problem.Code], _ language: Language) -> JSONValue {
        var all: [Endpoint.Header] = [.contentLanguage, .cacheControl]
        if codes.contains(where: \.isRetryable) { all.append(.retryAfter) }
        if codes.contains(.unauthenticated) { all.append(.wwwAuthenticate) }
        if codes.contains(.methodNotAllowed) { all.append(.allow) }
        return [
            "description": .text(codes.map { "`\($0.rawValue)` \($0.title[language])" }.joined(separator: " · ")),
            "content": ["application/problem+json": ["schema": SchemaBook.named(ProblemMessage.self).json(language)]],
            "headers": headers(all, language),
        ]
    }
}
