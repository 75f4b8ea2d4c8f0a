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
        case .unreadableFile, .fileTooLarge, .wrongEncoding, .byteOrderMark, .controlCharacter, .emptyFile, .outOfPlace, .missingFile:
            fileWording
        case .tab, .anchor, .alias, .tag, .mergeKey, .tooDeep, .tooManyValues, .fullWidth, .severalDocuments, .invalidYAML, .commaInText,
            .duplicateKey:
            yamlWording
        case .unknownKey, .surplusKey, .missingKey, .wrongShape, .wrongId, .nameDiffersFromFile, .missingUnit, .wrongUnit, .wrongNumber,
            .wrongTime, .wrongDate,
            .wrongMoment, .wrongChoice, .wrongCode, .missingChinese, .missingTranslation:
            shapeWording
        case .unknown, .itemNotInBundle, .unknownAnswer, .duplicateName, .reservedName:
            nameWording
        case .impossibleTime, .sharesDoNotAddUp, .noOfficers, .departmentWithoutOffice:
            scenarioWording
        default:
            senseWording
        }
    }

    private var fileWording: Wording {
        switch self {
        case .unreadableFile(let reason):
            Wording(
                "无法读取：\(reason.zh)", "this cannot be read: \(reason.en)",
                help: Title(zh: "换成可以读取的普通文件，或删除它", en: "put a plain file that may be read in its place, or remove it"))
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
        case .outOfPlace(let nearest, let places):
            Wording(
                "这里不应有 YAML 文件", "a YAML file has no place here",
                help: nearest.map { Title(zh: "是不是 `\($0)`？", en: "did you mean `\($0)`?") }
                    ?? Title(zh: "此类文件的位置：\(chinese(places))", en: "such files stand at: \(english(places))"))
        case .missingFile(let file):
            Wording(
                "缺少文件 `\(file)`，而其他文件要用其中的内容", "there is no file `\(file)`, and other files need what it declares",
                help: Title(zh: "建立 `\(file)`；用 `onething schema` 查看格式", en: "write `\(file)`; `onething schema` shows its form"))
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
        case .fullWidth("\u{3000}", _):
            Wording("这里是全角空格", "this is a full-width space", help: Title(zh: "请改为半角空格", en: "write an ordinary space"))
        case .fullWidth("“", let write), .fullWidth("‘", let write):
            Wording(
                "这里是中文引号", "this is a Chinese quotation mark",
                help: Title(zh: "请写英文引号 `\(write)`，首尾都要改", en: "write `\(write)` here and at the end"))
        case .fullWidth(let found, let write):
            Wording(
                "这里是全角 `\(found)`", "this is a full-width `\(found)`",
                help: Title(zh: "请写半角 `\(write)`", en: "write `\(write)` instead"))
        case .severalDocuments:
            Wording(
                "文件中有第二个文档（`---`）", "a second document (`---`) begins here",
                help: Title(zh: "一个文件只写一个文档", en: "write one document per file"))
        case .invalidYAML(let problem, let help):
            Wording(
                "不是正确的 YAML：\(problem.zh)", "this is not YAML: \(problem.en)",
                help: help
                    ?? Title(zh: "检查此处和上一行的缩进、引号与括号", en: "check indentation, quotes and brackets here and on the line above"))
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
                "\(spaced(owner.zh))没有键 `\(key)`", "\(owner.en) has no key `\(key)`",
                help: didYouMean(nearest) ?? Title(zh: "可用的键：\(chinese(known))", en: "the keys are: \(english(known))"))
        case .surplusKey(let key, let other, let owner):
            Wording(
                "\(spaced(owner.zh))已有 `\(other)`，不能再有 `\(key)`", "\(owner.en) has `\(other)` already and cannot have `\(key)` too",
                help: owner.en.hasPrefix("an entry")
                    ? Title(zh: "只保留一个，或另写一项", en: "keep one of them, or write an entry for each")
                    : Title(zh: "只保留一个", en: "keep one of them"))
        case .missingKey(let key, let other, let owner):
            Wording(
                "\(spaced(owner.zh))缺少键 `\(key)`\(other.map { " 或 `\($0)`" } ?? "")",
                "\(owner.en) lacks the key `\(key)`\(other.map { " or `\($0)`" } ?? "")",
                help: Title(
                    zh: "补上 `\(key): …`\(other.map { " 或 `\($0): …`" } ?? "")", en: "add `\(key): …`\(other.map { " or `\($0): …`" } ?? "")"
                ))
        case .wrongShape(let expected, let found):
            Wording(
                "此处应为\(spaced(before: expected.noun.zh))，实际是\(found.noun.zh)", "expected \(expected.noun.en), found \(found.noun.en)",
                help: expected.help)
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
        case .wrongUnit(let text, let unit, let units, let nearest):
            Wording(
                nearest == nil ? "`\(text)` 的单位 `\(unit)` 不能用在这里" : "`\(text)` 的单位 `\(unit)` 不认识",
                nearest == nil ? "`\(text)` has the unit `\(unit)`, which does not fit here" : "`\(text)` has the unknown unit `\(unit)`",
                help: didYouMean(nearest) ?? Title(zh: "单位：\(units)", en: "the units are: \(units)"))
        case .wrongNumber(let text, let expected, let help):
            Wording(
                "`\(text)` 不是\(expected.zh)", "`\(text)` is not \(expected.en)",
                help: help ?? Title(zh: "用阿拉伯数字书写，例如 `2`", en: "write it in digits, such as `2`"))
        case .wrongTime(let text, let reason):
            Wording(
                "`\(text)` 不是时限：\(reason.zh)", "`\(text)` \(reason.en)",
                help: Title(zh: "写数字和英文单位，例如 `5 working days`", en: "write an amount and its unit, such as `5 working days`"))
        case .wrongDate(let text):
            Wording(
                "`\(text)` 不是日期", "`\(text)` is not a day",
                help: Title(zh: "日期写成 `2026-03-02`，且须确有其日", en: "a day is written as `2026-03-02`, and must exist"))
        case .wrongMoment(let text):
            Wording(
                "`\(text)` 不是时刻", "`\(text)` is not a moment",
                help: Title(zh: "时刻写成 `2026-03-02 09:30`，且须确有其时", en: "a moment is written as `2026-03-02 09:30`, and must exist"))
        case .wrongChoice(let text, let choices, let nearest):
            Wording(
                "此处不能写 `\(text)`", "`\(text)` is not one of the choices here",
                help: didYouMean(nearest) ?? Title(zh: "可选：\(chinese(choices))", en: "the choices are: \(english(choices))"))
        case .wrongCode(let kind, let reason):
            Wording(
                "\(kind.zh)有误：\(reason.zh)", "this \(kind.en) \(reason.en)",
                help: Title(zh: "与证件核对；`onething identify` 可解读代码", en: "compare it with the document; `onething identify` reads a code"))
        case .missingChinese:
            Wording("缺少中文（`zh`）", "the Chinese text (`zh`) is missing", help: Title(zh: "补上 `zh: …`", en: "add `zh: …`"))
        case .missingTranslation:
            Wording("缺少英文（`en`）", "the English text (`en`) is missing", help: Title(zh: "补上 `en: …`", en: "add `en: …`"))
        default: Wording("", "")
        }
    }

    private var nameWording: Wording {
        switch self {
        case .unknown(let named, let name, let nearest, let known):
            Wording(
                "没有名为 `\(name)` 的\(named.noun.zh)", "no \(named.noun.en) is called `\(name)`",
                help: didYouMean(nearest?.name, at: nearest?.position) ?? (known.isEmpty ? declared(named) : listed(named, known)))
        case .itemNotInBundle(let item):
            Wording(
                "本一件事没有事项 `\(item)`", "the item `\(item)` is not part of this bundle",
                help: Title(zh: "在 `items` 中加上 `- {item: \(item)}`，或去掉此处", en: "add `- {item: \(item)}` to `items`, or remove it here"))
        case .unknownAnswer(let answer, let question, let answers, let nearest):
            Wording(
                "问题 `\(question)` 没有答案 `\(answer)`", "the question `\(question)` has no answer `\(answer)`",
                help: didYouMean(nearest) ?? Title(zh: "答案：\(chinese(answers))", en: "the answers are: \(english(answers))"))
        case .duplicateName(let named, let name, let first):
            Wording(
                "\(named.noun.zh) `\(name)` 已在 \(first.file):\(first.line) 出现",
                "the \(named.noun.en) `\(name)` stands already at \(first.file):\(first.line)",
                help: Title(zh: "改名，或删除其中之一", en: "rename one, or remove it"))
        case .reservedName(let name):
            Wording(
                "`\(name)` 是保留名", "the name `\(name)` is reserved",
                help: Title(zh: "它表示一件事自己的材料清单，请另取名称", en: "it stands for a bundle's own list; choose another name"))
        default: Wording("", "")
        }
    }

    private func declared(_ named: Named) -> Title {
        Title(zh: "\(named.noun.zh)在 `\(named.home)` 中声明", en: "\(named.nouns) are declared in `\(named.home)`")
    }

    private func listed(_ named: Named, _ names: [String]) -> Title {
        Title(zh: "这里的\(named.noun.zh)：\(chinese(names))", en: "the \(named.nouns) here are: \(english(names))")
    }

    private func english(_ names: [String]) -> String { names.joined(separator: ", ") }

    private func chinese(_ names: [String]) -> String { names.joined(separator: "、") }

    /// Chinese text and a word in backticks stand apart.
    private func spaced(_ text: String) -> String { text.hasSuffix("`") ? text + " " : text }

    private func spaced(before text: String) -> String { text.hasPrefix("`") ? " " + text : text }

    private func didYouMean(_ name: String?, at position: SourcePosition? = nil) -> Title? {
        guard let name else { return nil }
        let place = position.map { "\($0.file):\($0.line)" }
        return Title(
            zh: "是不是 `\(name)`\(place.map { "（\($0)）" } ?? "")？", en: "did you mean `\(name)`\(place.map { " (\($0))" } ?? "")?")
    }

    private func hex(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Mistake.Shape {
    var noun: Title {
        switch self {
        case .text: Title(zh: "文字", en: "a text")
        case .number: Title(zh: "数", en: "a number")
        case .emptyText: Title(zh: "空文字", en: "an empty text")
        case .list: Title(zh: "列表", en: "a list")
        case .map: Title(zh: "键值表", en: "a map")
        case .nothing: Title(zh: "空值", en: "nothing")
        }
    }
}

extension Mistake.Wanted {
    var noun: Title {
        switch self {
        case .text: Title(zh: "文字", en: "a text")
        case .list: Title(zh: "列表", en: "a list")
        case .map: Title(zh: "键值表", en: "a map")
        case .title: Title(zh: "`{zh: …, en: …}`", en: "`{zh: …, en: …}`")
        case .dottedName: Title(zh: "`角色.字段`", en: "`role.field`")
        case .keyName: Title(zh: "键名", en: "the name of a key")
        }
    }

    var help: Title {
        switch self {
        case .text: Title(zh: "在冒号后写上内容，或删除整个键", en: "write it after the colon, or remove the key")
        case .list: Title(zh: "写成 `[甲, 乙]`，或每行以 `- ` 开头", en: "write `[one, other]`, or lines that begin with `- `")
        case .map: Title(zh: "写成 `{键: 值}`，或在下面缩进写 `键: 值`", en: "write `{key: value}`, or lines `key: value` indented below")
        case .title: Title(zh: "写成 `{zh: 中文, en: English}`", en: "write both languages: `{zh: 中文, en: English}`")
        case .dottedName: Title(zh: "先写角色，例如 `holder.name`", en: "name the role first, such as `holder.name`")
        case .keyName: Title(zh: "键写成一个词，例如 `title`", en: "write a key as one word, such as `title`")
        }
    }
}
