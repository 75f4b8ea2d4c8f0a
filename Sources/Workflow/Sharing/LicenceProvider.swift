/// Whoever has licences of others, over the sharing operations: one port for all of them.
public protocol LicenceProvider: Sendable {
    /// It has failed too often, and is not asked for a while.
    var isLeftAlone: Bool { get }
    /// The licences of a type that somebody holds, and how they stand; none is opened.
    func find(_ type: SharedType, of holder: HolderCode, for purpose: SharingPurpose) async throws(SharingFault) -> [FoundLicence]
    /// One with all that it says.
    func fetch(_ identifier: LicenceIdentifier, _ type: SharedType, for purpose: SharingPurpose) async throws(SharingFault) -> ShownLicence
    /// How one stands now.
    func status(of identifier: LicenceIdentifier, for purpose: SharingPurpose) async throws(SharingFault) -> FoundLicence
    /// The one that its holder shows as a code (亮证); he lets it be read by showing it.
    func presented(_ code: String, _ types: [SharedType], for purpose: SharingPurpose) async throws(SharingFault) -> ShownLicence
}

/// A type of licences, as the definitions name it and by its code (证照类型代码).
public struct SharedType: Sendable, Hashable {
    public var id: String
    public var code: String
    /// It is only asked whether there is one.
    public var isYesOrNo: Bool

    public init(id: String, code: String, isYesOrNo: Bool = false) { (self.id, self.code, self.isYesOrNo) = (id, code, isYesOrNo) }
}

/// Why a licence is asked for (事由): whoever has it keeps this in his log, and we in ours.
public struct SharingPurpose: Sendable, Hashable {
    /// In a few words; no personal data.
    public var text: String
    /// `holder-requests`, `holder-authorises #1`, `statutory-duty`.
    public var basis: String
    /// The bundle or the item.
    public var event: String
    public var caseID: String?

    public init(text: String, basis: String, event: String, caseID: String? = nil) {
        (self.text, self.basis, self.event, self.caseID) = (text, basis, event, caseID)
    }

    var cause: UseCause {
        UseCause(
            certificateCopyCause: String(text.prefix(UseCause.mostCharacters)), certificateCallCategory: basis,
            certificateEventCode: event, certificateSystemName: "OneThing", certificateProjectNo: caseID)
    }
}

/// A licence of which it is known that it exists, and how it stands.
public struct FoundLicence: Sendable, Hashable {
    public var identifier: LicenceIdentifier
    public var status: LicenceStatus
    /// The last day; nil where it does not end.
    public var expires: Day?

    public init(identifier: LicenceIdentifier, status: LicenceStatus, expires: Day?) {
        (self.identifier, self.status, self.expires) = (identifier, status, expires)
    }

    func holds(on day: Day) -> Bool { status == .valid && (expires.map { day <= $0 } ?? true) }
}

/// Why a provider did not give what it was asked for. It quotes nothing of what came.
public enum SharingFault: Error, Sendable, Hashable {
    /// No connection, or one that broke.
    case unreachable
    case tooSlow
    /// It says itself that it cannot now.
    case overloaded
    /// It has failed too often; it is left alone for a while.
    case leftAlone
    /// Too many of our own calls are waiting for it.
    case tooMany
    case tooLarge
    /// What came is not what was agreed; which part of it.
    case malformed(String)
    /// It does not take our account.
    case notAuthorised
    case notEntitled
    case notFound
    /// It refuses for another reason, under that number.
    case refused(String)
    /// What it gave is not signed by a key that signs for it here; what is wrong with the signature.
    case untrusted(LicenceObjection)
    /// Nobody of that name is in the file of providers.
    case notConfigured

    public var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .tooSlow: "too-slow"
        case .overloaded: "overloaded"
        case .leftAlone: "left-alone"
        case .tooMany: "too-many"
        case .tooLarge: "too-large"
        case .malformed: "malformed"
        case .notAuthorised: "not-authorised"
        case .notEntitled: "not-entitled"
        case .notFound: "not-found"
        case .refused: "refused"
        case .untrusted(.notSigned): "not-signed"
        case .untrusted(.unknownKey): "unknown-key"
        case .untrusted(.keyOfAnother): "key-of-another"
        case .untrusted: "wrong-signature"
        case .notConfigured: "not-configured"
        }
    }

    /// Words of faults with which it was not even asked.
    static let withoutAsking = Set([SharingFault.leftAlone, .tooMany, .notConfigured].map(\.code))

    public var title: Title {
        switch self {
        case .unreachable: Title(zh: "连接不上", en: "it cannot be reached")
        case .tooSlow: Title(zh: "未在时限内答复", en: "it does not answer in time")
        case .overloaded: Title(zh: "对方暂不能服务", en: "it says that it cannot now")
        case .leftAlone: Title(zh: "连续失败，暂停调用", en: "it has failed too often and is left alone for a while")
        case .tooMany: Title(zh: "等待其答复的调用过多", en: "too many calls are waiting for it")
        case .tooLarge: Title(zh: "答复过大", en: "its answer is too large")
        case .malformed(let what): Title(zh: "答复不合约定（\(what)）", en: "its answer is not what was agreed (\(what))")
        case .notAuthorised: Title(zh: "对方不认可本系统的账号", en: "it does not take this office's account")
        case .notEntitled: Title(zh: "对方未授权本系统调用此类证照", en: "it does not let this office have licences of this type")
        case .notFound: Title(zh: "未查到", en: "it has none")
        case .refused(let status): Title(zh: "对方拒绝（\(status)）", en: "it refuses (\(status))")
        case .untrusted(let objection):
            Title(zh: "所给证照不可信：\(objection.title.zh)", en: "what it gives cannot be believed: \(objection.title.en)")
        case .notConfigured: Title(zh: "未配置此提供方", en: "no provider of that name is configured")
        }
    }

    /// It may be other in a moment.
    var isPassing: Bool {
        switch self {
        case .unreachable, .overloaded: true
        case .tooSlow, .leftAlone, .tooMany, .tooLarge, .malformed, .notAuthorised, .notEntitled, .notFound, .refused, .untrusted,
            .notConfigured:
            false
        }
    }

    /// Its own fault, and not an answer.
    var isOutage: Bool {
        switch self {
        case .unreachable, .tooSlow, .overloaded, .tooLarge, .malformed: true
        case .leftAlone, .tooMany, .notAuthorised, .notEntitled, .notFound, .refused, .untrusted, .notConfigured: false
        }
    }
}
