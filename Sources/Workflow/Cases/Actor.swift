/// Who gives a command or makes something happen: a person in a role.
public struct Actor: Sendable, Hashable {
    public enum Role: UInt8, Sendable, Hashable, CaseIterable, Codable {
        case applicant, officer
        /// A department's own system, which hands back what was decided there.
        case departmentSystem
        /// The machine: what follows by rule, or because time has passed.
        case system
        /// Acts for the applicant with a mandate (行政许可法 art. 29, 民法典 art. 165).
        case agent
        /// The common window (综合窗口): takes in for all departments and dispatches, decides nothing.
        case counter
        /// Who may give work to officers of a department, and take it from them.
        case supervisor
        /// Says that a payment has come.
        case paymentSystem
        /// Looks at cases and at the audit, and changes nothing (审计管理员).
        case auditor
        /// Runs the system, and sees no case (系统管理员).
        case administrator
        /// Has keys and roles in hand (安全管理员).
        case security
    }

    public var role: Role
    /// A number under which the whole store knows a person; -1: nobody, or not known.
    public var person: Int32
    /// Of an officer, supervisor or department's system: place in the shared list of departments; -1: any.
    public var department: Int16

    public init(_ role: Role, person: Int32 = -1, department: Int16 = -1) {
        self.role = role
        self.person = person
        self.department = department
    }

    public static let applicant = Actor(.applicant)
    public static let officer = Actor(.officer)
    public static let departmentSystem = Actor(.departmentSystem)
    public static let system = Actor(.system)
    public static let agent = Actor(.agent)
    public static let counter = Actor(.counter)
    public static let supervisor = Actor(.supervisor)
    public static let paymentSystem = Actor(.paymentSystem)

    /// What it does is done by the applicant.
    @inline(__always) var isApplicant: Bool { role == .applicant || role == .agent }

    /// It works for one of the departments, and may do what an officer does.
    @inline(__always) var isOffice: Bool { role == .officer || role == .supervisor || role == .departmentSystem }

    var mover: Movers { role.mover }
}

extension Actor.Role {
    static let names = allCases.map(\.name)

    var mover: Movers {
        switch self {
        case .applicant: .applicant
        case .officer: .officer
        case .system: [.itself, .time]
        case .agent: .agent
        case .counter: .counter
        // Who approves what is decided in a department's own system, that system sees to.
        case .supervisor, .departmentSystem: [.officer, .supervisor]
        case .paymentSystem: .paymentSystem
        case .auditor, .administrator, .security: []
        }
    }

    public var name: String {
        switch self {
        case .applicant: "applicant"
        case .officer: "officer"
        case .departmentSystem: "department-system"
        case .system: "system"
        case .agent: "agent"
        case .counter: "counter"
        case .supervisor: "supervisor"
        case .paymentSystem: "payment-system"
        case .auditor: "auditor"
        case .administrator: "administrator"
        case .security: "security"
        }
    }

    public var title: Title {
        switch self {
        case .applicant: Title(zh: "申请人", en: "applicant")
        case .officer: Title(zh: "工作人员", en: "officer")
        case .departmentSystem: Title(zh: "部门系统", en: "department's system")
        case .system: Title(zh: "系统", en: "system")
        case .agent: Title(zh: "受托人", en: "agent")
        case .counter: Title(zh: "综合窗口", en: "counter")
        case .supervisor: Title(zh: "负责人", en: "supervisor")
        case .paymentSystem: Title(zh: "缴费系统", en: "payment system")
        case .auditor: Title(zh: "审计管理员", en: "auditor")
        case .administrator: Title(zh: "系统管理员", en: "system administrator")
        case .security: Title(zh: "安全管理员", en: "security administrator")
        }
    }
}
