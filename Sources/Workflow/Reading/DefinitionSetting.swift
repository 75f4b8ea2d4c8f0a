import Yams

/// One value of a folder set to another, for a try: `offices.each.health.officers=3` in the scenario, or
/// `items/health/birth-notice:time-limit.promised=2 working days` in any file.
public struct DefinitionSetting: Sendable, Hashable {
    /// Without `.yaml`; nil: the scenario that is tried.
    public var file: String?
    public var keys: [String]
    public var value: String

    /// Why a setting cannot be made.
    public struct Problem: Error, Sendable, Hashable {
        public var message: Title
        public var help: Title?
    }

    /// Reads `path=value`.
    public init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw Problem(
                message: Title(zh: "`\(text)` 应写成 路径=值", en: "`\(text)` is not written as path=value"),
                help: Title(zh: "如 offices.each.health.officers=3", en: "such as offices.each.health.officers=3"))
        }
        let place = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        file = place.count == 2 ? place[0] : nil
        keys = (place.last ?? "").split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        value = parts[1]
    }

    /// A value of the scenario that is tried.
    init(_ keys: [String], value: String) { (self.keys, self.value) = (keys, value) }

    /// As it is written before its `=`.
    public var path: String { (file.map { $0 + ":" } ?? "") + keys.joined(separator: ".") }

    /// As it is read.
    public var text: String { "\(path)=\(value)" }

    /// The texts of a folder with the value set.
    /// - Parameter scenario: the file of the scenario that is tried.
    public func applied(to sources: [String: String], scenario: String) throws(Problem) -> [String: String] {
        let file = file.map { $0.hasSuffix(".yaml") ? $0 : $0 + ".yaml" } ?? scenario
        guard let text = sources[file] else {
            let nearest = nearestName(to: file, among: sources.keys.sorted())
            throw Problem(
                message: Title(zh: "没有文件 `\(file)`", en: "there is no file `\(file)`"),
                help: nearest.map { Title(zh: "是否指 `\($0)`？", en: "did you mean `\($0)`?") })
        }
        guard let root = try? Yams.compose(yaml: text) else {
            throw Problem(message: Title(zh: "`\(file)` 无法读取", en: "`\(file)` cannot be read"))
        }
        var node = root
        for (depth, key) in keys.enumerated() {
            node = try Self.step(into: node, key, under: keys.prefix(depth).joined(separator: "."), file)
        }
        guard case .scalar(let scalar) = node, let mark = node.mark, !scalar.string.contains("\n") else {
            throw Problem(
                message: Title(zh: "`\(path)` 不是单个值", en: "`\(path)` is not a single value"), help: Self.known(in: node))
        }
        guard !value.unicodeScalars.contains(where: { "\n\"'#{}[],&*!|>`".unicodeScalars.contains($0) || $0.value < 32 }) else {
            throw Problem(message: Title(zh: "值 `\(value)` 含有不能使用的字符", en: "the value `\(value)` has characters that cannot stand there"))
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
        let (line, column) = (mark.line - 1, mark.column - 1)
        guard lines.indices.contains(line), column + node.lengthOnLine <= lines[line].count else {
            throw Problem(message: Title(zh: "`\(path)` 无法改写", en: "`\(path)` cannot be set"))
        }
        lines[line].replaceSubrange(column..<column + node.lengthOnLine, with: Array("\"\(value)\"".unicodeScalars))
        var changed = sources
        changed[file] = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
        return changed
    }

    private static func step(into node: Node, _ key: String, under path: String, _ file: String) throws(Problem) -> Node {
        if let mapping = node.mapping, let value = mapping.first(where: { $0.key.scalar?.string == key })?.value { return value }
        if let sequence = node.sequence, let place = Int(key), sequence.indices.contains(place) { return sequence[place] }
        let there = path.isEmpty ? "`\(file)`" : "`\(path)`"
        throw Problem(message: Title(zh: "\(there) 中没有 `\(key)`", en: "there is no `\(key)` in \(there)"), help: known(in: node))
    }

    private static func known(in node: Node) -> Title? {
        if let sequence = node.sequence, let last = sequence.indices.last {
            return Title(zh: "各项编号 0 至 \(last)", en: "its entries are numbered from 0 to \(last)")
        }
        let keys = node.mapping.map { $0.compactMap { $0.key.scalar?.string } } ?? []
        return keys.isEmpty ? nil : Title(zh: "有：\(keys.joined(separator: "、"))", en: "there are: \(keys.joined(separator: ", "))")
    }
}

