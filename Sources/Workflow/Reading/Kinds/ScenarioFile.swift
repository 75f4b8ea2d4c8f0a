/// `scenarios/<bundle>/<scenario>.yaml`
extension Reader where Value == ScenarioDefinition {
    static var scenario: Reader {
        .keys(of: "a scenario", "仿真方案") { keys in
            let id = keys.required("scenario", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let bundle = keys.required("bundle", .name, "the bundle, equal to the folder's name")
            let starts = keys.required("starts", .day, "the first day")
            let like = keys.optional("people-like", .name, "the journey whose people these are like; else the bundle's base")
            let journeys = keys.required(
                "journeys", .integer(1...1_000_000_000), "how many are simulated unless the command says otherwise")
            let block = keys.required("block", .integer(1...10_000_000), "how many of them share one world of offices")
            let warmUp = keys.optional(
                "warm-up", Reader<TimeSpan>.span([.days, .hours]), "what comes in that time of a block is not counted")
            let arrivals = keys.required("arrivals", .arrivals, "who comes, and when")
            let answers = keys.optional("answers", .answerShares, "how often which answer; else those of the journey")
            let licences = keys.optional(
                "licences", Reader<SectionOf<ScenarioDefinition.LicenceQuality>>.licences, "how good people's licences are")
            let authorised = keys.optional("authorised", .authorised, "how many of those who are asked let their licences be read")
            let sources = keys.optional(
                "sources", Reader<SectionOf<ScenarioDefinition.SourceQuality>>.sources, "outages of sources, and how long they take")
            let applicants = keys.required("applicants", .applicants, "how long applicants take, and what they get wrong")
            let offices = keys.required("offices", .offices, "officers and their hours")
            let work = keys.required("work", .times("an officer's move", "工作用时"), "how long an officer works on a move")
            let waits = keys.optional("waits", .times("a wait", "等待用时"), "how long a move takes that is nobody's work")
            let batches = keys.optional("batches", .batches, "moves that are made for many at once, as the printing of cards")
            let refusals = keys.optional("refusals", .refusals, "how many are refused")
            let tariff = keys.optional("tariff", .tariff, "what an hour, a copy and a trip cost (Standard Cost Model)")
            guard let id, let title, let bundle, let starts, let journeys, let block, let arrivals, let applicants, let offices, let work
            else {
                return nil
            }
            return ScenarioDefinition(
                id: id, title: title, bundle: bundle, starts: starts, like: like, journeys: journeys, block: block, warmUp: warmUp,
                arrivals: arrivals, answers: answers, licences: licences.map { ($0.assumed, $0.each) },
                authorised: authorised.map { ($0.0, $0.1) },
                sources: sources.map { ($0.assumed, $0.each) }, applicants: applicants,
                offices: (offices.assumed, offices.window, offices.each), work: work,
                waits: waits, batches: batches, refusals: refusals, tariff: tariff, position: keys.position)
        }
    }
}

/// A section with what stands behind it, and an entry for each thing.
struct SectionOf<Element: Sendable>: Sendable {
    var assumed: ScenarioDefinition.Assumed
    var each: [Element]
}

extension Keys {
    /// What stands behind the values of a section.
    fileprivate mutating func assumed() -> ScenarioDefinition.Assumed? {
        let grade = required("grade", Reader<Grade>.choice, "what stands behind the values here")
        let because = required("because", .title, "where they come from, or that they are guessed")
        guard let grade, let because else { return nil }
        return ScenarioDefinition.Assumed(grade: grade, because: because, position: position)
    }

