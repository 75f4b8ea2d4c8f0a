extension SimulatedFigure {
    init?(_ kind: FigureKind) {
        switch kind {
        case .forms: self = .forms
        case .fields: self = .fields
        case .lines: self = .materials
        case .pieces: self = .pieces
        case .kinds: self = .kinds
        case .visits: self = .visits
        case .steps: self = .steps
        case .departments: self = .departments
        case .handlingDays: self = .handlingDays
        case .minutes: self = .minutes
        }
    }

    /// The figure of that name.
    public init?(named name: String) {
        guard let figure = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = figure
    }

    /// Its name with its unit.
    var title: Title {
        switch self {
        case .forms: FigureKind.forms.title
        case .fields: FigureKind.fields.title
        case .materials: FigureKind.lines.title
        case .pieces: FigureKind.pieces.title
        case .kinds: FigureKind.kinds.title
        case .visits: FigureKind.visits.title
        case .steps: FigureKind.steps.title
        case .departments: FigureKind.departments.title
        case .handlingDays: Title(zh: "办理时钟（工作日）", en: "legal clocks (working days)")
        case .minutes: FigureKind.minutes.title
        case .elapsedDays: Title(zh: "开始至最后结果（工作日）", en: "until the last result (working days)")
        case .elapsedHours: Title(zh: "开始至最后结果（小时）", en: "until the last result (hours)")
        case .corrections: Title(zh: "补正（次）", en: "corrections")
        case .refused: Title(zh: "未准予事项（项）", en: "items not granted")
        case .promisesBroken: Title(zh: "超承诺时限（次）", en: "promised limits passed")
        case .limitsBroken: Title(zh: "超法定时限（次）", en: "statutory limits passed")
        case .cost: Title(zh: "申请人成本（元）", en: "applicant's cost (yuan)")
        }
    }

    /// What one of it is.
    var unit: Title {
        switch self {
        case .forms: Title(zh: "张", en: "forms")
        case .fields: Title(zh: "个", en: "fields")
        case .materials: Title(zh: "行", en: "lines")
        case .pieces: Title(zh: "份", en: "pieces")
        case .kinds: Title(zh: "种", en: "kinds")
        case .visits: Title(zh: "次", en: "visits")
        case .steps: Title(zh: "个", en: "steps")
        case .departments: Title(zh: "个", en: "departments")
        case .handlingDays, .elapsedDays: Title(zh: "工作日", en: "working days")
        case .minutes: Title(zh: "分钟", en: "minutes")
        case .elapsedHours: Title(zh: "小时", en: "hours")
        case .corrections: Title(zh: "次", en: "corrections")
        case .refused: Title(zh: "项", en: "items")
        case .promisesBroken, .limitsBroken: Title(zh: "次", en: "limits")
        case .cost: Title(zh: "元", en: "yuan")
        }
    }
}

extension SimulatedSide {
    var title: Title {
        switch self {
        case .apart: Arm.apart.title
        case .together: Arm.together.title
        case .saved: Title(zh: "节省", en: "saved")
        }
    }
}
