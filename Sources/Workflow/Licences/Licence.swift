/// An electronic licence (电子证照), as its issuer signs it. Every part but its identifier and type is personal data.
public struct Licence: Sendable, Hashable {
    public struct Holder: Sendable, Hashable {
        public var code: HolderCode
        public var name: String?

        public init(code: HolderCode, name: String? = nil) { (self.code, self.name) = (code, name) }
    }

    public var identifier: LicenceIdentifier
    /// The id of its type in the definitions.
    public var type: String
    /// Its number as printed on it (证照编号).
    public var number: String?
    /// In the order of the type's `held-by`.
    public var holders: [Holder]
    public var issued: Day
    /// The first day on which it holds.
    public var effective: Day
    /// The last one; nil where it does not end.
    public var expires: Day?
    /// What it says, under its own names (照面信息).
    public var fields: [String: String]

    public init(
        identifier: LicenceIdentifier, type: String, number: String? = nil, holders: [Holder], issued: Day, effective: Day,
        expires: Day? = nil, fields: [String: String] = [:]
    ) {
        (self.identifier, self.type, self.number, self.holders) = (identifier, type, number, holders)
        (self.issued, self.effective, self.expires, self.fields) = (issued, effective, expires, fields)
    }

    /// Whether a value is a text of a reasonable length.
    static func maySay(_ value: String) -> Bool {
        value.utf8.count <= 2_000 && value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" }
    }

    /// Whether the other says the same, under whichever identifier; what is not said of a day is no difference.
    func says(_ other: Licence) -> Bool {
        type == other.type && number == other.number && holders == other.holders && expires == other.expires && fields == other.fields
    }

    /// What is signed: the parts under the names of GB/T 36903, each with its length before it, so that no two licences have the same bytes.
    var signed: [UInt8] {
        var parts: [(String, String)] = [
            ("CertificateIdentifier", identifier.description), ("CertificateNumber", number ?? ""),
            ("CertificateIssuedDate", issued.description), ("CertificateEffectiveDate", effective.description),
            ("CertificateExpiringDate", expires?.description ?? ""),
        ]
        for holder in holders {
            parts.append(("CertificateHolderTypeCode", holder.code.kind))
            parts.append(("CertificateHolderCode", holder.code.text))
            parts.append(("CertificateHolderName", holder.name ?? ""))
        }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { parts.append(("KZ_\(name)", value)) }
        return parts.flatMap { name, value in Array("\(name) \(value.utf8.count)\n\(value)\n".utf8) }
    }
}

/// What the issuer says of a licence now.
public enum LicenceStatus: UInt8, Sendable, Hashable, CaseIterable {
    case valid = 0
    /// 暂扣: it may come back.
    case suspended
    /// 撤销: it should not have been given (行政许可法 art. 69).
    case revoked
    /// 吊销: taken away as a punishment.
    case withdrawn
    /// 注销: it is over (行政许可法 art. 70).
    case cancelled
    /// 已换发: there is a later version.
    case superseded
    /// Whatever a provider says that is none of these.
    case other

    public var name: String { "\(self)" }
    static let words = allCases.map(\.name)

    public var title: Title {
        switch self {
        case .valid: Title(zh: "有效", en: "valid")
        case .suspended: Title(zh: "暂扣", en: "suspended")
        case .revoked: Title(zh: "撤销", en: "revoked")
        case .withdrawn: Title(zh: "吊销", en: "withdrawn")
        case .cancelled: Title(zh: "注销", en: "cancelled")
        case .superseded: Title(zh: "已换发", en: "superseded")
        case .other: Title(zh: "其他", en: "other")
        }
    }

    /// Whether the issuer may still say otherwise: what is revoked, withdrawn, cancelled or superseded stays so.
    var mayChange: Bool { self == .valid || self == .suspended }
}

/// A licence as a provider hands it over.
public struct ShownLicence: Sendable, Hashable {
    public var licence: Licence
    public var status: LicenceStatus
    /// Nil: it is not signed.
    public var signature: Signature?

    public init(licence: Licence, status: LicenceStatus, signature: Signature?) {
        (self.licence, self.status, self.signature) = (licence, status, signature)
    }
}
