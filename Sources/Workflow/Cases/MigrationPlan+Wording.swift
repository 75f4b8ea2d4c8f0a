extension MigrationPlan.Kind {
    public var title: Title {
        switch self {
        case .noEffect: Title(zh: "无影响", en: "no effect")
        case .better: Title(zh: "更有利", en: "better")
        case .needsApplicant: Title(zh: "需申请人", en: "needs the applicant")
        case .blocked: Title(zh: "受阻", en: "blocked")
        }
    }
}

extension MigrationPlan.Reason {
    /// In words for whoever decides on the migration.
    public var message: Title {
        switch self {
        case .noBundle(let bundle): Title(zh: "新版没有一件事 `\(bundle)`", en: "there is no bundle `\(bundle)` any more")
        case .stopped(let because):
            Title(zh: "按新版不予收件：\(because.zh)", en: "under the new version nothing would be taken in: \(because.en)")
        case .itemGone(let item): Title(zh: "新版没有“\(item.zh)”", en: "“\(item.en)” is not there any more")
        case .itemCounted(let item):
            Title(zh: "“\(item.zh)”在新版中办理次数不同", en: "“\(item.en)” is done another number of times")
        case .processGone(let item): Title(zh: "“\(item.zh)”在新版中没有流程", en: "“\(item.en)” has no process any more")
        case .stateGone(let item, let state):
            Title(zh: "“\(item.zh)”所处环节“\(state.zh)”已不存在", en: "“\(item.en)” stands in “\(state.en)”, which is not there any more")
        case .stateMeansOther(let item, let state):
            Title(
                zh: "“\(item.zh)”所处环节“\(state.zh)”的时钟或决定与前不同",
                en: "“\(item.en)” stands in “\(state.en)”, whose clock or decision is another now")
        case .moveGone(let item, let move):
            Title(zh: "“\(item.zh)”已作的“\(move.zh)”在新版中不存在", en: "“\(move.en)” was done of “\(item.en)” and is not there any more")
        case .listGone(let line, let paper):
            Title(zh: "材料 \(line)“\(paper.zh)”所在清单已不存在", en: "the list of \(line) “\(paper.en)” is not there any more")
        case .wouldEnd(let item): Title(zh: "“\(item.zh)”将因此终结", en: "“\(item.en)” would end because of it")
        case .question(let id, let ask): Title(zh: "须回答 `\(id)`：\(ask.zh)", en: "`\(id)` must be answered: \(ask.en)")
        case .newItem(let item): Title(zh: "新增事项“\(item.zh)”", en: "“\(item.en)” is to be applied for too")
        case .newPaper(let line, let paper): Title(zh: "新增材料 \(line)“\(paper.zh)”", en: "\(line) “\(paper.en)” is asked for")
        case .noLongerAsked(let line, let paper):
            Title(zh: "不再要求 \(line)“\(paper.zh)”", en: "\(line) “\(paper.en)” is no longer asked for")
        case .spared(let line, let paper, let disposition):
            Title(
                zh: "\(line)“\(paper.zh)”不必提交：\(disposition.title.zh)",
                en: "\(line) “\(paper.en)” need not be handed in: \(disposition.title.en)")
        case .mayFollow(let line, let paper): Title(zh: "\(line)“\(paper.zh)”可容缺后补", en: "\(line) “\(paper.en)” may follow later")
        case .fewerPieces(let line, let paper): Title(zh: "\(line)“\(paper.zh)”份数减少", en: "\(line) “\(paper.en)”: fewer pieces")
        case .shorterLimit(let item): Title(zh: "“\(item.zh)”时限缩短", en: "“\(item.en)”: a shorter limit")
        case .decidedByRule(let item): Title(zh: "“\(item.zh)”按规则即可办结", en: "“\(item.en)” is decided by rule at once")
        }
    }
}
