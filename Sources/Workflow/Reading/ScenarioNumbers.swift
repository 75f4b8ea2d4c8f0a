import Yams

/// The numbers that a scenario assumes, each with the settings that move it a little down and up.
public struct ScenarioNumbers: Sendable {
    /// One number, or several of one law that move together.
    public struct Movable: Sendable, Hashable {
        public var path: String
        /// As it is written.
        public var value: String
        /// Nil where it cannot go further.
        public var down: Move?
        public var up: Move?
    }

    public struct Move: Sendable, Hashable {
        /// What it is moved to, as it would be written.
        public var value: String
        public var settings: [DefinitionSetting]
    }

    /// A number that cannot be moved, and why.
    public struct Fixed: Sendable, Hashable {
        public var path: String
        public var value: String
        public var because: Title

        public init(path: String, value: String, because: Title) { (self.path, self.value, self.because) = (path, value, because) }
    }

    public private(set) var movable: [Movable] = []
    public private(set) var fixed: [Fixed] = []
    private let share: Int
    private let officers: Int

    /// Keys that say how much is simulated, or what it is about.
    private static let size: Set = ["scenario", "title", "bundle", "starts", "people-like", "journeys", "block", "warm-up"]
    /// Keys under which nothing is a number that could be a little more or less.
    private static let words: Set = ["grade", "because", "days", "departments", "on", "question", "when"]
    private static let laws: Set = ["uniform", "triangular", "exponential", "lognormal", "gamma", "values"]

    /// Reads the text of a scenario that has no mistakes.
    /// - Parameters:
    ///   - share: how far times, shares and money are moved, in millionths of themselves.
    ///   - officers: how far officers are.
    public init(_ text: String, by share: Int, officers: Int) {
        (self.share, self.officers) = (share, officers)
        guard let root = (try? Yams.compose(yaml: text))?.mapping else { return }
        for (key, node) in root { if let key = key.scalar?.string, !Self.size.contains(key) { walk(node, [key]) } }
    }

    /// Those whose paths begin in one of some ways; all of them where none is given.
    public func only(under paths: [String]) -> ScenarioNumbers {
        guard !paths.isEmpty else { return self }
        var numbers = self
        numbers.movable.removeAll { number in !paths.contains { number.path.hasPrefix($0) } }
        numbers.fixed.removeAll { number in !paths.contains { number.path.hasPrefix($0) } }
        return numbers
    }

    public var paths: [String] { movable.map(\.path) + fixed.map(\.path) }

    private mutating func walk(_ node: Node, _ path: [String]) {
        switch node {
        case .mapping(let mapping):
            let keys = Set(mapping.compactMap { $0.key.scalar?.string })
            if !keys.isDisjoint(with: Self.laws) { return law(mapping, path) }
            if path == ["answers", "shares"] || (path.count == 4 && path.starts(with: ["answers", "given"]) && path[3] == "shares") {
                if path.count == 4 { return whole(mapping, path) }
                for (key, node) in mapping { if let table = node.mapping { whole(table, path + [key.scalar?.string ?? ""]) } }
                return
            }
            let sum = path.count == 3 && path.starts(with: ["licences", "each"]) ? sum(mapping) : nil
            for (key, node) in mapping {
                guard let key = key.scalar?.string, !Self.words.contains(key) else { continue }
                if case .scalar(let scalar) = node {
                    single(scalar.string, path + [key], others: sum.map { $0 - (Amount(scalar.string)?.value ?? 0) } ?? 0)
                } else {
                    walk(node, path + [key])
                }
            }
        case .sequence(let sequence):
            if path == ["answers", "combinations"] {
                let shares = sequence.enumerated().compactMap { place, node in
                    node.mapping?["share"]?.scalar.map { (path: path + ["\(place)", "share"], text: $0.string) }
                }
                return whole(shares)
            }
            if path.last == "hours" {
                let text = sequence.compactMap { $0.scalar?.string }.joined(separator: " ")
                return fix(path, text, .init(zh: "时段，不是数", en: "hours of a day, no number"))
            }
            for (place, node) in sequence.enumerated() { walk(node, path + ["\(place)"]) }
        default: break
        }
    }

    // MARK: Numbers

    private mutating func single(_ text: String, _ path: [String], others: Int = 0) {
        guard let amount = Amount(text) else { return }
        if path.last == "officers" || path.last == "count" {
            let step = path.last == "officers" ? officers * Amount.one : max(Amount.one, scaled(amount.value, by: share) - amount.value)
            return add(
                path, text, down: amount.value - step >= Amount.one ? [(path, amount.with(amount.value - step))] : nil,
                up: [(path, amount.with(amount.value + step))])
        }
        guard amount.value > 0 else { return fix(path, text, Self.nothing) }
        // A density may be more than the whole; what stands in one entry with others comes to the whole with them at most.
        let isDensity = path.first == "arrivals"
        let most = amount.unit == "%" && !isDensity ? 100 * Amount.one - others : Int.max
        add(
            path, text, down: [(path, amount.with(moved(amount, by: -share)))],
            up: [(path, amount.with(min(most, moved(amount, by: share))))])
    }

