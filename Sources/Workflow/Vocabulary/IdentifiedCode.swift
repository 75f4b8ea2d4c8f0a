/// What a code is by its form, and whether it is a right one; nothing is looked up.
public struct IdentifiedCode: Hashable, Sendable {
    /// The code as it was given.
    public let code: String
    public let kind: Kind
    /// Whether the form and the code's own check character hold.
    public let valid: Bool
    /// Why it is not valid; nil where it is.
    public let reason: Title?

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case citizenID, creditCode, licenceIdentifier, itemCode, unknown
    }
}

/// Says what a code is: a citizen's identity number, a credit code, the identifier of an e-licence, the code of a service item, or none.
public func identify(_ text: some StringProtocol) -> IdentifiedCode {
    switch kind(of: text) {
    case .citizenID: IdentifiedCode(text, .citizenID, CitizenID.self)
    case .creditCode: IdentifiedCode(text, .creditCode, CreditCode.self)
    case .licenceIdentifier: IdentifiedCode(text, .licenceIdentifier, LicenceIdentifier.self)
    case .itemCode: IdentifiedCode(text, .itemCode, ItemCode.self)
    case .unknown:
        IdentifiedCode(
            code: String(text), kind: .unknown, valid: false,
            reason: Title(
                zh: "不是身份号码（18 位）、统一社会信用代码（18 位）、电子证照标识（以 \(LicenceIdentifier.root) 开头）或事项编码（12、31、33 位）",
                en: "has the form of no citizen id (18 characters), credit code (18), licence identifier (begins with "
                    + "\(LicenceIdentifier.root)) or item code (12, 31 or 33)"
            )
        )
    }
}

extension IdentifiedCode {
    fileprivate init<Code: Legible>(_ text: some StringProtocol, _ kind: Kind, _: Code.Type) {
        code = String(text)
        self.kind = kind
        do throws(Code.Problem) {
            _ = try Code(parsing: text)
            valid = true
            reason = nil
        } catch {
            valid = false
            reason = error.reason
        }
    }
}

private func kind(of text: some StringProtocol) -> IdentifiedCode.Kind {
    if text.hasPrefix("1.2.156.") { return .licenceIdentifier }
    guard text.utf8.allSatisfy(isLetterOrDigit) else { return .unknown }
    let isNumber = text.utf8.allSatisfy(Digits.isDigit)
    return switch text.count {
    case 12 where isNumber, 31, 33: .itemCode
    case 15 where isNumber: .citizenID
    case 18: kind(of18: text)
    default: .unknown
    }
}

/// A citizen id is 17 digits and a digit or X, as a credit code may be too: then the right one of the two, or, if neither is, a citizen id
/// where the year of birth would begin with 18, 19 or 20.
private func kind(of18 text: some StringProtocol) -> IdentifiedCode.Kind {
    guard text.utf8.prefix(17).allSatisfy(Digits.isDigit), let last = text.last, last.isNumber || last == "X" || last == "x" else {
        return .creditCode
    }
    if CitizenID(text) != nil { return .citizenID }
    if CreditCode(text) != nil { return .creditCode }
    return ["18", "19", "20"].contains(text.dropFirst(6).prefix(2)) ? .citizenID : .creditCode
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: false
    }
}
