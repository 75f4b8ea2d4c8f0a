/// The figures of one arm: everything applied for apart, or together as one thing.
public struct Figures: Sendable, Hashable {
    public var forms = 0
    /// Fields typed by hand.
    public var fields = 0
    /// 行: lines.
    public var materials = 0
    /// 份: originals and copies.
    public var pieces = 0
    /// 种: distinct materials, whoever's they are; a form is a kind of its own.
    public var kinds = 0
    public var visits = 0
    public var steps = 0
    /// Departments that the applicant has to deal with.
    public var departments = 0
    /// 办理时限, in working days.
    public var handlingDays = 0.0
    /// The applicant's own minutes, from assumptions.yaml.
    public var minutes = 0.0
}

/// How the lines of the apart arm divide: eliminated + shifted + deferred + handed in.
public struct Balance: Sendable, Hashable {
    public var eliminated = 0
    public var shifted = 0
    public var deferred = 0
    public var handedIn = 0

    public var total: Int { eliminated + shifted + deferred + handedIn }
}

/// One situation measured: the ledger, the one form, and the figures of both arms.
public struct Plan: Sendable {
    public let ledger: Ledger
    public let form: OneForm
    public let apart: Figures
    public let together: Figures
    public let balance: Balance
    /// Lines of each disposition.
    public let dispositions: [Disposition: Int]
    /// Items of the situation for which no limit is known.
    public let itemsWithoutLimit: [String]

    public var bundle: CompiledBundle { ledger.bundle }
}

extension CompiledBundle {
    /// The plan of one situation under one baseline.
    public func plan(_ situation: Situation, _ baseline: Baseline) -> Plan {
        let ledger = ledger(situation, baseline)
        let form = ledger.form()
        let time = HandlingTime(ledger)
        let handedIn = ledger.lines.filter { ledger.countsTogether($0) }
        let all = ledger.lines.filter { $0.disposition != .notApplicable }
        var balance = Balance()
        var dispositions = Dictionary(uniqueKeysWithValues: Disposition.allCases.map { ($0, 0) })
        for line in ledger.lines {
            dispositions[line.disposition, default: 0] += 1
            switch line.disposition.sum {
            case .eliminated: balance.eliminated += 1
            case .shifted: balance.shifted += 1
            case .deferred: balance.deferred += 1
            case .handedIn: balance.handedIn += 1
            case nil: break
            }
        }
        let active = items.indices.filter { ledger.isActive($0) && !items[$0].isWholeList }

        var apart = Figures()
        apart.count(all)
        apart.forms = form.formsApart
        apart.fields = form.typedApart.short + form.typedApart.long
        for item in active {
            apart.visits += visits(of: item, situation.answers).count * ledger.instances[item]
            apart.steps += items[item].item.steps.count * ledger.instances[item]
        }
        apart.departments = Set(active.map { department(of: $0, situation.answers) }).count
        apart.handlingDays = time.apart

        var together = Figures()
        together.count(handedIn)
        together.forms = form.formsApart > 0 || !form.entries.isEmpty ? 1 : 0
        together.fields = form.typed
        if !active.isEmpty {
            together.visits = definition.visits.count
            together.steps = definition.steps.count
            together.departments = 1
        }
        together.handlingDays = time.together

        if let minutes = shared.assumptions.map(ApplicantMinutes.init) {
            apart.minutes = minutes.total(form.typedApart, prefilled: 0, all, visits: apart.visits)
            let typed = form.typedTogether(shared)
            together.minutes = minutes.total(typed, prefilled: form.entries.count - form.typed, handedIn, visits: together.visits)
        }
        return Plan(
            ledger: ledger, form: form, apart: apart, together: together, balance: balance, dispositions: dispositions,
            itemsWithoutLimit: time.unknown)
    }
}

extension Ledger {
    /// Whether a line counts in the together arm: what is handed in, and by some conventions a licence that is shown.
    func countsTogether(_ line: LedgerLine) -> Bool {
        line.disposition == .handedIn || (line.disposition == .licence && bundle.definition.counting.shownLicencesAreMaterials)
    }
}

extension Figures {
    mutating func count(_ lines: [LedgerLine]) {
        materials = lines.count
        pieces = lines.reduce(0) { $0 + $1.demand.pieces }
        var forms: Set<Int> = []
        var papers: Set<Int> = []
        for line in lines {
            if line.isForm { forms.insert(line.item) } else if let material = line.material { papers.insert(material) }
        }
        kinds = forms.count + papers.count
    }
}

extension OneForm {
    /// Fields that are typed in the one form, by how long they take.
    func typedTogether(_ shared: SharedDefinitions) -> (short: Int, long: Int) {
        let typed = entries.filter(\.isTyped)
        let long = typed.count { shared.fields[$0.field].typing == .long }
        return (typed.count - long, long)
    }
}

/// The applicant's own minutes.
struct ApplicantMinutes {
    let assumptions: Assumptions

    init(_ assumptions: Assumptions) {
        self.assumptions = assumptions
    }

    func total(_ typed: (short: Int, long: Int), prefilled: Int, _ papers: [LedgerLine], visits: Int) -> Double {
        let copies = papers.reduce(0) { $0 + $1.demand.copies }
        func minutes(_ count: Int, _ assumption: AssumptionDefinition) -> Double { Double(count) * assumptions.minutes(assumption.value) }
        return minutes(typed.short, assumptions.typedShortField) + minutes(typed.long, assumptions.typedLongField)
            + minutes(prefilled, assumptions.prefilledField) + minutes(papers.count, assumptions.paper) + minutes(copies, assumptions.copy)
            + minutes(visits, assumptions.visit)
    }
}
