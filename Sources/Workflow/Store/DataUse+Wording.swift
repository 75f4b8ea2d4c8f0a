extension DataUse {
    /// On which basis, in words.
    public var basisTitle: Title {
        switch basis {
        case "statutory-duty": Title(zh: "法定职责", en: "statutory duty")
        case "holder-requests": Title(zh: "本人申请", en: "the holder's own request")
        case "holder-represented by licence": Title(zh: "代为办理（证照证明）", en: "somebody acts for the holder, as a licence shows")
        case "holder-represented by mandate": Title(zh: "代为办理（书面委托）", en: "somebody acts for the holder, by a written mandate")
        case "holder-represented by declaration": Title(zh: "代为办理（申请人声明）", en: "somebody acts for the holder, as he declares")
        case "holder-shows": Title(zh: "本人亮证", en: "shown by the holder himself")
        case "retention-ended": Title(zh: "保管期满且已归档", en: "kept long enough, and archived")
        case "none": Title(zh: "无依据", en: "no basis")
        default:
            Title(
                zh: basis.replacing("holder-authorises", with: "本人授权"),
                en: basis.replacing("holder-authorises", with: "authorised by the holder"))
        }
    }
}

extension DataUse.Act {
    public var title: Title {
        switch self {
        case .read: Title(zh: "读取", en: "read")
        case .asked: Title(zh: "向提供方查询", en: "asked for")
        case .accepted: Title(zh: "申请人同意使用", en: "taken by the applicant")
        case .declined: Title(zh: "申请人不同意使用", en: "declined by the applicant")
        case .letGo: Title(zh: "不再需要", en: "not needed any more")
        case .shown: Title(zh: "亮证", en: "shown by its holder")
        case .compared: Title(zh: "与另一证照比对", en: "compared with another")
        case .found: Title(zh: "告知有无及状态", en: "told whether there is one")
        case .authorised: Title(zh: "授权", en: "authorised")
        case .authorisationWithdrawn: Title(zh: "撤回授权", en: "authorisation taken back")
        case .checked: Title(zh: "核验是否有效", en: "looked whether it holds")
        case .issued: Title(zh: "签发", en: "issued")
        case .renewed: Title(zh: "签发新版本", en: "new version issued")
        case .superseded: Title(zh: "被新版本取代", en: "superseded")
        case .suspended: Title(zh: "暂扣", en: "suspended")
        case .resumed: Title(zh: "恢复", en: "resumed")
        case .revoked: Title(zh: "撤销", en: "revoked")
        case .withdrawn: Title(zh: "吊销", en: "withdrawn")
        case .cancelled: Title(zh: "注销", en: "cancelled")
        case .erased: Title(zh: "销毁", en: "destroyed")
        case .reused: Title(zh: "复用曾填写的内容", en: "typed before, used again")
        case .released: Title(zh: "提前告知", en: "shown before its day")
        case .refused: Title(zh: "拒绝查看", en: "not let")
        }
    }
}
