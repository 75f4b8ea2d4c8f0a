import Hummingbird
import Workflow

extension Problem {
    /// Which kind of thing went wrong; what a case refuses says more in a code of its own.
    enum Code: String, CaseIterable, Sendable {
        case badRequest = "bad-request"
        case badParameter = "bad-parameter"
        case badJSON = "bad-json"
        case keyMissing = "idempotency-key-missing"
        case unauthenticated
        case notAllowed = "not-allowed"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case refused
        case conflict
        case stillRunning = "still-running"
        case stale
        case tooLarge = "too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case badBody = "bad-body"
        case unknownWord = "unknown-word"
        case unfit
        case incomplete
        case keyReused = "idempotency-key-reused"
        case tooSlow = "too-slow"
        case headersTooLarge = "headers-too-large"
        case tooManyRequests = "too-many-requests"
        case fault
        case busy
        case overloaded
        case storageFull = "storage-full"
        case notReady = "not-ready"
    }
}

extension Problem.Code {
    var status: HTTPResponse.Status {
        switch self {
        case .badRequest, .badParameter, .badJSON, .keyMissing: .badRequest
        case .unauthenticated: .unauthorized
        case .notAllowed: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .refused, .conflict, .stillRunning: .conflict
        case .stale: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .badBody, .unknownWord, .unfit, .incomplete, .keyReused: .unprocessableContent
        case .tooSlow: .requestTimeout
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .tooManyRequests: .tooManyRequests
        case .fault: .internalServerError
        case .busy, .overloaded, .notReady: .serviceUnavailable
        case .storageFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        }
    }

    /// The same request may come to something later.
    var isRetryable: Bool { [.stillRunning, .tooSlow, .tooManyRequests, .busy, .overloaded, .storageFull, .notReady].contains(self) }

    var title: Title {
        switch self {
        case .badRequest: Title(zh: "请求有误", en: "not understood")
        case .badParameter: Title(zh: "参数有误", en: "a parameter is wrong")
        case .badJSON: Title(zh: "正文不是规范的 JSON", en: "the body is no sound JSON")
        case .keyMissing: Title(zh: "缺少 Idempotency-Key", en: "there is no Idempotency-Key")
        case .unauthenticated: Title(zh: "请先登录", en: "no valid token")
        case .notAllowed: Title(zh: "此角色不能办理", en: "this role may never do that")
        case .notFound: Title(zh: "未找到", en: "not found")
        case .methodNotAllowed: Title(zh: "不支持此方法", en: "no such method here")
        case .refused: Title(zh: "不能办理", en: "refused")
        case .conflict: Title(zh: "与现状不符", en: "not as things stand")
        case .stillRunning: Title(zh: "同一请求正在处理", en: "the same request is still running")
        case .stale: Title(zh: "办件已有新版本", en: "the case has moved on")
        case .tooLarge: Title(zh: "请求过大", en: "too large")
        case .unsupportedMediaType: Title(zh: "不支持此内容类型", en: "this type of content is not taken")
        case .badBody: Title(zh: "正文不符合格式", en: "the body is not of the agreed form")
        case .unknownWord: Title(zh: "有不认识的名称", en: "a name means nothing here")
        case .unfit: Title(zh: "内容不合要求", en: "a value is not fit")
        case .incomplete: Title(zh: "申请尚不完整", en: "the application is not complete")
        case .keyReused: Title(zh: "此 Idempotency-Key 已用于另一请求", en: "this Idempotency-Key was used for another request")
        case .tooSlow: Title(zh: "请求发送过慢", en: "the request came too slowly")
        case .headersTooLarge: Title(zh: "请求头过大", en: "the headers are too large")
        case .tooManyRequests: Title(zh: "请求过多，请稍后再试", en: "too many requests; try again soon")
        case .fault: Title(zh: "服务故障", en: "a fault of the service")
        case .busy: Title(zh: "数据库正忙，请稍后再试", en: "the database is busy; try again soon")
        case .overloaded: Title(zh: "服务繁忙，请稍后再试", en: "more is asked than can be worked on; try again soon")
        case .notReady: Title(zh: "尚不能提供服务", en: "not ready")
        case .storageFull: Title(zh: "磁盘已满，未写入任何内容", en: "the disk is full; nothing was written")
        }
    }
}
