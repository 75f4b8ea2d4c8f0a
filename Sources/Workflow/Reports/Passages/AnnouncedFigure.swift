/// A figure that was announced for one arm, beside what a plan gives for it.
struct AnnouncedFigure: Sendable {
    var figure: FigureKind
    /// As announced: `52 份`, `4.5 days`.
    var words: Title
    var residual: Residual
}

extension Plan {
    /// What was announced for an arm: forms, papers and time, as far as they were.
    func announced(_ arm: Arm) -> [AnnouncedFigure] {
        guard let published = arm.published(in: bundle.definition.published) else { return [] }
        let residuals = residuals(published, arm.figures(of: self))
        var all: [AnnouncedFigure] = []
        if let forms = published.forms, let residual = residuals.forms {
            all.append(AnnouncedFigure(figure: .forms, words: Title(zh: "\(forms) 张", en: "\(forms)"), residual: residual))
        }
        if let papers = published.materials, let residual = residuals.materials {
            let words = "\(papers.value) \(papers.unit.rawValue)"
            all.append(AnnouncedFigure(figure: FigureKind(papers.unit), words: Title(zh: words, en: words), residual: residual))
        }
        if let time = published.time, let residual = residuals.time {
            all.append(AnnouncedFigure(figure: FigureKind(time.measures), words: time.value.title, residual: residual))
        }
        return all
    }

    func announced(_ arm: Arm, _ figure: FigureKind) -> AnnouncedFigure? {
        announced(arm).first { $0.figure == figure }
    }
}

extension SavingsReport {
    /// The plan that was asked for, then the others.
    var plans: [Plan] { [plan] + others }

    /// `announced 52 份 · one guide per item 21 · every guide 46 · unexplained 31 and 6`.
    func comparison(_ arm: Arm, _ announced: AnnouncedFigure, _ language: Language) -> String {
        let all = plans.compactMap { plan in plan.announced(arm, announced.figure).map { (plan.ledger.baseline, $0.residual) } }
        let computed = all.map { "\($0.shortTitle[language]) \($1.reconstructed.printed)" }.joined(separator: " · ")
        let unexplained = all.map { $1.unexplained.printed }.joined(separator: language(" 与 ", " and "))
        return language(
            "公布 \(announced.words.zh) · \(computed) · 未能解释 \(unexplained)",
            "announced \(announced.words.en) · \(computed) · unexplained \(unexplained)")
    }
}

extension Baseline {
    /// The title where there is little room.
    var shortTitle: Title {
        switch choice {
        case .oneGuide: title
        case .everyGuide: Title(zh: "所有指南", en: "every guide")
        }
    }
}
