import Foundation

/// A file of providers: a JSON list. Nothing in it is passed over; what is wrong is told with its entry and its name.
extension LicenceProviders {
    private struct Entry: Decodable {
        enum CodingKeys: String, CodingKey, CaseIterable {
            case name, owner, url, account, secretFile, types, keys, seconds, plain
        }

        struct Key: Decodable {
            enum CodingKeys: String, CodingKey, CaseIterable {
                case algorithm, key, bodies, name
            }

            var algorithm: String
            /// Hexadecimal, as `licence key` prints it.
            var key: String
            var bodies: [String]
            /// As it is named in signatures: whoever says it is told where the key is another.
            var name: String?
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
        var all: [KnownProvider] = []
        for (number, entry) in try Self.entries(data).enumerated() {
            do throws(Mistake) {
                let one = try Self.known(entry, beside: path, clock, transport)
                if all.contains(where: { $0.name == one.name }) { throw Mistake("名称重复", "has the name of another") }
                if let twice = all.flatMap(\.types).first(where: one.types.contains) {
                    throw Mistake("证照 `\(twice)` 已属另一提供方", "has `\(twice)`, which another has already")
                }
                all.append(one)
            } catch {
                throw Problem(provider: Self.place(number, entry.name), reason: error.reason)
            }
        }
        self.init(all)
    }

    /// The entries, each with names that are known and values that are of their kind.
    private static func entries(_ data: Data) throws(Problem) -> [Entry] {
        do throws(StrictJSON.Problem) { try StrictJSON.check([UInt8](data)) } catch {
            guard case .keyTwice(let name) = error else { throw noList }
            throw Problem(reason: Title(zh: "同一对象中名称 `\(name)` 重复", en: "has the name `\(name)` twice in one object"))
        }
        guard let objects = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]] else { throw noList }
        let places = objects.enumerated().map { place($0, $1["name"] as? String) }
        func check(_ names: some Sequence<String>, _ known: [String], _ path: String, _ place: String) throws(Problem) {
            guard let name = names.sorted().first(where: { !known.contains($0) }) else { return }
            throw Problem(
                provider: place, reason: Title(zh: "有未知的名称 \(path)`\(name)`", en: "has the unknown name \(path)`\(name)`"),
                help: .meaning(name, among: known))
        }
        for (object, place) in zip(objects, places) {
            try check(object.keys, Entry.CodingKeys.allCases.map(\.rawValue), "", place)
            for (number, key) in (object["keys"] as? [[String: Any]] ?? []).enumerated() {
                try check(key.keys, Entry.Key.CodingKeys.allCases.map(\.rawValue), "`keys` \(number + 1) ", place)
            }
        }
        do throws(StrictJSON.Problem) { return try StrictJSON.read([Entry].self, from: [UInt8](data)) } catch {
            func problem(_ path: [String], _ reason: (String) -> Title) -> Problem {
                guard let number = path.first.flatMap({ Int($0) }), places.indices.contains(number - 1), path.count > 1 else {
                    return noList
                }
                let name = path.dropFirst().map { Int($0) == nil ? "`\($0)`" : $0 }.joined(separator: " ")
                return Problem(provider: places[number - 1], reason: reason(name))
            }
            switch error {
            case .missing(let path): throw problem(path) { Title(zh: "缺少 \($0)", en: "lacks \($0)") }
            case .wrongKind(let path, let kind):
                throw problem(path) { Title(zh: "\($0) 应为\(kind.title.zh)", en: "has \($0) that is not \(kind.title.en)") }
            case .tooLarge, .tooDeep, .keyTwice, .unreadable: throw noList
            }
        }
    }

    private static let noList = Problem(
        reason: Title(
            zh: "应为 JSON 数组，每项含 name、url、account、secretFile、types、keys",
            en: "is to be a JSON list of objects with name, url, account, secretFile, types and keys"))

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
        guard let url = URL(string: entry.url), let scheme = url.scheme?.lowercased(), let host = url.host, !host.isEmpty else {
            throw Mistake("url 不是网址（应如 http://127.0.0.1:8090/）", "has a url that is none (such as http://127.0.0.1:8090/)")
        }
        guard scheme == "http", url.user == nil, url.query == nil, url.fragment == nil else {
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
        for (number, key) in entry.keys.enumerated() {
            guard let algorithm = SignatureAlgorithm(rawValue: key.algorithm), let bytes = Digest.bytes(key.key),
                let known = PublicKey(checking: bytes, algorithm)
            else {
                throw Mistake(
                    "`keys` \(number + 1) 的公钥无法识别（licence key 可查）", "has a key that is none, `keys` \(number + 1) (licence key prints it)")
            }
            if let name = key.name, name != known.name {
                throw Mistake(
                    "`keys` \(number + 1) 的 `name` 不是此公钥的名称（\(known.name)）",
                    "has a key of another `name`, `keys` \(number + 1): it is \(known.name)")
            }
            if key.bodies.isEmpty {
                throw Mistake("`keys` \(number + 1) 的 `bodies` 为空", "has no `bodies` in `keys` \(number + 1): it would sign for nobody")
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
