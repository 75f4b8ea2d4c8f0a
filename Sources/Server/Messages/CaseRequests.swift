import Workflow

/// Of somebody who may act for the applicant.
struct MandateRequest: Codable, Sendable {
    /// His citizen's number or credit code; or the pseudonym that answers have in its place.
    var agent: String
    /// Under which the written mandate is filed.
    var reference: String
    /// The last day.
    var until: String?
    /// Items of the case; else the whole case.
    var items: [String]?

    /// - Parameter place: of the mandate in the body.
    func shown(_ office: Office, at place: String = "") async throws -> ShownMandate {
        ShownMandate(agent: try await office.person(agent, at: place + "/agent"), reference: reference, until: until, items: items)
    }
}

/// An application that is begun.
struct NewCaseRequest: Codable, Sendable {
    var bundle: String
    /// An example whose answers and holdings hold where nothing else is said.
    var from: String?
    /// Question → answer.
    var answers: [String: String]?
    /// What is held, where the registry is not to be asked.
    var holds: [HeldMessage]?
    /// Materials that are not attached.
    var without: [String]?
    var mandate: MandateRequest?
    /// Role → code of the person, firm or thing: then the registry is asked for their licences.
    var people: [String: String]?
    /// At the counter: the roles of those who stand at the window.
    var applicants: [String]?
    /// Licences that are taken, or not to be used, where it is handed in at once.
    var accept: [String]?
    var decline: [String]?
    /// Field → value.
    var form: [String: String]?
    /// Hand it in at once.
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
    /// draft or open.
    var phase: String
    var version: Int?
    var events: [EventRecord]?
    var licences: [AskedLicence]?
    /// Of a draft: questions that are open, and papers to hand in.
    var open: [String]?
    var papers: [DraftMessage.Paper]?
}

struct FormMessage: Codable, Sendable {
    var fields: [FieldMessage]
}

/// What came of filling in: of a draft the questions that are open, of a case what happened.
struct FilledMessage: Codable, Sendable {
    var id: String
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
