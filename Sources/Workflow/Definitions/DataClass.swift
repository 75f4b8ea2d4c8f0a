/// What kind of data a field holds (分类分级, GB/T 43697-2024), the least protected first. The three classes are ours; what is sensitive is said by
/// 个人信息保护法 art. 28 and, more widely, by annex B of GB/T 35273-2020.
public enum DataClass: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Of nobody: of a firm, a vehicle or the application itself.
    case ordinary
    /// Of a person who can be told by it (个人信息).
    case personal
    /// It harms him when it leaks (敏感个人信息): consent to it is given apart (个人信息保护法 art. 29).
    case sensitive

    public static func < (left: DataClass, right: DataClass) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }

    public var title: Title {
        switch self {
        case .ordinary: Title(zh: "一般数据", en: "ordinary")
        case .personal: Title(zh: "个人信息", en: "personal")
        case .sensitive: Title(zh: "敏感个人信息", en: "sensitive")
        }
    }
}
