extension Mistake {
    /// The words for journeys that come out otherwise than they say.
    var journeyWording: Wording {
        switch self {
        case .journeyDiffers("handed-in", let line, _, _):
            Wording(
                "预期提交 `\(line)`，而没有这一行", "`\(line)` was expected to be handed in, and there is no such line",
                help: Title(zh: "写成 `事项/行号`，如 `onething show` 所列", en: "write `item/number`, as `onething show` prints it"))
        case .journeyDiffers(let figure, let expected, let actual, let journey):
            Wording(
                "`\(figure)` 预期 \(expected)，实际 \(actual)", "`\(figure)` was expected to be \(expected) and is \(actual)",
                help: figure.hasPrefix("ends.") || figure.hasPrefix("days.") ? steps(journey) : lines(journey))
        case .journeyLineDiffers(let line, let title, let isMissing, let asker):
            isMissing
                ? Wording(
                    "预期提交 `\(line)`（\(title.zh)），实际不必提交", "`\(line)` (\(title.en)) was expected to be handed in and is not",
                    help: Title(
                        zh: "要求者：\(asker.zh)；用 `onething why` 查看原因", en: "asked for by: \(asker.en); `onething why` tells the reason"))
                : Wording(
                    "`\(line)`（\(title.zh)）须提交，而预期中没有", "`\(line)` (\(title.en)) is handed in and was not expected",
                    help: Title(
                        zh: "要求者：\(asker.zh)；用 `onething why` 查看原因", en: "asked for by: \(asker.en); `onething why` tells the reason"))
        case .othersClose(let items, let cause, _):
            Wording(
                "\(cause.map { "`\($0)` 没有办成" } ?? "全案撤回")，以下事项随之终止，而预期中没有：\(items.map { "`\($0)`" }.joined(separator: "、"))",
                "\(cause.map { "`\($0)` is not granted" } ?? "the whole is taken back"), which closes what was not expected to: "
                    + items.map { "`\($0)`" }.joined(separator: ", "),
                help: Title(
                    zh: "在 `ends` 中加上 `\(items.map { "\($0): closed" }.joined(separator: ", "))`",
                    en: "add `\(items.map { "\($0): closed" }.joined(separator: ", "))` to `ends`"))
        case .noSuchItemInJourney(let item):
            Wording(
                "此情形下没有 `\(item)`，它的结果无从比较", "there is no `\(item)` in this situation whose end could be compared",
                help: Title(zh: "从 `ends` 中去掉，或改 `answers`", en: "take it out of `ends`, or mend the `answers`"))
        case .scriptStops(let why, let canDo, let journey):
            Wording("脚本停在这里：\(why.zh)", "the script stops here: \(why.en)", help: possible(canDo, steps(journey)))
        case .itemStaysOpen(let why, let canDo, let item, let journey):
            Wording(
                "`\(item)` 没有办结，再没有人要做什么：\(why.zh)", "`\(item)` stays open, and nobody does anything more: \(why.en)",
                help: possible(
                    canDo,
                    Title(
                        zh: "若正是如此，写 `ends: {\(item): open}`；\(steps(journey).zh)",
                        en: "if it is meant so, write `ends: {\(item): open}`; \(steps(journey).en)")))
        case .noEffect(let key, let reason):
            Wording(
                "`\(key)` 不起作用：\(reason.zh)", "`\(key)` changes nothing: \(reason.en)",
                help: Title(zh: "去掉它，或改情形、改时间", en: "remove it, or mend the situation or the time"))
        case .lastsBeyondLimit(let move, let until):
            Wording(
                "`\(move)` 的 `lasts` 超过该状态的期限（`at-most`），最后一日为 \(until)",
                "the `lasts` of `\(move)` is longer than the state may last (`at-most`): its last day is \(until)",
                help: Title(
                    zh: "写短一些；若就是要让期限过去，在 `expect` 的 `ends` 中写明结果",
                    en: "write less; where the limit is meant to pass, say in `ends` of `expect` how the item ends"))
        default: Wording("", "")
        }
    }

    private func steps(_ journey: String) -> Title {
        Title(zh: "用 `onething journey \(journey)` 逐步查看", en: "look at the steps with `onething journey \(journey)`")
    }

    private func lines(_ journey: String) -> Title {
        let parts = journey.split(separator: "/").joined(separator: " --from ")
        return Title(zh: "用 `onething show \(parts)` 逐行查看", en: "look at the lines with `onething show \(parts)`")
    }

    private func possible(_ canDo: [Title], _ help: Title) -> Title {
        guard !canDo.isEmpty else { return help }
        return Title(
            zh: "可以：\(canDo.map(\.zh).joined(separator: "、"))；\(help.zh)",
            en: "possible: \(canDo.map(\.en).joined(separator: ", ")); \(help.en)")
    }
}
