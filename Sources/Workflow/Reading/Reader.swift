import Yams

/// Collects what is wrong with one file while it is read.
final class FileReading {
    let file: String
    var diagnostics: [Diagnostic] = []

    init(file: String) {
        self.file = file
    }

    func report(_ mistake: Mistake, at position: SourcePosition) {
        diagnostics.append(Diagnostic(mistake, at: position))
    }

    func position(of node: Node) -> SourcePosition {
        SourcePosition(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, length: node.lengthOnLine)
    }

    func fail(_ mistake: Mistake, at node: Node) {
        report(mistake, at: position(of: node))
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
                reading.fail(.wrongShape(expected: Title(zh: "列表", en: "a list"), found: node.shape), at: node)
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
                reading.fail(.wrongShape(expected: Title(zh: "键值表", en: "a map"), found: node.shape), at: node)
                return nil
            }
            return mapping.compactMap { key, value in
                guard let name = Reader<String>.text.located.read(key, reading) else { return nil }
                return reader(name).read(value, reading).map { (name, $0) }
            }
        }
    }

    /// A map with fixed keys; `build` asks for each of them, and what it does not ask for is reported as unknown.
    static func keys(of owner: String, _ build: @escaping @Sendable (inout Keys) -> Value?) -> Reader {
        Reader(Keys.shape(of: build)) { node, reading in
            guard case .mapping(let mapping) = node else {
                reading.fail(.wrongShape(expected: Title(zh: "键值表", en: "a map"), found: node.shape), at: node)
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
        case .scalar(let scalar): scalar.string.isEmpty && scalar.style == .plain ? .nothing : .text
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
