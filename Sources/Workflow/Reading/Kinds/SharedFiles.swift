/// The files with one block per entry: departments, materials, fields, laws, guides, questions, words, assumptions.
extension Reader where Value == DepartmentDefinition {
    static func department(_ id: Name) -> Reader {
        .keys(of: "a department", "部门") { keys in
            let title = keys.required("title", .title, "its name")
            let codes = keys.optional("codes", Reader<CreditCode>.creditCode.list, "the credit codes of the bodies that act as it")
            return title.map { DepartmentDefinition(id: id, title: $0, codes: codes ?? []) }
        }
    }
}

extension Reader where Value == CreditCode {
    static var creditCode: Reader {
        Reader(.text(about: "a unified social credit code (GB 32100)", pattern: "^[0-9A-HJ-NPQRTUWXY]{18}$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            do throws(CreditCode.Problem) { return try CreditCode(parsing: text) } catch {
                reading.fail(
                    .wrongCode(kind: Title(zh: "统一社会信用代码", en: "unified social credit code"), reason: error.reason), at: node)
                return nil
            }
        }
    }
}

extension Reader where Value == MaterialDefinition {
    static func material(_ id: Name) -> Reader {
        .keys(of: "a material", "材料") { keys in
            keys.required("title", .title, "its name").map { MaterialDefinition(id: id, title: $0) }
        }
    }
}

extension Reader where Value == FieldDefinition {
    static func field(_ id: Name) -> Reader {
        .keys(of: "a field", "字段") { keys in
            let title = keys.required("title", .title, "its name")
            let typing = keys.required("typing", Reader<FieldDefinition.Typing>.choice, "how long it takes to type")
            let answeredBy = keys.optional("answered-by", .name, "the question whose answer fills it in")
            let isCode = keys.optional("holder-code", Reader<Bool>.boolean, "whether it is the code of the person or firm itself")
            let dataClass = keys.optional("class", Reader<DataClass>.choice, "what kind of data it holds; else personal")
            let reuse = keys.optional(
                "reuse", Reader<ReusePolicy>.choice, "whether what somebody typed fills in his next form: freely, ask-again (else), never")
            let content = keys.optional(
                "value", Reader<FieldContent>.content, "what may be typed in it: a kind, or one of a few words; else any text")
            guard let title, let typing else { return nil }
            return FieldDefinition(
                id: id, title: title, typing: typing, answeredBy: answeredBy, isHolderCode: isCode ?? false,
                dataClass: dataClass ?? .personal, reuse: reuse ?? .askAgain, content: content ?? .text)
        }
    }
}

extension Reader where Value == FieldContent {
    static var content: Reader {
        let (kind, words) = (Reader<FieldContent.Kind>.choice, Reader<Title>.title.list)
        return Reader(.oneOf([kind.shape(), words.shape()])) { node, reading in
            if case .list = node.shape { return words.read(node, reading).map(FieldContent.oneOf) }
            return kind.read(node, reading).map(FieldContent.of)
        }
    }
}

extension Reader where Value == LawDefinition {
    static func law(_ id: Name) -> Reader {
        .keys(of: "a law", "法律依据") { keys in
            let title = keys.required("title", .title, "its name")
            let number = keys.optional("number", .text, "its number, such as 国务院令第765号")
            let inForce = keys.optional("in-force", .day, "since when it holds")
            return title.map { LawDefinition(id: id, title: $0, number: number, inForce: inForce) }
        }
    }
}

extension Reader where Value == GuideDefinition {
    static func guide(_ id: Name) -> Reader {
        .keys(of: "a guide", "办事指南") { keys in
            let issuer = keys.required("issuer", .title, "who published it")
            let title = keys.required("title", .title, "its name")
            let number = keys.optional("number", .text, "its number")
            let place = keys.optional("place", .title, "where it holds")
            let date = keys.optional("date", .date, "its date, or what is known of it")
            let readAt = keys.optional("read-at", .text, "where it was read")
            let grade = keys.required("grade", Reader<Grade>.choice, "law, official, mirror or constructed")
            guard let issuer, let title, let grade else { return nil }
            return GuideDefinition(
                id: id, issuer: issuer, title: title, number: number, place: place, date: date, readAt: readAt, grade: grade)
        }
    }
}

extension Reader where Value == WordDefinition {
    static func word(_ id: Name) -> Reader {
        .keys(of: "a word", "词语") { keys in
            let title = keys.required("title", .title, "the word")
            let code = keys.optional("code", .text, "its code in GB/T 39554")
            return title.map { WordDefinition(id: id, title: $0, code: code) }
        }
    }
}

