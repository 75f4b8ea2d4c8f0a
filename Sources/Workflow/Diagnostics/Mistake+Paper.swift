extension Mistake {
    /// Why nothing can be filled in at a place of an official paper.
    public enum Unfillable: Hashable, Sendable {
        /// The move does not need what the place says.
        case notNeeded(move: String, need: String)
        /// Time or a rule makes the move, and neither writes anything.
        case nobodyWrites(move: String)
        /// An item begins there, and nobody has made a move.
        case noMove(state: String)
        /// The paper is about the whole application.
        case noItem(bundle: String)
    }

    /// The words for mistakes about official papers.
    var paperWording: Wording {
        switch self {
        case .unknownPlace(let name, let nearest, let known):
            Wording(
                "文书没有可填的 `{\(name)}`", "nothing is called `{\(name)}` that a paper could say",
                help: nearest.map { Title(zh: "是不是 `{\($0)}`？", en: "did you mean `{\($0)}`?") }
                    ?? Title(zh: "可填：\(known.joined(separator: "、"))", en: "there are: \(known.joined(separator: ", "))"))
        case .looseBrace(let brace):
            Wording(
                "`\(brace)` 没有配对", "this `\(brace)` has no other half",
                help: Title(zh: "填空写成 `{reason}`；文字中不用花括号", en: "write a place as `{reason}`; words have no braces"))
        case .placeInOneLanguage(let name, let isChinese):
            Wording(
                isChinese ? "英文缺少中文所填的 `{\(name)}`" : "中文缺少英文所填的 `{\(name)}`",
                isChinese ? "the Chinese says `{\(name)}`, the English does not" : "the English says `{\(name)}`, the Chinese does not",
                help: Title(zh: "两种文字所载内容须相同", en: "both languages say the same"))
        case .unfillablePaper(let paper, let place, let why): unfillable(paper, place, why)
        default: Wording("", "")
        }
    }

    private func unfillable(_ paper: String, _ place: String, _ why: Unfillable) -> Wording {
        switch why {
        case .notNeeded(let move, let need):
            Wording(
                "文书 `\(paper)` 载明 `{\(place)}`，而动作 `\(move)` 不要求 `\(need)`",
                "the paper `\(paper)` says `{\(place)}`, but the move `\(move)` does not need `\(need)`",
                help: Title(
                    zh: "在动作或所到状态的 `needs` 中加上 `\(need)`，或换一种文书",
                    en: "add `\(need)` to the `needs` of the move or its state, or name another paper"))
        case .nobodyWrites(let move):
            Wording(
                "文书 `\(paper)` 载明 `{\(place)}`，而动作 `\(move)` 自行发生，无人书写",
                "the paper `\(paper)` says `{\(place)}`, but the move `\(move)` happens without anybody who writes it",
                help: Title(zh: "给该动作另写一种文书", en: "give that move a paper of its own"))
        case .noMove(let state):
            Wording(
                "文书 `\(paper)` 载明 `{\(place)}`，而事项从状态 `\(state)` 开始，无人书写",
                "the paper `\(paper)` says `{\(place)}`, but items begin in the state `\(state)`, where nobody has written anything",
                help: Title(zh: "把 `paper` 写在通向它的动作上", en: "write `paper` on the moves that lead to it"))
        case .noItem(let bundle):
            Wording(
                "`\(bundle)` 的 `receipt` 针对整个申请，`\(paper)` 中的 `{\(place)}` 却针对一个事项",
                "the `receipt` of `\(bundle)` is about the whole application, but the paper `\(paper)` says `{\(place)}`, which is of one item",
                help: Title(zh: "换一种不涉及单个事项的文书", en: "name a paper that speaks of no single item"))
        }
    }
}
