import Foundation

/// The keys that seal the keys of cases. The last seals; all of them open, so that a new one can come into use at any time.
public struct MasterKeys: Sendable {
    private(set) var keys: [(name: String, key: SealKey)]
    /// By which they and the keys that they seal do their work from now on.
    public var algorithms = Algorithms.standard

    /// A file of keys: one a line, its name and 32 bytes in Base64; lines that begin with `#` are remarks.
    public init(text: String) throws(UnreadableKeys) {
        keys = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.isEmpty || line.hasPrefix("#") { continue }
            guard words.count == 2, let bytes = Data(base64Encoded: String(words[1])), let key = SealKey(Array(bytes)) else {
                throw UnreadableKeys(line: number + 1)
            }
            try add(String(words[0]), key, line: number + 1)
        }
        if keys.isEmpty { throw UnreadableKeys(line: 1) }
    }

    private mutating func add(_ name: String, _ key: SealKey, line: Int) throws(UnreadableKeys) {
        guard name.utf8.count <= 60, !keys.contains(where: { $0.name == name }) else { throw UnreadableKeys(line: line) }
        keys.append((name, key))
    }

    /// One new key, under a name that no other has: so it is seen that something was sealed by another.
    init() { keys = [(String(UInt32.random(in: .min ... .max), radix: 16), SealKey())] }

    /// A new key for something, which they are to seal.
    func makeKey() -> SealKey { SealKey(algorithms.sealing) }

    /// As a file has them.
    var text: String { keys.map { "\($0.name) \(Data($0.key.bytes).base64EncodedString())\n" }.joined() }

    /// Seals the key of a case.
    func wrap(_ key: SealKey, of id: CaseID) throws -> [UInt8] { try wrap(key, at: Self.place(id)) }

    /// Seals any other key.
    /// - Parameter place: what it is and whose; it is opened only there.
    /// - Throws: `KeyProblem` where this build does not have the algorithm.
    func wrap(_ key: SealKey, at place: String) throws -> [UInt8] {
        guard let last = keys.last else { throw BrokenSeal() }
        let name = Array(last.name.utf8)
        return [UInt8(name.count)] + name + (try Self.wrapping(last.key).sealing(by: algorithms.sealing).seal(key.bytes, at: place))
    }

    /// - Throws: `BrokenSeal`, or `KeyProblem` where none of these keys has sealed it, or not by an algorithm of this build.
    func unwrap(_ wrapped: [UInt8], of id: CaseID) throws -> SealKey { try unwrap(wrapped, at: Self.place(id)) }

    func unwrap(_ wrapped: [UInt8], at place: String) throws -> SealKey {
        let (name, sealed) = try Self.parts(of: wrapped)
        guard let master = keys.first(where: { $0.name == name })?.key else { throw KeyProblem.sealedByAnother }
        guard let key = SealKey(try Self.wrapping(master).open(sealed, at: place), algorithms.sealing) else { throw BrokenSeal() }
        return key
    }

    private static func wrapping(_ master: SealKey) -> SealKey { master.derived(for: "keys of cases") }

    /// With one more key, which seals from now on.
    func adding(_ other: MasterKeys) -> MasterKeys {
        var all = self
        all.keys += other.keys
        return all
    }

    /// Without one of them.
    func removing(_ name: String) -> MasterKeys {
        var all = self
        all.keys.removeAll { $0.name == name }
        return all
    }

    /// The line of a new key, to be put after those that are there by whoever keeps them.
    public static func newLine() -> String { MasterKeys().text }

    /// Their names, in the order of the file: the last one seals.
    public var names: [String] { keys.map(\.name) }

    /// The same key sealed by the last of these; nil where it is already.
    /// - Throws: `BrokenSeal`, or `KeyProblem` where none of these keys has sealed it.
    func rewrapped(_ wrapped: [UInt8], at place: String) throws -> [UInt8]? {
        let (name, _) = try Self.parts(of: wrapped)
        return name == keys.last?.name ? nil : try wrap(unwrap(wrapped, at: place), at: place)
    }

    static func name(ofKeyOf wrapped: [UInt8]) throws(BrokenSeal) -> String { try parts(of: wrapped).name }

    static func place(_ id: CaseID) -> String { "key \(id)" }

    /// Whether one of these keys has sealed it, by its name.
    func have(theKeyOf wrapped: [UInt8]) -> Bool {
        guard let name = try? Self.parts(of: wrapped).name else { return false }
        return keys.contains { $0.name == name }
    }

    private static func parts(of wrapped: [UInt8]) throws(BrokenSeal) -> (name: String, sealed: [UInt8]) {
        guard let count = wrapped.first.map(Int.init), wrapped.count > count else { throw BrokenSeal() }
        return (String(decoding: wrapped.dropFirst().prefix(count), as: UTF8.self), Array(wrapped.dropFirst(count + 1)))
    }

    /// What tells equal texts without telling them; the first key does it, so that it stays the same when another seals.
    func fingerprint(_ bytes: [UInt8]) -> [UInt8] { (keys.first?.key ?? SealKey()).derived(for: "fingerprints").fingerprint(bytes) }
}

/// A file of keys has a line that is none; which stands there is not told.
public struct UnreadableKeys: Error, Sendable, Hashable {
    public var line: Int
}
