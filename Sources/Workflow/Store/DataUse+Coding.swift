import Foundation

extension DataUse {
    /// The same bytes wherever it is written.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(self))
    }

    init(encoded bytes: [UInt8]) throws { self = try JSONDecoder().decode(DataUse.self, from: Data(bytes)) }
}
