/// A language that people read the output in.
public enum Language: String, Sendable, CaseIterable {
    case zh, en
}

/// A text that a person sees, in Chinese and in English.
public struct Title: Hashable, Sendable {
    public var zh: String
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in one language.
    public subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
