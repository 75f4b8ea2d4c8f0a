/// A fit in passages: every value with how it was chosen, and what stays assumed.
struct FitPassages {
    typealias Cell = PassageTable.Cell

    let fit: ScenarioFit
    let language: Language

    var all: [Passage] { head + times + shares + arrivals + answers + limits }

    private var head: [Passage] {
        let title = fit.base.bundle.title[language]
        var facts = [
            fit.cases == 0
                ? language("尚无办件；全部取值沿用方案 \(fit.base.id)", "there are no cases; every value is as in the scenario \(fit.base.id)")
                : language(
                    "不足 \(fit.smallestCell) 件办件，不写出；全部取值沿用方案 \(fit.base.id)",
                    "there are fewer than \(fit.smallestCell) cases, of which nothing is told; every value is as in the scenario \(fit.base.id)"
                )
        ]
        if let days = fit.days {
            facts = [
                language(
                    "\(fit.cases) 件办件，\(days.lowerBound) 至 \(days.upperBound) 提交；\(fit.words(fit.openCases)) 件未办结",
                    "\(fit.cases) cases, handed in from \(days.lowerBound) to \(days.upperBound); \(fit.words(fit.openCases)) of them still open"
                ),
                language(
                    "不足 \(TimeFit.least) 次的不拟合，沿用方案 \(fit.base.id)；不足 \(fit.smallestCell) 人的数不写出",
                    "what was seen fewer than \(TimeFit.least) times is not fitted and stays as in the scenario \(fit.base.id); counts of fewer than \(fit.smallestCell) people are not told"
                ),
            ]
        }
        return [.heading(language("\(title) · 由办件拟合的方案", "\(title) · a scenario fitted to stored cases"), level: 1), .list(facts)]
    }

    // MARK: Times

    private var times: [Passage] {
        let headings: [PassageTable.Column] = [
            (language("参数", "parameter"), .name), ("n", .number), (language("未完", "open"), .number), (language("分布", "law"), .text),
            (language("平均（95%）", "mean (95 %)"), .number), (language("变异系数（95%）", "cv (95 %)"), .number), ("KS", .number), ("p", .number),
            (language("其他分布", "other laws"), .below),
        ]
        let rows = fit.values.compactMap { value -> [Cell]? in
            switch value.what {
            case .time(let time): row(value, time)
            case .arrivals(let arrivals): row(value, arrivals.gaps)
            default: nil
            }
        }
        guard !rows.isEmpty else { return [] }
        let title = language("时间", "Times")
        return [
            .heading(title, level: 2), .table(PassageTable(title, headings, rows)),
            .paragraph(
                language(
                    "参数按最大似然估计；p 为该分布自身的样本与拟合分布相差同样远的比例（参数自举，\(TimeFit.samples) 个样本，计入分钟取整），小于 \(TimeFit.rejected.printed) 即否定。取未被否定者中 AIC 最小的；都被否定的，取实测值（每值为一组的平均）。“未完”的不在其中，故未完很多时偏短。",
                    "Parameters by maximum likelihood. p is how often a sample of the law itself is as far from the law fitted to it (parametric bootstrap, \(TimeFit.samples) samples, cut to minutes as the records are); below \(TimeFit.rejected.printed) the law is rejected. Of those that are not, the one with the least AIC is taken; where all are, the times that were seen, each the mean of a group. What is still open is not in it, so that times are too short where much is."
                )),
        ]
    }

    private func row(_ value: ScenarioFit.Value, _ time: TimeFit) -> [Cell] {
        let chosen = time.chosen
        let others = time.candidates.filter { $0.kind != time.kind }.map { one in
            "\(one.kind.title[language]) AIC \(one.aic.rounded(to: 1).printed), KS \(one.distance.rounded(to: 3).printed), p \(one.p.rounded(to: 3).printed)"
        }
        return [
            Cell(value.path), Cell(value.count), Cell(time.open),
            Cell(time.kind.title[language] + (chosen.map { ", AIC \($0.aic.rounded(to: 1).printed)" } ?? "")),
            Cell(
                Self.duration(time.mean)
                    + (time.meanInterval.map { " (\(Self.duration($0.lowerBound))–\(Self.duration($0.upperBound)))" } ?? "")
            ),
            Cell(
                time.cv.rounded(to: 2).printed
                    + (time.cvInterval.map { " (\($0.lowerBound.rounded(to: 2).printed)–\($0.upperBound.rounded(to: 2).printed))" } ?? "")),
            Cell(chosen.map { $0.distance.rounded(to: 3).printed } ?? "—"), Cell(chosen.map { $0.p.rounded(to: 3).printed } ?? "—"),
            Cell(others),
        ]
    }