/// One value of a folder tried with several: `offices.each.health.officers=1..5/1`, `applicants.wrong-paper=0%..5%/1%`.
public struct DefinitionSweep: Sendable, Hashable {
    public var path: String
    public var settings: [DefinitionSetting]

    /// More points than that are not drawn.
    public static let most = 100

    /// Reads `path=first..last/step`; the words after the numbers, such as a unit, are the same in all three, or stand once.
    public init(_ text: String) throws(DefinitionSetting.Problem) {
        let setting = try DefinitionSetting(text)
        let wrong = DefinitionSetting.Problem(
            message: Title(zh: "`\(text)` 应写成 路径=起..止/步长", en: "`\(text)` is not written as path=first..last/step"),
            help: Title(zh: "如 offices.each.health.officers=1..5/1", en: "such as offices.each.health.officers=1..5/1"))
        let ends = setting.value.components(between: "..")
        guard ends.count == 2 else { throw wrong }
        let rest = ends[1].components(between: "/")
        guard rest.count == 2, let first = Self.amount(ends[0]), let last = Self.amount(rest[0]), let step = Self.amount(rest[1]) else {
            throw wrong
        }
        let units = Set([first.unit, last.unit, step.unit].filter { !$0.isEmpty })
        func isWrong(_ message: Title) -> DefinitionSetting.Problem { DefinitionSetting.Problem(message: message, help: wrong.help) }
        guard units.count <= 1 else {
            throw isWrong(
                Title(
                    zh: "`\(text)` 有不同的单位：\(units.sorted().joined(separator: "、"))",
                    en: "`\(text)` has different units:\(units.sorted().joined(separator: ","))"))
        }
        guard step.thousandths > 0 else {
            throw isWrong(Title(zh: "`\(text)` 的步长为零", en: "the step of `\(text)` is nothing"))
        }
        guard first.thousandths <= last.thousandths else {
            throw isWrong(Title(zh: "`\(text)` 的起点大于终点", en: "`\(text)` ends before it begins"))
        }
        let unit = units.first ?? ""
        let values = Array(stride(from: first.thousandths, through: last.thousandths, by: step.thousandths))
        guard values.count <= Self.most else {
            throw DefinitionSetting.Problem(
                message: Title(zh: "共 \(values.count) 个点，上限 \(Self.most)", en: "these are \(values.count) points, more than \(Self.most)"),
                help: Title(zh: "步长取大一些", en: "take a longer step"))
        }
        path = setting.path
        settings = values.map { value in
            var one = setting
            one.value = Self.text(value) + unit
            return one
        }
    }

    /// `12.5 minutes` as 12,500 and ` minutes`.
    private static func amount(_ text: String) -> (thousandths: Int, unit: String)? {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole <= 1_000_000_000 else { return nil }
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard decimals.count <= 3, parts.count == 1 || !decimals.isEmpty else { return nil }
        guard let part = Int(decimals + String(repeating: "0", count: 3 - decimals.count)) else { return nil }
        return (whole * 1_000 + part, String(text.dropFirst(number.count)))
    }

    private static func text(_ thousandths: Int) -> String {
        let (whole, part) = thousandths.quotientAndRemainder(dividingBy: 1_000)
        if part == 0 { return "\(whole)" }
        var digits = String(part)
        digits = String(repeating: "0", count: 3 - digits.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}

extension String {
    /// What stands around the first place at which some words stand; the whole where they do not.
    fileprivate func components(between words: String) -> [String] {
        guard let place = firstRange(of: words) else { return [self] }
        return [String(self[..<place.lowerBound]), String(self[place.upperBound...])]
    }
}
