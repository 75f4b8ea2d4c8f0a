/// Something that cannot be done with a draft or an offer; nothing has changed.
public enum DraftProblem: Error, Sendable, Hashable {
    /// It was handed in; the case has its number.
    case handedIn(CaseID)
    /// It is no case yet.
    case notHandedIn(CaseID)
    /// Its last day has passed.
    case over(Day)
    case notTheirs
    case declined
    /// The bundle declares no `offers`.
    case notOffered(bundle: String)
    /// A source that tells who is entitled does not answer.
    case sourceIsSilent(Title)
    /// Only the department that leads the bundle offers it.
    case notTheLead(department: String)
    /// It does not say who its people are.
    case nobodyNamed
    /// The counter hands nothing in for nobody.
    case nobodyApplies
    /// Whoever applies is one of those whom he names.
    case noneOfThem
    /// Only the counter says that somebody else applies.
    case namesAnother
    /// A licence that nobody has looked at is not taken.
    case notPreviewed(SomebodysLicence)
    /// A licence that was accepted does not stand in any more, and why.
    case notAsLookedAt(SomebodysLicence, Title)
    /// Licences that were asked for, and that are neither taken nor declined.
    case undecided([SomebodysLicence])
    /// Offered before, to the same person; it stands, or was declined, until that day.
    case offeredAlready(CaseID, until: Day)

    /// A licence of somebody of a draft.
    public struct SomebodysLicence: Sendable, Hashable {
        /// As commands and requests write it: `mother:marriage-certificate`.
        public var name: String
        public var title: Title
    }
}

extension DraftProblem {
    public var message: Title {
        switch self {
        case .handedIn(let id): Title(zh: "\(id) 已经提交", en: "\(id) was handed in already")
        case .notHandedIn(let id): Title(zh: "\(id) 是尚未提交的草稿", en: "\(id) is a draft, and was not handed in yet")
        case .over(let day): Title(zh: "可以提交的最后一天是 \(day)", en: "it could be handed in until \(day)")
        case .notTheirs: Title(zh: "这份草稿属于另一个人", en: "this draft is somebody else's")
        case .declined: Title(zh: "本人已经谢绝", en: "it was declined")
        case .notOffered(let bundle): Title(zh: "`\(bundle)` 没有定义“免申即享”", en: "`\(bundle)` is not offered to anybody: it has no `offers`")
        case .sourceIsSilent(let source):
            Title(
                zh: "\(source.zh)没有应答，不能据以发起“免申即享”", en: "\(source.en) does not answer; an offer cannot rest on it")
        case .notTheLead(let department):
            Title(zh: "“免申即享”由牵头部门 `\(department)` 发起", en: "only the department that leads it, `\(department)`, makes offers")
        case .nobodyNamed: Title(zh: "草稿没有写明人员是谁", en: "the draft does not say who its people are")
        case .nobodyApplies: Title(zh: "窗口收件须写明申请人是谁", en: "what the counter takes in names who applies")
        case .notPreviewed(let licence):
            Title(
                zh: "\(licence.title.zh)须先查看（不用之后，要重新查看）",
                en: "\(licence.title.en) is to be looked at first, and again where it was declined")
        case .noneOfThem: Title(zh: "其中没有本人", en: "you are none of them")
        case .namesAnother: Title(zh: "不能替他人申请", en: "nobody applies for another here")
        case .notAsLookedAt(let licence, let why):
            Title(
                zh: "已接受的\(licence.title.zh)现在不能使用：\(why.zh)",
                en: "\(licence.title.en) was accepted, and does not stand in now: \(why.en)")
        case .undecided(let licences):
            Title(
                zh: "已调取而尚未接受或谢绝：\(licences.map(\.title.zh).joined(separator: "、"))",
                en: "asked for, and neither accepted nor declined: \(licences.map(\.title.en).joined(separator: ", "))")
        case .offeredAlready(let id, let until):
            Title(zh: "已向此人发起过：\(id)，至 \(until)", en: "it was offered to this person before: \(id), until \(until)")
        }
    }

    public func help(on surface: Surface) -> Title {
        switch self {
        case .handedIn: surface.does(zh: "查看办件", en: "look at the case", "case show")
        case .notHandedIn:
            Self.either(
                surface.does(zh: "修改", en: "change it", "case change"), or: surface.does(zh: "提交", en: "hand it in", "case submit"))
        case .over, .declined: surface.does(zh: "另行提出申请", en: "apply anew", "case start")
        case .notTheirs:
            Title(
                zh: surface("用 --person 说明是谁", "请以本人身份登录"), en: surface("say who it is with --person", "sign in as that person"))
        case .notOffered: Title(zh: "在一件事文件中写 `offers`", en: "write `offers` in the bundle's file")
        case .sourceIsSilent: Title(zh: "待其恢复后再发起，或请本人申请", en: "offer it once it answers again, or let the person apply")
        case .notTheLead: surface.does(zh: "以其身份办理", en: "do it for that department", "--by officer --department")
        case .nobodyNamed:
            surface.does(zh: "在草稿中写明", en: "say it in the draft", "case change DRAFT --people FILE --applicant ROLE")
        case .nobodyApplies:
            surface.does(zh: "写明谁是谁、谁申请", en: "say who is who, and which of them apply", "--people, --applicant")
        case .noneOfThem: Title(zh: "代他人办理须受委托", en: "whoever acts for others is their agent")
        case .namesAnother: Title(zh: "只能写本人", en: "name only yourself")
        case .notPreviewed(let licence): surface.does(zh: "先查看", en: "look at it", "case preview (\(licence.name))")
        case .notAsLookedAt(let licence, _):
            Self.either(
                surface.does(zh: "重新查看", en: "look at it again", "case preview (\(licence.name))"),
                or: surface.does(zh: "谢绝并提交材料", en: "decline it and hand in the paper", "case decline"))
        case .undecided(let licences):
            Self.either(
                surface.does(zh: "接受", en: "take it", "case accept (\(licences.map(\.name).joined(separator: ", ")))"),
                or: surface.does(zh: "谢绝", en: "decline it", "case decline"))
        case .offeredAlready: Title(zh: "等待本人确认或期满", en: "wait until it is accepted, or over")
        }
    }

    private static func either(_ one: Title, or other: Title) -> Title {
        Title(zh: "\(one.zh)；或\(other.zh)", en: "\(one.en); or \(other.en)")
    }
}
