extension Compilation {
    /// What licences and sources fill in and nothing reads: no form of a role of that kind, no question, and no item, as whose result it is made out,
    /// says it. Data are fetched for a purpose, and no more of them than it needs (个人信息保护法 art. 6). For a folder without errors.
    func fieldsNeverUsed() -> [Diagnostic] {
        guard !bundles.isEmpty else { return [] }
        var (onForms, issued): (Set<AskedField>, Set<Int>) = ([], [])
        for item in bundles.flatMap(\.items).map(\.item) {
            for field in (item.form?.fields ?? []) + item.lines.flatMap(\.merged) {
                onForms.insert(AskedField(kind: item.roles[field.role].kind, field: shared.fields[field.field].id.value))
            }
            issued.formUnion(item.issues.map(\.licence))
        }
        func unused(_ fill: FillIn, _ kind: RoleKind?, of holder: Name) -> Diagnostic? {
            // Whose it is is seen by it.
            if shared.fields.contains(where: { $0.id.value == fill.field.value && $0.isHolderCode }) { return nil }
            if let kind, onForms.contains(AskedField(kind: kind, field: fill.field.value)) { return nil }
            return Diagnostic(.fieldNeverUsed(fill.field.value, of: holder.value), at: fill.field.position)
        }
        let licences = shared.licences.enumerated().filter { !issued.contains($0.offset) }.flatMap { place, licence in
            let answering = shared.questions.compactMap(\.source).filter { $0.licence == place }.map(\.field)
            return licence.definition.fillsIn.filter { !answering.contains($0.from) }.compactMap { fill in
                let kind = licence.definition.heldBy.first { $0.holder.value == fill.holder.value }?.kind
                return unused(fill, kind, of: licence.definition.id)
            }
        }
        let sources = shared.sources.map(\.definition).flatMap { source in
            source.fillsIn.compactMap { unused($0, source.of, of: source.id) }
        }
        return licences + sources
    }
}

/// A field on the form of some role of a kind.
private struct AskedField: Hashable {
    var kind: RoleKind
    var field: String
}
