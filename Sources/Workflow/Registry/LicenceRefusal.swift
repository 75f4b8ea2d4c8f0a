/// Why the registry does not do what it is asked; nothing has changed.
public enum LicenceRefusal: Error, Sendable, Hashable {
    case unknown(Int64)
    /// No licence was ever issued here.
    case nothingIssued
    /// The same licence is there already, under that number.
    case alreadyThere(Int64)
    /// It is there under that number, and says something else.
    case saysSomethingElse(Int64)
    /// Nothing more is read for a case that is closed.
    case caseClosed
    /// It is no invitation, or not any more.
    case noInvitation
    /// This person has consented by it, otherwise or not any more.
    case invitationUsed
    /// A reason or purpose has a citizen's number in it.
    case personalData
    /// It is in a state that stays, or in that one already.
    case cannotBecome(LicenceStatus, from: LicenceStatus)
    /// A new version is of the same type, for the same holders.
    case otherLicence
    /// It is for officers of the department that issues it.
    case notTheirs(department: String)
    case noReason
    /// One line, of a reasonable length.
    case unfitReason
    case tooManyVersions
    /// None of that number was given by this person.
    case noAuthorisation(Int64)
    case inThePast(Day)
    /// An item has not ended with anything.
    case nothingGranted(String)
    /// Nobody has decided the item yet.
    case notDecided(String)
    /// Nobody is told later than a year on.
    case deferredTooLong(Day)
    /// A row of the log of uses that this department does not defer, or no more.
    case notDeferred(Int64)
    /// No name for an account.
    case badAccount(String)
    /// The account is there, for another body.
    case accountOfAnother(String)

    public var message: Title {
        switch self {
        case .nothingIssued: Title(zh: "证照库是空的", en: "no licence was issued here yet")
        case .unknown(let number): Title(zh: "没有第 \(number) 号证照", en: "there is no licence \(number)")
        case .nothingGranted(let item):
            Title(zh: "`\(item)` 尚无可制证的结果", en: "`\(item)` has no result to be made out")
        case .notDecided(let item):
            Title(zh: "`\(item)` 尚未作出决定，还没有结果", en: "`\(item)` is not decided yet, and so has no result")
        case .deferredTooLong(let last): Title(zh: "最迟推迟到 \(last)", en: "it can be deferred until \(last) at most")
        case .notDeferred(let position):
            Title(zh: "本部门没有推迟告知的第 \(position) 条记录", en: "this department defers no row \(position) of the log")
        case .badAccount:
            Title(
                zh: "账号名应为不超过 60 个 ASCII 字符，不含空格和点，也不是公民身份号码",
                en: "the name of an account has up to 60 ASCII characters, without blanks and dots, and is no citizen's number")
        case .accountOfAnother(let name):
            Title(zh: "账号 `\(name)` 属于另一机构", en: "the account `\(name)` is another body's")
        case .alreadyThere(let number): Title(zh: "此证照已在库中（第 \(number) 号）", en: "this licence is there already, as number \(number)")
        case .saysSomethingElse(let number):
            Title(zh: "库中第 \(number) 号是同一证照，内容不同", en: "number \(number) is the same licence, and says something else")
        case .caseClosed: Title(zh: "本案已经办结，不再调用证照", en: "the case is closed; no more licences are read for it")
        case .noInvitation: Title(zh: "邀请码不对，或者已经过期", en: "that is no invitation, or it is over")
        case .invitationUsed: Title(zh: "这个邀请码已经用过", en: "this invitation was used already")
        case .personalData: Title(zh: "理由中有公民身份号码，不能记入", en: "there is a citizen's number in the reason, where everybody would read it")
        case .cannotBecome(let status, let now):
            Title(
                zh: "证照为“\(now.title.zh)”，不能改为“\(status.title.zh)”",
                en: "the licence is \(now.title.en) and cannot become \(status.title.en)")
        case .otherLicence:
            Title(
                zh: "新版本的类型、颁发机构、编号和持证主体应与原证照相同",
                en: "a new version is of the same type, by the same body, of the same number and for the same holders")
        case .notTheirs(let department): Title(zh: "只有 `\(department)` 的工作人员可办", en: "it is for officers of `\(department)`")
        case .noReason: Title(zh: "没有写明理由", en: "no reason was given")
        case .unfitReason:
            Title(
                zh: "理由应为一行，不超过 \(UseCause.mostCharacters) 字", en: "a reason is one line of up to \(UseCause.mostCharacters) characters")
        case .noAuthorisation(let number): Title(zh: "此人没有第 \(number) 号授权", en: "this person gave no authorisation \(number)")
        case .inThePast(let day): Title(zh: "\(day) 已过", en: "\(day) has passed")
        case .tooManyVersions: Title(zh: "版本号已用完", en: "there is no further version")
        }
    }

    public func help(on surface: Surface) -> Title? {
        switch self {
        case .alreadyThere, .saysSomethingElse:
            Title(
                zh: surface("新版本用 licence renew", "新版本由签发部门另行办理"),
                en: surface("a new version is made by licence renew", "the department that issues it makes a new version"))
        case .notTheirs(let department):
            surface.does(zh: "以其身份办理", en: "do it for that department", "--department \(department)")
        case .noReason: surface.does(zh: "写明", en: "say it", "--reason, --purpose")
        case .accountOfAnother: Title(zh: "为此机构另开一个账号", en: "open an account of another name for this body")
        case .noInvitation, .invitationUsed:
            surface.does(zh: "请申请人重新邀请", en: "let the applicant invite again", "consent invite")
        case .personalData: Title(zh: "不写姓名和号码", en: "leave names and numbers out")
        case .unknown, .caseClosed, .nothingIssued, .cannotBecome, .otherLicence, .tooManyVersions, .noAuthorisation, .inThePast,
            .badAccount, .unfitReason, .deferredTooLong, .notDeferred, .nothingGranted, .notDecided:
            nil
        }
    }
}
