/// What happens to a paper that an item would ask for if it were applied for apart.
public enum Disposition: String, Sendable, CaseIterable {
    case handedIn = "handed-in"
    case duplicate, licence, shared, produced, merged, promised, follows
    case notAsked = "not-asked"
    case notApplicable = "not-applicable"

    /// The four sums that must close: eliminated + shifted + deferred + handed in = apart.
    public enum Sum: Sendable {
        case eliminated, shifted, deferred, handedIn
    }

    /// The sum that a line with this disposition belongs to; nil where it is in none.
    public var sum: Sum? {
        switch self {
        case .duplicate, .licence, .shared, .produced, .notAsked: .eliminated
        case .merged, .promised: .shifted
        case .follows: .deferred
        case .handedIn: .handedIn
        case .notApplicable: nil
        }
    }

    public var title: Title {
        switch self {
        case .handedIn: Title(zh: "提交", en: "handed in")
        case .duplicate: Title(zh: "合并重复件", en: "duplicate")
        case .licence: Title(zh: "电子证照", en: "from licence")
        case .shared: Title(zh: "数据共享", en: "shared by a department")
        case .produced: Title(zh: "前序事项产出", en: "produced by an earlier item")
        case .merged: Title(zh: "并入一张表", en: "merged into the form")
        case .promised: Title(zh: "告知承诺", en: "promised")
        case .follows: Title(zh: "容缺后补", en: "follows later")
        case .notAsked: Title(zh: "不再要求", en: "no longer asked")
        case .notApplicable: Title(zh: "不适用", en: "not applicable")
        }
    }
}
