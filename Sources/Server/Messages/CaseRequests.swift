import Workflow

/// Of somebody who may act for the applicant.
struct MandateRequest: Codable, Sendable {
    var agent: String
    var reference: String
    var until: String?
    var items: [String]?

    /// - Parameter place: of the mandate in the body.
    func shown(_ office: Office, at place: String = "") async throws -> ShownMandate {
        ShownMandate(agent: try await office.person(agent, at: place + "/agent"), reference: reference, until: until, items: items)
    }
}

/// An application that is begun.
struct NewCaseRequest: Codable, Sendable {
    var bundle: String
    var from: String?
    var answers: [String: String]?
    var holds: [HeldMessage]?
    var without: [String]?
    var mandate: MandateRequest?
    var people: [String: String]?
    var applicants: [String]?
    var accept: [String]?
    var decline: [String]?
    var form: [String: String]?
    var submit: Bool?

    func application(_ office: Office) async throws -> NewCase {
        NewCase(
            bundle: bundle, from: from, answers: answers ?? [:], holds: holds?.map { NewCase.Held(role: $0.role, licence: $0.licence) },
            without: without ?? [], mandate: try await mandate?.shown(office, at: "/mandate"))
    }
}

/// What is said in a draft, in place of what was.
struct ChangeRequest: Codable, Sendable {
    var from: String?
    var answers: [String: String]?
    var holds: [HeldMessage]?
    var without: [String]?
    var mandate: MandateRequest?
    var people: [String: String]?
    var applicants: [String]?
    var form: [String: String]?

    func changes(_ office: Office) async throws -> NewCase {
        NewCase(
            bundle: "", from: from, answers: answers ?? [:], holds: holds?.map { NewCase.Held(role: $0.role, licence: $0.licence) },
            without: without ?? [], mandate: try await mandate?.shown(office, at: "/mandate"))
    }
}

/// With what a draft is handed in.
struct SubmitRequest: Codable, Sendable {
    var people: [String: String]?
    var applicants: [String]?
    var accept: [String]?
    var decline: [String]?
}

/// What was filled in: field → value.
struct FormValuesMessage: Codable, Sendable {
    var fields: [String: String]
}

/// What is filled in: field → value.
struct FillRequest: Codable, Sendable {
    var fields: [String: String]
}

/// Licences of a draft: `mother:marriage-certificate`; else all of which nothing was said.
struct LicenceNamesRequest: Codable, Sendable {
    var licences: [String]?
}

struct ChosenLicencesRequest: Codable, Sendable {
    var licences: [String]
}

/// What was begun, or handed in at once.
struct CreatedMessage: Codable, Sendable {
    var id: String
    var phase: String
    var version: Int?
    var events: [EventRecord]?
    var licences: [AskedLicence]?
    var open: [String]?
    var papers: [DraftMessage.Paper]?
}

struct FormMessage: Codable, Sendable {
    var fields: [FieldMessage]
}

/// What came of filling in: of a draft the questions that are open, of a case what happened.
struct FilledMessage: Codable, Sendable {
    var id: String
    var phase: String
    var version: Int?
    var events: [EventRecord]?
    var open: [String]?
}

extension Office {
    /// The pseudonym of whoever a body names, by the code that he has or by the pseudonym itself, as answers tell it.
    /// - Parameter pointer: where in the body.
    func person(_ named: String, at pointer: String) async throws -> String {
        if named.utf8.count == 32, named.utf8.allSatisfy({ (97...112).contains($0) }) { return named }
        guard let holder = CreditCode(named).map(HolderCode.organisation) ?? (try? HolderCode(kind: "111", text: named)) else {
            throw Problem(unfitAt: pointer, Title(zh: "应为公民身份号码或统一社会信用代码", en: "is no citizen's number and no credit code"))
        }
        return try await pseudonym(of: holder)
    }
}

/// What an application says in several requests.
extension Meaning {
    static let example: Meaning = "示例；其余未写的情形和持证均取自它 · An example whose answers and holdings hold where nothing else is said."
    static let holds: Meaning =
        "声明持有的证照：不查登记库时用；整体取代示例中的持证 · What is held, where the registry is not asked: in place of all that the example holds."
    static let without: Meaning =
        "本次不提交的材料（编号）：一件事允许的，容缺后补 · Materials that are not attached, by their ids: they are to follow, where the bundle lets them."
    static let mandate: Meaning = "由谁代申请人办理（委托） · Who acts for the applicant."
    static let people: Meaning =
        """
        角色 → 人、企业或物的代码（公民身份号码、统一社会信用代码；其他种类前加种类码：`999 LSVAA2182E2123456`）；写明后向登记库查其证照 · \
        Role → code of the person, firm or thing (citizen's number, credit code; another kind before it: `999 LSVAA2182E2123456`). Then \
        the registry is asked for their licences.
        """
    static let applicants: Meaning =
        "综合窗口：到场申请人的角色；其他申请人只能写自己 · At the counter: the roles of those who stand at the window. Others name nobody but themselves."
    static let fields: Meaning = "表单：字段 → 值，字段名见 `getForm` · Field → value, the fields as `getForm` names them."
}

