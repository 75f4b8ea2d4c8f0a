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
    static let example: Meaning = "An example whose answers and holdings hold where nothing else is said."
    static let holds: Meaning = "What is held, where the registry is not asked: in place of all that the example holds."
    static let without: Meaning = "Materials that are not attached, by their ids: they are to follow, where the bundle lets them."
    static let mandate: Meaning = "委托 · Who acts for the applicant."
    static let people: Meaning =
        "Role → code of the person, firm or thing (citizen's number, credit code; another kind before it: `999 LSVAA2182E2123456`). Then the registry is asked for their licences."
    static let applicants: Meaning = "At the counter: the roles of those who stand at the window. Others name nobody but themselves."
    static let fields: Meaning = "表单 · Field → value, the fields as `getForm` names them."
}

extension MandateRequest: Described {
    static let about = "委托 · Of somebody who may act for the applicant."
    static let meanings: [String: Meaning] = [
        "agent": "His citizen's number or credit code; or the pseudonym that answers have in its place.",
        "reference": "委托书编号 · Under which the written mandate is filed.",
        "until": .day("The last day; not there: until the case is closed."),
        "items": "Items of the case; not there: the whole case.",
    ]
}

extension NewCaseRequest: Described {
    static let about = "申请 · An application that is begun."
    /// All that a change may say, and more.
    static let meanings = ChangeRequest.meanings.merging([
        "bundle": .bundle,
        "accept": "With `submit`: licences that are taken, `mother:marriage-certificate`.",
        "decline": "With `submit`: licences that are not to be used.",
        "submit": "Hand it in at once.",
    ]) { $1 }
}

extension ChangeRequest: Described {
    static let about = "What is said in a draft, in place of what was. What is not named stays."
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
    static let about = "With what a draft is handed in."
    static let meanings: [String: Meaning] = [
        "people": "Role → code of the person, firm or thing, where the draft does not say it.",
        "applicants": "At the counter: the roles of those who stand at the window.",
        "accept": "Licences that are taken: `mother:marriage-certificate`.",
        "decline": "Licences that are not to be used.",
    ]
}

extension FormValuesMessage: Described {
    static let about = "表单 · What was filled in."
    static let meanings: [String: Meaning] = [
        "fields": "Field → value."
    ]
}

extension FillRequest: Described {
    static let about = "表单 · What is filled in."
    static let meanings: [String: Meaning] = [
        "fields": "Field → value, the fields as `getForm` names them; an empty text takes one away."
    ]
}

extension LicenceNamesRequest: Described {
    static let about = "Licences of a draft."
    static let meanings: [String: Meaning] = [
        "licences": "`mother:marriage-certificate`; not there: all of which nothing was said yet."
    ]
}

extension ChosenLicencesRequest: Described {
    static let about = "Licences of a draft that are taken, or not to be used."
    static let meanings: [String: Meaning] = [
        "licences": "`mother:marriage-certificate`."
    ]
}

extension CreatedMessage: Described {
    static let about = "What was begun, or handed in at once."
    static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "phase": .words(
            ["draft", "open"], "A draft, or a case that is in: then it has `version`, `events` and `licences`, else `open` and `papers`."),
        "version": .version,
        "events": .events,
        "licences": "What came of asking for licences with the application.",
        "open": "Of a draft: questions that are to be answered, by their ids.",
        "papers": "Of a draft: papers to hand in.",
    ]
}

extension FormMessage: Described {
    static let about = "表单 · The fields of a form."
    static let meanings: [String: Meaning] = [
        "fields": "In their order."
    ]
}

extension FilledMessage: Described {
    static let about = "What came of filling in a form."
    static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "phase": .words(["draft", "open"], "Of a draft, which has `open`; or of a case that is in, which has `version` and `events`."),
        "version": .version,
        "events": .events,
        "open": "Of a draft: questions that are to be answered, by their ids.",
    ]
}
