import Crypto

/// SHA-256 as text.
public enum Digest {
    /// In hexadecimal.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: characters.count, by: 2) {
            guard let byte = UInt8(String(decoding: characters[place...place + 1], as: UTF8.self), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    public static func of(_ bytes: [UInt8]) -> [UInt8] {
        var hash = RunningDigest()
        hash.add(bytes)
        return hash.end()
    }

    /// The digest of a set of texts: names and texts in the order of the names.
    static func of(_ texts: [String: String]) -> String {
        var hash = RunningDigest()
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            for part in [name, text] {
                hash.add(Array("\(part.utf8.count)\n".utf8))
                hash.add(Array(part.utf8))
            }
        }
        return Self.text(hash.end())
    }
}

/// SHA-256 of what is added piece by piece.
struct RunningDigest {
    private var hash = SHA256()

    mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }
    mutating func add(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// In one piece: as a sequence it would be copied byte by byte.
    func end() -> [UInt8] { hash.finalize().withUnsafeBytes { Array($0) } }
}

extension [UInt8] {
    /// How long it takes tells nothing of where they differ.
    func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
