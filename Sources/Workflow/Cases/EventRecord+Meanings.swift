extension EventRecord: Described {
    public static let about: Meaning =
        """
        事件：办件发生过的事实，永不改变；`type` 说明是哪一种，以及有哪些其他属性 · \
        What happened to a case: a fact that never changes. `type` says which, and which of the other properties it has.
        """
    public static let meanings: [String: Meaning] = [
        "seq": .number(1...Int.max, "办件的第几个事件，从 1 起；也是事件流的 `id` · Which event of the case, from 1; also the `id` of the stream."),
        "at": .moment("发生的时间（分），时限据此计算 · The minute in which it happened, by which limits are counted."),
        "recorded": .moment(
            "记录的时间（秒）；仅在读取办件时有，命令的结果中没有 · When it was written down, to the second; only where a case is read, not in what a command comes to."
        ),
        "type": .words(
            EventRecord.Kind.self, "发生了什么；以后可能增加，不认识的请略过 · What happened. More may come some day: leave out what you do not know."),
        "by": .words(
            Actor.Role.names,
            "办理者的角色；`system`：依规则或因时间届满而发生 · The role of whoever did it; `system`: it follows by a rule or because time has passed."),
        "item": .item.and("涉及某一事项的事件才有 · Of what happened to one item."),
        "move": "`moved`：动作，事项流程中的名称 · Of `moved`: the move, a word of the item's process.",
        "to": "`moved`：到达的流程环节 · Of `moved`: the state of the process to which it led.",
        "until": .day(
            """
            所开始的期间的最后一日：环节、委托、异议的，或依 `due-corrected`、`whole-…` 所指 · \
            The last day of what began: of a state, a mandate, a doubt, or as `due-corrected` and `whole-…` say.
            """
        ),
        "provisional": "`until` 或 `due`：该年的放假安排尚未公布，暂定 · Of `until` or `due`: the days off of that year are not published yet.",
        "from": .day(
            """
            `clock-started`：自该日的次日起算；`offer-accepted`：提出“免申即享”之日 · \
            Of `clock-started`: the day after which the clock runs; of `offer-accepted`: when it was offered.
            """
        ),
        "statutory": "此后的法定时限 · The limit by law as it runs from then on.",
        "promised": "此后的承诺时限 · The promised limit as it runs from then on.",
        "limit": .words(
            CaseEvent.Limit.self,
            "`limit-passed`、`limit-near`、`due-corrected`：哪一时限 · Of `limit-passed`, `limit-near`, `due-corrected`: which limit."),
        "decision": .words(ProcessDefinition.Decision.self, "`decided`：决定的内容 · Of `decided`: what."),
        "licence": .licence.and("`issued` 和各证照事件才有 · Of `issued` and of evidence."),
        "end": .words(ItemEnd.words, "`ended`：如何结束 · Of `ended`: how."),
        "because": .item.and("`closed-because`：因该事项而结束 · Of `closed-because`: the item because of which it ended."),
        "paper": .line.and("涉及某一材料的事件才有 · Of what happened to one paper."),
        "event": "`happened`：到来的事件，words.yaml 中的名称 · Of `happened`: the event that came, a word of words.yaml.",
        "reason": "理由，照所写 · As it was written.",
        "basis": "依据，照所写 · As it was written.",
        "expectedEnd": .day("预计结束日，照所写 · As it was written."),
        "remedies": "救济途径 · What can be done against it.",
        "payment": "缴费凭证号 · The reference of the payment.",
        "papers": "所列的账目行，或证照代替的账目行 · Lines of the ledger that were named, or for which a licence stands in.",
        "answers": .answers.and("`submitted` 和 `migrated` 才有 · Of `submitted` and `migrated`."),
        "items": "`submitted` 和 `migrated`：各事项 · Of `submitted` and `migrated`: its items.",
        "ledger": "`submitted` 和 `migrated`：各材料 · Of `submitted` and `migrated`: its papers.",
        "due": .day("`submitted` 和 `migrated`：总时限的最后一日 · Of `submitted` and `migrated`: the last day for the whole."),
        "person":
            "办理者，用库内编号，不透露其身份；没有：未知其人 · Who did it, under the store's number, which says nothing about him; not there where nobody is known.",
        "department": .department.and("办理者所代表的部门 · For which whoever did it acts."),
        "assignee": """
        `assigned`：此后的经办人，用库内编号；没有：未指定个人 · \
        Of `assigned`: who has the item from then on, under the store's number; not there: nobody in particular.
        """,
        "newFacts": "自上次告知补正后新出现的情况 · What has become known since papers were last named as wanting.",
        "visit": "`visited`：联合踏勘，一件事的 `joint-visits` 中的名称 · Of `visited`: the joint visit, as the bundle's `joint-visits` names it.",
        "through": """
        `acknowledged`：部门系统已知到办件的哪一版本；0：它丢失了已知的内容 · \
        Of `acknowledged`: the version of the case through which the department's system knows what happened; 0: it has lost what \
        it knew.
        """,
        "officialPaper": "`paper-issued`：文书种类，定义中的编号 · Of `paper-issued`: its kind, by its id in the definitions.",
        "number": .number(
            1...Int(Int32.max),
            """
            `paper-issued`：文书在办件中的序号；`made-out`：事项的第几个结果 · \
            Of `paper-issued`: its number in the case; of `made-out`: which result of the item.
            """
        ),
        "on": .day("生效日，与记录日不同时才有 · The day on which it took effect, where that is not the day of recording."),
        "offeredBy": .department.and("`offer-accepted`：提出“免申即享”的部门 · Of `offer-accepted`: it has offered it."),
        "outcome": .words(DisputeOutcome.self, "`dispute-settled`：如何答复 · Of `dispute-settled`: how."),
        "agent": """
        `mandated` 和 `mandate-ended`：受托人，用库内编号 · \
        Of `mandated` and `mandate-ended`: who may act for the applicant, under the store's number.
        """,
        "reference": "`mandated`：书面委托书存放编号 · Of `mandated`: where the written mandate is filed.",
        "mandateItems": "`mandated`：委托的事项；没有：整个办件 · Of `mandated`: the items that it is for; not there: the whole case.",
        "applicants":
            "`applicants`：提交人以外的申请人，用库内编号 · Of `applicants`: who applies besides whoever handed it in, under the store's numbers.",
        "digest": .digest.and("`form-filled`：对密封的表单内容的（密码学）承诺 · Of `form-filled`: it commits to the sealed values of the form."),
        "formItems": "`form-filled`：需要新填内容的事项 · Of `form-filled`: items that want what is new in it.",
        "mendedItems": "`form-filled`：其字段此前已填、现被更正的事项 · Of `form-filled`: those of which a field was filled in before.",
        "register": .number(
            1...Int.max, "证照事件和 `made-out`：证照在登记库的序号 · Of evidence and of `made-out`: the number of the licence in the registry."),
        "use": .number(1...Int.max, "证照事件：数据使用记录的行号 · Of evidence: the row of the log of uses of data."),
        "authorisation": .number(
            1...Int.max, "证照事件：据以读取的授权；没有：持证人本人申请 · Of evidence: the consent by which it was read; not there: its holder applies himself."),
        "evidence": .number(1...Int.max, "办件的证照，按读取先后，从 1 起 · Licences of the case, in the order in which they were read, from 1."),
        "loss": .words(EvidenceLoss.words, "`evidence-lost`：证照为何不再有效 · Of `evidence-lost`: why it holds no more."),
        "provider": "`evidence-awaited`：尚未答复的提供方 · Of `evidence-awaited`: who did not say yet.",
        "fault": "`evidence-awaited`：原因，供程序识别 · Of `evidence-awaited`: why, as a word for programs.",
        "holders": "`evidence-awaited`：须由谁持有，一件事中的角色 · Of `evidence-awaited`: whose it must be, as roles of the bundle.",
        "otherwise": .words(
            Disposition.self,
            "`evidence-awaited`：没有此证照时 `papers` 各行的处置 · Of `evidence-awaited`: what each of `papers` is where there is no such licence."),
        "waits": "`disputed`：事项是否等待答复 · Of `disputed`: whether the item waits for the answer.",
        "receipt": "`erased`：归档回执编号 · Of `erased`: the number of the archive's receipt.",
        "migration": "`migrated`：转入新定义的内容 · Of `migrated`: what it carries over to other definitions.",
    ]
}