    fileprivate mutating func openHours() -> (hours: [Located<ScenarioDefinition.Hours>], days: ScenarioDefinition.Days) {
        let hours = optional(
            "hours", Reader<ScenarioDefinition.Hours>.hours.located.oneOrMore, "from and to on a day; else around the clock")
        let days = optional("days", Reader<ScenarioDefinition.Days>.choice, "working-days, or every-day")
        return (hours ?? [], days ?? (hours == nil ? .everyDay : .workingDays))
    }
}

extension Reader where Value == ScenarioDefinition.Arrivals {
    fileprivate static var arrivals: Reader {
        .keys(of: "`arrivals`") { keys in
            let assumed = keys.assumed()
            let every = keys.required("every", .spread, "the time from one to the next, while it is open")
            let open = keys.openHours()
            let denser = Reader<Int>.share(0...1_000_000_000).located.entries
            let weekdays = keys.optional("weekdays", denser, "monday … sunday → how much denser than usual: 130%")
            let months = keys.optional("months", denser, "1 … 12 → how much denser than usual")
            let byHour = keys.optional("by-hour", denser, "0 … 23 → how much denser than usual")
            let batch = Reader<Batch>.keys(of: "an entry of `batches`", "`batches` 的一项") { keys in
                let on = keys.required("on", Reader<Day>.day.located, "the day")
                let count = keys.required("count", .integer(1...1_000_000), "how many come that day at once")
                guard let on, let count else { return nil }
                return Batch(on: on, count: count)
            }
            let batches = keys.optional("batches", batch.list, "so many more at once on a day, as for enrolment at school")
            guard let assumed, let every else { return nil }
            return ScenarioDefinition.Arrivals(
                assumed: assumed, every: every, hours: open.hours, days: open.days, weekdays: (weekdays ?? []).map { ($0.key, $0.value) },
                months: (months ?? []).map { ($0.key, $0.value) }, byHour: (byHour ?? []).map { ($0.key, $0.value) },
                batches: (batches ?? []).map { ($0.on, $0.count) })
        }
    }

