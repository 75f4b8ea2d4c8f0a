/// What can be asked of an office.
public enum Operation: UInt8, Sendable, Hashable, CaseIterable {
    /// Begins, fills in, hands in or throws away an application, or answers an offer.
    case apply
    /// Offers an application that the office has filled in (免申即享).
    case offer
    /// Makes something happen to a case; which moves a role makes is said by the process.
    case act
    /// A case, its events, days and papers.
    case look
    /// The open items of a department.
    case worklist
    /// Says how he was served.
    case rate
    /// Follows up whoever was not satisfied with his department.
    case callBack
    /// What finished cases came to, together.
    case measure
    /// Messages to and from departments' own systems.
    case exchange
    case publish, migrate, backup
    /// Makes a copy the office's own.
    case takeOver
    /// Lets time pass in every case.
    case tick
    /// Goes through the audit chain.
    case verify
    /// Issues licences, says what becomes of them, and opens those of the own department.
    case keepLicences
    /// Sees which licences there are, without whose.
    case listLicences
    /// Sees who used whose data.
    case dataUses
    /// Lets his licences be read for a case, or not any more.
    case authorise
    /// Makes new master keys and seals by them.
    case keepKeys
    /// Sees what providers of licences did not do.
    case incidents
    /// Says who may have licences of the registry, and serves them to those.
    case shareLicences
    /// Destroys what closed cases keep of people.
    case erase
    /// Shows people what they were to see later of the uses of their data.
    case releaseUses
    /// Lets the office be reached over a network.
    case serve
    /// Gives out tokens that say who somebody is.
    case giveTokens
    /// Lets somebody outside be told of what happens to cases, and sees what became of it.
    case subscribe

    fileprivate var bit: UInt32 { 1 << UInt32(rawValue) }
}

/// Which role may ask what of an office: the one table of it. It knows no cases; whose a case is, is looked at where a case is in hand.
///
/// The three administrators are apart (三员分立, GB/T 22239 for the third level): who runs the system sees no case and audits nothing, who
/// audits changes nothing, and keys and roles are with a third, who does neither.
public enum Rights {
    /// In the order of `Operation`.
    public static func operations(of role: Actor.Role) -> Set<Operation> {
        switch role {
        case .applicant: [.apply, .act, .look, .rate, .dataUses, .authorise]
        case .agent: [.apply, .act, .look, .rate, .dataUses]
        case .counter: [.apply, .act, .look, .worklist, .authorise]
        case .officer: [.offer, .act, .look, .worklist, .callBack, .keepLicences, .listLicences, .releaseUses]
        case .supervisor:
            [.offer, .act, .look, .worklist, .callBack, .measure, .keepLicences, .listLicences, .incidents, .releaseUses, .subscribe]
        case .departmentSystem: [.act, .look, .worklist, .exchange, .keepLicences, .listLicences, .subscribe]
        case .paymentSystem: [.act]
        case .system: [.offer, .act, .tick, .exchange]
        case .auditor: [.look, .measure, .verify, .listLicences, .dataUses]
        case .administrator: [.publish, .migrate, .backup, .takeOver, .tick, .exchange, .incidents, .serve, .subscribe]
        case .security: [.keepKeys, .shareLicences, .erase, .giveTokens]
        }
    }

    /// The people and systems that may ask that, in the order of the roles.
    public static func roles(that operation: Operation) -> [Actor.Role] {
        Actor.Role.allCases.filter { $0 != .system && operations(of: $0).contains(operation) }
    }

    /// The same for each role, one bit for each operation.
    private static let may = Actor.Role.allCases.map { role in operations(of: role).reduce(UInt32(0)) { $0 | $1.bit } }

    /// Throws where the role may never do that.
    /// - Parameter others: those that may do such things, but not this one.
    public static func check(_ operation: Operation, by role: Actor.Role, but others: Set<Actor.Role> = []) throws(NotAllowed) {
        guard may[Int(role.rawValue)] & operation.bit != 0, !others.contains(role) else {
            throw NotAllowed(operation: operation, role: role, but: others)
        }
    }
}

/// A role asked for what it may never do; nothing has changed.
public struct NotAllowed: Error, Sendable, Hashable {
    public var operation: Operation
    public var role: Actor.Role
    /// Roles that may do such things, but not this one.
    public var but: Set<Actor.Role> = []

    public var message: Title {
        but.contains(role)
            ? Title(zh: "此事不由\(role.title.zh)办理", en: "this is nothing for the role \(role.title.en)")
            : Title(zh: "\(role.title.zh)不能\(operation.title.zh)", en: "the role \(role.title.en) may never \(operation.title.en)")
    }

    /// Who may.
    public var help: Title {
        let roles = Rights.roles(that: operation).filter { !but.contains($0) }.map(\.title)
        return Title(
            zh: "可由\(roles.map(\.zh).joined(separator: "、"))办理", en: "it is for: \(roles.map(\.en).joined(separator: ", "))")
    }
}

extension Operation {
    public var title: Title {
        switch self {
        case .apply: Title(zh: "提出申请", en: "apply")
        case .offer: Title(zh: "发起“免申即享”", en: "make offers")
        case .act: Title(zh: "办理", en: "act on a case")
        case .look: Title(zh: "查看办件", en: "look at a case")
        case .worklist: Title(zh: "查看待办", en: "see a worklist")
        case .rate: Title(zh: "评价", en: "rate how he was served")
        case .callBack: Title(zh: "回访差评", en: "follow up bad ratings")
        case .measure: Title(zh: "统计办结件", en: "measure finished cases")
        case .exchange: Title(zh: "与部门系统交换", en: "exchange messages with departments' systems")
        case .publish: Title(zh: "发布定义", en: "publish definitions")
        case .migrate: Title(zh: "迁移办件", en: "migrate cases")
        case .backup: Title(zh: "备份", en: "make a backup")
        case .takeOver: Title(zh: "确认副本接替", en: "let a copy take over")
        case .tick: Title(zh: "处理到期", en: "let time pass")
        case .verify: Title(zh: "核验日志", en: "verify the log")
        case .keepLicences: Title(zh: "签发和管理证照", en: "keep licences")
        case .listLicences: Title(zh: "查看证照目录", en: "list licences")
        case .authorise: Title(zh: "授权调用证照", en: "authorise the reading of licences")
        case .incidents: Title(zh: "查看证照共享异常", en: "see incidents of providers")
        case .shareLicences: Title(zh: "管理证照共享", en: "share licences")
        case .erase: Title(zh: "销毁个人数据", en: "destroy what cases keep of people")
        case .keepKeys: Title(zh: "管理主密钥", en: "keep the master keys")
        case .dataUses: Title(zh: "查看数据使用记录", en: "see who used data")
        case .releaseUses: Title(zh: "提前告知数据使用情况", en: "show people early who used their data")
        case .serve: Title(zh: "提供网络服务", en: "serve the office over HTTP")
        case .giveTokens: Title(zh: "签发身份令牌", en: "give out tokens")
        case .subscribe: Title(zh: "订阅事件推送", en: "subscribe to events")
        }
    }
}
