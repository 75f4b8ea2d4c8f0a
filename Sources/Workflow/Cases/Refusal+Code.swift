extension Refusal {
    /// Why a command is refused, as a word for programs. docs/http-api.md says of each what to do.
    public enum Code: String, Sendable, CaseIterable {
        case stopped
        case alreadySubmitted = "already-submitted"
        case notSubmitted = "not-submitted"
        case caseClosed = "case-closed"
        case noSuchItem = "no-such-item"
        case noSuchPaper = "no-such-paper"
        case noSuchEvent = "no-such-event"
        case waitsForItems = "waits-for-items"
        case waitsForEvent = "waits-for-event"
        case itemEnded = "item-ended"
        case noSuchMove = "no-such-move"
        case notTheirs = "not-theirs"
        case decidedElsewhere = "decided-elsewhere"
        case onlyOnce = "only-once"
        case unwritten
        case expectedEndHasPassed = "expected-end-has-passed"
        case papersNotVerified = "papers-not-verified"
        case papersStillWanting = "papers-still-wanting"
        case notItsPaper = "not-its-paper"
        case paperNotThere = "paper-not-there"
        case paperNotWanted = "paper-not-wanted"
        case handedInAlready = "handed-in-already"
        case alreadyVerified = "already-verified"
        case alreadyHappened = "already-happened"
        case nothingToWithdraw = "nothing-to-withdraw"
        case itemHasBegun = "item-has-begun"
        case otherDepartment = "other-department"
        case samePerson = "same-person"
        case assigned
        case alreadyTheirs = "already-theirs"
        case notAssigned = "not-assigned"
        case nobodyInParticular = "nobody-in-particular"
        case onlySupervisors = "only-supervisors"
        case oldGap = "old-gap"
        case noSuchVisit = "no-such-visit"
        case nothingToVisit = "nothing-to-visit"
        case tooEarly = "too-early"
        case limitHasPassed = "limit-has-passed"
        case noLimit = "no-limit"
        case notHandedOver = "not-handed-over"
        case notTold = "not-told"
        case notTheirsToAccept = "not-theirs-to-accept"
        case wholeNotExtended = "whole-not-extended"
        case onlyLeadExtends = "only-lead-extends"
        case extendedBefore = "extended-before"
        case wholeHasPassed = "whole-has-passed"
        case extensionUnwritten = "extension-unwritten"
        case nothingToDispute = "nothing-to-dispute"
        case disputedAlready = "disputed-already"
        case disputeUnwritten = "dispute-unwritten"
        case notDisputed = "not-disputed"
        case ownerAnswers = "owner-answers"
        case dataDisputed = "data-disputed"
        case noMandate = "no-mandate"
        case mandateIsOver = "mandate-is-over"
        case mandateIsForOthers = "mandate-is-for-others"
        case mandateUnwritten = "mandate-unwritten"
        case mandatedAlready = "mandated-already"
        case onlyApplicantsMandate = "only-applicants-mandate"
        case notTheirForm = "not-their-form"
        case formIsTaken = "form-is-taken"
        case evidenceUnchecked = "evidence-unchecked"
        case evidenceAwaited = "evidence-awaited"
        case noSuchResult = "no-such-result"
        case madeOutAlready = "made-out-already"
        case answerLost = "answer-lost"
        case notClosed = "not-closed"
        case noRetention = "no-retention"
        case stillKept = "still-kept"
        case noReceipt = "no-receipt"
        case notTheirsToErase = "not-theirs-to-erase"
    }
}

