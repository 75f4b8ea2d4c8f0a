import Foundation
import Hummingbird
import Workflow

/// Why a request came to nothing (RFC 9457).
struct Problem: Error {
    enum Code: String, CaseIterable {
        case unauthenticated
        case notAllowed = "not-allowed"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case badRequest = "bad-request"
        case badParameter = "bad-parameter"
        case tooLarge = "too-large"
        case storageFull = "storage-full"
        case busy
        case fault
    }

    var code: Code
    /// What is wrong with this request; nothing that it says of anybody is quoted.
    var detail: Title?
    var headers: HTTPFields = [:]

    init(_ code: Code, _ detail: Title? = nil, headers: HTTPFields = [:]) {
        (self.code, self.detail, self.headers) = (code, detail, headers)
    }
}

extension Problem.Code {
    var status: HTTPResponse.Status {
        switch self {
        case .unauthenticated: .unauthorized
        case .notAllowed: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .badRequest, .badParameter: .badRequest
        case .tooLarge: .contentTooLarge
        case .storageFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .busy: .serviceUnavailable
        case .fault: .internalServerError
        }
    }

    var title: Title {
        switch self {
        case .unauthenticated: Title(zh: "请先登录", en: "no valid token")
        case .notAllowed: Title(zh: "此角色不能办理", en: "this role may never do that")
        case .notFound: Title(zh: "未找到", en: "not found")
        case .methodNotAllowed: Title(zh: "不支持此方法", en: "no such method here")
        case .badRequest: Title(zh: "请求有误", en: "not understood")
        case .badParameter: Title(zh: "参数有误", en: "a parameter is wrong")
        case .tooLarge: Title(zh: "请求过大", en: "too large")
        case .storageFull: Title(zh: "磁盘已满，未写入任何内容", en: "the disk is full; nothing was written")
        case .busy: Title(zh: "数据库正忙，请稍后再试", en: "the database is busy; try again soon")
        case .fault: Title(zh: "服务故障", en: "a fault of the service")
        }
    }
}

extension Problem {
    /// What somebody who asks is told of an error; of what is nobody's mistake, no more than that.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as NotAllowed:
            self.init(.notAllowed, Title(zh: "\(error.message.zh)；\(error.help.zh)", en: "\(error.message.en); \(error.help.en)"))
        case let error as HTTPError: self.init(Self.code(of: error.status), headers: error.headers)
        case StoreFault.full: self.init(.storageFull)
        case StoreFault.busy: self.init(.busy, headers: [.retryAfter: "1"])
        default: self.init(.fault)
        }
    }

    private static func code(of status: HTTPResponse.Status) -> Code {
        switch status.code {
        case 404: .notFound
        case 405: .methodNotAllowed
        case 413: .tooLarge
        case 400..<500: .badRequest
        default: .fault
        }
    }

    /// - Parameter instance: the name of this occurrence, for whoever asks what has happened.
    func response(_ language: Language, instance: UUID) -> Response {
        let message = Message(
            type: "urn:onething:problem:\(code.rawValue)", title: code.title[language], status: code.status.code, detail: detail?[language],
            code: code.rawValue, instance: "urn:uuid:\(instance.uuidString.lowercased())")
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        if code == .unauthenticated { headers[.wwwAuthenticate] = "Bearer realm=\"onething\"" }
        return Response(status: code.status, headers: headers, body: .init(byteBuffer: message.json))
    }

    private struct Message: Encodable {
        var type: String
        var title: String
        var status: Int
        var detail: String?
        var code: String
        var instance: String
    }
}
