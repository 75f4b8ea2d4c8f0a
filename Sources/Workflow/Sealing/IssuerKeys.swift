import Foundation

/// What an issuer of one's own signs tokens by, made of the master keys: there is nothing more to keep, and whoever retires a master key ends every
/// token that was signed under it.
public struct IssuerKeys: Sendable {
    /// What is made of one master key.
    public struct Key: Sendable {
        /// That of the master key.
        public let name: String
        /// 32 bytes, of which a signing key is made.
        public let seed: [UInt8]
        private let sealing: SealKey

        fileprivate init(_ name: String, _ master: SealKey) {
            self.name = name
            seed = master.derived(for: "tokens").bytes
            sealing = master.derived(for: "holders in tokens")
        }

        /// A code as a token carries it: nobody reads it there, and it is another text each time.
        public func seal(_ holder: HolderCode) throws -> String {
            Data(try sealing.seal(Array("\(holder.kind) \(holder.text)".utf8), at: Self.place)).base64EncodedString()
        }

        /// Nil where it is not what was sealed.
        public func open(_ sealed: String) -> HolderCode? {
            guard let data = Data(base64Encoded: sealed), let bytes = try? sealing.open(Array(data), at: Self.place) else { return nil }
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1).map(String.init)
            return parts.count == 2 ? try? HolderCode(kind: parts[0], text: parts[1]) : nil
        }

        private static let place = "token"
    }

    /// In the order of the file of keys: the last one signs.
    public let keys: [Key]

    public init(_ masters: MasterKeys) { keys = masters.keys.map { Key($0.name, $0.key) } }
}