extension Reader where Value == QuestionDefinition {
    static func question(_ id: Name) -> Reader {
        .keys(of: "a question", "情形问题") { keys in
            let ask = keys.required("ask", .title, "the question")
            let named = keys.optional("answers", Reader<Title>.title.entries, "the answers, each with its text")
            let number = keys.optional("number", .range, "the numbers that may be given, such as 1 to 4")
            let onlyIf = keys.optional("only-if", .condition, "when it is asked")
            let source = keys.optional("answered-by", .answerSource, "the licence that answers it")
            guard let ask else { return nil }
            let answers: QuestionDefinition.Answers
            switch (named, number) {
            case (let named?, nil): answers = .named(named.map { (id: $0.key, title: $0.value) })
            case (nil, let number?): answers = .number(number)
            default:
                if !keys.has("answers"), !keys.has("number") {
                    keys.report(.missingKey("answers", or: "number", of: Title(zh: "情形问题", en: "a question")))
                }
                keys.onlyOne(of: ["answers", "number"])
                return nil
            }
            return QuestionDefinition(id: id, ask: ask, answers: answers, onlyIf: onlyIf, answeredBy: source)
        }
    }
}

extension Reader where Value == QuestionDefinition.Source {
    static var answerSource: Reader {
        .keys(of: "`answered-by`") { keys in
            let licence = keys.required("licence", .name, "the licence")
            let role = keys.required("of", .name, "the bundle role that holds it")
            let field = keys.required("field", .text, "the licence's field")
            let contains = keys.required("contains", Reader<Name>.name.entries, "a text in the field → the answer")
            let otherwise = keys.required("otherwise", .name, "the answer when none of them is there, or ask")
            guard let licence, let role, let field, let contains, let otherwise else { return nil }
            return QuestionDefinition.Source(
                licence: licence, role: role, field: field, contains: contains.map { (text: $0.key.value, answer: $0.value) },
                otherwise: otherwise)
        }
    }
}

extension Reader where Value == ClosedRange<Int> {
    /// `1 to 4`
    static var range: Reader {
        Reader(.text(about: "a range, 1 to 4", pattern: "^[0-9]+ to [0-9]+$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            let words = text.split(separator: " ")
            guard words.count == 3, words[1] == "to", let low = Int(words[0]), let high = Int(words[2]), low >= 0, low <= high else {
                let help = Title(zh: "小的数在前，例如 `1 to 4`", en: "the smaller number comes first, such as `1 to 4`")
                reading.fail(.wrongNumber(text, expected: Title(zh: "范围", en: "a range"), help: help), word: text, at: node)
                return nil
            }
            return low...high
        }
    }
}

extension Reader where Value == AssumptionDefinition {
    static func assumption(_ units: [TimeSpan.Unit]) -> Reader {
        .keys(of: "an assumption", "假设") { keys in
            let value = keys.required("value", .span(units), "the value with its unit")
            let grade = keys.required("grade", Reader<Grade>.choice, "what stands behind it")
            let because = keys.required("because", .title, "why")
            guard let value, let grade, let because else { return nil }
            return AssumptionDefinition(value: value, grade: grade, because: because)
        }
    }
}

extension Reader where Value == Assumptions {
    static var assumptions: Reader {
        .keys(of: "`assumptions`") { keys in
            let minutes: [TimeSpan.Unit] = [.minutes, .hours]
            let short = keys.required("typed-short-field", .assumption(minutes), "minutes to type a short field")
            let long = keys.required("typed-long-field", .assumption(minutes), "minutes to type a long field")
            let prefilled = keys.required("prefilled-field", .assumption(minutes), "minutes to confirm a field that is filled in already")
            let paper = keys.required("paper", .assumption(minutes), "minutes to find and hand in one original")
            let copy = keys.required("copy", .assumption(minutes), "minutes to make one copy")
            let visit = keys.required("visit", .assumption(minutes), "minutes of one visit, with the way")
            let workingDay = keys.required("working-day", .assumption([.hours]), "the hours of a working day")
            let immediate = keys.required("immediate", .assumption([.workingDays]), "what immediate counts as")
            let naturalDay = keys.required("natural-day", .assumption([.workingDays]), "what a natural day counts as")
            let month = keys.required("month", .assumption([.workingDays]), "what a month counts as")
            let announced = keys.required("announced-day", .assumption([.workingDays]), "what a day counts as in an announcement")
            guard let short, let long, let prefilled, let paper, let copy, let visit, let workingDay, let immediate, let naturalDay,
                let month,
                let announced
            else { return nil }
            return Assumptions(
                typedShortField: short, typedLongField: long, prefilledField: prefilled, paper: paper, copy: copy, visit: visit,
                workingDay: workingDay, immediate: immediate, naturalDay: naturalDay, month: month, announcedDay: announced)
        }
    }
}

extension Reader where Value == Title {
    /// A date as it was published, `undated`, or in both languages what is known of it.
    static var date: Reader {
        let plain = Reader<String>.text.map { text in
            text == "undated" ? Title(zh: "未注明日期", en: "undated") : Title(zh: text, en: text)
        }
        return .scalar(plain, orMap: .title)
    }
}
