extension LicenceIdentifier: Legible {
    /// Reads an identifier of the right form with the right check character.
    public init(parsing text: some StringProtocol) throws(Problem) {
        try self.init(unchecked: text)
        if let expected = Self.checkCharacter(for: type + issuer + serial + versionDigits), check != expected {
            throw .checkCharacter(expected: expected)
        }
    }

    /// Reads an identifier of the right form whatever its check character, for offices where a wrong one is but a warning.
    public init(unchecked text: some StringProtocol) throws(Problem) {
        guard text.hasPrefix(Self.root) else { throw .root }
        let texts = text.dropFirst(Self.root.count).split(separator: ".", omittingEmptySubsequences: false)
        guard texts.count == Part.allCases.count else { throw .parts(texts.count) }
        for (part, text) in zip(Part.allCases, texts) {
            guard part.lengths.contains(text.count) else { throw .length(text.count, of: part) }
            let alphabet = part == .version ? CodeAlphabet.digits : .alphanumeric
            if let foreign = alphabet.firstForeign(in: text) { throw .character(foreign.character, in: part) }
        }
        type = String(texts[0])
        issuer = String(texts[1])
        serial = String(texts[2])
        version = Digits.number(texts[3].utf8) ?? 0
        check = texts[4].first ?? "0"
    }

    /// The identifier of these parts, with its check character.
    public init(type: String, issuer: String, serial: String, version: Int) throws(Problem) {
        let parts = [type, issuer, serial, Digits.padded(version, to: 3)]
        let check = Self.checkCharacter(for: parts.joined()).map(String.init) ?? ""
        try self.init(parsing: Self.root + (parts + [check]).joined(separator: "."))
    }

    /// One of the five parts between dots that follow the root.
    public enum Part: Hashable, Sendable, CaseIterable {
        case type, issuer, serial, version, check

        var lengths: ClosedRange<Int> {
            switch self {
            case .type: 21...21
            case .issuer: 6...18
            case .serial: 1...32
            case .version: 3...3
            case .check: 1...1
            }
        }

        var title: Title {
            switch self {
            case .type: Title(zh: "证照类型代码", en: "type")
            case .issuer: Title(zh: "颁发机构代码", en: "issuer")
            case .serial: Title(zh: "流水号", en: "serial")
            case .version: Title(zh: "版本号", en: "version")
            case .check: Title(zh: "校验位", en: "check")
            }
        }
    }

    /// Why a text is not the identifier of an e-licence.
    public enum Problem: IllegibleText {
        /// It does not begin with `1.2.156.3005.2.`.
        case root
        /// Not five parts after the root.
        case parts(Int)
        case length(Int, of: Part)
        case character(Character, in: Part)
        case checkCharacter(expected: Character)

        public var reason: Title {
            switch self {
            case .root: Title(zh: "应以 \(LicenceIdentifier.root) 开头", en: "does not begin with \(LicenceIdentifier.root)")
            case .parts(let count): Title(zh: "根码后应有 5 段，实有 \(count) 段", en: "has \(count) parts after the root instead of 5")
            case .length(let length, let part):
                Title(
                    zh: "\(part.title.zh)应有 \(part.lengthInWords) 位，实有 \(length) 位",
                    en: "has \(length) characters in its \(part.title.en) instead of \(part.lengthInWords)"
                )
            case .character(let character, let part):
                Title(zh: "\(part.title.zh)不能有“\(character)”", en: "has “\(character)” in its \(part.title.en), where it cannot stand")
            case .checkCharacter(let expected): .checkCharacter(expected: expected)
            }
        }
    }
}

extension LicenceIdentifier.Part {
    fileprivate var lengthInWords: String {
        lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound)–\(lengths.upperBound)"
    }
}
