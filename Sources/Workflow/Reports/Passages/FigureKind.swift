/// One of the figures that both arms have.
enum FigureKind: Sendable, CaseIterable {
    case forms, fields, lines, pieces, kinds, visits, steps, departments, handlingDays, minutes

    /// Its name with its unit.
    var title: Title {
        switch self {
        case .forms: Title(zh: "表格（张）", en: "forms")
        case .fields: Title(zh: "手工填写字段（个）", en: "fields typed by hand")
        case .lines: Title(zh: "材料（行）", en: "materials, lines (行)")
        case .pieces: Title(zh: "材料（份）", en: "materials, pieces (份)")
        case .kinds: Title(zh: "材料（种）", en: "materials, kinds (种)")
        case .visits: Title(zh: "跑动（次）", en: "visits")
        case .steps: Title(zh: "环节（个）", en: "steps")
        case .departments: Title(zh: "打交道的部门（个）", en: "departments to deal with")
        case .handlingDays: Title(zh: "办理时限（工作日）", en: "handling time (working days)")
        case .minutes: Title(zh: "申请人用时（分钟）", en: "applicant's own time (minutes)")
        }
    }

    func value(in figures: Figures) -> Double {
        switch self {
        case .forms: Double(figures.forms)
        case .fields: Double(figures.fields)
        case .lines: Double(figures.materials)
        case .pieces: Double(figures.pieces)
        case .kinds: Double(figures.kinds)
        case .visits: Double(figures.visits)
        case .steps: Double(figures.steps)
        case .departments: Double(figures.departments)
        case .handlingDays: figures.handlingDays
        case .minutes: figures.minutes
        }
    }

    /// The figure that counts papers as an announcement does.
    init(_ unit: BundleDefinition.PublishedArm.Unit) {
        switch unit {
        case .lines, .entries: self = .lines
        case .pieces: self = .pieces
        case .kinds: self = .kinds
        }
    }

    init(_ measures: BundleDefinition.PublishedArm.Measures) {
        switch measures {
        case .handlingTime: self = .handlingDays
        case .applicantMinutes: self = .minutes
        }
    }
}
