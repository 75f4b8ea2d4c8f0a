/// Why the registry does not do what it is asked; nothing has changed.
public enum LicenceRefusal: Error, Sendable, Hashable {
    case unknown(Int64)
    /// The same licence is there already, under that number.
    case alreadyThere(Int64)
    /// It is in a state that stays, or in that one already.
    case cannotBecome(LicenceStatus, from: LicenceStatus)
    /// A new version is of the same type, for the same holders.
    case otherLicence
    /// It is for officers of the department that issues it.
    case notTheirs(department: String)
    case noReason
    case tooManyVersions
    /// None of that number was given by this person.
    case noAuthorisation(Int64)
    case inThePast(Day)

    public var message: Title {
        switch self {
        case .unknown(let number): Title(zh: "没有第 \(number) 号证照", en: "there is no licence \(number)")
        case .alreadyThere(let number): Title(zh: "此证照已在库中（第 \(number) 号）", en: "this licence is there already, as number \(number)")
        case .cannotBecome(let status, let now):
            Title(
                zh: "证照为“\(now.title.zh)”，不能改为“\(status.title.zh)”",
                en: "the licence is \(now.title.en) and cannot become \(status.title.en)")
        case .otherLicence:
            Title(zh: "新版本的类型、颁发机构和持证主体应与原证照相同", en: "a new version is of the same type, by the same body and for the same holders")
        case .notTheirs(let department): Title(zh: "只有 `\(department)` 的工作人员可办", en: "it is for officers of `\(department)`")
        case .noReason: Title(zh: "没有写明理由", en: "no reason was given")
        case .noAuthorisation(let number): Title(zh: "此人没有第 \(number) 号授权", en: "this person gave no authorisation \(number)")
        case .inThePast(let day): Title(zh: "\(day) 已过", en: "\(day) has passed")
        case .tooManyVersions: Title(zh: "版本号已用完", en: "there is no further version")
        }
    }

    public var help: Title? {
        switch self {
        case .alreadyThere: Title(zh: "新版本用 licence renew", en: "a new version is made by licence renew")
        case .notTheirs(let department): Title(zh: "--department \(department)", en: "--department \(department)")
        case .noReason: Title(zh: "--reason", en: "--reason")
        case .unknown, .cannotBecome, .otherLicence, .tooManyVersions, .noAuthorisation, .inThePast: nil
        }
    }
}
