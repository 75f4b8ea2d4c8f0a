import Workflow

extension Endpoint {
    /// A header of an answer.
    enum Header: String, Sendable, CaseIterable {
        case etag = "ETag"
        case link = "Link"
        case location = "Location"
        case contentDisposition = "Content-Disposition"
        case contentLanguage = "Content-Language"
        case cacheControl = "Cache-Control"
        case retryAfter = "Retry-After"
        case wwwAuthenticate = "WWW-Authenticate"
        case allow = "Allow"
    }
}

extension Endpoint.Header {
    var about: Title {
        switch self {
        case .etag:
            Title(
                zh: "版本，带引号；用于 If-Match 和 If-None-Match",
                en: "the version of what is shown, in quotation marks, for `If-Match` and `If-None-Match`")
        case .link:
            Title(zh: "下一页的地址（rel=\"next\"）；没有：已是最后一页", en: "the address of the next page, `rel=\"next\"`; not there: this was the last")
        case .location: Title(zh: "新建内容的地址", en: "the address of what was made, on this server")
        case .contentDisposition: Title(zh: "作为附件保存，文件名为编号", en: "to be saved, not shown; the name of the file is its number")
        case .contentLanguage: Title(zh: "文字的语言：zh 或 en", en: "the language of its words: `zh` or `en`")
        case .cacheControl:
            Title(
                zh: "no-store：涉及个人，不得留存；目录等公开内容为 public, max-age",
                en: "`no-store` for what is somebody's; `public, max-age=…` for what everybody may see")
        case .retryAfter: Title(zh: "多少秒后再试", en: "after how many seconds to try again")
        case .wwwAuthenticate: Title(zh: "须带 Bearer 令牌", en: "a bearer token is wanted")
        case .allow: Title(zh: "此处可用的方法", en: "the methods that there are here")
        }
    }

    func json(_ language: Language) -> JSONValue {
        let schema: JSONValue = self == .contentLanguage ? ["type": "string", "enum": ["zh", "en"]] : ["type": "string"]
        return ["schema": schema, "description": .text(about[language])]
    }
}