    /// The mean of a law, or all the times that it is made of.
    private mutating func law(_ mapping: Node.Mapping, _ path: [String]) {
        for (key, node) in mapping {
            guard let key = key.scalar?.string else { continue }
            if key == "cv" {
                fix(path + [key], node.scalar?.string ?? "", .init(zh: "只移动均值，形状不变", en: "the mean is moved; the shape stays"))
            } else if let text = node.scalar?.string {
                times([(path + [key], text)], path, "\(key): \(text)")
            } else if let times = node.sequence {
                let texts = times.enumerated().compactMap { place, node in node.scalar.map { (path + [key, "\(place)"], $0.string) } }
                self.times(texts, path, "\(key): \(texts.map(\.1).joined(separator: ", "))")
            }
        }
    }

    private mutating func times(_ texts: [(path: [String], text: String)], _ path: [String], _ text: String) {
        let amounts = texts.compactMap { entry in Amount(entry.text).map { (entry.path, $0) } }
        guard amounts.contains(where: { $0.1.value > 0 }) else { return fix(path, text, Self.nothing) }
        func all(by share: Int) -> [([String], String)] { amounts.map { ($0, $1.with(moved($1, by: share))) } }
        add(path, text, down: all(by: -share), up: all(by: share))
    }

    private mutating func whole(_ mapping: Node.Mapping, _ path: [String]) {
        whole(mapping.compactMap { key, node in key.scalar.flatMap { key in node.scalar.map { (path + [key.string], $0.string) } } })
    }

    /// Shares of a whole: where one is moved the others give or take, each in proportion to its size.
    private mutating func whole(_ shares: [(path: [String], text: String)]) {
        let amounts = shares.map { Amount($0.text)?.value ?? 0 }
        for (place, one) in shares.enumerated() {
            let rest = amounts.reduce(0, +) - amounts[place]
            if amounts[place] == 0 {
                fix(one.path, one.text, Self.nothing)
            } else if rest == 0 {
                fix(one.path, one.text, .init(zh: "没有别的份额可增减", en: "no other share could give or take"))
            } else {
                func all(to value: Int) -> [([String], String)] {
                    var moved = amounts.map { $0 * (100 * Amount.one - value) / rest }
                    moved[place] = value
                    let largest = moved.indices.filter { $0 != place }.max { amounts[$0] < amounts[$1] } ?? place
                    moved[largest] += 100 * Amount.one - moved.reduce(0, +)
                    let order = [place] + moved.indices.filter { $0 != place }
                    return order.map { (shares[$0].path, Amount(value: moved[$0], unit: "%").text) }
                }
                add(
                    one.path, one.text, down: all(to: scaled(amounts[place], by: -share)),
                    up: all(to: min(100 * Amount.one, scaled(amounts[place], by: share))))
            }
        }
    }

    private func sum(_ mapping: Node.Mapping) -> Int {
        mapping.reduce(0) { $0 + ($1.value.scalar.flatMap { Amount($0.string) }?.value ?? 0) }
    }

    private func scaled(_ value: Int, by share: Int) -> Int { value + (value * share + (share < 0 ? -500_000 : 500_000)) / 1_000_000 }

    /// Moved, with as many decimals as may be written.
    private func moved(_ amount: Amount, by share: Int) -> Int {
        let quantum = amount.unit == "%" ? 1 : amount.unit.isEmpty ? Amount.one / 100 : Amount.one / 1_000
        return max(0, (scaled(amount.value, by: share) + quantum / 2) / quantum * quantum)
    }

    // MARK: What comes of it

    private static let nothing = Title(zh: "是零，按比例移动仍为零", en: "it is nothing, and a share of nothing is nothing")

    private mutating func fix(_ path: [String], _ value: String, _ because: Title) {
        fixed.append(Fixed(path: path.joined(separator: "."), value: value, because: because))
    }

    private mutating func add(_ path: [String], _ value: String, down: [([String], String)]?, up: [([String], String)]?) {
        func move(_ all: [([String], String)]?) -> Move? {
            guard let first = all?.first, let all, first.1 != value else { return nil }
            return Move(
                value: all.count > 1 && path != first.0 ? all.map(\.1).joined(separator: ", ") : first.1,
                settings: all.map { DefinitionSetting($0, value: $1) })
        }
        let (down, up) = (move(down), move(up))
        if down == nil, up == nil { return fix(path, value, .init(zh: "无法再移动", en: "it cannot go further")) }
        movable.append(Movable(path: path.joined(separator: "."), value: value, down: down, up: up))
    }
}

/// A number with its unit as it is written: `12.5 minutes`, `0.3%`, `2`; in ten-thousandths.
private struct Amount {
    static let one = 10_000

    var value: Int
    var unit: String

    init(value: Int, unit: String) { (self.value, self.unit) = (value, unit) }

    init?(_ text: String) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        unit = String(text.dropFirst(number.count))
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard unit.isEmpty || unit == "%" || unit.hasPrefix(" "), (1...2).contains(parts.count), let whole = Int(parts[0]),
            whole <= 1_000_000_000
        else { return nil }
        let decimals = parts.count == 2 ? String(parts[1]) : "0"
        guard (1...4).contains(decimals.count), let part = Int(decimals + String(repeating: "0", count: 4 - decimals.count)) else {
            return nil
        }
        value = whole * Self.one + part
    }

    func with(_ value: Int) -> String { Amount(value: value, unit: unit).text }

    var text: String {
        let (whole, part) = value.quotientAndRemainder(dividingBy: Self.one)
        guard part > 0 else { return "\(whole)\(unit)" }
        var digits = String(String(Self.one + part).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)\(unit)"
    }
}