extension MandateRequest: Described {
    static let about: Meaning = "对受托人的委托 · Of somebody who may act for the applicant."
    static let meanings: [String: Meaning] = [
        "agent": "公民身份号码或统一社会信用代码，或回答中代替它的化名 · His citizen's number or credit code; or the pseudonym that answers have in its place.",
        "reference": "书面委托书编号 · Under which the written mandate is filed.",
        "until": .day("最后一日；没有：至办件办结 · The last day; not there: until the case is closed."),
        "items": "办件的事项；没有：整个办件 · Items of the case; not there: the whole case.",
    ]
}

extension NewCaseRequest: Described {
    static let about: Meaning = "新建的申请 · An application that is begun."
    /// All that a change may say, and more.
    static let meanings = ChangeRequest.meanings.merging([
        "bundle": .bundle,
        "accept":
            "与 `submit` 同用：同意使用的证照，`mother:marriage-certificate` · With `submit`: licences that are taken, `mother:marriage-certificate`.",
        "decline": "与 `submit` 同用：不使用的证照 · With `submit`: licences that are not to be used.",
        "submit": "当即提交 · Hand it in at once.",
    ]) { $1 }
}

extension ChangeRequest: Described {
    static let about: Meaning = "草稿中改写的内容；未写的不变 · What is said in a draft, in place of what was. What is not named stays."
    static let meanings: [String: Meaning] = [
        "from": .example,
        "answers": .answers,
        "holds": .holds,
        "without": .without,
        "mandate": .mandate,
        "people": .people,
        "applicants": .applicants,
        "form": .fields,
    ]
}

extension SubmitRequest: Described {
    static let about: Meaning = "提交草稿时一并写明的内容 · With what a draft is handed in."
    static let meanings: [String: Meaning] = [
        "people": "角色 → 人、企业或物的代码，草稿未写明时用 · Role → code of the person, firm or thing, where the draft does not say it.",
        "applicants": "综合窗口：到场申请人的角色 · At the counter: the roles of those who stand at the window.",
        "accept": "同意使用的证照：`mother:marriage-certificate` · Licences that are taken: `mother:marriage-certificate`.",
        "decline": "不使用的证照 · Licences that are not to be used.",
    ]
}

extension FormValuesMessage: Described {
    static let about: Meaning = "已填的表单 · What was filled in."
    static let meanings: [String: Meaning] = [
        "fields": "字段 → 值 · Field → value."
    ]
}

extension FillRequest: Described {
    static let about: Meaning = "要填的表单内容 · What is filled in."
    static let meanings: [String: Meaning] = [
        "fields": "字段 → 值，字段名见 `getForm`；空文字为清除 · Field → value, the fields as `getForm` names them; an empty text takes one away."
    ]
}

extension LicenceNamesRequest: Described {
    static let about: Meaning = "草稿的证照 · Licences of a draft."
    static let meanings: [String: Meaning] = [
        "licences":
            "`mother:marriage-certificate`；没有：所有尚未表态的 · `mother:marriage-certificate`; not there: all of which nothing was said yet."
    ]
}

extension ChosenLicencesRequest: Described {
    static let about: Meaning = "草稿中同意使用或不使用的证照 · Licences of a draft that are taken, or not to be used."
    static let meanings: [String: Meaning] = [
        "licences": "证照，`mother:marriage-certificate` · The licences: `mother:marriage-certificate`."
    ]
}

extension CreatedMessage: Described {
    static let about: Meaning = "新建的草稿，或当即提交的办件 · What was begun, or handed in at once."
    static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "phase": .words(
            ["draft", "open"],
            """
            草稿，或已提交的办件：办件有 `version`、`events`、`licences`，草稿有 `open`、`papers` · \
            A draft, or a case that is in: then it has `version`, `events` and `licences`, else `open` and `papers`.
            """
        ),
        "version": .version,
        "events": .events,
        "licences": "随申请查询证照的结果 · What came of asking for licences with the application.",
        "open": "草稿：尚待回答的问题（编号） · Of a draft: questions that are to be answered, by their ids.",
        "papers": "草稿：要提交的材料 · Of a draft: papers to hand in.",
    ]
}

extension FormMessage: Described {
    static let about: Meaning = "表单的各字段 · The fields of a form."
    static let meanings: [String: Meaning] = [
        "fields": "各字段，按其顺序 · The fields, in their order."
    ]
}

extension FilledMessage: Described {
    static let about: Meaning = "填表的结果 · What came of filling in a form."
    static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "phase": .words(
            ["draft", "open"],
            """
            草稿，有 `open`；或已提交的办件，有 `version` 和 `events` · \
            Of a draft, which has `open`; or of a case that is in, which has `version` and `events`.
            """
        ),
        "version": .version,
        "events": .events,
        "open": "草稿：尚待回答的问题（编号） · Of a draft: questions that are to be answered, by their ids.",
    ]
}
