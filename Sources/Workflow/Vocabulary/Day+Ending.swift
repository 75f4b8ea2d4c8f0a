extension Day {
    /// The last day of a validity of natural days, months or years that begins on this day.
    func ending(_ span: TimeSpan) -> Day {
        switch span.unit {
        case .years?: adding(months: 12 * span.wholeUnits)
        case .months?: adding(months: span.wholeUnits)
        default: adding(days: span.wholeUnits)
        }
    }
}
