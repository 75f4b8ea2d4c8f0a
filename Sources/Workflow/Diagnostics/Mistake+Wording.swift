extension Mistake {
    /// The words that tell a cause: a message, and a help line where one is known.
    struct Wording {
        var message: Title
        var help: Title?

        init(_ zh: String, _ en: String, help: Title? = nil) {
            message = Title(zh: zh, en: en)
            self.help = help
        }
    }

    var wording: Wording {
        switch self {
        case .unreadableFile, .fileTooLarge, .wrongEncoding, .byteOrderMark, .controlCharacter, .emptyFile, .outOfPlace:
            fileWording
        case .tab, .anchor, .alias, .tag, .mergeKey, .tooDeep, .tooManyValues, .fullWidth, .severalDocuments, .invalidYAML, .commaInText,
            .duplicateKey:
            yamlWording
        case .unknownKey, .missingKey, .wrongShape, .wrongId, .nameDiffersFromFile, .missingUnit, .wrongUnit, .wrongNumber, .wrongDate,
            .wrongChoice, .wrongCode, .missingChinese, .missingTranslation:
            shapeWording
        case .unknown, .unknownAnswer, .duplicateName, .reservedName:
            nameWording
        default:
            senseWording
        }
    }

    private var fileWording: Wording {
        switch self {
        case .unreadableFile(let reason):
            Wording(
                "无法读取文件：\(reason)", "the file cannot be read: \(reason)",
                help: Title(zh: "检查权限，或删除该文件", en: "check its permissions, or remove it"))
        case .fileTooLarge(let bytes, let limit):
            Wording(
                "文件有 \(bytes) 字节，上限为 \(limit) 字节", "the file has \(bytes) bytes, more than the limit of \(limit)",
                help: Title(zh: "拆成多个文件", en: "split it into several files"))
        case .wrongEncoding(let looksLike):
            Wording(
                "文件不是 UTF-8 编码（看起来是 \(looksLike)）", "the file is not UTF-8 (it looks like \(looksLike))",
                help: Title(zh: "在编辑器中另存为 UTF-8", en: "save it as UTF-8 in your editor"))
        case .byteOrderMark:
            Wording(
                "文件以字节顺序标记（BOM）开头", "the file begins with a byte-order mark",
                help: Title(zh: "另存为不带 BOM 的 UTF-8", en: "save it as UTF-8 without BOM"))
        case .controlCharacter(let code):
            Wording(
                "文件中有控制字符 U+\(hex(code))", "the file contains the control character U+\(hex(code))",
                help: Title(zh: "删除该字符", en: "delete this character"))
        case .emptyFile:
            Wording(
                "文件为空", "the file is empty",
                help: Title(zh: "写入内容（`onething new` 可给出模板），或删除文件", en: "fill it in (`onething new` prints a start), or remove it"))
        case .outOfPlace(let kinds):
            Wording(
                "这里不应有 YAML 文件", "a YAML file has no place here",
                help: Title(zh: "可放的位置：\(kinds)", en: "the places are: \(kinds)"))
        default: Wording("", "")
        }
    }

    private var yamlWording: Wording {
        switch self {
        case .tab:
            Wording("此处有制表符", "there is a tab here", help: Title(zh: "请用空格", en: "use spaces"))
        case .anchor(let name):
            Wording(
                "锚点 `&\(name)` 不属于本格式", "the anchor `&\(name)` is not part of the format",
                help: Title(zh: "把内容完整写出；若是文字，请加英文引号", en: "write the value out; if it is text, put it in quotes"))
        case .alias(let name):
            Wording(
                "别名 `*\(name)` 不属于本格式", "the alias `*\(name)` is not part of the format",
                help: Title(zh: "把内容完整写出；若是文字，请加英文引号", en: "write the value out; if it is text, put it in quotes"))
        case .tag(let name):
            Wording(
                "标签 `\(name)` 不属于本格式", "the tag `\(name)` is not part of the format",
                help: Title(zh: "删除标签；若是文字，请加英文引号", en: "remove it; if it is text, put it in quotes"))
        case .mergeKey:
            Wording("合并键 `<<` 不属于本格式", "the merge key `<<` is not part of the format", help: Title(zh: "把内容完整写出", en: "write the keys out"))
        case .tooDeep(let limit):
            Wording("嵌套超过 \(limit) 层", "the nesting is deeper than \(limit) levels", help: Title(zh: "减少嵌套", en: "nest less"))
        case .tooManyValues(let limit):
            Wording(
                "文件中的值超过 \(limit) 个", "the file has more than \(limit) values", help: Title(zh: "拆成多个文件", en: "split it into several files")
            )
        case .fullWidth(let found, let write):
            Wording(
                "这里是全角 `\(found)`", "this is a full-width `\(found)`",
                help: Title(zh: "请写半角 `\(write)`", en: "write `\(write)` instead"))
        case .severalDocuments:
            Wording(
                "文件中有第二个文档（`---`）", "a second document (`---`) begins here",
                help: Title(zh: "一个文件只写一个文档", en: "write one document per file"))
        case .invalidYAML(let problem):
            Wording(
                "YAML 无法读懂：\(problem)", "this is not YAML: \(problem)",
                help: Title(zh: "检查此处和上一行的缩进、引号与括号", en: "check indentation, quotes and brackets here and on the line above"))
        case .commaInText(let rest):
            Wording(
                "逗号结束了前面的文字，`\(rest)` 成了没有值的键", "a comma ended the text before, so that `\(rest)` became a key without a value",
                help: Title(zh: "把整段文字放进英文引号", en: "put the whole text in quotes"))
        case .duplicateKey(let key, let firstLine):
            Wording(
                "键 `\(key)` 重复，第 \(firstLine) 行已写过", "the key `\(key)` stands here again; it was first written on line \(firstLine)",
                help: Title(zh: "合并或删除其中之一", en: "join the two or remove one"))
        default: Wording("", "")
        }
    }

    private var shapeWording: Wording {
        switch self {
        case .unknownKey(let key, let owner, let nearest, let known):
            Wording(
                "\(owner) 没有键 `\(key)`", "\(owner) has no key `\(key)`",
                help: didYouMean(nearest)
                    ?? Title(zh: "可用的键：\(known.joined(separator: " "))", en: "the keys are: \(known.joined(separator: " "))"))
        case .missingKey(let key, let owner):
            Wording("\(owner) 缺少键 `\(key)`", "\(owner) lacks the key `\(key)`", help: Title(zh: "补上 `\(key)`", en: "add `\(key)`"))
        case .wrongShape(let expected, let found):
            Wording("此处应为\(expected.zh)，实际是\(found.noun.zh)", "expected \(expected.en), found \(found.noun.en)")
        case .wrongId(let text):
            Wording(
                "`\(text)` 不能作为标识", "`\(text)` is not an id",
                help: Title(
                    zh: "标识用小写字母、数字和连字符，例如 `birth-registration`",
                    en: "ids have lower-case letters, digits and hyphens, such as `birth-registration`"))
        case .nameDiffersFromFile(let name, let file):
            Wording(
                "标识 `\(name)` 与所在文件（夹）名 `\(file)` 不同", "the id `\(name)` differs from the name `\(file)` of its file or folder",
                help: Title(zh: "改为 `\(file)`，或把文件（夹）改名为 `\(name)`", en: "write `\(file)`, or rename the file or folder to `\(name)`"))
        case .missingUnit(let text, let units):
            Wording("`\(text)` 没有单位", "`\(text)` has no unit", help: Title(zh: "单位：\(units)", en: "the units are: \(units)"))
        case .wrongUnit(let text, let unit, let units):
            Wording(
                "`\(text)` 的单位 `\(unit)` 不能用在这里", "`\(text)` has the unit `\(unit)`, which does not fit here",
                help: Title(zh: "单位：\(units)", en: "the units are: \(units)"))
        case .wrongNumber(let text, let expected):
            Wording("`\(text)` 不是\(expected.zh)", "`\(text)` is not \(expected.en)")
        case .wrongDate(let text):
            Wording("`\(text)` 不是日期", "`\(text)` is not a day", help: Title(zh: "写成 2026-03-02", en: "write it as 2026-03-02"))
        case .wrongChoice(let text, let choices, let nearest):
            Wording(
                "此处不能写 `\(text)`", "`\(text)` is not one of the choices here",
                help: didYouMean(nearest)
                    ?? Title(zh: "可选：\(choices.joined(separator: " "))", en: "the choices are: \(choices.joined(separator: " "))"))
        case .wrongCode(let kind, let reason):
            Wording("不是有效的\(kind.zh)：\(reason.zh)", "not a valid \(kind.en): \(reason.en)")
        case .missingChinese:
            Wording("缺少中文（`zh`）", "the Chinese text (`zh`) is missing", help: Title(zh: "补上 `zh: …`", en: "add `zh: …`"))
        case .missingTranslation:
            Wording("缺少英文（`en`）", "the English text (`en`) is missing", help: Title(zh: "补上 `en: …`", en: "add `en: …`"))
        default: Wording("", "")
        }
    }

    private var nameWording: Wording {
        switch self {
        case .unknown(let named, let name, let nearest):
            Wording(
                "没有名为 `\(name)` 的\(named.noun.zh)", "no \(named.noun.en) is called `\(name)`",
                help: didYouMean(nearest?.name, at: nearest?.position)
                    ?? Title(zh: "\(named.noun.zh)在 `\(named.home)` 中声明", en: "a \(named.noun.en) is declared in `\(named.home)`"))
        case .unknownAnswer(let answer, let question, let answers, let nearest):
            Wording(
                "问题 `\(question)` 没有答案 `\(answer)`", "the question `\(question)` has no answer `\(answer)`",
                help: didYouMean(nearest)
                    ?? Title(zh: "答案：\(answers.joined(separator: " "))", en: "the answers are: \(answers.joined(separator: " "))"))
        case .duplicateName(let named, let name, let first):
            Wording(
                "\(named.noun.zh) `\(name)` 已在 \(first.file):\(first.line) 声明",
                "the \(named.noun.en) `\(name)` is already declared at \(first.file):\(first.line)",
                help: Title(zh: "改名，或删除其中之一", en: "rename one, or remove it"))
        case .reservedName(let name):
            Wording(
                "`\(name)` 是保留名", "the name `\(name)` is reserved",
                help: Title(zh: "它表示一件事自己的材料清单，请另取名称", en: "it stands for a bundle's own list; choose another name"))
        default: Wording("", "")
        }
    }

    private func didYouMean(_ name: String?, at position: SourcePosition? = nil) -> Title? {
        guard let name else { return nil }
        let place = position.map { " (\($0.file):\($0.line))" } ?? ""
        return Title(zh: "是不是 `\(name)`？\(place)", en: "did you mean `\(name)`?\(place)")
    }

    private func hex(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Mistake.Shape {
    var noun: Title {
        switch self {
        case .text: Title(zh: "文字或数", en: "a text or number")
        case .list: Title(zh: "列表", en: "a list")
        case .map: Title(zh: "键值表", en: "a map")
        case .nothing: Title(zh: "空值", en: "nothing")
        }
    }
}
