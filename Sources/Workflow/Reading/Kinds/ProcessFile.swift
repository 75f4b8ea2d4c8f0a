/// `processes/<process>.yaml`
extension Reader where Value == ProcessDefinition {
    static var process: Reader {
        .keys(of: "a process", "办理流程") { keys in
            let id = keys.required("process", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "its name")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that orders it")
            let states = keys.required(
                "states", .named(Reader<ProcessDefinition.State>.state), "its states; an item begins in the first")
            let moves = keys.required("moves", Reader<ProcessDefinition.Move>.move.list, "what leads from state to state")
            let papersLate = keys.optional(
                "papers-late", .name, "the move, by time, that is made when a paper that may follow has not come by its day")
            let warn = keys.optional("warn", Reader<TimeSpan>.days, "how long before the limits of the item end that is told")
            guard let id, let title, let states, let moves else { return nil }
            return ProcessDefinition(
                id: id, title: title, basis: basis ?? [], states: states, moves: moves, papersLate: papersLate, warn: warn)
        }
    }
}

extension Reader where Value == ProcessDefinition.State {
    static func state(_ name: Name) -> Reader {
        .keys(of: "a state", "状态") { keys in
            let title = keys.required("title", .title, "what people call it")
            let clock = keys.optional(
                "clock", Reader<ProcessDefinition.Clock>.choice.located,
                "what the legal clock does: not-started, running, stopped or promised-stopped")
            let decision = keys.optional(
                "decision", Reader<ProcessDefinition.Decision>.choice.located, "decided on entering it; the clock is done")
            let end = keys.optional("end", Reader<ProcessDefinition.End>.choice.located, "the item ends here, and how")
            let waits = keys.optional(
                "waits-for", Reader<ProcessDefinition.Waits>.choice.located, "applicant or payment; else it waits for the department")
            let department = keys.optional("department", .name, "who has it, where that is not the item's department")
            let atMost = keys.optional("at-most", Reader<TimeSpan>.limit.located, "how long it may stay in this state")
            let overdue = keys.optional("overdue", .name, "the move that happens then, or reported")
            let needs = keys.optional("needs", Reader<ProcessDefinition.Need>.choice.list, "what every move into it must say")
            let paper = keys.optional("paper", .name, "the official paper that is issued on entering it")
            let fee = keys.optional("fee", .title, "what is to be paid")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law behind it")
            let atLeast = keys.optional("at-least", Reader<TimeSpan>.days.located, "how long it must stay in this state")
            let warn = keys.optional("warn", Reader<TimeSpan>.days.located, "how long before at-most ends that is told")
            let ways = ["clock", "decision", "end"]
            if !ways.contains(where: keys.has) { keys.report(.missingKey("clock", or: "end", of: Title(zh: "状态", en: "a state"))) }
            keys.onlyOne(of: ways)
            guard let title else { return nil }
            return ProcessDefinition.State(
                name: name, title: title, clock: clock, decision: decision, end: end, waitsFor: waits, department: department,
                atMost: atMost, overdue: overdue, needs: needs ?? [], paper: paper, fee: fee, basis: basis ?? [],
                atLeast: atLeast, warn: warn)
        }
    }
}

extension Reader where Value == ProcessDefinition.Move {
    static var move: Reader {
        let byItself = Reader<ProcessDefinition.ByItself>.keys(of: "`by-itself`") { keys in
            let when = keys.required("when", Reader<ProcessDefinition.Trigger>.choice, "when it happens")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that lets a rule decide")
            return when.map { ProcessDefinition.ByItself(when: $0, basis: basis ?? []) }
        }
        return .keys(of: "a move", "动作") { keys in
            let name = keys.required("move", .name, "its name")
            let title = keys.required("title", .title, "what people call it")
            let from = keys.required("from", Reader<Name>.name.oneOrMore, "the states that it leads from")
            let to = keys.required("to", .name, "the state that it leads to")
            let by = keys.required("by", Reader<ProcessDefinition.Mover>.choice.oneOrMore, "who may make it")
            let needs = keys.optional("needs", Reader<ProcessDefinition.Need>.choice.list, "what it must say or find")
            let once = keys.optional("once", .boolean, "whether it may be made once only")
            let countsFrom = keys.optional(
                "counts-from", Reader<TimeLimitDefinition.Start>.choice, "from when the clock that it starts counts; else from this day")
            let byItself = keys.optional("by-itself", byItself, "when it happens without anybody (秒批)")
            let paper = keys.optional("paper", .name, "the official paper that it issues")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law behind it")
            let otherThan = keys.optional(
                "other-than", Reader<Name>.name.oneOrMore, "moves of the item whose maker may not make this one")
            let extends = keys.optional("extends", Reader<TimeSpan>.days, "by how much it makes the statutory limit longer")
            let early = keys.optional("early", .boolean, "whether it may be made before the at-least of its state has passed")
            let keepsLimit = keys.optional(
                "keeps-limit", .boolean, "whether the limit of the state that it leaves goes on in the one that it enters")
            guard let name, let title, let from, let to, let by else { return nil }
            return ProcessDefinition.Move(
                name: name, title: title, from: from, to: to, by: by, needs: needs ?? [], once: once ?? false, countsFrom: countsFrom,
                byItself: byItself, paper: paper, basis: basis ?? [], otherThan: otherThan ?? [], extends: extends,
                early: early ?? false, keepsLimit: keepsLimit ?? false)
        }
    }
}
