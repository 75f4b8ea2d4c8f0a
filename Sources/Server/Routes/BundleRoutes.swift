import Hummingbird
import Workflow

/// What can be applied for, and what it takes in one situation; nothing is stored.
struct BundleRoutes {
    let office: Office

    /// Seconds; new definitions are seen after as many.
    private static let keptFor = 60

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listBundles", method: .get, path: "/v1/bundles", tag: .bundles,
                summary: Title(zh: "可办的一件事、事项和证照类型", en: "The bundles, items and types of licences that there are"),
                about: Title(zh: "一次给出全部，不分页", en: "The whole of it at once, without pages"),
                keptFor: Self.keptFor, answers: [.json(ListMessage.self, "目录", "the list", headers: [.etag])], problems: [.conflict]
            ) { ask in .json(ListMessage(try await office.compilation(), ask.language)) },
            Endpoint(
                id: "getBundle", method: .get, path: "/v1/bundles/{bundle}", tag: .bundles,
                summary: Title(zh: "一件事：角色、要回答的问题、示例", en: "A bundle: its roles, the questions to be answered, its examples"),
                keptFor: Self.keptFor, answers: [.json(BundleMessage.self, "一件事", "the bundle", headers: [.etag])], problems: [.conflict]
            ) { ask in
                let compilation = try await office.compilation()
                return .json(BundleMessage(try Self.bundle(ask, compilation), compilation, ask.language))
            },
            Endpoint(
                id: "getBundleForm", method: .get, path: "/v1/bundles/{bundle}/form", tag: .bundles,
                summary: Title(
                    zh: "基准情形下表单的 JSON Schema（2020-12）", en: "The form of the base example as JSON Schema (2020-12)"),
                keptFor: Self.keptFor, answers: [.anyJSON("表单的 JSON Schema", "a JSON Schema", type: .jsonSchema, headers: [.etag])],
                problems: [.conflict, .incomplete]
            ) { ask in
                let compilation = try await office.compilation()
                let plan = try Self.plan(PlanRequest(), Self.bundle(ask, compilation), compilation)
                return Reply(type: "application/schema+json", body: FormSchema(plan).json(ask.language).jsonBytes)
            },
            Endpoint(
                id: "planBundle", method: .post, path: "/v1/bundles/{bundle}/plan", tag: .bundles,
                summary: Title(
                    zh: "某一情形下的方案：事项、表单、逐份材料及理由；不保存",
                    en: "The plan of one situation: items, the one form, every paper with its reason; nothing is stored"),
                body: PlanRequest.self, isBodyOptional: true, answers: [.json(PlanMessage.self, "方案", "the plan")],
                problems: [.conflict, .unfit, .incomplete, .unknownWord]
            ) { ask in
                let compilation = try await office.compilation()
                let request = try ask.message(PlanRequest.self)
                let bundle = try Self.bundle(ask, compilation)
                let plan = try Self.plan(request, bundle, compilation)
                return .json(PlanMessage(plan, journey: request.from ?? bundle.definition.base?.value ?? "", ask.language))
            },
        ]
    }

    /// The bundle that the address names.
    static func bundle(_ ask: Ask, _ compilation: Compilation) throws(Problem) -> CompiledBundle {
        guard let bundle = compilation.bundle(ask.named("bundle")) else { throw Problem(.notFound) }
        return bundle
    }

    private static func plan(_ request: PlanRequest, _ bundle: CompiledBundle, _ compilation: Compilation) throws -> Plan {
        var journey: CompiledJourney?
        if let name = request.from ?? bundle.definition.base?.value {
            journey = compilation.journey(name, of: bundle.id)
            if journey == nil { throw UnknownWord(.journey, name, known: compilation.declaredJourneys[bundle.id] ?? []) }
        }
        let situation = try bundle.situation(of: journey, changed: request.situation)
        return bundle.plan(situation, request.baseline == .everyGuide ? .everyGuide : .oneGuide(of: bundle))
    }
}

/// A situation that is to be planned.
struct PlanRequest: Codable, Sendable {
    enum Baseline: String, Codable, CaseIterable {
        case oneGuide = "one-guide"
        case everyGuide = "every-guide"
    }

    var from: String?
    var answers: [String: String]?
    var holds: [HeldMessage]?
    var baseline: Baseline?

    var situation: SituationRequest {
        var request = SituationRequest()
        request.answers = (answers ?? [:]).sorted { $0.key < $1.key }.map { (question: $0.key, answer: $0.value) }
        request.holdings = holds?.map { (role: $0.role, licence: $0.licence) }
        return request
    }
}

/// Who holds which licence.
struct HeldMessage: Codable, Sendable {
    var role: String
    var licence: String
}

extension PlanRequest: Described {
    static let about: Meaning = "要测算的情形 · A situation that is to be planned."
    static let meanings: [String: Meaning] = [
        "from": """
        示例，其余未写的情形和持证均取自它；没有：一件事的基准示例 · \
        The example whose answers and holdings hold where nothing else is said; not there: the base example of the bundle.
        """,
        "answers": .answers,
        "holds": .holds,
        "baseline":
            "对照的基线：各事项排在首位的办事指南，或全部办事指南合计 · With what it is compared: the guide that stands first for each item, or all of them together.",
    ]
}

extension HeldMessage: Described {
    static let about: Meaning = "谁持有哪种证照 · Who holds which licence."
    static let meanings: [String: Meaning] = [
        "role": "角色：`mother` 或 `child#2` · The role: `mother`, or `child#2`.",
        "licence": .licence,
    ]
}
