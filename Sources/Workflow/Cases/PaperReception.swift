/// How far the office has a paper that the applicant hands in himself.
public enum PaperReception: String, Codable, Sendable, CaseIterable {
    /// A file of it came, whose digest is known.
    case file
    /// It came on paper: the counter took it in, or whoever decides has found it right.
    case paper
    /// It is said to be there and is to be brought; nothing has come yet.
    case announced

    public var title: Title {
        switch self {
        case .file: Title(zh: "已收到文件", en: "file received")
        case .paper: Title(zh: "已收到纸质材料", en: "received on paper")
        case .announced: Title(zh: "申报已备、待提交，尚未收到", en: "said to be there and to be brought, not received yet")
        }
    }
}
