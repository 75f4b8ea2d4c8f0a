import Yams

/// Parts that several kinds of file share.
extension Reader where Value == LegalBasis {
    static var basis: Reader {
        .keys(of: "an entry of `basis`", "`basis` 的一项") { keys in
            let law = keys.required("law", .name, "a law of laws.yaml")
            let article = keys.optional("article", .text, "the article: 24, a paragraph of it 24 ¶3, an item of it 13(3)")
            guard let law else { return nil }
            return LegalBasis(law: law, article: article)
        }
    }
}

extension Reader where Value == Condition {
    /// A map of question → answer or answers; or a list of such maps.
    static var condition: Reader {
        Reader(.condition) { node, reading in
            let maps = node.sequence.map(Array.init) ?? [node]
            let alternatives = maps.compactMap { map -> [Condition.Comparison]? in
                let answers = Reader<String>.text.located.oneOrMore
                return answers.entries.read(map, reading)?.map { Condition.Comparison(question: $0.key, answers: $0.value) }
            }
            return alternatives.count == maps.count ? Condition(alternatives: alternatives) : nil
        }
    }
}

extension Reader where Value == TimeSpan {
    /// A time with its unit in words; only the units that make sense at this place.
    static func span(_ units: [TimeSpan.Unit], orImmediate: Bool = false) -> Reader {
        let words = (units.map(\.plural) + (orImmediate ? ["immediate"] : [])).joined(separator: ", ")
        return Reader(.text(about: "a time with its unit: \(words)", pattern: nil)) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            do throws(TimeSpan.Problem) {
                let span = try TimeSpan(parsing: text)
                guard span.unit.map({ units.contains($0) }) ?? orImmediate else {
                    reading.fail(.wrongUnit(text, unit: span.unit?.plural ?? "immediate", units: words), at: node)
                    return nil
                }
                return span
            } catch {
                switch error {
                case .missingUnit: reading.fail(.missingUnit(text, units: words), word: text, at: node)
                case .unknownUnit(let unit):
                    let nearest = inEnglish(text, units) ?? nearestName(to: unit, among: units.flatMap { [$0.singular, $0.plural] })
                    reading.fail(.wrongUnit(text, unit: unit, units: words, nearest: nearest), word: text, at: node)
                case .notANumber where text.first?.isNumber == true:
                    // `10个工作日`: a number, and a unit in Chinese.
                    let unit = text.drop { $0.isNumber || $0 == "." || $0 == " " }
                    reading.fail(.wrongUnit(text, unit: String(unit), units: words, nearest: inEnglish(text, units)), word: text, at: node)
                default: reading.fail(.wrongTime(text, reason: error.reason), word: text, at: node)
                }
                return nil
            }
        }
    }

    /// `7 days` for `7 日`.
    private static func inEnglish(_ text: String, _ units: [TimeSpan.Unit]) -> String? {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count)
        let known = units.map { ($0.zh.drop { $0 == "个" }, $0) } + [("日", .days), ("天", .days)]
        let meant = known.sorted { $0.0.count > $1.0.count }.first { unit.hasSuffix($0.0) && units.contains($0.1) }
        return meant.map { "\(number) \(number == "1" ? $0.1.singular : $0.1.plural)" }
    }

    /// A time in whole days.
    static var days: Reader { .span([.workingDays, .days]) }

    static var limit: Reader { .span([.workingDays, .days, .months, .years, .minutes, .hours], orImmediate: true) }
}

extension Reader where Value == GradedCount {
    static func count(_ arm: String, _ about: String) -> Reader {
        .keys(of: "`\(about)`") { keys in
            let count = keys.required(arm, .integer(0...1000), "how many")
            let grade = keys.required("grade", Reader<Grade>.choice, "what stands behind the number")
            guard let count, let grade else { return nil }
            return GradedCount(count: count, grade: grade)
        }
    }
}