extension EventRecord.Words: Described {
    public static let about: Meaning = "两种语言的文字；人所写的，两种相同 · A text in both languages; what somebody wrote is the same in both."
    public static let meanings: [String: Meaning] = [
        "zh": "中文 · In Chinese.",
        "en": "英文 · In English.",
    ]
}

extension EventRecord.Limit: Described {
    public static let about: Meaning = "事项的时限 · A limit of an item."
    public static let meanings: [String: Meaning] = [
        "due": .pattern("^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", "最后一日；时钟停止时为空 · The last day; empty while the clock stands still."),
        "provisional": "该年的放假安排尚未公布，暂定 · The days off of that year are not published yet.",
        "left": "上次计时开始或停止时剩余的天数 · Days left when the clock was last set going, or stood still.",
        "naturalDays": "为自然日；否则为工作日 · They are days of the calendar; else working days.",
    ]
}

extension EventRecord.Item: Described {
    public static let about: Meaning = "提交时办件的事项 · An item of a case when it was handed in."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "process": "流程，定义中的编号 · Its process, by its id in the definitions.",
        "waitsFor": "等待的事件，words.yaml 中的名称 · The event that it waits for, a word of words.yaml.",
        "statutory": "法定时限，按定义的写法：`20 working days` · In words of the format: `20 working days`.",
        "promised": "承诺时限，写法相同 · The same of the promised limit.",
        "from": .words(["received"], "时限自何时起算（`received`：收到）；没有：自受理 · From when its limits count; not there: from acceptance."),
    ]
}

