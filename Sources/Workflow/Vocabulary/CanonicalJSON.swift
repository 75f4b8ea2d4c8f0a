import Foundation

extension Encodable {
    /// As JSON with its keys in order: the same bytes wherever and whenever it is written.
    public func canonicalJSON() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }
}
