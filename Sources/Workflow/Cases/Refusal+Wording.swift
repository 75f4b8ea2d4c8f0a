extension Refusal {
    /// Why, and what can be done instead, in words; the state is that on which the command was refused.
    public func wording(_ state: CaseState, under rules: CaseRules) -> (message: Title, canDo: [Title]) {
        let words = RefusalWords(state: state, rules: rules)
        return (words.message(reason), canDo.map(words.instead))
    }
}

private struct RefusalWords {
    let state: CaseState
    let rules: CaseRules

    func message(_ reason: Refusal.Reason) -> Title {
        switch reason {
        case .stopped(let stops):
            let because = stops.map { rules.bundle.stops[$0].because }
            return Title(zh: because.map(\.zh).joined(separator: "；"), en: because.map(\.en).joined(separator: "; "))
        case .alreadySubmitted: return Title(zh: "本案已经提交", en: "this case has been submitted already")
        case .notSubmitted: return Title(zh: "本案尚未提交", en: "this case has not been submitted yet")
        case .caseClosed: return Title(zh: "本案已经办结", en: "this case is closed")
        case .noSuchItem: return Title(zh: "本案没有这个事项", en: "this case has no such item")
        case .noSuchPaper: return Title(zh: "本案没有这份材料", en: "this case has no such paper")
        case .noSuchEvent: return Title(zh: "本案没有等待这件事", en: "nothing in this case waits for that")
        case .waitsForItems(let item, let others):
            let names = others.map(item(_:))
            return Title(
                zh: "“\(self.item(item).zh)”要等“\(names.map(\.zh).joined(separator: "”“"))”的结果",
                en: "“\(self.item(item).en)” needs the result of “\(names.map(\.en).joined(separator: "”, “"))”")
        case .waitsForEvent(let item, let event):
            let what = rules.bundle.shared.events[event].title
            return Title(zh: "“\(self.item(item).zh)”要等：\(what.zh)", en: "“\(self.item(item).en)” waits for: \(what.en)")
        case .itemEnded(let item): return Title(zh: "“\(self.item(item).zh)”已经结束", en: "“\(self.item(item).en)” has ended")
        case .noSuchMove(let item, let move):
            let at = rules.process(of: state.items[item]).stateTitle(Int(state.items[item].state))
            return Title(
                zh: "“\(self.item(item).zh)”处于“\(at.zh)”，不能“\(self.move(move, of: item).zh)”",
                en: "“\(self.item(item).en)” is “\(at.en)”, and cannot “\(self.move(move, of: item).en)” from there")
        case .notTheirs(_, let move) where move < 0: return Title(zh: "此事不由此人办理", en: "this is not for this person to do")
        case .notTheirs(let item, let move):
            return Title(
                zh: "“\(self.move(move, of: item).zh)”不由此人作出", en: "“\(self.move(move, of: item).en)” is not for this person to make")
        case .decidedElsewhere(let item):
            return Title(
                zh: "“\(self.item(item).zh)”在部门自己的系统中决定，结果由该系统回传",
                en: "“\(self.item(item).en)” is decided in the department's own system, which hands the result back")
        case .otherDepartment(let item, let department):
            let title = rules.bundle.shared.departments[department].title
            return Title(
                zh: "“\(self.item(item).zh)”现由\(title.zh)办理", en: "“\(self.item(item).en)” is in the hands of “\(title.en)”")
        case .oldGap(let item, let papers):
            return Title(
                zh: "“\(self.item(item).zh)”上一次告知时已在的缺漏不得再次告知：\(lines(papers))",
                en: "what was there to be told of “\(self.item(item).en)” the first time cannot be told a second time: \(lines(papers))")
        case .noSuchVisit: return Title(zh: "这件事没有这样的联合踏勘", en: "there is no such joint visit")
        case .nothingToVisit(let visit):
            let title = rules.bundle.definition.jointVisits[visit].title
            return Title(zh: "没有事项处于可以“\(title.zh)”的环节", en: "no item is where “\(title.en)” could be made for it")
        case .samePerson(let item, let move, let made):
            return Title(
                zh: "作出“\(self.move(made, of: item).zh)”的人不能再作出“\(self.move(move, of: item).zh)”",
                en: "whoever made “\(self.move(made, of: item).en)” cannot make “\(self.move(move, of: item).en)” too")
        case .assigned(let item):
            return Title(
                zh: "“\(self.item(item).zh)”已由另一名工作人员承办", en: "“\(self.item(item).en)” is in the hands of another officer")
        case .alreadyTheirs(let item):
            return Title(zh: "“\(self.item(item).zh)”已由其承办", en: "this person has “\(self.item(item).en)” already")
        case .notAssigned(let item):
            return Title(zh: "“\(self.item(item).zh)”没有承办人", en: "nobody in particular has “\(self.item(item).en)”")
        case .nobodyInParticular(let item):
            return Title(
                zh: "“\(self.item(item).zh)”只能由确定的人承办", en: "only a person who is known can have “\(self.item(item).en)”")
        case .onlySupervisors(let item):
            return Title(
                zh: "“\(self.item(item).zh)”只能由负责人指派", en: "only a supervisor gives “\(self.item(item).en)” to somebody")
        case .onlyOnce(_, let move) where move < 0: return Title(zh: "只能一次", en: "only once")
        case .onlyOnce(let item, let move) where rules.move(move, from: state.items[item])?.needs.contains(.gaps) != true:
            return Title(
                zh: "“\(self.move(move, of: item).zh)”只能一次", en: "“\(self.move(move, of: item).en)” is made once only")
        case .onlyOnce(let item, let move):
            return Title(
                zh: "“\(self.move(move, of: item).zh)”只能一次：所有缺漏须一次告知",
                en: "“\(self.move(move, of: item).en)” is made once only: everything that is wanting is told at once")
        case .unwritten(let item, let move, let needs):
            let words = needs.all.map(\.title)
            return Title(
                zh: "“\(self.move(move, of: item).zh)”须写明：\(words.map(\.zh).joined(separator: "、"))",
                en: "“\(self.move(move, of: item).en)” must say: \(words.map(\.en).joined(separator: ", "))")
        case .papersNotVerified(let item, let papers):
            let lost = papers.compactMap(loss)
            return Title(
                zh: "“\(self.item(item).zh)”尚有材料未核验：\(lines(papers))" + (lost.isEmpty ? "" : "；\(lost.map(\.zh).joined(separator: "；"))"),
                en: "papers of “\(self.item(item).en)” are not verified: \(lines(papers))"
                    + (lost.isEmpty ? "" : "; \(lost.map(\.en).joined(separator: "; "))"))
        case .answerLost(let item, let loss):
            return Title(
                zh: "“\(self.item(item).zh)”不能准予：回答本案问题的证照已失效（\(loss.title.zh)）",
                en:
                    "“\(self.item(item).en)” cannot be granted: the licence that answered a question of this case holds no more (\(loss.title.en))"
            )
        case .noSuchResult(let item):
            return Title(zh: "“\(self.item(item).zh)”尚无可制证的结果", en: "“\(self.item(item).en)” has no result to be made out")
        case .madeOutAlready(let item, let number):
            return Title(
                zh: "“\(self.item(item).zh)”的结果已制证（第 \(number) 号）",
                en: "the result of “\(self.item(item).en)” was made out already, as licence \(number)")
        case .evidenceUnchecked(let item, let provider):
            return Title(
                zh: "“\(self.item(item).zh)”所依据的证照现在无法核验\(provider.map { "（\($0)）" } ?? "")，暂不能决定",
                en:
                    "whether the licences hold on which “\(self.item(item).en)” rests cannot be found out now\(provider.map { " (\($0))" } ?? "")"
            )
        case .evidenceAwaited(let item, let provider, let papers):
            return Title(
                zh: "“\(self.item(item).zh)”所依据的证照尚未从 \(provider) 取得，代替：\(lines(papers))",
                en: "a licence on which “\(self.item(item).en)” rests could not be read from \(provider) yet, in place of: \(lines(papers))"
            )
        case .papersStillWanting(_, let papers):
            return Title(zh: "尚缺：\(lines(papers))", en: "still wanting: \(lines(papers))")
        case .notItsPaper(let item, let papers):
            return Title(
                zh: "不是“\(self.item(item).zh)”要的材料：\(lines(papers))",
                en: "not a paper that “\(self.item(item).en)” asks for: \(lines(papers))")
        case .paperNotThere(let paper): return Title(zh: "尚未提交：\(lines([paper]))", en: "not handed in yet: \(lines([paper]))")
        case .expectedEndHasPassed(let item, let move, let day):
            return Title(
                zh: "“\(self.move(move, of: item).zh)”的预计结束日 \(day) 已过",
                en: "\(day), on which “\(self.move(move, of: item).en)” is expected to end, has passed")
        case .handedInAlready(let paper):
            return Title(zh: "已经提交：\(lines([paper]))", en: "was handed in already: \(lines([paper]))")
        case .paperNotWanted(let paper): return Title(zh: "不必提交：\(lines([paper]))", en: "need not be handed in: \(lines([paper]))")
        case .alreadyVerified(let paper): return Title(zh: "已经核验：\(lines([paper]))", en: "verified already: \(lines([paper]))")
        case .alreadyHappened(let event):
            let what = rules.bundle.shared.events[event].title
            return Title(zh: "已经记录：\(what.zh)", en: "recorded already: \(what.en)")
        case .nothingToWithdraw: return Title(zh: "没有可以撤回的事项", en: "nothing can be withdrawn")
        case .itemHasBegun(let item):
            return Title(zh: "“\(self.item(item).zh)”已经开始办理", en: "“\(self.item(item).en)” has begun")
        case .tooEarly(let item, let move, let through):
            let at = rules.process(of: state.items[item]).stateTitle(Int(state.items[item].state))
            return Title(
                zh: "“\(at.zh)”至 \(through) 届满，此前不能“\(self.move(move, of: item).zh)”",
                en: "“\(at.en)” lasts through \(through); “\(self.move(move, of: item).en)” cannot be done before")
        case .limitHasPassed(let item, let move):
            return Title(
                zh: "法定时限已过，不能再“\(self.move(move, of: item).zh)”",
                en: "the limit of the law has passed; “\(self.move(move, of: item).en)” comes too late")
        case .noLimit(let item, let move):
            return Title(
                zh: "“\(self.item(item).zh)”没有法定时限，无须“\(self.move(move, of: item).zh)”",
                en: "“\(self.item(item).en)” has no limit of the law; there is nothing to “\(self.move(move, of: item).en)”")
        case .wholeNotExtended: return Title(zh: "这件事没有可以延长的总时限", en: "there is no limit for the whole that could be made longer")
        case .onlyLeadExtends:
            return Title(
                zh: "总时限由牵头部门负责人经本级政府批准后延长",
                en: "a supervisor of the leading department makes the limit for the whole longer, with the government's approval")
        case .extendedBefore(let day):
            return Title(zh: "总时限已延长至 \(day)，只能延长一次", en: "the limit for the whole was extended to \(day) already; it is extended once")
        case .wholeHasPassed(let day):
            return Title(zh: "总时限已于 \(day) 届满，不能再延长", en: "the limit for the whole passed on \(day); it cannot be extended any more")
        case .extensionUnwritten: return Title(zh: "延长总时限须写明理由", en: "an extension of the limit for the whole must say the reason")
        case .nothingToDispute(let paper):
            return Title(
                zh: "\(lines([paper])) 没有可以提出异议的共享数据", en: "no shared data that could be disputed stand in for \(lines([paper]))")
        case .disputedAlready(let paper):
            return Title(zh: "\(lines([paper])) 的数据异议正在核实", en: "the data of \(lines([paper])) are in dispute already")
        case .disputeUnwritten(let paper, let needs):
            let words = needs.all.map(\.title)
            return Title(
                zh: "\(lines([paper])) 的数据异议须写明：\(words.map(\.zh).joined(separator: "、"))",
                en: "a dispute of the data of \(lines([paper])) must say: \(words.map(\.en).joined(separator: ", "))")
        case .notDisputed(let paper):
            return Title(zh: "\(lines([paper])) 没有待核实的数据异议", en: "the data of \(lines([paper])) are not in dispute")
        case .ownerAnswers(let paper, let department):
            let title = rules.bundle.shared.departments[department].title
            return Title(
                zh: "\(lines([paper])) 的数据由\(title.zh)核实", en: "“\(title.en)” answers for the data of \(lines([paper]))")
        case .dataDisputed(let item, let papers):
            return Title(
                zh: "“\(self.item(item).zh)”所用数据有异议，核实前不作决定：\(lines(papers))",
                en: "data of “\(self.item(item).en)” are in dispute, and it is not decided before the answer: \(lines(papers))")
        case .noMandate:
            return Title(zh: "本案没有此人的授权委托", en: "no mandate of this person is known in this case")
        case .mandateIsOver(let day): return Title(zh: "授权委托至 \(day) 为止", en: "the mandate ended on \(day)")
        case .mandateIsForOthers(let items):
            let names = items.map(item(_:))
            return Title(
                zh: "授权委托只限“\(names.map(\.zh).joined(separator: "”“"))”",
                en: "the mandate is only for “\(names.map(\.en).joined(separator: "”, “"))”")
        case .mandateUnwritten:
            return Title(
                zh: "授权委托须写明受托人和委托书编号（不超过 200 字节）",
                en: "a mandate names the agent, and the number under which it is filed (up to 200 bytes)")
        case .notErased(let why): return why.message(rules.bundle)
        case .mandatedAlready: return Title(zh: "已有同样的授权委托", en: "this mandate is known already")
        case .onlyApplicantsMandate:
            return Title(zh: "授权委托由申请人作出", en: "a mandate is given by the applicant")
        case .notTheirForm: return Title(zh: "表单由申请人填写", en: "the applicant fills in his form")
        case .formIsTaken(let item):
            return Title(
                zh: "“\(self.item(item).zh)”已按现有表单受理", en: "“\(self.item(item).en)” was taken on with the form as it is")
        case .notTheirsToAccept: return Title(zh: "“免申即享”只能由本人确认", en: "an offer is accepted by whom it was made to")
        case .notTold(let item):
            return Title(
                zh: "签收超出了“\(self.item(item).zh)”已告知的内容", en: "more is said to be seen of “\(self.item(item).en)” than was told")
        case .notHandedOver(let item):
            return Title(zh: "“\(self.item(item).zh)”没有交换到其他系统", en: "“\(self.item(item).en)” was not handed over to another system")
        }
    }

