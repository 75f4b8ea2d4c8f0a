import Foundation

extension DataUse {
    func encoded() throws -> [UInt8] { try canonicalJSON() }

    init(encoded bytes: [UInt8]) throws { self = try JSONDecoder().decode(DataUse.self, from: Data(bytes)) }
}
