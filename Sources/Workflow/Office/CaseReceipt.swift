import Foundation

/// What an applicant takes home: that something was handed in or done, when, in which role, and how far the log of the case had come. Whoever has the
/// office's public keys checks it without the office. Nobody is named in it; it has the number of the case.
public struct CaseReceipt: Codable, Sendable, Hashable {
    /// What is given out now; and what was given out before files were told apart from what is only said.
    public static let form = "onething-receipt/2"
    static let firstForm = "onething-receipt/1"

    /// A file that came.
    public struct File: Codable, Sendable, Hashable {
        public var line: String
        public var sha256: String
    }

    public var form: String
    public var `case`: String
    public var step: Int
    public var type: String
    public var at: String
    public var by: String
    public var item: String?
    public var files: [File]?
    public var onPaper: [String]?
    public var announced: [String]?
    public var handedIn: [String]?
    public var toCome: [String]
    public var application: String
    public var version: Int
    public var seal: String
}

extension CaseReceipt {
    /// It says what its form has, and nothing else.
    fileprivate var isOfItsForm: Bool {
        let told = [files != nil, onPaper != nil, announced != nil]
        return switch form {
        case Self.form: told == [true, true, true] && handedIn == nil
        case Self.firstForm: told == [false, false, false] && handedIn != nil
        default: false
        }
    }

    /// What had come with it, for people; nil where it cannot tell.
    public func papers(_ language: Language) -> [String]? {
        guard let files, let onPaper, let announced else { return nil }
        return HandedPapers(files: files, onPaper: onPaper, announced: announced).lines(language)
    }
}

/// A receipt with its signature, as a file has it: JSON with its keys in order and without blanks, UTF-8. The signature is over the receipt in the
/// same form.
public struct SignedReceipt: Codable, Sendable, Hashable {
    public struct Mark: Codable, Sendable, Hashable {
        public var algorithm: SignatureAlgorithm
        public var key: String
        public var signature: String
    }

    public var receipt: CaseReceipt
    public var signed: Mark

    init(_ receipt: CaseReceipt, _ signature: Signature) {
        self.receipt = receipt
        signed = Mark(signature)
    }

    /// As a file has it, without the end of the line.
    public func bytes() throws -> [UInt8] { try canonicalJSON() }

    /// Reads a file, and checks it by keys that are known to be the office's.
    /// - Throws: `ReceiptProblem`, and `KeyProblem.needsGM` where this build cannot say it.
    public static func check(_ file: [UInt8], by keys: [PublicKey]) throws -> CaseReceipt {
        let bytes = file.last == UInt8(ascii: "\n") ? Array(file.dropLast()) : file
        guard let read = try? StrictJSON.read(Self.self, from: bytes, most: mostBytes), read.receipt.isOfItsForm,
            let signature = Digest.bytes(read.signed.signature)
        else { throw ReceiptProblem.unreadable }
        // Byte for byte as it was given out: what means the same and is written otherwise is none.
        guard try read.bytes() == bytes, Digest.text(signature) == read.signed.signature else { throw ReceiptProblem.changed }
        guard let key = keys.first(where: { $0.name == read.signed.key && $0.algorithm == read.signed.algorithm }) else {
            throw ReceiptProblem.unknownKey
        }
        let mark = Signature(algorithm: read.signed.algorithm, key: read.signed.key, bytes: signature)
        guard try key.isRight(mark, over: read.receipt.canonicalJSON()) else { throw ReceiptProblem.changed }
        return read.receipt
    }

    static let mostBytes = 1_000_000
}

extension SignedReceipt.Mark {
    init(_ signature: Signature) {
        self.init(algorithm: signature.algorithm, key: signature.key, signature: Digest.text(signature.bytes))
    }
}

/// Why a file is no receipt of an office.
public enum ReceiptProblem: Error, Sendable, Hashable {
    case unreadable
    /// It is not what was signed.
    case changed
    /// Signed by a key that is not among those that are known.
    case unknownKey
    /// The file of keys is none.
    case noKeys

    public var message: Title {
        switch self {
        case .unreadable: Title(zh: "这不是回执文件", en: "this is no receipt")
        case .changed: Title(zh: "回执被改动，签名不符", en: "the receipt was changed: the signature is not right")
        case .unknownKey: Title(zh: "签名密钥不在所给公钥之中", en: "it is signed by a key that is not among the public keys that were given")
        case .noKeys: Title(zh: "公钥文件不可读", en: "the file of public keys cannot be read")
        }
    }