    /// Why the licence that stood in for a paper does so no more.
    private func loss(of paper: Int) -> Title? {
        guard !state.papers[paper].isThere, let lost = state.evidence.first(where: { $0.loss != nil && $0.papers.contains(Int32(paper)) })
        else { return nil }
        return lost.loss.map {
            Title(
                zh: "代替 \(lines([paper])) 的证照已失效（\($0.title.zh)）",
                en: "the licence in place of \(lines([paper])) holds no more (\($0.title.en))")
        }
    }

    func instead(_ instead: Refusal.Instead) -> Title {
        switch instead {
        case .letThemAccept:
            return Title(zh: "由申请人、受托人或综合窗口代为确认", en: "the applicant, an agent or the counter can accept it")
        case .showMandate:
            return Title(
                zh: "出示授权委托：受托人、委托书编号、事项和期限", en: "show a mandate: whose, its number, for what and until when")
        case .tryAgain: return Title(zh: "稍后再试，或由申请人提交材料本身", en: "try again later, or the paper itself is handed in")
        case .closeFirst: return Title(zh: "办结后再销毁", en: "close the case first")
        case .nameReceipt: return Title(zh: "归档后写明归档回执编号", en: "archive the case, and name the number of the archive's receipt")
        case .askSecurity: return Title(zh: "由安全管理员办理", en: "the security administrator can do it")
        case .acknowledgeThrough(let version):
            return Title(zh: "签收至版本 \(version)", en: "acknowledge it through version \(version)")
        case .formStays: return Title(zh: "表单保持不变", en: "the form stays as it is")
        case .letThemFill:
            return Title(zh: "由申请人、受托人或综合窗口填写", en: "the applicant, an agent or the counter can fill it in")
        case .letThemMandate:
            return Title(zh: "由申请人委托，或由综合窗口登记", en: "the applicant gives it, or the counter files it")
        case .askSupervisorOf(let department):
            let title = rules.bundle.shared.departments[department].title
            return Title(zh: "由\(title.zh)的负责人办理", en: "a supervisor of “\(title.en)” can do it")
        case .awaitAnswer(let paper, let day):
            let owner =
                state.submission.flatMap { rules.dispute(of: $0.papers[paper]) }
                .map { rules.bundle.shared.departments[$0.owner].title } ?? rules.bundle.title
            return Title(zh: "等待\(owner.zh)核实（\(day) 前）", en: "wait for the answer of “\(owner.en)” (by \(day))")
        case .decideBy(let day): return Title(zh: "在 \(day) 前办结其余事项", en: "decide what is left by \(day)")
        case .startAnew: return Title(zh: "另行提出新的申请", en: "start a new case")
        case .submit: return Title(zh: "先提交申请", en: "submit the application first")
        case .move(let item, let move, let by):
            let actors = by.map(\.title)
            return Title(
                zh: "“\(self.item(item).zh)”：\(self.move(move, of: item).zh)（\(actors.map(\.zh).joined(separator: "、"))）",
                en: "“\(self.item(item).en)”: \(self.move(move, of: item).en) (\(actors.map(\.en).joined(separator: ", ")))")
        case .askDepartment(let department):
            let title = rules.bundle.shared.departments[department].title
            return Title(zh: "由\(title.zh)的工作人员办理", en: "an officer of “\(title.en)” can do it")
        case .askColleague(let item, let move):
            return Title(
                zh: "由另一名工作人员作出“\(self.move(move, of: item).zh)”", en: "a colleague can “\(self.move(move, of: item).en)”")
        case .askSupervisor(let item):
            return Title(
                zh: "请负责人办理“\(self.item(item).zh)”或另行指派",
                en: "a supervisor can move “\(self.item(item).en)”, or give it to somebody else")
        case .awaitRelease(let item):
            return Title(
                zh: "等承办人交还“\(self.item(item).zh)”", en: "wait until the officer who has “\(self.item(item).en)” gives it back")
        case .claim(let item):
            return Title(zh: "先接手“\(self.item(item).zh)”", en: "take “\(self.item(item).en)” on first")
        case .sayWho: return Title(zh: "说明是谁", en: "say who it is")
        case .write(let needs):
            let words = needs.all.map(\.title)
            return Title(zh: "写明\(words.map(\.zh).joined(separator: "、"))", en: "say \(words.map(\.en).joined(separator: ", "))")
        case .handIn(let paper): return Title(zh: "提交 \(lines([paper]))", en: "hand in \(lines([paper]))")
        case .verify(let paper): return Title(zh: "核验 \(lines([paper]))", en: "verify \(lines([paper]))")
        case .name(let papers):
            return papers.isEmpty
                ? Title(zh: "没有材料可以列出", en: "there is no paper to name")
                : Title(zh: "从中列出：\(lines(papers))", en: "name some of: \(lines(papers))")
        case .awaitItem(let item): return Title(zh: "等待“\(self.item(item).zh)”的结果", en: "wait for the result of “\(self.item(item).en)”")
        case .report(let event):
            let what = rules.bundle.shared.events[event].title
            return Title(zh: "发生后报告：\(what.zh)", en: "report it once it has come: \(what.en)")
        case .applyAlone(let item):
            let title = rules.bundle.items[item].item.title
            return Title(zh: "单独申请“\(title.zh)”", en: "apply for “\(title.en)” by itself")
        case .followTheLaw(let stop):
            let basis = rules.bundle.stops[stop].basis.citation
            return Title(zh: "按所告知的办理（\(basis.zh)）", en: "do as you are told there (\(basis.en))")
        case .awaitEnd(let day): return Title(zh: "\(day) 届满之后再办", en: "do it after \(day)")
        case .nothingNeeded: return Title(zh: "无须再做什么", en: "nothing needs to be done")
        }
    }

