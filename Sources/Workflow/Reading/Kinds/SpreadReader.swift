import Yams

extension Reader where Value == TimeSpan {
    /// A time on the clock, as people take it: no months, and days are of twenty-four hours.
    static var clockTime: Reader { .span([.minutes, .hours, .days]) }
}

extension Reader {
    /// What was seen: a list of one at least.
    fileprivate var seen: Reader<[Value]> {
        let list = list
        return Reader<[Value]>(list.shape()) { node, reading in
            if case .sequence(let sequence) = node, sequence.isEmpty {
                reading.fail(.impossibleTime(.needs(1)), at: node)
                return nil
            }
            return list.read(node, reading).flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}

extension Reader where Value == Spread {
    /// A time, or how it is spread.
    static var spread: Reader {
        let time = Reader<TimeSpan>.clockTime
        let constant = time.located.map { Spread(.constant($0.value), at: $0.position) }
        let spread = Reader<Spread>.keys(of: "a time that is spread", "时间分布") { keys in
            let names = ["uniform", "triangular", "exponential", "lognormal", "gamma", "values", "measured"]
            let uniform = keys.optional("uniform", time.list, "two times: the least and the most")
            let triangular = keys.optional("triangular", time.list, "three times: the least, the most frequent, the most")
            let exponential = keys.optional("exponential", time, "the mean")
            let lognormal = keys.optional("lognormal", time, "the mean; with `cv`")
            let gamma = keys.optional("gamma", time, "the mean; with `cv`")
            let values = keys.optional("values", time.seen, "times that were seen, each as likely as another")
            let measured = keys.optional("measured", .name, "times that were seen, by the name of their file: `times/<name>.yaml`")
            let cv = keys.optional("cv", Reader<Int>.thousandths(1...10_000), "the standard deviation over the mean: 0.5")
            keys.onlyOne(of: names)
            if !names.contains(where: keys.has) {
                keys.report(.missingKey("exponential", of: Title(zh: "时间分布", en: "a time that is spread")))
            }
            var shape: Spread.Shape?
            if let uniform, uniform.count == 2 { shape = .uniform(uniform[0], uniform[1]) }
            if let triangular, triangular.count == 3 {
                shape = .triangular(low: triangular[0], mode: triangular[1], high: triangular[2])
            }
            if let exponential { shape = .exponential(exponential) }
            if let lognormal { shape = .lognormal(mean: lognormal, cv: cv ?? 1_000) }
            if let gamma { shape = .gamma(mean: gamma, cv: cv ?? 1_000) }
            if let values { shape = .empirical(values) }
            if let measured { shape = .measured(measured) }
            let wanted = [("uniform", uniform?.count, 2), ("triangular", triangular?.count, 3)].first { $0.1 != nil && $0.1 != $0.2 }
            if let wanted { keys.report(.impossibleTime(.needs(wanted.2)), at: wanted.0) }
            return shape.map { Spread($0, at: keys.position) }
        }
        return .scalar(constant, orMap: spread)
    }
}

extension Reader where Value == MeasuredTimes {
    /// `times/<times>.yaml`
    static var measuredTimes: Reader {
        .keys(of: "measured times", "实测用时") { keys in
            let id = keys.required("times", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "what was measured")
            let grade = keys.required("grade", Reader<Grade>.choice, "what stands behind the values")
            let because = keys.required("because", .title, "where, when and how they were measured")
            let unit = keys.required("unit", Reader<Unit>.choice, "minutes, hours or days")
            let values = keys.required("values", Reader<Int>.thousandths(0...9_999_000).seen, "the times that were seen")
            guard let id, let title, let grade, let because, let unit, let values else { return nil }
            return MeasuredTimes(
                id: id, title: title, grade: grade, because: because,
                values: values.compactMap { try? TimeSpan(thousandths: $0, unit: unit.unit) })
        }
    }

    fileprivate enum Unit: String, CaseIterable, Sendable {
        case minutes, hours, days

        var unit: TimeSpan.Unit {
            switch self {
            case .minutes: .minutes
            case .hours: .hours
            case .days: .days
            }
        }
    }
}

extension Reader where Value == Int {
    /// A decimal number in thousandths.
    static func thousandths(_ range: ClosedRange<Int>) -> Reader { .decimal(3, range, Title(zh: "小数", en: "a number"), like: "0.5") }

    /// Money, in hundredths.
    static var hundredths: Reader { .decimal(2, 0...100_000_000, Title(zh: "金额", en: "an amount of money"), like: "12.50") }

    /// A share of a hundred, in millionths: `12.5%`.
    static func share(_ range: ClosedRange<Int> = 0...1_000_000) -> Reader {
        .decimal(4, range, Title(zh: "百分比", en: "a share of a hundred"), suffix: "%", like: "12.5%")
    }

    /// A number with so many decimals at most, counted in units of the last of them.
    private static func decimal(
        _ places: Int, _ range: ClosedRange<Int>, _ what: Title, suffix: String = "", like example: String
    ) -> Reader {
        Reader(.text(about: what.en, pattern: suffix.isEmpty ? nil : "^[0-9]+(\\.[0-9]{1,\(places)})?\(suffix)$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            let parts = text.hasSuffix(suffix) ? text.dropLast(suffix.count).split(separator: ".", omittingEmptySubsequences: false) : []
            let digits = parts.joined() + String(repeating: "0", count: max(0, places - (parts.count == 2 ? parts[1].count : 0)))
            guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
                parts.count == 1 || parts[1].count <= places, let number = Int(digits), range.contains(number)
            else {
                let help = Title(zh: "写成如 `\(example)`", en: "write it like `\(example)`")
                reading.fail(.wrongNumber(text, expected: what, help: help), word: text, at: node)
                return nil
            }
            return number
        }
    }
}

extension Reader where Value == ScenarioDefinition.Hours {
    /// `09:00-17:00`; a day ends at 24:00.
    static var hours: Reader {
        Reader(.text(about: "from and to on a day: 09:00-17:00", pattern: "^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2}$")) { node, reading in
            guard let text = Reader<String>.text.read(node, reading) else { return nil }
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { end -> Int? in
                let parts = end.split(separator: ":", omittingEmptySubsequences: false)
                guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]),
                    (0...24).contains(hour), (0..<60).contains(minute), hour * 60 + minute <= 1_440
                else { return nil }
                return hour * 60 + minute
            }
            guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else {
                reading.fail(
                    .wrongNumber(
                        text, expected: Title(zh: "一天中的起止时刻", en: "from and to on a day"),
                        help: Title(zh: "写成如 `09:00-17:00`，先起后止", en: "write it like `09:00-17:00`, the earlier first")), word: text,
                    at: node)
                return nil
            }
            return ScenarioDefinition.Hours(from: from, to: to)
        }
    }
}
