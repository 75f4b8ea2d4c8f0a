/// Fields of a form that cannot stay as they are. What was typed is not told.
public struct FormMistakes: Error, Sendable, Hashable {
    public struct Mistake: Sendable, Hashable {
        /// As the form names it: `child#2.name`.
        public var field: String
        /// What is wrong, and how to mend it.
        public var message: Title
    }

    public var all: [Mistake]
    /// They are wanted and empty; else what was typed is not what they hold.
    public var areMissing = false
    /// Of those that are missing: licences that would have filled them in and are not there.
    var unavailable: [Draft.Licence] = []

    public var message: Title {
        areMissing
            ? Title(
                zh: "表单还有 \(all.count) 项未填写",
                en: all.count == 1 ? "1 field of the form is not filled in" : "\(all.count) fields of the form are not filled in")
            : Title(
                zh: "表单有 \(all.count) 项内容不合要求",
                en: all.count == 1 ? "what was typed in 1 field is not fit" : "what was typed in \(all.count) fields is not fit")
    }
}

extension FormMistakes {
    /// Fields that are wanted, typed, and empty; nil where there is none.
    init?(missingIn values: FormValues, of form: CaseForm, under shared: SharedDefinitions) {
        let empty = form.fields.filter { $0.isTyped && values[$0.id] == nil }
        if empty.isEmpty { return nil }
        self.init(
            all: empty.map { field in
                let (how, name) = (field.content.howItIsWritten, shared.title(ofField: field.id, field.title))
                return Mistake(
                    field: field.id,
                    message: Title(
                        zh: "\(name.zh)未填写，请填写" + (how.map { "（\($0.zh)）" } ?? ""),
                        en: "\(name.en) is not filled in: fill it in" + (how.map { " (\($0.en))" } ?? "")))
            }, areMissing: true)
    }

    /// What was typed that the fields do not hold; nil where all of it is fit. A blank one takes away what was there.
    init?(unfitIn values: FormValues, under shared: SharedDefinitions) {
        all = values.sorted { $0.key < $1.key }.compactMap { name, value in
            guard value.isPlain, value.utf8.count <= UnfitValue.mostBytes else {
                let title = shared.field(named: name)?.title ?? Title(zh: name, en: name)
                return Mistake(field: name, message: UnfitValue(field: title).message)
            }
            guard !value.allSatisfy(\.isWhitespace), let field = shared.field(named: name), !field.content.takes(value),
                let how = field.content.howItIsWritten
            else { return nil }
            let title = shared.title(ofField: name, field.title)
            return Mistake(field: name, message: Title(zh: "\(title.zh)不合要求：\(how.zh)", en: "\(title.en) is not fit: \(how.en)"))
        }
        if all.isEmpty { return nil }
    }
}

extension SharedDefinitions {
    /// The field behind a name in a form: `child#2.name`.
    public func field(named name: String) -> FieldDefinition? {
        guard let point = name.firstIndex(of: ".") else { return nil }
        let id = name[name.index(after: point)...]
        return fields.first { $0.id.value == id }
    }

    /// What people call a field of a form, and whose it is: `child#2.name` is “Name” (child#2).
    func title(ofField id: String, _ title: Title) -> Title {
        let whose = self.title(ofSubject: String(id.prefix { $0 != "." }))
        return Title(zh: "“\(title.zh)”（\(whose.zh)）", en: "“\(title.en)” (\(whose.en))")
    }
}