extension Refusal.Code {
    /// What it means, whatever the case.
    public var title: Title {
        switch self {
        case .stopped: Title(zh: "当场告知不适用", en: "told at once not to apply")
        case .alreadySubmitted: Title(zh: "已经提交", en: "submitted already")
        case .notSubmitted: Title(zh: "尚未提交", en: "not submitted yet")
        case .caseClosed: Title(zh: "已经办结", en: "the case is closed")
        case .noSuchItem: Title(zh: "没有这个事项", en: "no such item")
        case .noSuchPaper: Title(zh: "没有这份材料", en: "no such paper")
        case .noSuchEvent: Title(zh: "没有等待这件事", en: "nothing waits for that event")
        case .waitsForItems: Title(zh: "等待其他事项的结果", en: "it needs the result of other items")
        case .waitsForEvent: Title(zh: "等待事件发生", en: "it waits for an event")
        case .itemEnded: Title(zh: "事项已经结束", en: "the item has ended")
        case .noSuchMove: Title(zh: "现在不能作出此动作", en: "the move cannot be made from there")
        case .notTheirs: Title(zh: "不由此人作出", en: "not for this person to make")
        case .decidedElsewhere: Title(zh: "在部门自己的系统中决定", en: "decided in the department's own system")
        case .onlyOnce: Title(zh: "只能一次", en: "made once only")
        case .unwritten: Title(zh: "须写明的内容没有写", en: "something that must be written is missing")
        case .expectedEndHasPassed: Title(zh: "预计结束日已过", en: "the day that is expected has passed")
        case .papersNotVerified: Title(zh: "尚有材料未核验", en: "papers are not verified")
        case .papersStillWanting: Title(zh: "尚有材料未提交", en: "papers are still wanting")
        case .notItsPaper: Title(zh: "不是该事项的材料", en: "not a paper of that item")
        case .paperNotThere: Title(zh: "材料尚未提交", en: "the paper is not handed in yet")
        case .paperNotWanted: Title(zh: "材料不必提交", en: "the paper need not be handed in")
        case .handedInAlready: Title(zh: "材料已经提交", en: "the paper was handed in already")
        case .alreadyVerified: Title(zh: "已经核验", en: "verified already")
        case .alreadyHappened: Title(zh: "已经记录", en: "recorded already")
        case .nothingToWithdraw: Title(zh: "没有可以撤回的事项", en: "nothing can be withdrawn")
        case .itemHasBegun: Title(zh: "事项已经开始办理", en: "the item has begun")
        case .otherDepartment: Title(zh: "由其他部门办理", en: "another department has it")
        case .samePerson: Title(zh: "同一人不能作出两个动作", en: "the same person made another move")
        case .assigned: Title(zh: "已由他人承办", en: "somebody else has it")
        case .alreadyTheirs: Title(zh: "已由其承办", en: "this person has it already")
        case .notAssigned: Title(zh: "没有承办人", en: "nobody in particular has it")
        case .nobodyInParticular: Title(zh: "只能由确定的人承办", en: "only somebody who is known can have it")
        case .onlySupervisors: Title(zh: "只能由负责人指派", en: "only a supervisor gives it to somebody")
        case .oldGap: Title(zh: "上次告知时已在的缺漏不得再次告知", en: "what was wanting before is not told a second time")
        case .noSuchVisit: Title(zh: "没有这样的联合踏勘", en: "no such joint visit")
        case .nothingToVisit: Title(zh: "没有可以踏勘的事项", en: "no item could be visited")
        case .tooEarly: Title(zh: "环节尚未届满", en: "too early")
        case .limitHasPassed: Title(zh: "法定时限已过", en: "the limit of the law has passed")
        case .noLimit: Title(zh: "没有法定时限", en: "there is no limit of the law")
        case .notHandedOver: Title(zh: "没有交换到其他系统", en: "not handed over to another system")
        case .notTold: Title(zh: "签收超出已告知的内容", en: "more is said to be seen than was told")
        case .notTheirsToAccept: Title(zh: "只能由本人确认", en: "an offer is accepted by whom it was made to")
        case .wholeNotExtended: Title(zh: "没有可以延长的总时限", en: "no limit for the whole can be made longer")
        case .onlyLeadExtends: Title(zh: "由牵头部门负责人延长", en: "only the leading department extends it")
        case .extendedBefore: Title(zh: "只能延长一次", en: "it is extended once")
        case .wholeHasPassed: Title(zh: "总时限已经届满", en: "the limit for the whole has passed")
        case .extensionUnwritten: Title(zh: "延长须写明理由", en: "an extension must say the reason")
        case .nothingToDispute: Title(zh: "没有可以提出异议的共享数据", en: "no shared data that could be disputed")
        case .disputedAlready: Title(zh: "异议正在核实", en: "in dispute already")
        case .disputeUnwritten: Title(zh: "异议须写明的内容没有写", en: "the dispute does not say what it must")
        case .notDisputed: Title(zh: "没有待核实的异议", en: "not in dispute")
        case .ownerAnswers: Title(zh: "由数据所属部门核实", en: "the owner of the data answers")
        case .dataDisputed: Title(zh: "所用数据有异议", en: "data of it are in dispute")
        case .noMandate: Title(zh: "没有授权委托", en: "no mandate is known")
        case .mandateIsOver: Title(zh: "授权委托已到期", en: "the mandate has ended")
        case .mandateIsForOthers: Title(zh: "授权委托不含该事项", en: "the mandate is for other items")
        case .mandateUnwritten: Title(zh: "授权委托不完整", en: "the mandate does not say what it must")
        case .mandatedAlready: Title(zh: "已有同样的授权委托", en: "this mandate is known already")
        case .onlyApplicantsMandate: Title(zh: "授权委托由申请人作出", en: "a mandate is given by the applicant")
        case .notTheirForm: Title(zh: "表单由申请人填写", en: "the applicant fills in his form")
        case .formIsTaken: Title(zh: "已按现有表单受理", en: "taken on with the form as it is")
        case .evidenceUnchecked: Title(zh: "证照现在无法核验", en: "whether its licences hold cannot be found out now")
        case .evidenceAwaited: Title(zh: "证照尚未取得", en: "a licence could not be read yet")
        case .noSuchResult: Title(zh: "没有可制证的结果", en: "no result to be made out")
        case .madeOutAlready: Title(zh: "结果已制证", en: "the result was made out already")
        case .answerLost: Title(zh: "回答问题的证照已失效", en: "the licence that answered a question holds no more")
        case .notClosed: Title(zh: "尚未办结", en: "the case is open")
        case .noRetention: Title(zh: "没有规定保管期", en: "no period of keeping is declared")
        case .stillKept: Title(zh: "保管期未满", en: "it is kept still")
        case .noReceipt: Title(zh: "没有归档回执", en: "no receipt of the archive")
        case .notTheirsToErase: Title(zh: "由安全管理员销毁", en: "the security administrator's to do")
        }
    }
}

