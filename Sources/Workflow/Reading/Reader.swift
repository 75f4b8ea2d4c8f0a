import Yams

/// Collects what is wrong with one file while it is read.
final class FileReading {
    let file: String
    /// The text of the file, once it is known.
    var text = ""
    private lazy var lines = SourceLines(text)
    var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    /// A file with more mistakes than this is told of the first ones only: nobody mends more between two looks.
    private static let most = 1_000
    private var told: [Diagnostic.Severity: Int] = [:]

    func report(_ mistake: Mistake, at position: SourcePosition) {
        let diagnostic = Diagnostic(mistake, at: lines.within(position))
        guard told[diagnostic.severity, default: 0] < Self.most else { return }
        told[diagnostic.severity, default: 0] += 1
        diagnostics.append(diagnostic)
    }

    var hasEnoughErrors: Bool { told[.error, default: 0] >= Self.most }

    func position(of node: Node) -> SourcePosition {
        SourcePosition(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, length: node.lengthOnLine)
    }

    /// Where some words stand in a value; the whole value where they are written otherwise than they read.
    func position(of words: String, in node: Node) -> SourcePosition {
        lines.first(words, from: position(of: node)) ?? position(of: node)
    }

    func fail(_ mistake: Mistake, at node: Node) {
        report(mistake, at: position(of: node))
    }

    /// A word that is not what belongs here; where a full-width character made it so, that is the mistake.
    func fail(_ mistake: Mistake, word: String, at node: Node) {
        let scalars = Array(word.unicodeScalars)
        guard case .scalar(let scalar) = node, scalar.style == .plain, let found = scalars.first(where: { $0.asciiForm != nil }),
            let ascii = found.asciiForm
        else { return fail(mistake, at: node) }
        report(.fullWidth(found: String(Character(found)), write: ascii), at: lines.first(found, from: position(of: node)))
    }

    /// Whether a key has no value because its colon is full-width or a comma cut it off from the text before; reported if so.
    func reportsLostKey(_ key: Node, _ value: Node) -> Bool {
        guard case .scalar(let scalar) = key, scalar.style == .plain, value.shape == .nothing else { return false }
        let position = position(of: key)
        if scalar.string.unicodeScalars.contains("：") {
            report(.fullWidth(found: "：", write: ": "), at: lines.first("：", from: position))
            return true
        }
        guard let end = value.mark, end.line == position.line, end.column == position.column + position.length else { return false }
        report(.commaInText(scalar.string), at: position)
        return true
    }
}

/// Reads a value of one type from a YAML node, or reports why it cannot.
///
/// A reader also tells the shape it accepts, so that the schema and the unknown keys come from the same lines that read.
struct Reader<Value>: Sendable {
    let shape: @Sendable () -> FileShape
    let read: @Sendable (Node, FileReading) -> Value?

    init(_ shape: @autoclosure @escaping @Sendable () -> FileShape, read: @escaping @Sendable (Node, FileReading) -> Value?) {
        self.shape = shape
        self.read = read
    }

    /// The value changed; the shape stays.
    func map<Other>(_ change: @escaping @Sendable (Value) -> Other) -> Reader<Other> {
        let base = self
        return Reader<Other>(base.shape()) { node, reading in base.read(node, reading).map(change) }
    }

    /// The value with the place where it stands.
    var located: Reader<Located<Value>> {
        let base = self
        return Reader<Located<Value>>(base.shape()) { node, reading in
            base.read(node, reading).map { Located($0, at: reading.position(of: node)) }
        }
    }

    /// A list of such values; a value that cannot be read is reported and left out.
    var list: Reader<[Value]> {
        let base = self
        return Reader<[Value]>(.list(base.shape())) { node, reading in
            guard case .sequence(let sequence) = node else {
                reading.fail(.wrongShape(expected: .list, found: node.shape), at: node)
                return nil
            }
            return sequence.compactMap { base.read($0, reading) }
        }
    }

    /// One value, or a list of them.
    var oneOrMore: Reader<[Value]> {
        let one = self
        let many = list
        return Reader<[Value]>(.oneOf([one.shape(), .list(one.shape())])) { node, reading in
            if case .sequence = node { return many.read(node, reading) }
            return one.read(node, reading).map { [$0] }
        }
    }

    /// A map from names that the author chooses to such values, in the order of the file.
    var entries: Reader<[(key: Located<String>, value: Value)]> {
        entries { _ in self }
    }

    /// As `entries`, where the reader of a value may depend on its key.
    func entries<Other>(_ reader: @escaping @Sendable (Located<String>) -> Reader<Other>) -> Reader<[(key: Located<String>, value: Other)]>
    {
        let base = self
        return Reader<[(key: Located<String>, value: Other)]>(.entries(base.shape())) { node, reading in
            guard case .mapping(let mapping) = node else {
                reading.fail(.wrongShape(expected: .map, found: node.shape), at: node)
                return nil
            }
            return mapping.compactMap { key, value in
                if reading.reportsLostKey(key, value) { return nil }
                guard let name = Reader<String>.text.located.read(key, reading) else { return nil }
                return reader(name).read(value, reading).map { (name, $0) }
            }
        }
    }

    /// A map with fixed keys; `build` asks for each of them, and what it does not ask for is reported as unknown.
    static func keys(of owner: String, _ zh: String? = nil, _ build: @escaping @Sendable (inout Keys) -> Value?) -> Reader {
        let owner = Title(zh: zh ?? owner, en: owner)
        return Reader(Keys.shape(of: build)) { node, reading in
            guard case .mapping(let mapping) = node else {
                reading.fail(.wrongShape(expected: .map, found: node.shape), at: node)
                return nil
            }
            var keys = Keys(owner: owner, mapping: mapping, node: node, reading: reading)
            let value = build(&keys)
            keys.finish()
            return value
        }
    }

    /// Text is read one way, a map another.
    static func scalar(_ scalar: Reader, orMap map: Reader) -> Reader {
        Reader(.oneOf([scalar.shape(), map.shape()])) { node, reading in
            if case .mapping = node { return map.read(node, reading) }
            return scalar.read(node, reading)
        }
    }
}

extension Node {
    var shape: Mistake.Shape {
        switch self {
        case .scalar(let scalar) where scalar.style != .plain: scalar.string.isEmpty ? .emptyText : .text
        case .scalar(let scalar): scalar.string.isEmpty ? .nothing : Double(scalar.string) == nil ? .text : .number
        case .mapping: .map
        case .sequence: .list
        case .alias: .nothing
        }
    }

    /// Characters of the value on its first line; 1 where that is not known.
    var lengthOnLine: Int {
        guard case .scalar(let scalar) = self else { return 1 }
        switch scalar.style {
        case .plain: return max(1, scalar.string.unicodeScalars.prefix { $0 != "\n" }.count)
        case .singleQuoted, .doubleQuoted: return scalar.string.unicodeScalars.prefix { $0 != "\n" }.count + 2
        default: return 1
        }
    }
}

extension Unicode.Scalar {
    /// What a full-width form, a Chinese comma or an ideographic space stands for in ASCII; nil for every other character.
    var asciiForm: String? {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0).map { String(Character($0)) }
        case 0x3000: " "
        case 0x3001: ","
        default: nil
        }
    }
}
