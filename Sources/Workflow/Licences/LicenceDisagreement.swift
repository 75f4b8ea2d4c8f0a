import Foundation

/// Two licences of the same person or thing say different things in one field: which is right is asked, not guessed.
public struct LicenceDisagreement: Sendable, Hashable {
    /// Whose it is.
    public var holder: HolderCode
    /// Place of the field among the shared definitions.
    var field: Int
    /// Types of the licences that differ.
    var types: [String]

    /// All of them among licences that are used together.
    static func all(among licences: [(licence: Licence, type: CompiledLicence)]) -> [LicenceDisagreement] {
        struct Place: Hashable {
            var holder: HolderCode
            var field: Int
        }
        var said: [Place: [(value: String, type: String)]] = [:]
        for (licence, type) in licences {
            for fill in type.fillsIn where fill.holder < licence.holders.count {
                guard let value = licence.fields[fill.from] else { continue }
                let place = Place(holder: licence.holders[fill.holder].code, field: fill.field)
                said[place, default: []].append((compared(value), licence.type))
            }
        }
        return said.filter { Set($0.value.map(\.value)).count > 1 }
            .map { LicenceDisagreement(holder: $0.key.holder, field: $0.key.field, types: $0.value.map(\.type).sorted()) }
            .sorted { ($0.holder.text, $0.field) < ($1.holder.text, $1.field) }
    }

    /// Full width or half width, composed or not, and blanks make no difference; a dot or a character does.
    static func compared(_ value: String) -> String {
        value.precomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
    }
}
