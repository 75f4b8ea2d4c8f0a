/// Why somebody's licences may be read for an application.
enum ReadingBasis: Sendable, Hashable {
    /// He applies himself: his request opens them.
    case holderRequests
    /// He has authorised it for this case, under that number.
    case holderAuthorises(Int64)
    /// The applicant acts for him, and that is shown.
    case represented(Shown)
    /// The office has to see for itself who may act for whom (行政许可法 arts 29, 31).
    case duty

    /// By what.
    enum Shown: Int64, Sendable, Hashable {
        case licence = -1
        case mandate = -2
        case declared = -3
    }

    /// - Parameter authorisation: its number; 0: there is none, he applies himself; less: somebody acts for him.
    init(authorisation: Int64) {
        self =
            Shown(rawValue: authorisation).map(Self.represented)
            ?? (authorisation == 0 ? .holderRequests : .holderAuthorises(authorisation))
    }

    var authorisation: Int64 {
        switch self {
        case .holderRequests, .duty: 0
        case .holderAuthorises(let number): number
        case .represented(let shown): shown.rawValue
        }
    }

    /// As the log of uses of data has it.
    var text: String {
        switch self {
        case .holderRequests: "holder-requests"
        case .holderAuthorises(let number): "holder-authorises #\(number)"
        case .represented(.licence): "holder-represented by licence"
        case .represented(.mandate): "holder-represented by mandate"
        case .represented(.declared): "holder-represented by declaration"
        case .duty: "statutory-duty"
        }
    }
}
