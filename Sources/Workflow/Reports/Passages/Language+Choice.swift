extension Language {
    /// The one of two texts that is in this language.
    public func callAsFunction(_ zh: String, _ en: String) -> String {
        switch self {
        case .zh: zh
        case .en: en
        }
    }

    /// A sum or a list of names, with this language's comma.
    func list(_ texts: [String]) -> String { texts.joined(separator: self("、", ", ")) }

    /// A remark behind a text.
    func remark(_ text: String) -> String { self("（\(text)）", " (\(text))") }
}
