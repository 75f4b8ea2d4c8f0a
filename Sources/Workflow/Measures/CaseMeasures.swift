/// What a finished case came to, from its events alone: what is kept of it for reports.
public struct CaseMeasures: Sendable, Hashable {
    /// Its items, and how many of them were granted.
    public var items: Int
    public var granted: Int
    public var apart: CaseFigures.PaperCount
    public var together: CaseFigures.PaperCount
    /// Working days, as `CaseFigures` counts them.
    public var handlingDays: Int
    public var elapsedDays: Int?
    public var jointVisits: Int

    /// Nil while the case is open.
    init?(_ state: CaseState, _ tally: CaseTally, under rules: CaseRules) {
        guard state.phase == .closed else { return nil }
        let figures = CaseFigures(state, tally, under: rules)
        self.init(
            items: state.items.count, granted: state.items.count(where: \.isGranted), apart: figures.apart, together: figures.together,
            handlingDays: figures.handlingDays, elapsedDays: figures.elapsedDays, jointVisits: figures.jointVisits)
    }

    public init(
        items: Int, granted: Int, apart: CaseFigures.PaperCount, together: CaseFigures.PaperCount, handlingDays: Int, elapsedDays: Int?,
        jointVisits: Int
    ) {
        (self.items, self.granted, self.apart, self.together) = (items, granted, apart, together)
        (self.handlingDays, self.elapsedDays, self.jointVisits) = (handlingDays, elapsedDays, jointVisits)
    }

    /// Everything that was applied for was granted.
    public var isWhole: Bool { granted == items }
}
