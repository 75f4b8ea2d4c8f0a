extension Ledger {
    /// Why a line has its disposition, in words.
    public func reason(_ line: LedgerLine) -> Title {
        let reason = reasonOfCause(line)
        guard let other = line.insteadOf else { return reason }
        return Title(zh: "以第 \(other + 1) 组材料代替：\(reason.zh)", en: "list \(other + 1) of the alternatives serves instead: \(reason.en)")
    }

    private func reasonOfCause(_ line: LedgerLine) -> Title {
        let item = bundle.items[line.item].item
        let definition = line.line.map { item.lines[$0] }
        switch line.cause {
        case .itemNotPart:
            return Title(zh: "本情形不办理“\(item.title.zh)”", en: "“\(item.title.en)” is not part of this situation")
        case .lineNotPart:
            return Title(zh: "本情形不需要", en: "not wanted in this situation")
        case .roleNotPart:
            return Title(zh: "本情形没有该人员或对象", en: "this person or thing is not part of the situation")
        case .notAsked(let place):
            let dropped = bundle.notAsked[place]
            return Title(
                zh: "\(dropped.because.zh)（\(citation(dropped.basis, .zh))）", en: "\(dropped.because.en) (\(citation(dropped.basis, .en)))")
        case .produced(let producer, let instance, let licence):
            let from = bundle.items[producer].item.title
            let what = bundle.shared.licences[licence].definition.title
            let which = instance.map { " #\($0 + 1)" } ?? ""
            return Title(
                zh: "由本次办理的“\(from.zh)\(which)”签发\(what.zh)", en: "“\(from.en)\(which)” of this case issues the \(what.en)")
        case .duplicate(let first):
            return Title(zh: "本次办理中已取得：\(id(lines[first]))", en: "already obtained in this case: \(id(lines[first]))")
        case .licence(let licence, let until):
            return licenceReason(licence, until)
        case .source(let source):
            let shared = bundle.shared.sources[source]
            let owner = bundle.shared.departments[shared.owner].title
            return Title(
                zh: "\(owner.zh)共享：\(shared.definition.title.zh)", en: "shared by \(owner.en): \(shared.definition.title.en)")
        case .mergedIntoFields:
            return Title(zh: "并入一张表的字段", en: "it became fields of the one form")
        case .oneForm:
            return Title(zh: "本件事的第一张表，成为一张表", en: "the first form of the case: it becomes the one form")
        case .mergedForm:
            return Title(zh: "并入一张表", en: "merged into the one form")
        case .promised:
            let basis = definition?.promise?.basis ?? []
            return Title(zh: "以书面告知承诺代替（\(citation(basis, .zh))）", en: "a written promise stands for it (\(citation(basis, .en)))")
        case .follows(let due):
            let mark = due.provisional ? Title(zh: "（暂定）", en: " (provisional)") : Title(zh: "", en: "")
            let basis = definition?.follows?.basis ?? []
            let law = basis.isEmpty ? Title(zh: "", en: "") : Title(zh: "（\(citation(basis, .zh))）", en: " (\(citation(basis, .en)))")
            return Title(
                zh: "可后补，最迟 \(due.day)\(mark.zh)\(law.zh)", en: "may follow, by \(due.day) at the latest\(mark.en)\(law.en)")
        case .onlyThePaper:
            return definition?.paperItself ?? Title(zh: "必须是原件", en: "only the paper will do")
        case .stays:
            return definition?.stays ?? Title(zh: "须提交", en: "it must be handed in")
        case .nothingHeld:
            return missing(line)
        }
    }

    private func licenceReason(_ licence: Int, _ until: Day?) -> Title {
        let definition = bundle.shared.licences[licence].definition
        let end = until.map { Title(zh: "，有效期至 \($0)", en: ", valid until \($0)") } ?? Title(zh: "", en: "")
        let how =
            definition.reuse == .askAgain
            ? Title(zh: "经持证人再次同意后调用", en: "used after the holder is asked again")
            : Title(zh: "调用持证人的电子证照", en: "the holder's e-licence is used")
        return Title(zh: "\(how.zh)：\(definition.title.zh)\(end.zh)", en: "\(how.en): \(definition.title.en)\(end.en)")
    }

    /// What could have spared a paper that must be handed in after all.
    private func missing(_ line: LedgerLine) -> Title {
        guard let place = line.line else { return Title(zh: "须提交", en: "it must be handed in") }
        let routes = bundle.items[line.item].routes[place][line.alternative][line.paper]
        let shared = bundle.shared
        let licences = routes.licences.map { shared.licences[$0.licence].definition.title }
        let sources = routes.sources.map { shared.sources[$0.source].definition.title }
        var zh: [String] = []
        var en: [String] = []
        if !licences.isEmpty {
            zh.append("没有可调用的电子证照（\(licences.map(\.zh).joined(separator: "、"))）")
            en.append("there is no e-licence to use (\(licences.map(\.en).joined(separator: " or ")))")
        }
        if !sources.isEmpty {
            zh.append("\(sources.map(\.zh).joined(separator: "、"))未能提供")
            en.append("\(sources.map(\.en).joined(separator: " or ")) does not answer")
        }
        guard !zh.isEmpty else { return Title(zh: "没有证照或共享数据可以代替", en: "no licence or shared data replaces it") }
        return Title(zh: zh.joined(separator: "，"), en: en.joined(separator: ", and "))
    }

    /// Laws with their articles, for print.
    func citation(_ basis: [CompiledBasis], _ language: Language) -> String {
        basis.citation[language]
    }
}
