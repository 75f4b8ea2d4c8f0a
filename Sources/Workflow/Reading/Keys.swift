import Yams

/// The keys of one map, asked for one by one while its value is built.
struct Keys {
    private enum Source {
        case describing
        case reading(Node.Mapping, node: Node, FileReading)
    }

    private let owner: Title
    private let source: Source
    private var asked: [FileShape.Key] = []
    /// Required keys that are not there, each with what to report.
    private var missing: [(key: String, mistake: Mistake)] = []

    init(owner: Title, mapping: Node.Mapping, node: Node, reading: FileReading) {
        self.owner = owner
        source = .reading(mapping, node: node, reading)
    }

    private init() {
        owner = Title(zh: "", en: "")
        source = .describing
    }

    /// The shape of a map, from a build without a file.
    static func shape<Value>(of build: (inout Keys) -> Value?) -> FileShape {
        var keys = Keys()
        _ = build(&keys)
        return .map(keys.asked)
    }

    /// Where the map stands.
    var position: SourcePosition {
        guard case .reading(_, let node, let reading) = source else { return SourcePosition(file: "") }
        return reading.position(of: node)
    }

    /// A key that must be there; reported where it is not, as a missing key unless `orReport` says otherwise.
    ///
    /// `inSchema: false` where another key may stand instead, which a schema of single keys cannot say.
    mutating func required<Value>(
        _ key: String, _ reader: Reader<Value>, _ about: String, orReport mistake: Mistake? = nil, inSchema: Bool = true
    ) -> Value? {
        if !has(key) { missing.append((key, mistake ?? .missingKey(key, of: owner))) }
        return ask(key, reader, required: inSchema, about)
    }

    /// A key that may be there.
    mutating func optional<Value>(_ key: String, _ reader: Reader<Value>, _ about: String) -> Value? {
        ask(key, reader, required: false, about)
    }

    /// Whether the author wrote the key.
    func has(_ key: String) -> Bool {
        guard case .reading(let mapping, _, _) = source else { return false }
        return mapping.contains { $0.key.scalar?.string == key }
    }

    /// Reports a mistake at the value of a key, or at the map.
    func report(_ mistake: Mistake, at key: String? = nil) {
        guard case .reading(let mapping, let node, let reading) = source else { return }
        reading.fail(mistake, at: mapping.first { $0.key.scalar?.string == key }?.value ?? node)
    }

    /// Reports every one of these keys but the first as one too many.
    func onlyOne(of names: [String]) {
        guard case .reading(let mapping, _, let reading) = source else { return }
        let written = mapping.compactMap { key, _ in key.scalar.map { ($0.string, key) } }.filter { names.contains($0.0) }
        for (name, key) in written.dropFirst() { reading.fail(.surplusKey(name, besides: written[0].0, of: owner), at: key) }
    }

    /// Reports the first of these keys that stands beside another which takes their place.
    mutating func refuse(_ names: [String], besides other: String) {
        guard case .reading(let mapping, _, let reading) = source else { return }
        asked += names.map { FileShape.Key(name: $0, shape: .boolean, required: false, about: "") }
        guard let key = mapping.first(where: { names.contains($0.key.scalar?.string ?? "") })?.key else { return }
        reading.fail(.surplusKey(key.scalar?.string ?? "", besides: other, of: owner), at: key)
    }

    /// Reports a second entry where only one may stand.
    func reportSurplus(_ second: Name, besides first: Name, in key: String) {
        guard case .reading(_, _, let reading) = source else { return }
        reading.report(.surplusKey(second.value, besides: first.value, of: Title(zh: "`\(key)`", en: "`\(key)`")), at: second.position)
    }

    private mutating func ask<Value>(_ key: String, _ reader: Reader<Value>, required: Bool, _ about: String) -> Value? {
        switch source {
        case .describing:
            asked.append(FileShape.Key(name: key, shape: reader.shape(), required: required, about: about))
            return nil
        case .reading(let mapping, _, let reading):
            asked.append(FileShape.Key(name: key, shape: .boolean, required: required, about: about))
            guard let value = mapping.first(where: { $0.key.scalar?.string == key })?.value else { return nil }
            return reader.read(value, reading)
        }
    }

    /// Reports every key that nobody asked for and every required one that is not there; a misspelt key is one mistake, not two.
    func finish() {
        guard case .reading(let mapping, let node, let reading) = source else { return }
        let known = asked.map(\.name)
        let open = known.filter { !has($0) }
        var misspelt: Set<String> = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                reading.fail(.wrongShape(expected: .keyName, found: key.shape), at: key)
                continue
            }
            if known.contains(name) { continue }
            if reading.hasEnoughErrors { return }
            if reading.reportsLostKey(key, value) {
                misspelt.formUnion(known.filter { name.hasPrefix($0 + "：") })
                continue
            }
            let nearest = nearestName(to: name, among: open) ?? nearestName(to: name, among: known)
            if let nearest { misspelt.insert(nearest) }
            reading.fail(.unknownKey(name, of: owner, nearest: nearest, known: known), at: key)
        }
        for (key, mistake) in missing where !misspelt.contains(key) { reading.fail(mistake, at: node) }
    }
}
