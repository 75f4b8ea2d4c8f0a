extension DisputeOutcome {
    public var title: Title {
        switch self {
        case .confirmed: Title(zh: "数据无误", en: "the data are right")
        case .corrected: Title(zh: "已在源头更正", en: "mended at the source")
        case .unknown: Title(zh: "无法核实，改为提交材料", en: "cannot be told; the paper is to be handed in")
        }
    }
}