extension Refusal.Reason {
    public var code: Refusal.Code {
        switch self {
        case .stopped: .stopped
        case .alreadySubmitted: .alreadySubmitted
        case .notSubmitted: .notSubmitted
        case .caseClosed: .caseClosed
        case .noSuchItem: .noSuchItem
        case .noSuchPaper: .noSuchPaper
        case .noSuchEvent: .noSuchEvent
        case .waitsForItems: .waitsForItems
        case .waitsForEvent: .waitsForEvent
        case .itemEnded: .itemEnded
        case .noSuchMove: .noSuchMove
        case .notTheirs: .notTheirs
        case .decidedElsewhere: .decidedElsewhere
        case .onlyOnce: .onlyOnce
        case .unwritten: .unwritten
        case .expectedEndHasPassed: .expectedEndHasPassed
        case .papersNotVerified: .papersNotVerified
        case .papersStillWanting: .papersStillWanting
        case .notItsPaper: .notItsPaper
        case .paperNotThere: .paperNotThere
        case .paperNotWanted: .paperNotWanted
        case .handedInAlready: .handedInAlready
        case .alreadyVerified: .alreadyVerified
        case .alreadyHappened: .alreadyHappened
        case .nothingToWithdraw: .nothingToWithdraw
        case .itemHasBegun: .itemHasBegun
        case .otherDepartment: .otherDepartment
        case .samePerson: .samePerson
        case .assigned: .assigned
        case .alreadyTheirs: .alreadyTheirs
        case .notAssigned: .notAssigned
        case .nobodyInParticular: .nobodyInParticular
        case .onlySupervisors: .onlySupervisors
        case .oldGap: .oldGap
        case .noSuchVisit: .noSuchVisit
        case .nothingToVisit: .nothingToVisit
        case .tooEarly: .tooEarly
        case .limitHasPassed: .limitHasPassed
        case .noLimit: .noLimit
        case .notHandedOver: .notHandedOver
        case .notTold: .notTold
        case .notTheirsToAccept: .notTheirsToAccept
        case .wholeNotExtended: .wholeNotExtended
        case .onlyLeadExtends: .onlyLeadExtends
        case .extendedBefore: .extendedBefore
        case .wholeHasPassed: .wholeHasPassed
        case .extensionUnwritten: .extensionUnwritten
        case .nothingToDispute: .nothingToDispute
        case .disputedAlready: .disputedAlready
        case .disputeUnwritten: .disputeUnwritten
        case .notDisputed: .notDisputed
        case .ownerAnswers: .ownerAnswers
        case .dataDisputed: .dataDisputed
        case .noMandate: .noMandate
        case .mandateIsOver: .mandateIsOver
        case .mandateIsForOthers: .mandateIsForOthers
        case .mandateUnwritten: .mandateUnwritten
        case .mandatedAlready: .mandatedAlready
        case .onlyApplicantsMandate: .onlyApplicantsMandate
        case .notTheirForm: .notTheirForm
        case .formIsTaken: .formIsTaken
        case .evidenceUnchecked: .evidenceUnchecked
        case .evidenceAwaited: .evidenceAwaited
        case .noSuchResult: .noSuchResult
        case .madeOutAlready: .madeOutAlready
        case .answerLost: .answerLost
        case .notErased(let why): why.code
        }
    }
}
