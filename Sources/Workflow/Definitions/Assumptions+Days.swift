extension Assumptions {
    /// A time as working days, with what the assumptions say of other units.
    public func workingDays(_ span: TimeSpan) -> Double {
        let amount = Double(span.thousandths) / 1000
        return switch span.unit {
        case nil: value(immediate)
        case .workingDays?: amount
        case .days?: amount * value(naturalDay)
        case .months?: amount * value(month)
        case .years?: amount * 12 * value(month)
        case .hours?: amount / value(workingDay)
        case .minutes?: amount / 60 / value(workingDay)
        }
    }

    /// A time as it was announced: a day in an announcement may be read in another way than a day in a law.
    public func announcedWorkingDays(_ span: TimeSpan) -> Double {
        span.unit == .days ? Double(span.thousandths) / 1000 * value(announcedDay) : workingDays(span)
    }

    /// A time as minutes.
    public func minutes(_ span: TimeSpan) -> Double {
        let amount = Double(span.thousandths) / 1000
        return span.unit == .hours ? amount * 60 : amount
    }

    private func value(_ assumption: AssumptionDefinition) -> Double {
        Double(assumption.value.thousandths) / 1000
    }
}
