/// Reads a file of choices for a bundle.
public enum BaselineFile {
    /// The baseline of a file; items that it does not name keep the bundle's own choice.
    public static func read(at path: String, for bundle: CompiledBundle) throws(BaselineProblem) -> Baseline {
        let (choices, text) = try Reader<BaselineChoices>.readBaseline(at: path)
        var found: [Diagnostic] = []
        func report(_ named: Mistake.Named, _ name: Name, among names: [String]) {
            let nearest = nearestName(to: name.value, among: names).map { Mistake.Nearest(name: $0) }
            found.append(Diagnostic(.unknown(named, name.value, nearest: nearest), at: name.position))
        }
        if choices.bundle.value != bundle.id { report(.bundle, choices.bundle, among: [bundle.id]) }
        var guides = bundle.chosenGuides
        for choice in choices.guides {
            guard let item = bundle.items.firstIndex(where: { $0.item.id == choice.item.value }) else {
                report(.item, choice.item, among: bundle.items.map(\.item.id))
                continue
            }
            let asking = bundle.items[item].item.guidesOfLines
            guard let guide = bundle.shared.guides.firstIndex(where: { $0.id.value == choice.guide.value }), asking.contains(guide) else {
                found.append(
                    Diagnostic(.baselineWithoutLine(item: choice.item.value, guide: choice.guide.value), at: choice.guide.position))
                continue
            }
            guides[item] = guide
        }
        guard found.isEmpty else { throw .wrong(found.sortedByPlace(), source: text) }
        return Baseline(id: choices.id.value, title: choices.title, choice: .oneGuide(guides))
    }
}
