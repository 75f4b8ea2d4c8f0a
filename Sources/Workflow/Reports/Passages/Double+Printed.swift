extension Double {
    /// The figure as reports print it: two decimals at most, four where it is smaller than a hundredth, no trailing zeros.
    var printed: String {
        let decimals = abs(self) < 0.01 ? 4 : 2
        let shown = rounded(to: decimals)
        return shown == shown.rounded() && abs(shown) < 1e15 ? String(Int(shown)) : "\(shown)"
    }
}
