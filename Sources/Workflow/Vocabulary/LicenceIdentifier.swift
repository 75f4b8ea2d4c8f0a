/// The identifier of an e-licence (电子证照标识, GB/T 36904): `1.2.156.3005.2.<type>.<issuer>.<serial>.<version>.<check>`.
///
/// A new version of the same licence keeps the serial and supersedes the one before.
public struct LicenceIdentifier: Hashable, Sendable {
    /// The code of the licence type: the credit code of the ministry that defined it, and a serial; 21 characters.
    public let type: String
    /// The code of the body that issued it, 6 to 18 characters.
    public let issuer: String
    /// The serial that the issuer gave, 1 to 32 characters.
    public let serial: String
    /// The version, 0…999.
    public let version: Int
    /// The last character.
    public let check: Character

    /// What every identifier begins with: the object identifier of the standard.
    public static let root = "1.2.156.3005.2."

    /// Whether the last character is the one that the others ask for; published identifiers with a wrong one exist.
    public var isChecked: Bool {
        Self.checkCharacter(for: type + issuer + serial + versionDigits) == check
    }

    /// The check character (ISO 7064 MOD 37,36) for type, issuer, serial and version without dots; nil if one is no digit or capital.
    public static func checkCharacter(for characters: some StringProtocol) -> Character? {
        guard let values = CodeAlphabet.alphanumeric.values(of: characters) else { return nil }
        let product = values.reduce(36) { product, value in
            let sum = (product + value) % 36
            return (sum == 0 ? 36 : sum) * 2 % 37
        }
        return CodeAlphabet.alphanumeric.character((37 - product) % 36)
    }

    var versionDigits: String { Digits.padded(version, to: 3) }
}

extension LicenceIdentifier: CustomStringConvertible {
    /// The identifier as it was read.
    public var description: String { "\(Self.root)\(type).\(issuer).\(serial).\(versionDigits).\(check)" }
}
