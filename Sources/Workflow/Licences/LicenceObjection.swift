/// Why a licence does not stand in for a paper by itself.
public enum LicenceObjection: Error, Sendable, Hashable {
    // What it is.
    case wrongType(found: String)
    /// Its identifier has not the check character that it should have (GB/T 36904); published ones with a wrong one exist.
    case checkCharacter
    case holders(found: Int, expected: Int)
    case missingField(String)
    /// Of a field: too long, or with control characters.
    case unfitValue(String)
    // Who says so.
    case issuerNotEntitled
    case notSigned
    case unknownKey
    /// The key is known, but not as one of this issuer.
    case keyOfAnother
    case wrongSignature
    // Whose it is.
    case wrongHolder
    /// It says in that field that it is of somebody else than its holder.
    case contradictsHolder(String)
    // When it holds.
    case contradictoryDates
    case notIssuedYet(until: Day)
    case notYetValid(until: Day)
    case expired(on: Day)
    case status(LicenceStatus)
    // What may be done with it.
    case neverReused
    /// Several that hold; a person has to choose.
    case ambiguous(Int)
    /// Another licence says something else.
    case contradicted

    /// Whether a person may settle it; the rest is settled by nobody but the issuer.
    public var isQuestion: Bool {
        switch self {
        case .checkCharacter, .ambiguous, .contradicted: true
        case .wrongType, .holders, .missingField, .unfitValue, .issuerNotEntitled, .notSigned, .unknownKey, .keyOfAnother, .wrongSignature,
            .wrongHolder, .contradictsHolder, .contradictoryDates, .notIssuedYet, .notYetValid, .expired, .status, .neverReused:
            false
        }
    }

    /// In words; no value of the licence is told.
    public var title: Title {
        switch self {
        case .wrongType(let found): Title(zh: "证照类型不符（\(found)）", en: "it is of another type (\(found))")
        case .checkCharacter: Title(zh: "证照标识的校验位不符，请核对", en: "the check character of its identifier is wrong: look at it")
        case .holders(let found, let expected):
            Title(zh: "持证主体应有 \(expected) 个，实有 \(found) 个", en: "it names \(found) holders instead of \(expected)")
        case .missingField(let name): Title(zh: "缺少照面信息“\(name)”", en: "it does not say “\(name)”")
        case .unfitValue(let name): Title(zh: "照面信息“\(name)”过长或含控制字符", en: "“\(name)” is too long, or has control characters")
        case .issuerNotEntitled: Title(zh: "颁发机构无权签发此类证照", en: "its issuer may not issue licences of this type")
        case .notSigned: Title(zh: "没有签名", en: "it is not signed")
        case .unknownKey: Title(zh: "签名所用的密钥未知", en: "it is signed by a key that is not known")
        case .keyOfAnother: Title(zh: "签名所用的密钥不是颁发机构的", en: "it is signed by a key of somebody else than its issuer")
        case .wrongSignature: Title(zh: "签名不符，内容被改动或伪造", en: "its signature is wrong: it was changed or forged")
        case .contradictsHolder(let name):
            Title(zh: "照面信息“\(name)”与持证主体代码不符", en: "“\(name)” is not the code of its holder")
        case .wrongHolder: Title(zh: "持证主体不是本人", en: "somebody else holds it")
        case .contradictoryDates: Title(zh: "有效期自相矛盾", en: "its dates contradict each other")
        case .notIssuedYet(let day): Title(zh: "颁发日期 \(day) 尚未到", en: "it is issued on \(day), which is still to come")
        case .notYetValid(let day): Title(zh: "\(day) 起才有效", en: "it holds from \(day) only")
        case .expired(let day): Title(zh: "有效期已于 \(day) 届满", en: "it ended on \(day)")
        case .status(let status): Title(zh: "状态为“\(status.title.zh)”", en: "it is \(status.title.en)")
        case .neverReused: Title(zh: "此类证照不得复用", en: "licences of this type are never used again")
        case .contradicted: Title(zh: "与另一证照不一致", en: "another licence says something else")
        case .ambiguous(let count): Title(zh: "有 \(count) 个有效证照，请选择", en: "\(count) of them hold: one has to be chosen")
        }
    }
}
