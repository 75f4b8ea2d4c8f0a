extension Mistake {
    /// The words for mistakes that only show when files are read together.
    var senseWording: Wording {
        switch self {
        case .unboundRole(let role, let item):
            Wording(
                "事项 `\(item)` 的角色 `\(role)` 未绑定", "the role `\(role)` of the item `\(item)` is not bound",
                help: Title(zh: "加上 `as: {\(role): …}`，或声明同名角色", en: "add `as: {\(role): …}`, or declare a role of that name"))
        case .wrongRoleKind(let role, let kind, let expected, let by):
            Wording(
                "角色 `\(role)` 是 `\(kind)`，而 `\(by)` 需要 `\(expected)`",
                "the role `\(role)` is of kind `\(kind)`, but `\(by)` wants `\(expected)`",
                help: Title(zh: "换成 `\(expected)` 类的角色", en: "name a role of kind `\(expected)`"))
        case .namesNobody(let licence):
            Wording(
                "证照 `\(licence)` 只有一个持证人，说不出另一人是谁", "the licence `\(licence)` has no other holder of that kind, and says nobody else",
                help: Title(
                    zh: "写 `as:` 加该证照 `names` 中的一项，或换成两人共同持有的证照",
                    en: "say `as:` with one of the `names` of the licence, or name a licence that two hold together"))
        case .eachNeeded(let role, let item):
            Wording(
                "`\(role)` 可能有多个，而事项 `\(item)` 只办一次", "there may be several of `\(role)`, and the item `\(item)` is done once",
                help: Title(
                    zh: "在该行加上 `each: \(role)`，或在一件事中按每个办理该事项",
                    en: "add `each: \(role)` to the line, or do the item once for each in the bundle"))
        case .circle(let items):
            Wording(
                "事项互相等待：\(items.joined(separator: " → "))", "the items wait for each other: \(items.joined(separator: " → "))",
                help: Title(zh: "去掉其中一个 `after`", en: "remove one `after`"))
        case .neverReached(let item):
            Wording(
                "事项 `\(item)` 在任何情形下都不会办理", "the item `\(item)` is never reached in any situation",
                help: Title(zh: "检查 `only-if`、问题的取值范围与 `stops`", en: "look at `only-if`, the narrowed questions and `stops`"))
        case .arrivesTooLate(let licence, let from, let item, let material):
            Wording(
                "`\(item)` 要交 `\(material)`，而代替它的 `\(licence)` 由 `\(from)` 签发，`\(item)` 却不在其后办理",
                "`\(item)` asks for `\(material)`; `\(from)` issues the licence `\(licence)` in its place, but `\(item)` does not come after it",
                help: Title(
                    zh: "给 `\(item)` 加上 `after: \(from)`，或在该行写 `stays: {because: …}`",
                    en: "give `\(item)` an `after: \(from)`, or say `stays: {because: …}` on the line"))
        case .promiseLongerThanLaw(let promised, let statutory):
            Wording(
                "承诺时限 \(promised.zh)，比法定时限 \(statutory.zh)长", "the promise of \(promised.en) is longer than the law's \(statutory.en)",
                help: Title(zh: "承诺不得长于法定", en: "a promise may shorten the legal limit, never lengthen it"))
        case .lineWithoutGuide:
            Wording(
                "没有办事指南要求这份材料", "no guide asks for this line",
                help: Title(
                    zh: "加上 `asked-by: {指南: {originals: 1}}`，或删除该行", en: "add `asked-by: {guide: {originals: 1}}`, or remove the line"))
        case .noGuideChosen(let item, let guides):
            Wording(
                "`baseline` 没有为 `\(item)` 选定办事指南", "the `baseline` chooses no guide for `\(item)`",
                help: Title(zh: "从中选一个：\(guides.joined(separator: "、"))", en: "choose one of: \(guides.joined(separator: ", "))"))
        case .tooManyAnswers(let limit):
            Wording(
                "一个问题最多 \(limit) 个答案", "a question may have at most \(limit) answers",
                help: Title(zh: "缩小 `number` 的范围，或合并答案", en: "narrow its `number`, or join answers"))
        case .questionNotAsked(let question, let reader):
            Wording(
                "`\(reader)` 用到问题 `\(question)`，而一件事没有问它",
                "`\(reader)` reads the question `\(question)`, which the bundle does not ask",
                help: Title(zh: "在 `questions` 中加上 `\(question)`", en: "add `\(question)` to `questions`"))
        case .answerNotAsked(let question, let bundle):
            Wording(
                "一件事 `\(bundle)` 没有问 `\(question)`", "the bundle `\(bundle)` does not ask `\(question)`",
                help: Title(
                    zh: "从 `answers` 中删除，或在一件事的 `questions` 中加上", en: "remove it from `answers`, or add it to the bundle's `questions`"))
        case .unansweredQuestion(let question):
            Wording(
                "问题 `\(question)` 没有回答", "the question `\(question)` is not answered",
                help: Title(zh: "在 `answers` 中加上 `\(question)`", en: "add `\(question)` to `answers`"))
        case .notSynthetic:
            Wording(
                "示例中的人员必须虚构", "sample people must be synthetic",
                help: Title(zh: "使用以 99 开头的行政区划代码", en: "use an area code that begins with 99"))
        case .journeyDiffers, .journeyLineDiffers, .othersClose, .noSuchItemInJourney, .scriptStops, .itemStaysOpen, .noEffect,
            .lastsBeyondLimit:
            journeyWording
        case .unsoundProcess(let flaw): flaw.wording
        case .waitWithoutEvent:
            Wording(
                "`waits-for` 没有写明等待什么", "`waits-for` does not say for which event",
                help: Title(zh: "加上 `event:`，事件写在 words.yaml", en: "add `event:`, one of the events of words.yaml"))
        case .fieldNeverReused(let field):
            Wording(
                "字段 `\(field)` 不得复用（`reuse: never`），不能由别处填入",
                "`\(field)` is never reused (`reuse: never`), and cannot be filled in from elsewhere",
                help: Title(
                    zh: "从 `fills-in` 中删除，或改 fields.yaml 中的 `reuse`", en: "remove it from `fills-in`, or change its `reuse` in fields.yaml")
            )
        case .unknownPlace, .looseBrace, .placeInOneLanguage, .unfillablePaper: paperWording
        case .limitBeyondLaw(let limit):
            Wording(
                "整件事的时限 \(limit.zh)，超过行政许可法第四十二条第二款的 45 个工作日",
                "the limit of \(limit.en) for the whole is beyond the 45 working days of the Administrative Licensing Law, art. 42 ¶2",
                help: Title(
                    zh: "不得超过 45 个工作日；延长 15 个工作日须经本级政府批准", en: "write 45 working days or fewer; 15 more need the government's approval"))
        case .nothingJoined:
            Wording(
                "整件事的时限只适用于两个以上部门的行政许可联合办理", "a limit for the whole is for permits of two or more departments that are joined",
                help: Title(
                    zh: "去掉 `time-limit`，各事项各有时限（行政许可法第二十六条、第四十二条）",
                    en: "remove `time-limit`: each item has its own (Administrative Licensing Law, arts 26, 42)"))
        case .extensionBeyondLaw(let by):
            Wording(
                "整件事的时限延长 \(by.zh)，超过行政许可法第四十二条第二款的 15 个工作日",
                "the limit for the whole is extended by \(by.en), beyond the 15 working days of the Administrative Licensing Law, art. 42 ¶2",
                help: Title(zh: "写 15 个工作日或更少", en: "write 15 working days or fewer"))
        case .nothingToExtend:
            Wording(
                "没有整件事的时限，`extension` 无可延长", "there is no limit for the whole that `extension` could make longer",
                help: Title(zh: "写上 `time-limit`，或去掉 `extension`", en: "write `time-limit`, or remove `extension`"))
        case .nothingToWarnOf:
            Wording(
                "整件事没有比 `warn` 更长的时限", "there is no limit for the whole that is longer than `warn`",
                help: Title(zh: "写上更长的 `time-limit`，或去掉 `warn`", en: "write a longer `time-limit`, or remove `warn`"))
        case .answerNeverUsed(let answer, let question, let bundle):
            Wording(
                "`\(bundle)` 没有任何示例对 `\(question)` 回答 `\(answer)`", "no journey of `\(bundle)` answers `\(question)` with `\(answer)`",
                help: Title(
                    zh: "为这种情形写一个示例，或从 `questions` 中去掉不办理的答案",
                    en: "write a journey for this situation, or leave the answer out of `questions`"))
        case .nothingReplaces(let material):
            Wording(
                "没有任何证照或共享数据能代替 `\(material)`", "nothing replaces `\(material)`",
                help: Title(
                    zh: "让证照或数据源 `replaces` 它，或用 `merged` 并入表单；若确应提交，请写 `stays: {because: …}`",
                    en:
                        "let a licence or source replace it (`replaces`), or make it fields (`merged`); if it must be handed in, say `stays: {because: …}`"
                ))
        case .fieldAlreadyHeld(let field, let holder):
            Wording(
                "`\(field)` 要申请人填写，而 `\(holder)` 已有该数据（国务院令第809号）",
                "`\(field)` is typed by hand although `\(holder)` holds it (State Council Order No. 809)",
                help: Title(
                    zh: "在一件事的 `prefill-from` 中读取它，或写 `{field: …, stays: {because: …}}`",
                    en: "read it through the bundle's `prefill-from`, or write `{field: …, stays: {because: …}}`"
                ))
        case .fieldNeverUsed(let field, let holder):
            Wording(
                "`\(holder)` 的 `\(field)` 取来却没有用处：没有表单、问题或结果用到它（个人信息保护法第六条）",
                "`\(field)` of `\(holder)` is fetched in vain: no form, question or result reads it (Personal Information Protection Law, art. 6)",
                help: Title(zh: "从 `fills-in` 中删除，或在表单中写上它", en: "remove it from `fills-in`, or let a form have it"))
        case .noLegalBasis:
            Wording(
                "没有写明法律依据（`basis`）", "no legal basis is given",
                help: Title(zh: "加上 `basis: [{law: …, article: …}]`", en: "add `basis: [{law: …, article: …}]`"))
        case .baselineWithoutLine(let item, let guide):
            Wording(
                "`\(item)` 没有任何一行来自指南 `\(guide)`", "no line of `\(item)` is asked by the guide `\(guide)`",
                help: Title(zh: "另选指南，或补上该指南的行", en: "choose another guide, or add its lines"))
        case .notAskedMatchesNothing(let material):
            Wording(
                "没有一行与 `not-asked` 的 `\(material)` 相符", "no line matches the `not-asked` of `\(material)`",
                help: Title(zh: "检查材料与角色，或删除", en: "look at material and role, or remove it"))
        case .unused(let named, let name):
            Wording(
                "\(named.noun.zh) `\(name)` 没有用到", "the \(named.noun.en) `\(name)` is not used",
                help: Title(zh: "使用它，或删除", en: "use it, or remove it"))
        case .noBaseJourney(let bundle):
            Wording(
                "一件事 `\(bundle)` 没有基准示例", "the bundle `\(bundle)` has no base journey",
                help: Title(zh: "加上 `base: 示例名`，`report` 才能计算", en: "add `base: journey`, so that `report` can run"))
        default: Wording("", "")
        }
    }
}
