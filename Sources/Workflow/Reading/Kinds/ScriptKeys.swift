import Yams

extension JourneyDefinition.Script {
    /// The keys of a journey that say what applicant and officers do.
    static func read(_ keys: inout Keys) -> JourneyDefinition.Script {
        var script = JourneyDefinition.Script()
        let span = Reader<TimeSpan>.limit
        let pace = Reader<JourneyDefinition.Pace>.choice.map { (pace: $0, decides: [(item: Located<String>, after: TimeSpan)]()) }
        let byItem = span.entries.map { entries in
            (pace: JourneyDefinition.Pace.atPromise, decides: entries.map { (item: $0.key, after: $0.value) })
        }
        if let officers = keys.optional("officers", .scalar(pace, orMap: byItem), "at-once, at-promise, or item → how long after receipt") {
            (script.pace, script.decides) = (officers.pace, officers.decides)
        }
        let refuses = keys.optional("refuses", Reader<Title>.title.entries, "item → why it is refused")
        let supplies = keys.optional(
            "supplies", Reader<Answering>.answering.entries, "item → how long the applicant takes to mend or to pay, or never")
        let moves = keys.optional(
            "script", Reader<JourneyDefinition.ScriptedMove>.scriptedMove.list.entries, "item → moves instead of the straight way")
        let without = keys.optional("without", Reader<Name>.name.list, "materials that do not come with the application")
        let brings = keys.optional("brings", span.entries, "material → how long after the application it comes")
        let events = keys.optional("events", span.entries, "event → how long after the application it comes")
        let withdraws = keys.optional("withdraws", span.entries, "item → how long after the application it is taken back")
        script.withdrawsAll = keys.optional("withdraws-all", span.located, "how long after the application all is taken back")
        script.refuses = (refuses ?? []).map { (item: $0.key, because: $0.value) }
        script.supplies = (supplies ?? []).map { (item: $0.key, after: $0.value.after) }
        script.moves = (moves ?? []).map { (item: $0.key, moves: $0.value) }
        script.without = without ?? []
        script.brings = (brings ?? []).map { (material: $0.key, after: $0.value) }
        script.events = (events ?? []).map { (event: $0.key, after: $0.value) }
        script.withdraws = (withdraws ?? []).map { (item: $0.key, after: $0.value) }
        return script
    }
}

/// How long the applicant takes; nil: never.
private struct Answering: Sendable {
    var after: TimeSpan?
}

extension Reader where Value == Answering {
    fileprivate static var answering: Reader {
        let span = Reader<TimeSpan>.limit
        return Reader(.oneOf([.choice(["never"]), span.shape()])) { node, reading in
            if node.scalar?.string == "never" { return Answering(after: nil) }
            return span.read(node, reading).map { Answering(after: $0) }
        }
    }
}

extension Reader where Value == JourneyDefinition.ScriptedMove {
    fileprivate static var scriptedMove: Reader {
        let short = Reader<Name>.name.map {
            JourneyDefinition.ScriptedMove(move: $0, after: nil, because: nil, basis: [], lasts: nil, papers: [])
        }
        let long = Reader.keys(of: "an entry of `script`", "`script` 的一项") { keys in
            let move = keys.required("move", .name, "a move of the item's process")
            let after = keys.optional("after", .limit, "how long after the state before was entered")
            let because = keys.optional("because", .title, "the reason that is written")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that is named")
            let lasts = keys.optional("lasts", Reader<TimeSpan>.limit.located, "how long it is expected to last")
            let papers = keys.optional("papers", Reader<Name>.name.list, "the materials that are named as wanting")
            return move.map {
                JourneyDefinition.ScriptedMove(
                    move: $0, after: after, because: because, basis: basis ?? [], lasts: lasts, papers: papers ?? [])
            }
        }
        return .scalar(short, orMap: long)
    }
}