    private func item(_ place: Int) -> Title {
        guard state.items.indices.contains(place) else { return rules.bundle.title }
        return rules.title(of: state.items[place].opened)
    }

    private func move(_ name: Int, of item: Int) -> Title {
        guard state.items.indices.contains(item) else { return Title(zh: "此动作", en: "this") }
        let process = rules.process(of: state.items[item])
        return process.moveNames.indices.contains(name) ? process.moveTitle(name) : Title(zh: "此动作", en: "this")
    }

    private func lines(_ papers: [Int]) -> String {
        papers.map { paper in
            state.submission.flatMap { $0.papers.indices.contains(paper) ? $0.papers[paper].id : nil } ?? "#\(paper)"
        }
        .joined(separator: " ")
    }
}

extension ProcessDefinition.Need {
    public var title: Title {
        switch self {
        case .reason: Title(zh: "理由", en: "the reason")
        case .basis: Title(zh: "依据", en: "the basis")
        case .expectedEnd: Title(zh: "预计结束日", en: "the expected end")
        case .remedies: Title(zh: "救济途径", en: "the remedies")
        case .gaps: Title(zh: "所缺的全部材料", en: "every paper that is wanting")
        case .papers: Title(zh: "所缺的材料", en: "the papers that were wanting")
        case .verifiedPapers: Title(zh: "材料均已核验", en: "all papers verified")
        case .payment: Title(zh: "缴费凭证号", en: "the reference of the payment")
        case .newFacts: Title(zh: "上次告知后的新情况", en: "what is new since papers were last named")
        }
    }
}
