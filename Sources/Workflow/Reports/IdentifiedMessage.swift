/// What a code is.
public struct IdentifiedMessage: Codable, Sendable {
    public var code: String
    public var kind: String
    public var valid: Bool
    public var reason: String?

    public init(_ identified: IdentifiedCode, _ language: Language) {
        code = identified.code
        kind = identified.kind.rawValue
        valid = identified.valid
        reason = identified.reason?[language]
    }

    public func text(_ language: Language) -> String {
        let verdict = valid ? language("有效", "valid") : language("无效", "not valid")
        return "\(code)  \(kind)  \(verdict)\(reason.map { ": \($0)" } ?? "")\n"
    }
}
