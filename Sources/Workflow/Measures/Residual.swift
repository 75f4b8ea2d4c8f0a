/// An announced figure beside the computed one; what cannot be explained is never filled.
public struct Residual: Sendable, Hashable {
    public var announced: Double
    public var reconstructed: Double
    public var unit: Title
    /// The unit as the announcement writes it (份, 项), where it counts papers.
    public var announcedUnit: String?

    public var unexplained: Double { announced - reconstructed }
}

/// The residuals of one arm; nil where nothing was announced.
public struct Residuals: Sendable {
    public var forms: Residual?
    public var materials: Residual?
    public var time: Residual?
}

extension Plan {
    /// What was announced for an arm, beside what this plan gives for it.
    public func residuals(_ arm: BundleDefinition.PublishedArm?, _ figures: Figures) -> Residuals {
        guard let arm else { return Residuals() }
        var residuals = Residuals()
        residuals.forms = arm.forms.map {
            Residual(announced: Double($0), reconstructed: Double(figures.forms), unit: Title(zh: "张", en: "forms"))
        }
        residuals.materials = arm.materials.map { announced in
            Residual(
                announced: Double(announced.value), reconstructed: Double(figures.papers(in: announced.unit)), unit: announced.unit.title,
                announcedUnit: announced.unit.rawValue)
        }
        if let time = arm.time, let assumptions = bundle.shared.assumptions {
            switch time.measures {
            case .handlingTime:
                residuals.time = Residual(
                    announced: assumptions.announcedWorkingDays(time.value), reconstructed: figures.handlingDays,
                    unit: Title(zh: "工作日", en: "working days"))
            case .applicantMinutes:
                residuals.time = Residual(
                    announced: assumptions.minutes(time.value), reconstructed: figures.minutes, unit: Title(zh: "分钟", en: "minutes"))
            }
        }
        return residuals
    }
}

extension Figures {
    /// Papers as an announcement counts them.
    public func papers(in unit: BundleDefinition.PublishedArm.Unit) -> Int {
        switch unit {
        case .lines, .entries: materials
        case .pieces: pieces
        case .kinds: kinds
        }
    }
}

extension BundleDefinition.PublishedArm.Unit {
    public var title: Title {
        switch self {
        case .lines: Title(zh: "行", en: "lines (行)")
        case .entries: Title(zh: "项", en: "entries (项)")
        case .pieces: Title(zh: "份", en: "pieces (份)")
        case .kinds: Title(zh: "种", en: "kinds (种)")
        }
    }
}