    /// `3.2 h`
    static func duration(_ seconds: Double) -> String {
        seconds < 7_200 ? "\((seconds / 60).rounded(to: 1).printed) min" : "\((seconds / 3_600).rounded(to: 1).printed) h"
    }

    // MARK: Shares

    private var shares: [Passage] {
        let rows = fit.values.compactMap { value -> [Cell]? in
            guard case .share(let share) = value.what else { return nil }
            return [Cell(value.path), Cell(share.of), Cell(Self.percent(share.share)), Cell(Self.interval(share))]
        }
        guard !rows.isEmpty else { return [] }
        let title = language("比例", "Shares")
        let headings: [PassageTable.Column] = [
            (language("参数", "parameter"), .name), ("n", .number), (language("比例", "share"), .number),
            (language("95% 置信区间（Wilson）", "95 % interval (Wilson)"), .number),
        ]
        return [.heading(title, level: 2), .table(PassageTable(title, headings, rows))]
    }

    /// `p 0.0123`; of what is less than can be told, `p < 0.0001`.
    private static func probability(_ p: Double) -> String { p < 0.0001 ? "p < 0.0001" : "p \(p.rounded(to: 4).printed)" }

    static func percent(_ share: Double) -> String { "\((share * 100).rounded(to: 2).printed)%" }

    static func interval(_ share: Proportion) -> String { "\(percent(share.interval.lowerBound))–\(percent(share.interval.upperBound))" }

    // MARK: Arrivals

    private var arrivals: [Passage] {
        let whole = fit
        guard let fit = whole.arrivals else { return [] }
        let outside = whole.words(fit.outside)
        let seasons = ArrivalFit.Season.allCases.compactMap { season in
            fit.seasons[season].map { one in
                let p = Self.probability(one.test.p)
                return one.isTold
                    ? language("\(season.title.zh)不均匀（χ² \(p)），已写入", "uneven over the \(season.title.en) (χ² \(p)): written down")
                    : language("\(season.title.zh)无显著不均（χ² \(p)）", "nothing uneven over the \(season.title.en) (χ² \(p))")
            }
        }
        let rate =
            "\(fit.perHour.rounded(to: 3).printed) (\(fit.perHourInterval.lowerBound.rounded(to: 3).printed)–\(fit.perHourInterval.upperBound.rounded(to: 3).printed))"
        let p = Self.probability(fit.dispersionP)
        let index = fit.dispersionIndex.rounded(to: 2).printed
        var facts = [
            language("每开放小时 \(rate) 件", "\(rate) cases in an hour that is open"),
            language(
                "逐日离散指数 \(index)（泊松为 1；χ² \(p)，自由度 \(fit.dispersion.freedom)）",
                "index of dispersion from day to day \(index) (1 of Poisson arrivals; χ² \(p), \(fit.dispersion.freedom) degrees of freedom)"
            ),
        ]
        if !fit.keepsHours {
            facts.append(
                fit.keepsDays
                    ? language(
                        "\(outside) 件在方案的时段之外提交，故不用该时段，其办公日仍用",
                        "\(outside) cases came outside of the hours of the scenario, which are given up; its days hold")
                    : language(
                        "\(outside) 件在方案的时段之外提交，故不用该时段和办公日，按全天计",
                        "\(outside) cases came outside of the hours of the scenario; its hours and its days are given up"))
        }
        return [.heading(language("到达", "Arrivals"), level: 2), .list(facts + seasons)]
    }

    // MARK: Answers

    private var answers: [Passage] {
        guard let answers = fit.answers else { return [] }
        let singles = answers.singles.flatMap { single in
            single.shares.map { entry in
                [
                    Cell(single.question), Cell(entry.answer), Cell(entry.share.count), Cell(Self.percent(entry.share.share)),
                    Cell(Self.interval(entry.share)),
                ]
            }
        }
        let combined = answers.combinations.map { one in
            [
                Cell(language("组合", "together")), Cell(one.answers.map { "\($0.question)=\($0.answer)" }.joined(separator: " ")),
                Cell(one.share.count), Cell(Self.percent(one.share.share)), Cell(Self.interval(one.share)),
            ]
        }
        let title = language("回答", "Answers")
        let headings: [PassageTable.Column] = [
            (language("问题", "question"), .name), (language("回答", "answer"), .text), ("n", .number), (language("比例", "share"), .number),
            (language("95% 置信区间（Wilson）", "95 % interval (Wilson)"), .number),
        ]
        let merged = answers.mergedPeople + answers.singles.reduce(0) { $0 + $1.merged }
        var notes: [String] = []
        if !answers.dependent.isEmpty {
            notes.append(
                language(
                    "相互关联（χ²）而按组合写出：\(answers.dependent.joined(separator: "、"))",
                    "written as combinations since they go together (χ²): \(answers.dependent.joined(separator: ", "))"))
        }
        if merged > 0 {
            notes.append(
                language(
                    "少于 \(fit.smallestCell) 人的回答或组合已并入最常见或最相近的",
                    "answers and combinations of fewer than \(fit.smallestCell) people are counted with the most frequent or the nearest"))
        }
        if !answers.unknown.isEmpty {
            notes.append(
                language(
                    "人数太少，沿用原方案：\(answers.unknown.joined(separator: "、"))",
                    "too few people were asked, as in the scenario before: \(answers.unknown.joined(separator: ", "))"))
        }
        return [.heading(title, level: 2), .table(PassageTable(title, headings, singles + combined)), .list(notes)]
    }

