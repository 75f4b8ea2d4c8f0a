import Foundation
import Hummingbird
import NIOCore
import NIOHTTP1
import Workflow

/// Why a request came to nothing (RFC 9457).
struct Problem: Error {
    var code: Code
    /// What is wrong with this request; nothing that it says of anybody is quoted.
    var detail: Title?
    /// Of a refusal by the case itself, its own code.
    var reason: String?
    /// What can be done instead.
    var canDo: [CanDo] = []
    /// Where in the body what is wrong.
    var errors: [SchemaBook.Mistake] = []
    var headers: HTTPFields = [:]

    init(_ code: Code, _ detail: Title? = nil, headers: HTTPFields = [:]) {
        (self.code, self.detail, self.headers) = (code, detail, headers)
    }

    /// Fields of the form, each in its place under a pointer.
    init(_ mistakes: FormMistakes, at pointer: String) {
        self.init(mistakes.areMissing ? .incomplete : .unfit, mistakes.message)
        errors = mistakes.all.map { .init(pointer: "\(pointer)/\($0.field)", message: $0.message) }
    }

    /// One place of the body says what cannot be.
    init(unfitAt pointer: String, _ message: Title) {
        self.init(.unfit)
        errors = [.init(pointer: pointer, message: message)]
    }
}

/// As it is told.
struct ProblemMessage: Codable, Sendable {
    struct Mistake: Codable, Sendable {
        var pointer: String
        var message: String
    }

    var type: String
    var title: String
    var status: Int
    var detail: String?
    var code: String
    var instance: String
    var retryable: Bool
    var traceId: String?
    var canDo: [CanDoMessage]?
    var errors: [Mistake]?

    /// Those of problems, and of refusals by a case in place of `refused`.
    fileprivate static let codes =
        Problem.Code.allCases.filter { $0 != .refused }.map(\.rawValue) + Workflow.Refusal.Code.allCases.map(\.rawValue)
}

/// A name in a request means nothing here.
protocol UnknownName: Error {
    /// As it stands in the request; empty: nowhere.
    var word: String { get }
}

extension UnknownWord: UnknownName {}
extension SituationRequest.Problem: UnknownName {}

extension Problem {
    /// A case refuses.
    init(_ refused: CaseAnswer.Refused) {
        self.init(.refused, refused.message.title)
        (reason, canDo) = (refused.code, refused.canDo)
    }

