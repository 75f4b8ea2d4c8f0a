/// What is typed in a draft.
extension Office {
    /// Only fields that the bundle asks in some situation.
    func check(_ values: FormValues, asDraftOf bundle: CompiledBundle) throws {
        let fields = bundle.formFields
        for name in values.keys.sorted() {
            // `child#2.name` is a `child.name`.
            let parts = name.split(separator: "#", maxSplits: 1)
            let rest = parts.count == 2 ? parts[1].drop { $0.isNumber } : ""
            let field = parts.count == 2 && rest.hasPrefix(".") ? parts[0] + rest : name[...]
            guard fields.contains(String(field)) else { throw UnknownWord(.field, name, known: fields) }
        }
        try check(values, under: bundle.shared)
    }
}