extension EventRecord.Paper: Described {
    public static let about: Meaning = "办件的材料 · A paper of a case."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "item": .item,
        "material": "材料，定义中的编号；没有：表单 · The material, by its id in the definitions; not there: it is a form.",
        "subject": .subject,
        "originals": "原件（份） · Originals.",
        "copies": "复印件（份） · Copies.",
        "form": "是表单 · It is a form.",
        "disposition": .words(Disposition.self, "材料的处置 · What becomes of it."),
        "by": "以何代替 · What stands in for it.",
        "until": .day("容缺后补的：补齐期限 · Of one that follows: by when."),
        "there": "为 false：尚未提交 · False: it is still to come.",
    ]
}

extension EventRecord.Paper.By: Described {
    public static let about: Meaning = "代替材料的内容 · What stands in for a paper."
    public static let meanings: [String: Meaning] = [
        "kind": .words(Ledger.replacementKinds, "种类 · What it is."),
        "id": "编号；告知承诺没有 · Its id; of a promise none.",
    ]
}

extension EventRecord.Migrated: Described {
    public static let about: Meaning = "办件转入新定义的内容 · What a case carries over to other definitions."
    public static let meanings: [String: Meaning] = [
        "from": .digest.and("原定义的 · Of the definitions before."),
        "to": .digest.and("新定义的 · Of the definitions from then on."),
        "standings": "各事项的现状 · Where each item stands.",
        "goesOn": """
        账目各行接续原来的哪一行；null：按新账目重新开始 · \
        For each line of the ledger, the line before that goes on as it stood; null: it begins as the ledger says.
        """,
        "makers": "谁作出过哪些动作 · Who made which moves.",
        "happened": "已到来的事件，words.yaml 中的名称 · Events that had come, words of words.yaml.",
    ]
}

extension EventRecord.Migrated.Standing: Described {
    public static let about: Meaning = "转入的事项的现状 · Where an item stands that is carried over."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "state": "环节，新流程中的名称 · Its state, in the words of the process from then on.",
        "untilOf": "时限所属的环节 · The state whose limit runs.",
        "made": "已作出的动作 · Moves that were made.",
        "keepsLimit": "时限照旧继续 · Its limit goes on as it was.",
    ]
}

extension EventRecord.Migrated.Maker: Described {
    public static let about: Meaning = "谁作出某一动作 · Who made a move."
    public static let meanings: [String: Meaning] = [
        "item": .item,
        "move": "哪一动作 · Which move.",
        "person": "作出动作的人，用库内编号 · Who made it, under the store's number.",
    ]
}
