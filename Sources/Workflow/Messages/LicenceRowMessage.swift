/// What can be told of a licence of the registry without opening it.
public struct LicenceRowMessage: Codable, Sendable {
    public var id: Int64
    public var number: Int64
    public var type: String
    public var title: String?
    public var status: String
    public var expires: String?
    public var expired: Bool

    /// - Parameter titles: of types, by their names.
    public init(_ row: LicenceRow, on today: Day, _ titles: [String: Title], _ language: Language) {
        (id, number, type, status) = (row.number, row.number, row.type, row.status.name)
        title = titles[row.type]?[language]
        (expires, expired) = (row.expires?.description, row.expires.map { $0 < today } ?? false)
    }
}

/// A licence that was issued.
public struct IssuedLicenceMessage: Codable, Sendable {
    public var id: Int64
    public var number: Int64
    public var type: String
    public var identifier: String

    public init(_ licence: Office.IssuedLicence) {
        (id, number, type, identifier) = (licence.number, licence.number, licence.type, licence.identifier)
    }
}

extension LicenceRowMessage: Described {
    public static let about: Meaning = "登记库中的电子证照，不打开即可告知的内容 · What can be told of a licence of the registry without opening it."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "在登记库的序号，不透露持证主体 · Its number in the registry: it tells nothing of whose it is."),
        "number": .number(1...Int.max, "与 `id` 相同 · The same as `id`."),
        "type": .licence,
        "title": .title.and("现行定义没有此类型的，没有名称 · Not there where the definitions that hold now know none such."),
        "status": .words(LicenceStatus.words, "是否有效 · Whether it holds."),
        "expires": .day("有效期至；没有：长期有效 · The last day on which it holds; not there: it holds for good."),
        "expired": "该日已过 · That day has passed.",
    ]
}

extension IssuedLicenceMessage: Described {
    public static let about: Meaning = "已签发的证照 · A licence that was issued."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "在登记库的序号 · Its number in the registry."),
        "number": .number(1...Int.max, "与 `id` 相同 · The same as `id`."),
        "type": .licence,
        "identifier": "电子证照标识（GB/T 36904） · Its identifier by GB/T 36904.",
    ]
}
