extension CompiledLicence {
    /// Whether one such licence may be used on a day: it has not ended, and its type may be used again at all.
    func isUsable(_ holding: Holding, on day: Day) -> Bool {
        definition.reuse != .never && (holding.until.map { day <= $0 } ?? true)
    }
}

extension [Holding] {
    /// The first licence of a type that may be used on a day.
    func usable(_ licence: Int, on day: Day, in shared: SharedDefinitions) -> Holding? {
        first { $0.licence == licence && shared.licences[licence].isUsable($0, on: day) }
    }
}
