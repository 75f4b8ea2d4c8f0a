extension Mistake {
    /// The words for scenarios that cannot be.
    var scenarioWording: Wording {
        switch self {
        case .impossibleTime(.needs(let count)):
            Wording(
                "这里须写 \(count) 个时间", "\(count) \(count == 1 ? "time is" : "times are") needed here",
                help: Title(
                    zh: "`uniform: [最短, 最长]`，`triangular: [最短, 最常见, 最长]`，`values: [时间, …]`",
                    en: "`uniform: [least, most]`, `triangular: [least, most frequent, most]`, `values: [time, …]`"))
        case .impossibleTime(.outOfOrder):
            Wording(
                "时间没有按由短到长排列", "these times do not go from the least to the most",
                help: Title(zh: "先写最短的，最后写最长的", en: "write the least first and the most last"))
        case .impossibleTime(.nothing):
            Wording(
                "这个时间总是零", "this is always no time at all",
                help: Title(zh: "写一个大于零的时间；若确不占时间，去掉这一项", en: "write a time above zero; where it really takes none, leave the entry out"))
        case .sharesDoNotAddUp(let sum, isMost: true):
            Wording(
                "各份额之和为 \(sum)，超过 100%", "these shares come to \(sum), which is more than 100%",
                help: Title(
                    zh: "改到合计不超过 100%；其余的人没有这些问题", en: "mend them so that they come to 100% at most; nothing is wrong with the rest"))
        case .sharesDoNotAddUp(let sum, isMost: false):
            Wording(
                "各份额之和为 \(sum)，应为 100%", "these shares come to \(sum), and not to 100%",
                help: Title(zh: "改到合计正好 100%", en: "mend them so that they come to 100% exactly"))
        case .noOfficers(let office):
            Wording(
                "`\(office)` 没有工作人员，排队永远办不完", "`\(office)` has no officers: its queue would never empty",
                help: Title(zh: "`officers` 至少为 1", en: "let `officers` be 1 at least"))
        case .departmentWithoutOffice(let department):
            Wording(
                "部门 `\(department)` 没有写工作人员", "nobody works for the department `\(department)`",
                help: Title(zh: "为它写一项，或写一项 `any`", en: "write an entry for it, or one called `any`"))
        default: Wording("", "")
        }
    }
}