    public var help: Title {
        switch self {
        case .noKeys, .unknownKey:
            Title(
                zh: "公钥由 onething receipt keys 或 GET /v1/signing-keys 给出",
                en: "onething receipt keys or GET /v1/signing-keys gives them out")
        case .unreadable, .changed:
            Title(
                zh: "原件由 onething case receipt 或 GET /v1/cases/…/receipt 给出",
                en: "onething case receipt or GET /v1/cases/…/receipt gives it out again")
        }
    }
}

/// A public key, for whoever checks what the office has signed.
public struct PublicKeyMessage: Codable, Sendable, Hashable {
    public var algorithm: SignatureAlgorithm
    public var key: String
    public var name: String

    public init(_ key: PublicKey) { (algorithm, self.key, name) = (key.algorithm, key.text, key.name) }

    /// The keys of a file as `onething receipt keys` and `licence key` print them.
    /// - Throws: `ReceiptProblem.noKeys`
    public static func keys(in file: [UInt8]) throws(ReceiptProblem) -> [PublicKey] {
        guard let read = try? StrictJSON.read([Self].self, from: file), !read.isEmpty else { throw .noKeys }
        var keys: [PublicKey] = []
        for one in read {
            guard let bytes = Digest.bytes(one.key), let key = PublicKey(checking: bytes, one.algorithm), key.name == one.name else {
                throw .noKeys
            }
            keys.append(key)
        }
        return keys
    }
}

extension CaseReceipt: Described {
    public static let about: Meaning =
        """
        回执：何时、以何角色提交或办理了什么，届时办件日志到何处；不写人名 · \
        That something was handed in or done, when, in which role, and how far the log of the case had come. Nobody is named in it.
        """
    public static let meanings: [String: Meaning] = [
        "form": .words(
            [CaseReceipt.form, CaseReceipt.firstForm], "回执格式；第一种不区分文件 · Which form of receipt it is; the first tells no files apart."),
        "case": .caseNumber,
        "step": .number(1...Int.max, "办件的第几个事件；提交申请为 1 · Which event of the case; the application is 1."),
        "type": .words(EventRecord.Kind.self, "发生了什么 · What happened."),
        "at": .moment("发生的时间 · When it happened."),
        "by": .words(Actor.Role.names, "办理者的角色 · The role of whoever did it."),
        "item": .item,
        "files": """
        届时已收到的、所提交材料的文件；第一种格式没有此项和以下两项 · \
        Files that had come by then for papers that are handed in; not there in the first form, as the next two.
        """,
        "onPaper": "窗口收取纸质材料的账目行 · Lines of the ledger whose papers the counter took in.",
        "announced": "声明已备、将要带来而届时未收到的账目行 · Those that are said to be there and are to be brought, of which nothing had come.",
        "handedIn": "仅第一种格式：声明已备或已收到的账目行 · Of the first form alone: lines that were said to be there, or came.",
        "toCome": "容缺后补的账目行 · Those that are to come.",
        "application": .digest.and("日志所载的申请 · Of the application as the log has it."),
        "version": .version.and("届时办件的版本 · To which it had come with it."),
        "seal": .digest.and("日志届时的封印：覆盖此事件及之前的全部 · The seal of the log there: over this and everything before it."),
    ]
}

extension CaseReceipt.File: Described {
    public static let about: Meaning = "收到的文件 · A file that came."
    public static let meanings: [String: Meaning] = [
        "line": .line,
        "sha256": .digest,
    ]
}

extension SignedReceipt: Described {
    public static let about: Meaning =
        """
        回执及其签名；签名对象是 `receipt` 的 JSON，键按顺序、无空白 · \
        A receipt with its signature, over the JSON of `receipt` with its keys in order and without blanks.
        """
    public static let meanings: [String: Meaning] = [
        "receipt": "回执 · The receipt.",
        "signed": "签名 · Its signature.",
    ]
}

extension SignedReceipt.Mark: Described {
    public static let about: Meaning = "办理机构的签名 · A signature of the office."
    public static let meanings: [String: Meaning] = [
        "algorithm": "签名算法 · By which algorithm.",
        "key": "公钥名称，见 `listSigningKeys` · The name of the key, as `listSigningKeys` has it.",
        "signature": .pattern("^[0-9a-f]+$", "签名，十六进制 · The signature, in hexadecimal."),
    ]
}

extension PublicKeyMessage: Described {
    public static let about: Meaning = "办理机构的公钥 · A public key of the office."
    public static let meanings: [String: Meaning] = [
        "algorithm": "公钥的算法 · Of which algorithm.",
        "key": .pattern("^[0-9a-f]+$", "公钥，十六进制 · The key, in hexadecimal."),
        "name": .pattern("^[0-9a-f]{16}$", "其 SHA-256 的前 8 字节，十六进制 · The first 8 bytes of its SHA-256, in hexadecimal."),
    ]
}
