extension Plan {
    /// How things were counted, in words: it stands beside every figure.
    func convention(_ language: Language) -> [String] {
        let counting = bundle.definition.counting
        return [
            language(
                "行：一个事项清单中的一项；份：原件与复印件合计；种：不同的材料，不论是谁的。不适用的行不计入任何合计。",
                "A line (行) is an entry of one item's list, pieces (份) are originals and copies, kinds (种) are distinct materials, whoever's "
                    + "they are. Lines that are not applicable are in no sum."),
            counting.formsAreMaterials
                ? language("申请表计入材料。", "Application forms count as materials.")
                : language("申请表不计入材料。", "Application forms do not count as materials."),
            counting.shownLicencesAreMaterials
                ? language("出示的电子证照计入一次办的材料。", "A licence that is shown counts as a material together.")
                : language("调用的电子证照不计入一次办的材料。", "A licence that is used does not count as a material together."),
            time(counting, language),
            grades(language),
        ]
    }

    private func time(_ counting: BundleDefinition.Counting, _ language: Language) -> String {
        let limit =
            switch counting.limit {
            case .promised: language("承诺时限（无承诺的按法定时限）", "promised limits (the law's where no promise is known)")
            case .statutory: language("法定时限（无法定的按承诺时限）", "the law's limits (the promised where the law has none)")
            }
        let combine =
            switch counting.combine {
            case .sum: language("各事项相加", "added up")
            case .longestPath: language("取最长路径", "along the longest path")
            }
        return language(
            "办理时限：按\(limit)；分别办\(combine)，一次办取最长路径。申请人用时与跑动另计，不含制证与邮寄。",
            "Handling time: \(limit), apart \(combine), together along the longest path. The applicant's minutes and the visits are figures "
                + "of their own; making and delivering documents is in none.")
    }

    private func grades(_ language: Language) -> String {
        let items = bundle.items.indices.filter { ledger.isActive($0) && !bundle.items[$0].isWholeList }
        let visits = items.map { bundle.visits(of: $0, ledger.situation.answers).grade } + [bundle.definition.visits.grade]
        let steps = items.map { bundle.items[$0].item.stepsGrade } + [bundle.definition.steps.grade]
        let minutes = bundle.shared.assumptions?.worstGrade ?? .constructed
        let own = form.entries.count(where: \.constructed)
        func grade(_ grades: [Grade]) -> String { (grades.max() ?? .constructed).title[language] }
        return language(
            "依据等级（取最弱的一项）：跑动为\(grade(visits))，环节为\(grade(steps))，分钟为\(minutes.title.zh)（assumptions.yaml）；"
                + "一张表 \(form.entries.count) 个字段中 \(own) 个为自拟。",
            "What stands behind them (the weakest of each): visits \(grade(visits)), steps \(grade(steps)), minutes \(minutes.title.en) "
                + "(assumptions.yaml); of the \(form.entries.count) fields of the one form \(own) are constructed.")
    }
}

extension Assumptions {
    fileprivate var worstGrade: Grade {
        [
            typedShortField, typedLongField, prefilledField, paper, copy, visit, workingDay, immediate, naturalDay, month, announcedDay,
        ].map(\.grade).max() ?? .constructed
    }
}
