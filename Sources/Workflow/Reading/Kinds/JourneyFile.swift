/// `journeys/<bundle>/<journey>.yaml`
extension Reader where Value == JourneyDefinition {
    static var journey: Reader {
        .keys(of: "a journey", "示例") { keys in
            let id = keys.required("journey", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let bundle = keys.required("bundle", .name, "the bundle, equal to the folder's name")
            let starts = keys.required("starts", .moment, "when the application is handed in")
            let answers = keys.required("answers", Reader<String>.text.located.entries.located, "question → answer")
            let people = keys.optional(
                "people", Reader<JourneyDefinition.Person>.person.oneOrMore.entries, "role → the person or thing, or a list")
            let shared = keys.optional("shared", Reader<Name>.name.list, "the sources that answer")
            let script = JourneyDefinition.Script.read(&keys)
            let expected = keys.optional("expect", .expectations, "the figures that must come out")
            guard let id, let title, let bundle, let starts, let answers else { return nil }
            return JourneyDefinition(
                id: id, title: title, bundle: bundle, starts: starts, answers: answers.value.map { (question: $0.key, answer: $0.value) },
                answersPosition: answers.position,
                people: (people ?? []).map { (role: $0.key, persons: $0.value) }, shared: shared ?? [],
                expected: expected?.figures ?? [], expectedDispositions: expected?.dispositions ?? [],
                script: script, expectedLines: expected?.lines, expectedEnds: expected?.ends ?? [], expectedDays: expected?.days ?? [])
        }
    }
}

extension Reader where Value == JourneyDefinition.Person {
    static var person: Reader {
        let short = Reader<Name>.name.map { JourneyDefinition.HeldLicence(licence: $0, issued: nil, until: nil, fields: [:]) }
        let long = Reader<JourneyDefinition.HeldLicence>.keys(of: "an entry of `holds`", "`holds` 的一项") { keys in
            let licence = keys.required("licence", .name, "a licence type")
            let issued = keys.optional("issued", .day, "when it was issued")
            let until = keys.optional("until", .day, "the last day on which it holds")
            let fields = keys.optional("fields", Reader<String>.text.entries, "the licence's own fields")
            guard let licence else { return nil }
            let values = Dictionary((fields ?? []).map { ($0.key.value, $0.value) }, uniquingKeysWith: { first, _ in first })
            return JourneyDefinition.HeldLicence(licence: licence, issued: issued, until: until, fields: values)
        }
        let held = Reader<JourneyDefinition.HeldLicence>.scalar(short, orMap: long).list
        return .keys(of: "a person or thing", "人员或物") { keys in
            let id = keys.optional("id", Reader<String>.text.located, "citizen id or credit code; synthetic")
            let holds = keys.optional("holds", held, "the licences held")
            return JourneyDefinition.Person(id: id, holds: holds ?? [])
        }
    }
}

/// The `expect` of a journey.
struct Expectations: Sendable {
    var figures: [JourneyDefinition.Expected]
    var dispositions: [(disposition: Name, count: Located<Int>)]
    var lines: Located<[Located<String>]>?
    var ends: [(item: Located<String>, end: Located<JourneyDefinition.End>)]
    var days: [(figure: String, days: Located<TimeSpan>)]
}

extension Reader where Value == Expectations {
    static var expectations: Reader {
        .keys(of: "`expect`") { keys in
            var figures: [JourneyDefinition.Expected] = []
            for figure in ["forms", "fields", "materials", "pieces", "kinds", "visits", "steps", "departments"] {
                let arms = Reader<JourneyDefinition.Expected>.keys(of: "`\(figure)`") { keys in
                    let apart = keys.optional("apart", Reader<Int>.integer(0...100_000).located, "when applied for apart")
                    let together = keys.optional("together", Reader<Int>.integer(0...100_000).located, "as one thing")
                    return JourneyDefinition.Expected(figure: figure, apart: apart, together: together)
                }
                if let expected = keys.optional(figure, arms, "the figure in both arms") { figures.append(expected) }
            }
            let dispositions = keys.optional("dispositions", Reader<Int>.integer(0...100_000).located.entries, "disposition → lines")
            let lines = keys.optional(
                "handed-in", Reader<String>.text.located.list.located, "the lines that are handed in, all of them: birth-registration/4")
            let ends = keys.optional(
                "ends", Reader<JourneyDefinition.End>.choice.located.entries, "item → how it ends, where that is not granted")
            let days = keys.optional("days", Reader<[(figure: String, days: Located<TimeSpan>)]>.expectedDays, "how long it takes")
            return Expectations(
                figures: figures, dispositions: (dispositions ?? []).map { (disposition: $0.key, count: $0.value) }, lines: lines,
                ends: (ends ?? []).map { (item: $0.key, end: $0.value) }, days: days ?? [])
        }
    }
}

extension Reader where Value == [(figure: String, days: Located<TimeSpan>)] {
    fileprivate static var expectedDays: Reader {
        .keys(of: "`days`") { keys in
            let span = Reader<TimeSpan>.span([.workingDays]).located
            let handling = keys.optional("handling", span, "working days that the legal clocks ran, along the longest path")
            let elapsed = keys.optional("elapsed", span, "working days until the last result is in hand")
            return [("handling", handling), ("elapsed", elapsed)].compactMap { figure, days in days.map { (figure: figure, days: $0) } }
        }
    }
}
