import Foundation

/// Whose licences are kept elsewhere: a file of providers, each with its address, its account and the keys that it signs with.
public struct LicenceProviders: Sendable {
    /// Where the licences of some types are.
    public struct KnownProvider: Sendable {
        /// By which cases and incidents name it.
        public var name: String
        /// Who looks after it when it fails.
        public var owner: String
        /// Types of licences by their ids in the definitions.
        public var types: Set<String>
        public var provider: any LicenceProvider
        /// Which keys sign for which bodies.
        public var keys: [(key: PublicKey, bodies: [String])]

        public init(
            name: String, owner: String, types: Set<String>, provider: any LicenceProvider, keys: [(key: PublicKey, bodies: [String])]
        ) {
            (self.name, self.owner, self.types, self.provider, self.keys) = (name, owner, types, provider, keys)
        }
    }

    public let all: [KnownProvider]

    /// All licences are in the registry of the office itself.
    public static let none = LicenceProviders([])

    public init(_ all: [KnownProvider]) { self.all = all }

    /// Where licences of a type are; nil: in the registry of the office itself.
    public func provider(of type: String) -> KnownProvider? { all.first { $0.types.contains(type) } }

    public func named(_ name: String) -> KnownProvider? { all.first { $0.name == name } }
}

extension LicenceProviders {
    /// Something in a file of providers is not as it should be.
    public struct Problem: Error, Sendable, Hashable {
        /// `2. city-registry`; nil: the file itself.
        public var provider: String?
        public var reason: Title
    }

    private struct Entry: Codable {
        struct Key: Codable {
            var algorithm: String
            /// Hexadecimal, as `licence key` prints it.
            var key: String
            var bodies: [String]
        }

        var name: String
        var owner: String?
        var url: String
        var account: String
        /// Beside the file.
        var secretFile: String
        var types: [String]
        var keys: [Key]
        /// For one call; else 3.
        var seconds: Double?
        /// Plain HTTP to another machine is allowed.
        var plain: Bool?
    }

    /// Reads a file of providers, a JSON list.
    /// - Parameter transport: carries messages to an address.
    public init(
        file path: String, clock: any OfficeClock = SystemClock(), over transport: (URL) -> any SharingTransport
    ) throws(Problem) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(provider: nil, reason: Title(zh: "无法读取", en: "cannot be read"))
        }
        let entries: [Entry]
        do throws(StrictJSON.Problem) { entries = try StrictJSON.read([Entry].self, from: [UInt8](data)) } catch {
            throw Problem(
                provider: nil,
                reason: Title(
                    zh: "应为 JSON 数组，每项含 name、url、account、secretFile、types、keys",
                    en: "is to be a JSON list of objects with name, url, account, secretFile, types and keys"))
        }
        var all: [KnownProvider] = []
        for (number, entry) in entries.enumerated() {
            do throws(Mistake) {
                let one = try Self.known(entry, beside: path, clock, transport)
                if all.contains(where: { $0.name == one.name }) { throw Mistake("名称重复", "has the name of another") }
                if let twice = all.flatMap(\.types).first(where: one.types.contains) {
                    throw Mistake("证照 `\(twice)` 已属另一提供方", "has `\(twice)`, which another has already")
                }
                all.append(one)
            } catch {
                throw Problem(provider: "\(number + 1). \(entry.name)", reason: error.reason)
            }
        }
        self.init(all)
    }

    private struct Mistake: Error {
        var reason: Title
        init(_ zh: String, _ en: String) { reason = Title(zh: zh, en: en) }
    }

    private static func known(
        _ entry: Entry, beside path: String, _ clock: any OfficeClock, _ transport: (URL) -> any SharingTransport
    ) throws(Mistake) -> KnownProvider {
        guard (1...60).contains(entry.name.utf8.count), entry.name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw Mistake("名称应为不超过 60 个 ASCII 字符，不含空格", "needs a name of up to 60 ASCII characters without blanks")
        }
        guard let url = URL(string: entry.url), let host = url.host, url.scheme?.lowercased() == "http", url.user == nil, url.query == nil,
            url.fragment == nil
        else {
            throw Mistake(
                "url 应为 http:// 地址；TLS 由本机的代理承担", "has a url that is no http:// address: TLS begins at a proxy on this machine")
        }
        guard ["127.0.0.1", "::1", "localhost"].contains(host) || entry.plain == true else {
            throw Mistake(
                "明文 HTTP 只用于本机；确需使用时写 plain: true", "speaks plain HTTP to another machine: say plain: true where that is wanted")
        }
        let secretPath = URL(fileURLWithPath: entry.secretFile, relativeTo: URL(fileURLWithPath: path).deletingLastPathComponent()).path
        let secret = (try? String(contentsOfFile: secretPath, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        if secret.isEmpty { throw Mistake("无法读取密钥文件 `\(entry.secretFile)`", "has a secretFile that cannot be read: `\(entry.secretFile)`") }
        if entry.types.isEmpty { throw Mistake("没有 types", "has no types") }
        if entry.keys.isEmpty { throw Mistake("没有 keys：无法核验签名", "has no keys: nothing that it says could be believed") }
        var keys: [(key: PublicKey, bodies: [String])] = []
        for key in entry.keys {
            guard let algorithm = SignatureAlgorithm(rawValue: key.algorithm), let bytes = Digest.bytes(key.key),
                let known = PublicKey(checking: bytes, algorithm)
            else {
                throw Mistake("公钥无法识别（licence key 可查）", "has a key that is none (licence key prints it)")
            }
            keys.append((known, key.bodies))
        }
        let seconds = entry.seconds ?? 3
        guard (0.1...60).contains(seconds) else { throw Mistake("seconds 应在 0.1 与 60 之间", "has seconds that are not between 0.1 and 60") }
        let client = SharingClient(
            account: entry.account, secret: secret, over: transport(url), within: Int64(seconds * 1_000), clock: clock)
        return KnownProvider(
            name: entry.name, owner: entry.owner ?? entry.name, types: Set(entry.types), provider: client, keys: keys)
    }
}
