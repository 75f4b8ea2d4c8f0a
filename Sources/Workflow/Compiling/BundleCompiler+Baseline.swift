extension BundleCompiler {
    /// The guide that the bundle chooses for each item.
    func chosenGuides(_ items: [BundleItem]) -> [Int?] {
        items.map { item in
            definition.baseline.first { $0.item.value == item.item.id }.flatMap { compiler.guides[$0.guide.value] }
        }
    }

    /// Each choice names an item of the bundle and a guide that asks for a line of it; each item with a list has a choice.
    func checkBaseline(_ items: [BundleItem]) {
        for choice in definition.baseline {
            let guide = compiler.guides.find(choice.guide)
            guard let item = items.first(where: { $0.item.id == choice.item.value }) else {
                _ = bundleItem(choice.item)
                continue
            }
            let asks = item.item.guidesOfLines.contains { $0 == guide }
            // A guide may tell that nothing is to be handed in; then it is on the item's limit.
            if let guide, !asks, item.item.timeLimit?.guide != guide, !item.item.guidesOfLines.isEmpty {
                findings.report(.baselineWithoutLine(item: item.item.id, guide: choice.guide.value), at: choice.guide.position)
            }
        }
        for item in items where !item.item.guidesOfLines.isEmpty && !definition.baseline.contains(where: { $0.item.value == item.item.id })
        {
            let guides = item.item.guidesOfLines.map { shared.guides[$0].id.value }
            let entry = definition.items.first { $0.item.value == item.item.id }?.item
            findings.report(.noGuideChosen(item: item.item.id, guides: guides), at: (entry ?? definition.id).position)
        }
    }
}

extension BundleCompiler {
    /// A limit for the whole is for permits of several departments that are joined, and no longer than the law's (行政许可法 arts 26, 42 ¶2).
    func checkTimeLimit(_ items: [BundleItem]) {
        if let longer = definition.extension {
            if definition.timeLimit == nil { findings.report(.nothingToExtend, at: longer.by.position) }
            if longer.by.value.thousandths > 15_000 { findings.report(.extensionBeyondLaw(longer.by.value.title), at: longer.by.position) }
        }
        if let warn = definition.warn {
            let whole = (definition.timeLimit?.statutory ?? definition.timeLimit?.promised)?.value
            if whole.map({ $0.unit == warn.value.unit && $0.wholeUnits <= warn.value.wholeUnits }) ?? true {
                findings.report(.nothingToWarnOf, at: warn.position)
            }
        }
        guard let limit = definition.timeLimit, let place = (limit.statutory ?? limit.promised)?.position else { return }
        let permits = items.filter { item in item.item.kind.map { shared.kinds[$0].code == WordDefinition.permitCode } ?? false }
        if Set(permits.map(\.item.department)).count < 2 { return findings.report(.nothingJoined, at: place) }
        for span in [limit.statutory, limit.promised].compactMap({ $0 }) {
            guard let assumptions = shared.assumptions, assumptions.workingDays(span.value) > 45 else { continue }
            findings.report(.limitBeyondLaw(span.value.title), at: span.position)
        }
    }
}

extension CompiledItem {
    /// The guides that ask for any line, in the order of the file.
    var guidesOfLines: [Int] {
        var seen: Set<Int> = []
        let askings = (form?.askings ?? []) + lines.flatMap { $0.alternatives.flatMap { $0.flatMap(\.askings) } }
        return askings.map(\.guide).filter { seen.insert($0).inserted }
    }
}