    private struct Batch: Sendable {
        var on: Located<Day>
        var count: Int
    }
}

extension Reader where Value == ScenarioDefinition.AnswerShares {
    fileprivate static var answerShares: Reader {
        .keys(of: "`answers`") { keys in
            let assumed = keys.assumed()
            let shares = Reader<Int>.share().located.entries
            let plain = keys.optional("shares", shares.entries, "question → answer → share")
            let given = Reader<ScenarioDefinition.AnswerShares.Table>.keys(of: "an entry of `given`", "`given` 的一项") { keys in
                let question = keys.required("question", .name, "the question")
                let when = keys.required("when", .condition, "for whom these shares hold")
                let own = keys.required("shares", shares, "answer → share")
                guard let question, let own else { return nil }
                return ScenarioDefinition.AnswerShares.Table(question: question, when: when, shares: own.map { ($0.key, $0.value) })
            }
            let tables = keys.optional("given", given.list, "shares that depend on other answers")
            let combination = Reader<ScenarioDefinition.AnswerShares.Combination>.keys(
                of: "an entry of `combinations`", "`combinations` 的一项"
            ) {
                keys in
                let share = keys.required("share", Reader<Int>.share().located, "how many have all of these answers")
                let answers = keys.required("answers", Reader<String>.text.located.entries, "question → answer")
                guard let share, let answers else { return nil }
                return ScenarioDefinition.AnswerShares.Combination(share: share, answers: answers.map { ($0.key, $0.value) })
            }
            let combinations = keys.optional("combinations", combination.list, "whole combinations of answers, each with its share")
            guard let assumed else { return nil }
            let always = (plain ?? []).map { entry in
                ScenarioDefinition.AnswerShares.Table(question: entry.key, when: nil, shares: entry.value.map { ($0.key, $0.value) })
            }
            return ScenarioDefinition.AnswerShares(assumed: assumed, tables: (tables ?? []) + always, combinations: combinations ?? [])
        }
    }
}

extension Reader where Value == SectionOf<ScenarioDefinition.LicenceQuality> {
    fileprivate static var licences: Reader {
        .keys(of: "`licences`") { keys in
            let assumed = keys.assumed()
            let quality = Reader<[ScenarioDefinition.Share?]>.keys(
                of: "an entry of `licences`", "`licences` 的一项"
            ) { keys in
                let share = Reader<Int>.share().located
                let missing = keys.optional("missing", share, "how many have none in electronic form")
                let expired = keys.optional("expired", share, "how many have one that is over")
                let differs = keys.optional("name-differs", share, "how many have one that says another name")
                let revoked = keys.optional("revoked", share, "how many have one that was taken back")
                return [missing, expired, differs, revoked]
            }
            let each = keys.required("each", quality.entries, "licence → how good")
            guard let assumed, let each else { return nil }
            return SectionOf(
                assumed: assumed,
                each: each.map {
                    ScenarioDefinition.LicenceQuality(
                        licence: $0.key, missing: $0.value[0], expired: $0.value[1], nameDiffers: $0.value[2], revoked: $0.value[3])
                })
        }
    }
}

extension Reader where Value == (ScenarioDefinition.Assumed, ScenarioDefinition.Share) {
    fileprivate static var authorised: Reader {
        .keys(of: "`authorised`") { keys in
            let assumed = keys.assumed()
            let share = keys.required("share", Reader<Int>.share().located, "how many do")
            guard let assumed, let share else { return nil }
            return (assumed, share)
        }
    }
}

extension Reader where Value == SectionOf<ScenarioDefinition.SourceQuality> {
    fileprivate static var sources: Reader {
        .keys(of: "`sources`") { keys in
            let assumed = keys.assumed()
            let quality = Reader<(Spread?, Spread?, Spread?)>.keys(of: "an entry of `sources`", "`sources` 的一项") { keys in
                let every = keys.optional("down-every", .spread, "from the end of one outage to the beginning of the next")
                let lasts = keys.optional("down-for", .spread, "how long an outage lasts")
                let answersIn = keys.optional("answers-in", .spread, "how long an answer takes")
                if every == nil, lasts != nil {
                    keys.report(.missingKey("down-every", of: Title(zh: "`sources` 的一项", en: "an entry of `sources`")))
                }
                if every != nil, lasts == nil {
                    keys.report(.missingKey("down-for", of: Title(zh: "`sources` 的一项", en: "an entry of `sources`")))
                }
                return (every, lasts, answersIn)
            }
            let each = keys.required("each", quality.entries, "source → outages and answers")
            guard let assumed, let each else { return nil }
            return SectionOf(
                assumed: assumed,
                each: each.map {
                    ScenarioDefinition.SourceQuality(source: $0.key, downEvery: $0.value.0, downFor: $0.value.1, answersIn: $0.value.2)
                })
        }
    }
}

extension Reader where Value == ScenarioDefinition.Applicants {
    fileprivate static var applicants: Reader {
        .keys(of: "`applicants`") { keys in
            let assumed = keys.assumed()
            let field = keys.required("typed-field", .spread, "the time to type a field")
            let paper = keys.required("paper", .spread, "the time to find a paper and hand it in")
            let copy = keys.required("copy", .spread, "the time to make a copy")
            let visit = keys.required("visit", .spread, "the way to an office and back, without the wait")
            let answers = keys.required("answers-after", .spread, "how long until he mends what is wanting, or pays")
            let share = Reader<Int>.share().located
            let wrongField = keys.required("wrong-field", share, "how many of the typed fields are wrong")
            let wrongPaper = keys.required("wrong-paper", share, "how many of the papers are not right")
            let givesUp = keys.required("gives-up", share, "of those who are to mend something, how many never do")
            guard let assumed, let field, let paper, let copy, let visit, let answers, let wrongField, let wrongPaper, let givesUp else {
                return nil
            }
            return ScenarioDefinition.Applicants(
                assumed: assumed, typedField: field, paper: paper, copy: copy, visit: visit, answersAfter: answers, wrongField: wrongField,
                wrongPaper: wrongPaper, givesUp: givesUp)
        }
    }
}

/// The officers of a scenario.
struct OfficeSection: Sendable {
    var assumed: ScenarioDefinition.Assumed
    var window: Spread
    var each: [ScenarioDefinition.Office]
}

extension Reader where Value == OfficeSection {
    fileprivate static var offices: Reader {
        .keys(of: "`offices`") { keys in
            let assumed = keys.assumed()
            let placeholder = Located("", at: SourcePosition(file: ""))
            let office = Reader<ScenarioDefinition.Office>.keys(of: "an office", "窗口或科室") { keys in
                let officers = keys.required("officers", Reader<Int>.integer(0...100_000).located, "how many work there")
                let open = keys.openHours()
                let leave = keys.optional("leave", Reader<Int>.share().located, "how many of them are away on a day")
                let departments = keys.optional(
                    "departments", Reader<Name>.name.list, "the departments that share them; else that of its name")
                let first = keys.optional("first", Reader<Name>.name.list, "items that they work on before all others, in that order")
                guard let officers else { return nil }
                return ScenarioDefinition.Office(
                    name: placeholder, officers: officers, hours: open.hours, days: open.days, leave: leave, departments: departments ?? [],
                    first: first ?? [])
            }
            let window = keys.required("window", .spread, "how long an officer takes with somebody at the window")
            let each = keys.required("each", office.entries, "department → its officers; `any` for those that are not named")
            guard let assumed, let window, let each else { return nil }
            return OfficeSection(
                assumed: assumed, window: window,
                each: each.map { entry in
                    var office = entry.value
                    office.name = entry.key
                    return office
                })
        }
    }
}

extension Reader where Value == ScenarioDefinition.Times {
    fileprivate static func times(_ what: String, _ zh: String) -> Reader {
        .keys(of: what, zh) { keys in
            let assumed = keys.assumed()
            let any = keys.optional("any", .spread, "a move that is not named")
            let moves = keys.optional("moves", Reader<Spread>.spread.entries, "move → how long")
            let items = keys.optional("items", Reader<Spread>.spread.entries.entries, "item → move → how long")
            guard let assumed else { return nil }
            return ScenarioDefinition.Times(
                assumed: assumed, any: any, moves: (moves ?? []).map { ($0.key, $0.value) },
                items: (items ?? []).map { entry in (entry.key, entry.value.map { ($0.key, $0.value) }) })
        }
    }
}

extension Reader where Value == ScenarioDefinition.Batches {
    fileprivate static var batches: Reader {
        .keys(of: "`batches`") { keys in
            let assumed = keys.assumed()
            let batch = Reader<ScenarioDefinition.Batch>.keys(of: "a batch", "一批") { keys in
                let of = keys.required("of", .integer(1...100_000), "so many are done at once")
                let after = keys.required("after", .clockTime, "so long the first of them waits at most")
                guard let of, let after else { return nil }
                return ScenarioDefinition.Batch(of: of, after: after)
            }
            let moves = keys.optional("moves", batch.entries, "move → how many, and how long they wait")
            let items = keys.optional("items", batch.entries.entries, "item → move → how many, and how long they wait")
            guard let assumed else { return nil }
            return ScenarioDefinition.Batches(
                assumed: assumed, moves: (moves ?? []).map { ($0.key, $0.value) },
                items: (items ?? []).map { entry in (entry.key, entry.value.map { ($0.key, $0.value) }) })
        }
    }
}

extension Reader where Value == ScenarioDefinition.Refusals {
    fileprivate static var refusals: Reader {
        .keys(of: "`refusals`") { keys in
            let assumed = keys.assumed()
            let share = Reader<Int>.share().located
            let any = keys.required("any", share, "of each item")
            let items = keys.optional("items", share.entries, "item → share")
            guard let assumed, let any else { return nil }
            return ScenarioDefinition.Refusals(assumed: assumed, any: any, items: (items ?? []).map { ($0.key, $0.value) })
        }
    }
}

extension Reader where Value == ScenarioDefinition.Tariff {
    fileprivate static var tariff: Reader {
        .keys(of: "`tariff`") { keys in
            let assumed = keys.assumed()
            let money = Reader<Int>.hundredths
            let hour = keys.required("hour", money, "an hour of the applicant's time, in yuan")
            let copy = keys.required("copy", money, "a copy, in yuan")
            let visit = keys.required("visit", money, "a trip there and back, in yuan")
            guard let assumed, let hour, let copy, let visit else { return nil }
            return ScenarioDefinition.Tariff(assumed: assumed, hour: hour, copy: copy, visit: visit)
        }
    }
}