extension Reader where Value == TimeLimitDefinition {
    static var timeLimit: Reader {
        .keys(of: "`time-limit`") { keys in
            let promised = keys.optional("promised", Reader<TimeSpan>.limit.located, "the promised limit (承诺时限)")
            let statutory = keys.optional("statutory", Reader<TimeSpan>.limit.located, "the limit of the law (法定时限)")
            let from = keys.optional("from", Reader<TimeLimitDefinition.Start>.choice, "from when it runs")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law behind the statutory limit")
            let guide = keys.optional("guide", .name, "the guide that published the promise")
            return TimeLimitDefinition(promised: promised, statutory: statutory, from: from, basis: basis ?? [], guide: guide)
        }
    }
}

extension Reader where Value == [Asking] {
    /// Guide → what it wants.
    static var askedBy: Reader {
        let demand = Reader<Demand>.keys(of: "`asked-by`") { keys in
            let originals = keys.optional("originals", .integer(0...100), "originals")
            let copies = keys.optional("copies", .integer(0...100), "copies")
            return Demand(originals: originals ?? 0, copies: copies ?? 0)
        }
        return demand.entries.map { $0.map { Asking(guide: $0.key, demand: $0.value) } }
    }
}

/// A name in two parts, `holder.name`.
let dottedName = Reader<(Name, Name)>(.text(about: "role.field", pattern: "^[a-z0-9-]+\\.[a-z0-9-]+$")) { node, reading in
    guard let text = Reader<String>.text.read(node, reading) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(Reader<String>.isKebabCase) else {
        reading.fail(.wrongShape(expected: .dottedName, found: node.shape), word: text, at: node)
        return nil
    }
    var role = reading.position(of: node)
    var field = role
    role.length = parts[0].count
    field.column += parts[0].count + 1
    field.length = parts[1].count
    return (Located(parts[0], at: role), Located(parts[1], at: field))
}

extension Reader where Value == FormField {
    static func formField(constructed: Bool) -> Reader {
        let short = dottedName.map { FormField(role: $0.0, field: $0.1, onlyIf: nil, stays: nil, constructed: constructed) }
        let long = Reader.keys(of: "a field", "字段") { keys in
            let name = keys.required("field", dottedName, "role.field")
            let onlyIf = keys.optional("only-if", .condition, "when it is asked")
            let stays = keys.optional("stays", .because, "why it is typed although a licence may hold it")
            guard let name else { return nil }
            return FormField(role: name.0, field: name.1, onlyIf: onlyIf, stays: stays, constructed: constructed)
        }
        return .scalar(short, orMap: long)
    }
}

extension Reader where Value == Title {
    /// `{because: {zh, en}}`
    static var because: Reader {
        .keys(of: "the reason", "理由") { keys in keys.required("because", .title, "why") }
    }
}

extension Reader where Value == FormDefinition {
    static var form: Reader {
        .keys(of: "`form`") { keys in
            let title = keys.required("title", .title, "its name")
            let material = keys.optional("material", .name, "the paper that it is, where forms count as materials")
            let of = keys.optional("of", .name, "whose form it is")
            let askedBy = keys.optional("asked-by", .askedBy, "the guides that have it, and how many pieces they want")
            let listed = keys.optional("fields", Reader<FormField>.formField(constructed: false).list, "fields that a guide lists")
            let ours = keys.optional("constructed", Reader<FormField>.formField(constructed: true).list, "fields that no guide lists: ours")
            guard let title else { return nil }
            return FormDefinition(
                title: title, material: material, of: of, askedBy: askedBy ?? [], fields: (listed ?? []) + (ours ?? []),
                position: keys.position)
        }
    }
}

extension Reader where Value == [Replacement] {
    static var replaces: Reader {
        let short = Reader<Name>.name.map { Replacement(material: $0, onlyIf: nil) }
        let long = Reader<Replacement>.keys(of: "an entry of `replaces`", "`replaces` 的一项") { keys in
            let material = keys.required("material", .name, "a material of materials.yaml")
            let onlyIf = keys.optional("only-if", .condition, "when it replaces it")
            return material.map { Replacement(material: $0, onlyIf: onlyIf) }
        }
        return Reader<Replacement>.scalar(short, orMap: long).list
    }
}