    /// What somebody who asks is told of an error; of what is nobody's mistake, no more than that.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as NotAllowed: self.init(.notAllowed, error.message, help: error.help)
        case let error as UnknownWord: self.init(error)
        case let error as SituationRequest.Problem where !error.open.isEmpty:
            self.init(.incomplete, error.message, help: error.help)
            errors = error.open.map { .init(pointer: "/answers/\($0.question)", message: $0.message) }
        case let error as SituationRequest.Problem: self.init(.unfit, error.message.without(error.word), help: error.help)
        case DraftProblem.nobodyApplies:
            self.init(.incomplete, DraftProblem.nobodyApplies.message)
            errors = [.init(pointer: "/applicants", message: DraftProblem.nobodyApplies.help(on: .api))]
        case DraftProblem.noneOfThem: self.init(unfitAt: "/people", DraftProblem.noneOfThem.whole)
        case DraftProblem.namesAnother: self.init(unfitAt: "/applicants", DraftProblem.namesAnother.whole)
        // Whose it is is not told, nor that there is one.
        case DraftProblem.notTheirs: self.init(.notFound)
        case let error as DraftProblem: self.init(.conflict, error.message, help: error.help(on: .api))
        case let error as FormMistakes: self.init(error, at: "/fields")
        case let error as UnfitPerson: self.init(unfitAt: "/\(error.property)", error.message)
        case let error as UnfitValue: self.init(.unfit, error.message)
        case let error as LicenceMistake:
            self.init(.unfit, Title(zh: "\(error.name)：\(error.reason.zh)", en: "\(error.name) \(error.reason.en)"))
        case let error as LicenceRefusal: self.init(.conflict, error.message, help: error.help(on: .api))
        case let error as LicenceMistakes: self.init(error)
        case let error as DefinitionSetting.Problem: self.init(.unfit, error.message.withoutWords, help: error.help)
        case let error as ScenarioMistakes: self.init(.unfit, error.message)
        case let error as FileRefusal: self.init(Self.code(of: error), error.message)
        case let error as FileNotHandedIn: self.init(error.refused)
        case let error as RatingRefusal: self.init(.conflict, error.message, help: error.help)
        case let error as NothingPublished: self.init(.conflict, error.message, help: error.help(on: .api))
        case WebhookProblem.notFound: self.init(.notFound)
        case WebhookProblem.otherDepartment, WebhookProblem.namesSomebody: self.init(.unfit, (error as? WebhookProblem)?.message)
        case let error as WebhookProblem: self.init(.conflict, error.message)
        case let error as UnfitAddress: self.init(.unfit, error.message)
        case let error as CopyIsSilent: self.init(.conflict, error.message, help: error.help(on: .api))
        case let error as ProviderNotConfigured: self.init(.conflict, error.message, help: error.help(on: .api))
        case let error as VersionConflict:
            self.init(
                .stale,
                Title(
                    zh: "办件已到版本 \(error.found)，不是 \(error.expected)",
                    en: "the case has come to version \(error.found), not \(error.expected)"))
        case is OtherRequest: self.init(.keyReused)
        case let refusal as Refusal: self.init(refusal.code, refusal.detail)
        // Whoever asked has gone, or what he sent was no HTTP: he has been told, or cannot be.
        case is HTTPParserError, is ChannelError, is IOError: self.init(.badRequest)
        case let error as HTTPError: self.init(Self.code(of: error.status), headers: error.headers)
        case StoreFault.full: self.init(.storageFull)
        case StoreFault.busy, StoreFault.inUse: self.init(.busy, headers: [.retryAfter: "1"])
        default: self.init(.fault)
        }
    }

    private init(_ code: Code, _ message: Title, help: Title?) {
        self.init(code, help.map { Title(zh: "\(message.zh)；\($0.zh)", en: "\(message.en); \($0.en)") } ?? message)
    }

    private init(_ mistakes: LicenceMistakes) {
        self.init(.unfit)
        errors = mistakes.all.prefix(SchemaBook.mostMistakes).map { .init(pointer: "/licence/\($0.name)", message: $0.reason) }
    }

    /// The word itself is not told: somebody may have put a number of his there.
    private init(_ error: UnknownWord) {
        guard ![.case, .step, .rating, .file].contains(error.kind) else {
            self.init(.notFound)
            return
        }
        guard error.kind != .worklistPlace else {
            self = Ask.noPlace
            return
        }
        let told = UnknownWord(error.kind, "…", known: error.known)
        self.init(.unknownWord, told.message, help: error.help)
    }

    private static func code(of refusal: FileRefusal) -> Code {
        switch refusal {
        case .otherType: .unsupportedMediaType
        case .unsound, .empty: .unfit
        case .tooLarge, .tooMuchOfCase, .tooMany: .tooLarge
        case .handedIn, .closed, .notWanted: .conflict
        }
    }

    private static func code(of status: HTTPResponse.Status) -> Code {
        switch status.code {
        case 404: .notFound
        case 405: .methodNotAllowed
        case 413: .tooLarge
        case 415: .unsupportedMediaType
        case 400..<500: .badRequest
        default: .fault
        }
    }

    /// By which programs know it: what the case says, or the kind.
    var name: String { reason ?? code.rawValue }

    func message(_ language: Language, instance: UUID, trace: String? = nil) -> ProblemMessage {
        ProblemMessage(
            type: "urn:onething:problem:\(code.rawValue)", title: code.title[language], status: code.status.code, detail: detail?[language],
            code: name, instance: "urn:uuid:\(instance.uuidString.lowercased())", retryable: code.isRetryable,
            traceId: trace, canDo: canDo.isEmpty ? nil : canDo.map { CanDoMessage($0, language) },
            errors: errors.isEmpty ? nil : errors.map { .init(pointer: $0.pointer, message: $0.message[language]) })
    }

    /// - Parameter instance: the name of this occurrence, for whoever asks what has happened.
    func response(_ language: Language, instance: UUID, trace: String? = nil) -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        if code == .unauthenticated, headers[.wwwAuthenticate] == nil { headers[.wwwAuthenticate] = "Bearer realm=\"onething\"" }
        return Response(
            status: code.status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: message(language, instance: instance, trace: trace).jsonBytes)))
    }
}