    // MARK: What it does not tell

    private var limits: [Passage] {
        let kept = fit.values.compactMap { value -> String? in
            guard let reason = value.reason else { return nil }
            let count = value.count < fit.smallestCell ? "<\(fit.smallestCell)" : "\(value.count)"
            return language("\(value.path)：\(reason.title.zh)（n \(count)）", "\(value.path): \(reason.title.en) (n \(count))")
        }
        let measured = fit.values.contains { $0.path.hasPrefix("work.") && $0.what != nil }
        var facts = [
            measured
                ? language(
                    "人员的实际用时没有记录：work 中是从可以办理到办理的开门时间，排队在内；方案中的人员数使人不再等候",
                    "nobody records how long an officer works: what stands under `work` is the time from when something could be done until it was, while the office is open, with the wait in it; the officers of the scenario are so many that nobody waits twice"
                )
                : language(
                    "没有一步的用时测得出来：用时和人员都沿用原方案，仍有排队",
                    "no time of any move was measured: times and officers stay as they were, and people wait for them as before"),
            language(
                "填写、找材料、复印、路途、窗口用时和来源故障没有记录，沿用原方案",
                "how long people type, look for papers, copy, travel and stand at a window, and when sources are down, is not recorded and stays as it was"
            ),
        ]
        if fit.outOfHours > 0 {
            facts.append(
                language(
                    "\(fit.words(fit.moves)) 个动作中 \(fit.words(fit.outOfHours)) 个在下班时间作出，那段时间不计",
                    "\(fit.words(fit.outOfHours)) of \(fit.words(fit.moves)) moves were made out of hours; that time is not counted"))
        }
        if !fit.notInExample.isEmpty {
            facts.append(
                language(
                    "示例中相应角色没有、故无法写入的证照：\(fit.notInExample.joined(separator: "、"))",
                    "licences that nobody of that role has in the example, so that nothing of them can be written: \(fit.notInExample.joined(separator: ", "))"
                ))
        }
        return [.heading(language("未能得知的", "What the cases do not tell"), level: 2), .list(facts + kept)]
    }
}

extension ScenarioFit {
    var arrivals: ArrivalFit? {
        for value in values { if case .arrivals(let fit) = value.what { return fit } }
        return nil
    }

    var answers: AnswerFit? {
        for value in values { if case .answers(let fit) = value.what { return fit } }
        return nil
    }
}

extension ScenarioFit.Value.Reason {
    var title: Title {
        switch self {
        case .tooFew: Title(zh: "次数太少，沿用原方案", en: "seen too few times, as assumed before")
        case .smallCell: Title(zh: "涉及人数太少，不写出，沿用原方案", en: "it would tell of too few people, as assumed before")
        }
    }
}

extension LawKind {
    var title: Title {
        switch self {
        case .constant: Title(zh: "常数", en: "constant")
        case .exponential: Title(zh: "指数", en: "exponential")
        case .lognormal: Title(zh: "对数正态", en: "lognormal")
        case .gamma: Title(zh: "伽马", en: "gamma")
        case .empirical: Title(zh: "实测值", en: "times that were seen")
        }
    }
}

extension ArrivalFit.Season {
    var title: Title {
        switch self {
        case .hours: Title(zh: "各时段", en: "hours of the day")
        case .weekdays: Title(zh: "星期各日", en: "days of the week")
        case .months: Title(zh: "各月", en: "months")
        }
    }
}

/// A fit for a terminal.
public struct FitText {
    private let language: Language

    public init(language: Language) { self.language = language }

    public func render(_ fit: ScenarioFit) -> String {
        PassageText(language: language).render(FitPassages(fit: fit, language: language).all)
    }
}
