/// A word in a request that means nothing here, and what there is.
public struct UnknownWord: Error, Sendable, Hashable {
    public enum Kind: String, Sendable {
        case bundle, journey, item, move, line, event, material, day, `case`, department, visit, officialPaper, definitions
        case worklistPlace, outcome, folder, openQuestion, answer, field, person, licenceField, licence, neededLicence, account, law, step,
            rating, file, scenario, eventType
    }

    public var kind: Kind
    public var word: String
    public var known: [String]

    public init(_ kind: Kind, _ word: String, known: [String] = []) { (self.kind, self.word, self.known) = (kind, word, known) }
}

extension UnknownWord {
    public var message: Title {
        switch kind {
        case .bundle: Title(zh: "没有一件事 `\(word)`", en: "there is no bundle `\(word)`")
        case .journey: Title(zh: "没有示例 `\(word)`", en: "there is no journey `\(word)`")
        case .item: Title(zh: "本案没有事项 `\(word)`", en: "this case has no item `\(word)`")
        case .move: Title(zh: "没有动作 `\(word)`", en: "there is no move `\(word)`")
        case .line: Title(zh: "本案没有材料 `\(word)`", en: "this case has no paper `\(word)`")
        case .event: Title(zh: "没有事件 `\(word)`", en: "there is no event `\(word)`")
        case .material: Title(zh: "没有材料 `\(word)`", en: "there is no material `\(word)`")
        case .day: Title(zh: "`\(word)` 不是日期（2026-03-02）", en: "`\(word)` is no day (2026-03-02)")
        case .department: Title(zh: "没有部门 `\(word)`", en: "there is no department `\(word)`")
        case .visit: Title(zh: "没有联合踏勘 `\(word)`", en: "there is no joint visit `\(word)`")
        case .folder: Title(zh: "没有文件夹 `\(word)`", en: "there is no folder `\(word)`")
        case .openQuestion:
            Title(zh: "本案没有待答的问题 `\(word)`", en: "this case leaves no question `\(word)` open")
        case .field: Title(zh: "表单没有要填写的字段 `\(word)`", en: "the form has no field `\(word)` to fill in")
        case .person: Title(zh: "没有写明 `\(word)` 是谁", en: "it is not said who `\(word)` is")
        case .licenceField: Title(zh: "此类证照没有照面信息 `\(word)`", en: "such a licence does not say `\(word)`")
        case .neededLicence: Title(zh: "这份申请不需要 `\(word)`", en: "this application does not need `\(word)`")
        case .account: Title(zh: "没有账号 `\(word)`", en: "there is no account `\(word)`")
        case .licence: Title(zh: "没有证照类型 `\(word)`", en: "there is no type of licence `\(word)`")
        case .law: Title(zh: "没有法律依据 `\(word)`", en: "there is no law `\(word)`")
        case .answer: Title(zh: "没有答案 `\(word)`", en: "there is no answer `\(word)`")
        case .outcome: Title(zh: "没有核实结果 `\(word)`", en: "there is no outcome `\(word)`")
        case .worklistPlace:
            Title(
                zh: "`\(word)` 不是待办的位置（2026-03-12/办件/事项）", en: "`\(word)` is no place in a worklist (2026-03-12/CASE/ITEM)")
        case .definitions: Title(zh: "没有定义版本 `\(word)`", en: "there is no version `\(word)` of the definitions")
        case .officialPaper: Title(zh: "本案没有第 `\(word)` 号文书", en: "this case has no official paper `\(word)`")
        case .scenario: Title(zh: "没有仿真方案 `\(word)`", en: "there is no scenario `\(word)`")
        case .eventType: Title(zh: "没有事件类型 `\(word)`", en: "there is no type of event `\(word)`")
        case .rating: Title(zh: "没有评价 `\(word)`", en: "there is no rating `\(word)`")
        case .file: Title(zh: "本案没有文件 `\(word)`", en: "this case has no file `\(word)`")
        case .step: Title(zh: "本案没有第 `\(word)` 步", en: "this case has no step `\(word)`")
        case .case: Title(zh: "没有办件 `\(word)`", en: "there is no case `\(word)`")
        }
    }

    public var help: Title? { .meaning(word, among: known, guessing: kind != .officialPaper && kind != .step) }
}
