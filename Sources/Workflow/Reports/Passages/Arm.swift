/// One of the two sides that are compared.
enum Arm: Sendable, CaseIterable {
    case apart, together

    var title: Title {
        switch self {
        case .apart: Title(zh: "分别办", en: "apart")
        case .together: Title(zh: "一次办", en: "together")
        }
    }

    func figures(of plan: Plan) -> Figures {
        switch self {
        case .apart: plan.apart
        case .together: plan.together
        }
    }

    func published(in published: BundleDefinition.Published?) -> BundleDefinition.PublishedArm? {
        switch self {
        case .apart: published?.apart
        case .together: published?.together
        }
    }
}
