/// The operations of a sharing service of e-licences (电子证照共享服务接口, GB/T 36906, under the names that provinces use): a JSON object by
/// POST, `head` and `data`, and such an object in answer.
public enum SharingOperation: String, Sendable, Hashable, CaseIterable {
    /// A pass for some time, for an account and its secret.
    case token = "getAccessToken"
    /// Which licences of a type somebody has, and how they stand; none is opened.
    case find = "downloadUrlsByHolderCode"
    /// One licence with all that it says.
    case fetch = "queryCertInfo"
    /// How one stands now.
    case status = "queryCertState"
    /// The licence that its holder shows as a code (亮证).
    case present = "queryCertInfoByQRcode"
}

/// What the head of an answer says.
enum SharingStatus: String, Sendable, Hashable, CaseIterable {
    case ok = "0"
    /// The pass is none, or over.
    case notAuthorised = "11"
    case notUnderstood = "20"
    /// It is not said what for.
    case noPurpose = "21"
    /// The account may not have licences of this type.
    case notEntitled = "30"
    case notFound = "40"
    case unavailable = "50"

    var message: String {
        switch self {
        case .ok: "成功 ok"
        case .notAuthorised: "令牌无效或已过期 no valid token"
        case .notUnderstood: "请求格式不符 the request is not understood"
        case .noPurpose: "缺少使用事由 useCause is missing"
        case .notEntitled: "无权调用此类证照 not entitled to licences of this type"
        case .notFound: "未查到 not found"
        case .unavailable: "服务暂不可用 not available for now"
        }
    }
}

/// Why a request is refused, with the part of it that is wrong; nothing of what stands there is told.
struct SharingRefusal: Error {
    var status: SharingStatus
    /// In both languages, with the name of the part; nil: the status says it.
    var detail: String?

    init(_ status: SharingStatus, _ detail: String? = nil) { (self.status, self.detail) = (status, detail) }

    /// - Parameter names: of the part, from the outside.
    static func missing(_ names: [String]) -> SharingRefusal {
        let name = names.joined(separator: ".")
        return SharingRefusal(.notUnderstood, "缺少 \(name) \(name) is missing")
    }

    static func wrong(_ names: [String], _ kind: Title) -> SharingRefusal {
        let name = names.joined(separator: ".")
        return SharingRefusal(.notUnderstood, "\(name) 应为\(kind.zh) \(name) is not \(kind.en)")
    }

    /// No such operation is served.
    static let unknownOperation = SharingRefusal(
        .notUnderstood, "没有此操作 no such operation; 可用 there are: \(SharingOperation.allCases.map(\.rawValue).joined(separator: " "))")

    /// A request that is larger than is read.
    static func larger(than most: Int) -> SharingRefusal { SharingRefusal(.notUnderstood, "超过 \(most) 字节 larger than \(most) bytes") }

    /// As an answer.
    var bytes: [UInt8] {
        let message = status.message + (detail.map { ": \($0)" } ?? "")
        return Array(#"{"head":{"status":"\#(status.rawValue)","message":"\#(message)"}}"#.utf8)
    }
}

/// What is asked.
struct SharingRequest<Asked: Codable & Sendable>: Codable, Sendable {
    struct Head: Codable, Sendable {
        var accessId: String
        var accessToken: String?
    }

    var head: Head
    var data: Asked
}

/// What is answered.
struct SharingAnswer<Given: Codable & Sendable>: Codable, Sendable {
    struct Head: Codable, Sendable {
        var status: String
        var message: String?
    }

    var head: Head
    var data: Given?
}

/// Why data are asked for (事由); without it nothing is handed over, and both sides keep it in their logs.
struct UseCause: Codable, Sendable, Hashable {
    /// At most 200 characters.
    var certificateCopyCause: String
    /// The basis, as the log of uses of data of whoever asks has it.
    var certificateCallCategory: String
    /// The item or bundle.
    var certificateEventCode: String?
    var certificateMatterName: String?
    var certificateSystemName: String
    /// The case at whoever asks.
    var certificateProjectNo: String?

    static let mostCharacters = 200

    /// On which bases others may ask, as the log of uses of data has them.
    static let bases = ["statutory-duty", "holder-requests", "holder-authorises", "holder-represented", "holder-shows"]
}

/// What a request asks, with the purpose that it must have.
protocol SharingAsked: Codable, Sendable {
    var useCause: UseCause? { get }
}

enum SharingData {
    struct Secret: Codable, Sendable {
        var secret: String
    }

    struct Token: Codable, Sendable {
        var accessToken: String
        /// Seconds.
        var expiresIn: Int
    }

    struct OfHolder: SharingAsked {
        var holderCode: String
        /// 111 a citizen, 001 an organisation… (GB/T 36903).
        var holderTypeCode: String
        var certTypeCode: String
        var useCause: UseCause?
    }

    struct OfIdentifier: SharingAsked {
        var certIdentifier: String
        var useCause: UseCause?
    }

    struct OfCode: SharingAsked {
        var qrcode: String
        var useCause: UseCause?
    }

    /// How a licence stands.
    struct Standing: Codable, Sendable {
        var certificateIdentifier: String
        /// 10 valid, 01 superseded, 02 expired, 03 cancelled, 04 revoked, 05 withdrawn, 09 other.
        var certificateState: String
        var certificateStateName: String?
        /// yyyyMMdd; empty or 99991231: it does not end.
        var certificateExpiringDate: String?
    }

    struct Holder: Codable, Sendable {
        var certificateHolderCode: String
        var certificateHolderTypeCode: String
        var certificateHolderName: String?
    }

    struct Seal: Codable, Sendable {
        var algorithm: String
        /// The name of the key.
        var key: String
        /// Hexadecimal.
        var value: String
    }

    /// A licence under the names of GB/T 36903.
    struct Certificate: Codable, Sendable {
        var certificateIdentifier: String
        var certificateTypeCode: String
        var certificateName: String?
        var certificateNumber: String?
        var certificateIssuingAuthorityName: String?
        var certificateIssuingAuthorityCode: String
        var certificateIssuedDate: String
        var certificateEffectiveDate: String
        var certificateExpiringDate: String?
        var certificateHolders: [Holder]
        var certificateState: String
        var certificateStateName: String?
        /// KZ_… → what it says.
        var certificateData: [String: String]
        var certificateSignature: Seal?
    }
}