extension DraftProblem {
    /// What it is and what to do, at one place of a body.
    fileprivate var whole: Title {
        let (message, help) = (message, help(on: .api))
        return Title(zh: "\(message.zh)；\(help.zh)", en: "\(message.en): \(help.en)")
    }
}

extension Title {
    /// The same without a word that whoever asked has written himself.
    fileprivate func without(_ word: String) -> Title {
        word.isEmpty ? self : Title(zh: zh.replacing("`\(word)`", with: "`…`"), en: en.replacing("`\(word)`", with: "`…`"))
    }

    /// The same without anything that it quotes.
    fileprivate var withoutWords: Title {
        let quoted = /`.*`/.dotMatchesNewlines()
        return Title(zh: zh.replacing(quoted, with: "`…`"), en: en.replacing(quoted, with: "`…`"))
    }
}

extension ProblemMessage: Described {
    static let about: Meaning = "问题：请求为何没有办成（RFC 9457） · Why a request came to nothing (RFC 9457)."
    static let meanings: [String: Meaning] = [
        "type": .pattern(
            "^urn:onething:problem:[a-z-]+$",
            "问题种类的 URN：`urn:onething:problem:` 加问题代码 · Which kind of problem, as a URN: `urn:onething:problem:` and a code."),
        "title": "问题种类，以文字表述 · What kind of problem it is, in words.",
        "status": .number(400...599, "回答的 HTTP 状态码 · The status of the answer."),
        "detail": "本次请求错在哪里；不引用任何涉及个人的内容 · What is wrong with this request; nothing that it says of anybody is quoted.",
        "code": .words(
            ProblemMessage.codes,
            """
            问题代码；办件拒绝的，为拒绝原因。各代码如何处理见 docs/http-api.md；以后可能增加 · \
            Which problem; of a refusal by the case, why it refuses. docs/http-api.md says of each what to do. More may come some day.
            """
        ),
        "instance": .pattern(
            "^urn:uuid:[0-9a-f-]{36}$",
            """
            本次问题的编号，供查询原因时引用；同一拒绝再次告知时编号相同 · \
            The name of this occurrence, for whoever asks what has happened. A refusal that is told again has the same.
            """
        ),
        "retryable": "同样的请求以后可能办成 · The same request may come to something later.",
        "traceId": .pattern(
            "^[0-9a-f]{32}$",
            """
            日志中本次请求的编号；请求带有 `traceparent`（W3C Trace Context）的，取其中的 · \
            Under which the log has this request: that of `traceparent` (W3C Trace Context) where it had one.
            """
        ),
        "canDo": "拒绝时：可以改办什么；此时不会为空 · Of a refusal: what can be done instead; never empty then.",
        "errors": "请求中错误的位置：表单未填的全部列出，其他至多 20 处 · Where in the request what is wrong: all that is missing of a form, else up to 20 places.",
    ]
}

extension ProblemMessage.Mistake: Described {
    static let about: Meaning = "正文中一处错误 · What is wrong at one place of the body."
    static let meanings: [String: Meaning] = [
        "pointer": "正文中的位置（RFC 6901） · Where in the body (RFC 6901).",
        "message": "此处错在哪里，以文字表述 · What is wrong there, in words.",
    ]
}
