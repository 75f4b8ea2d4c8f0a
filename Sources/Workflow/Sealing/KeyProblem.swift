/// Personal data cannot be sealed or opened.
public enum KeyProblem: Error, Sendable, Hashable {
    case none
    /// These keys are others than those by which it was sealed.
    case sealedByAnother
    case missing(String)
    case cannotRead(String)
    case cannotWrite(String)
    /// A file stands where one was to be made.
    case exists(String)
    case noKey(String, line: Int)
    /// Whoever keeps them adds and removes.
    case keptElsewhere(String)
    /// It has sealed so many keys still, or seals what is new.
    case inUse(String, Int)
    case unknownKey(String)
    /// SM2, SM3 or SM4 is wanted, and this build has none of them.
    case needsGM
    /// libcrypto does not do what SM2, SM3 or SM4 needs: it may have been built without them.
    case gmFailed
}

extension KeyProblem {
    public var message: Title {
        switch self {
        case .sealedByAnother:
            Title(zh: "主密钥不是当初密封所用的", en: "these are not the master keys by which it was sealed")
        case .none: Title(zh: "此系统没有主密钥，不能接收个人数据", en: "this office has no master keys, and takes no personal data")
        case .missing(let path):
            Title(zh: "没有主密钥文件 `\(path)`，无法打开密封的数据", en: "there is no file of master keys `\(path)`; what is sealed cannot be opened")
        case .cannotRead(let path): Title(zh: "无法读取主密钥文件 `\(path)`", en: "the file of master keys `\(path)` cannot be read")
        case .exists(let path): Title(zh: "`\(path)` 已存在", en: "`\(path)` is there already")
        case .cannotWrite(let path): Title(zh: "无法写入主密钥文件 `\(path)`", en: "the file of master keys `\(path)` cannot be written")
        case .noKey(let path, let line): Title(zh: "`\(path)` 第 \(line) 行不是密钥", en: "line \(line) of `\(path)` is no key")
        case .keptElsewhere(let origin):
            Title(zh: "主密钥由 \(origin) 提供，程序不能增删", en: "the master keys come from \(origin); they are not changed here")
        case .inUse(let name, 0):
            Title(zh: "主密钥 \(name) 用于密封新数据，不能停用", en: "the master key \(name) seals what is new, and is not retired")
        case .inUse(let name, let count):
            Title(zh: "主密钥 \(name) 仍密封着 \(count) 个密钥，不能停用", en: "the master key \(name) has sealed \(count) keys still, and is not retired")
        case .unknownKey(let name): Title(zh: "没有主密钥 \(name)", en: "there is no master key \(name)")
        case .needsGM:
            Title(
                zh: "SM2、SM3、SM4 需要支持国密的构建：swift build --traits GM", en: "SM2, SM3 and SM4 need a build with 国密: swift build --traits GM")
        case .gmFailed: Title(zh: "libcrypto 未能执行 SM2、SM3、SM4", en: "libcrypto does not do SM2, SM3 and SM4")
        }
    }

    public var help: Title {
        switch self {
        case .none, .sealedByAnother, .missing, .cannotRead:
            Title(zh: "用 --keys 指定，或放回原来的文件", en: "name it with --keys, or put it back where it was")
        case .keptElsewhere: Title(zh: "在提供处增删该行", en: "add or remove the line where they are kept")
        case .inUse: Title(zh: "先运行 onething keys rotate", en: "run onething keys rotate first")
        case .unknownKey: Title(zh: "onething keys list 列出主密钥", en: "onething keys list names them")
        case .cannotWrite, .exists: Title(zh: "用 --keys 指定可写的位置", en: "name another place with --keys")
        case .needsGM:
            Title(
                zh: "换用该构建；新数据可用 --algorithms standard 密封，但已用国密密封的数据只有该构建能打开",
                en: "run one; what is new is sealed without it with --algorithms standard, but only such a build opens what SM4 has sealed")
        case .gmFailed: Title(zh: "请安装带有 SM2、SM3、SM4 的 OpenSSL 3", en: "install an OpenSSL 3 that was built with them")
        case .noKey: Title(zh: "每行一个：名称和 32 字节的 Base64", en: "one a line: a name, and 32 bytes in Base64")
        }
    }
}
