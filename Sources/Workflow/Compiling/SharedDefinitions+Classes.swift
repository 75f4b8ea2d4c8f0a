extension SharedDefinitions {
    /// The highest class of what a licence says in some of its fields; nil where there is none. What no form has is taken for a person's.
    func highestClass(of names: some Sequence<String>, on licence: CompiledLicence) -> DataClass? {
        names.map { name in
            // The number of a person.
            if licence.definition.names.contains(where: { $0.from == name }) { return .sensitive }
            return licence.fillsIn.filter { $0.from == name }.map { fields[$0.field].dataClass }.max() ?? .personal
        }.max()
    }

    /// The same of a type by its id.
    func highestClass(of names: some Sequence<String>, onType type: String) -> DataClass? {
        licences.first { $0.definition.id.value == type }.flatMap { highestClass(of: names, on: $0) }
    }
}
