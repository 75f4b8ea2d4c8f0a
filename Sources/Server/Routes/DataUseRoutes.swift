import Hummingbird
import Workflow

/// Who looked at my data (个人信息保护法 arts 44, 45); for an audit, everybody's.
struct DataUseRoutes {
    let office: Office

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listDataUses", method: .get, path: "/v1/data-uses", tag: .dataUses,
                summary: Title(zh: "谁用过我的数据", en: "Who used my data: when, for what, on which basis"), right: .dataUses,
                query: Endpoint.Query.pagesByNumber, answers: [.page(of: DataUseMessage.self, "记录", "uses")], handle: list)
        ]
    }

    @Sendable private func list(_ ask: Ask) async throws -> Reply {
        let caller = try ask.caller()
        let after = try ask.afterNumber()
        let uses =
            caller.role == .auditor
            ? try await office.allDataUses(after: after, limit: ask.limit + 1, by: caller)
            : try await office.dataUses(of: ask.holder(), after: after, limit: ask.limit + 1, by: caller)
        return .page(uses.map(DataUseMessage.init), limit: ask.limit) { String($0.position) }
    }
}
