import Hummingbird
import Workflow

/// Who looked at my data (个人信息保护法 arts 44, 45); for an audit, everybody's.
struct DataUseRoutes {
    let office: Office

    func add(to group: RouterGroup<APIContext>) { group.get("data-uses", use: list) }

    @Sendable private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller()
        let page = try PageRequest(QueryParameters(request, "limit", "after"))
        // One more than is shown, to see whether that was all.
        var uses: [LoggedUse]
        if caller.role == .auditor {
            uses = try await office.allDataUses(after: page.after, limit: page.limit + 1, by: caller)
        } else {
            try Rights.check(.dataUses, by: caller.role)
            guard let holder = context.identity?.holder else { throw Problem(.unauthenticated) }
            uses = try await office.dataUses(of: holder, after: page.after, limit: page.limit + 1, by: caller)
        }
        let more = uses.count > page.limit
        if more { uses.removeLast() }
        return try Page(items: uses.map(DataUseMessage.init), next: more ? uses.last.map { String($0.position) } : nil)
            .response(to: request, limit: page.limit)
    }
}
