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
        public var help: Title?

        init(provider: String? = nil, reason: Title, help: Title? = nil) {
            (self.provider, self.reason, self.help) = (provider, reason, help)
        }
    }

    /// Whether the definitions know what it says: each type of licences, and each body for which a key signs.
    public func check(against shared: SharedDefinitions) throws(Problem) {
        let known = shared.types.map(\.definition.id.value)
        let bodies = shared.departments.flatMap { $0.codes.map(\.text) }
        for (number, one) in all.enumerated() {
            let place = Self.place(number, one.name)
            for type in one.types.sorted() {
                guard let found = shared.types.first(where: { $0.definition.id.value == type }) else {
                    throw Problem(
                        provider: place, reason: Title(zh: "`types` 中没有这种证照：`\(type)`", en: "has unknown `types`: `\(type)`"),
                        help: .meaning(type, among: known))
                }
                if found.definition.typeCode == nil {
                    throw Problem(
                        provider: place,
                        reason: Title(
                            zh: "`types` 中的 `\(type)` 没有类型代码（type-code），无法向他方查询",
                            en: "has `\(type)` among its `types`, which others do not know: its definition says no type-code"))
                }
            }
            for (key, signs) in one.keys.enumerated() {
                guard let body = signs.bodies.first(where: { !bodies.contains($0) }) else { continue }
                throw Problem(
                    provider: place,
                    reason: Title(
                        zh: "`keys` \(key + 1) `bodies` 中没有这个机构：`\(body)`", en: "has unknown `bodies` in `keys` \(key + 1): `\(body)`"),
                    help: nearestName(to: body, among: bodies).map { Title(zh: "是不是 `\($0)`？", en: "did you mean `\($0)`?") }
                        ?? Title(zh: "departments.yaml 的 codes 列出机构", en: "codes in departments.yaml names them"))
            }
        }
    }

    /// Which entry of the file it is.
    static func place(_ number: Int, _ name: String?) -> String { "\(number + 1)." + (name.map { " \($0)" } ?? "") }
}
