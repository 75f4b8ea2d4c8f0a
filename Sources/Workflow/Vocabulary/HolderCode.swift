/// Who holds an e-licence (持证主体代码), with the kind of code that names him (持证主体代码类型, GB/T 36903). It is personal data: its
/// `description` hides most of it.
public enum HolderCode: Hashable, Sendable {
    case person(CitizenID)
    case organisation(CreditCode)
    /// A passport, a permit to travel, the frame of a vehicle…: not checked any further.
    case other(kind: String, text: String)

    /// The kinds of GB/T 36903 that have a check character of their own.
    static let citizen = "111"
    static let credit = "001"
    /// What has no kind of its own.
    public static let unspecified = "999"

    public var kind: String {
        switch self {
        case .person: Self.citizen
        case .organisation: Self.credit
        case .other(let kind, _): kind
        }
    }

    public var text: String {
        switch self {
        case .person(let id): id.text
        case .organisation(let code): code.text
        case .other(_, let text): text
        }
    }
}

extension HolderCode {
    /// Reads a code of a kind; that of a person and of an organisation with its check character.
    public init(kind: String, text: String) throws(Problem) {
        switch kind {
        case Self.citizen:
            do throws(CitizenID.Problem) { self = .person(try CitizenID(parsing: text)) } catch { throw Problem(reason: error.reason) }
        case Self.credit:
            do throws(CreditCode.Problem) { self = .organisation(try CreditCode(parsing: text)) } catch {
                throw Problem(reason: error.reason)
            }
        default:
            guard kind.count == 3, CodeAlphabet.digits.firstForeign(in: kind) == nil else {
                throw Problem(reason: Title(zh: "代码类型应为 3 位数字（GB/T 36903）", en: "has a kind that is not 3 digits (GB/T 36903)"))
            }
            let fits = (1...64).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value > 31 }
            guard fits else {
                throw Problem(reason: Title(zh: "应为 1–64 字节且不含空白", en: "needs 1 to 64 bytes without blanks"))
            }
            self = .other(kind: kind, text: text)
        }
    }

    /// Why a text is not the code of a holder; it quotes nothing of it but one character.
    public struct Problem: IllegibleText {
        public var reason: Title
    }
}

extension HolderCode: CustomStringConvertible {
    /// Safe in a log: `990***********0012`, `***` for what is no person's and no organisation's. The whole code is in `text`.
    public var description: String {
        switch self {
        case .person(let id): id.description
        case .organisation(let code): code.description
        case .other: "***"
        }
    }
}
