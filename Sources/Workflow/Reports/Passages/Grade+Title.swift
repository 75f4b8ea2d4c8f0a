extension Grade {
    var title: Title {
        switch self {
        case .law: Title(zh: "法律法规规章", en: "law")
        case .official: Title(zh: "政府页面", en: "official")
        case .mirror: Title(zh: "转载", en: "mirror")
        case .constructed: Title(zh: "自拟", en: "constructed")
        }
    }
}

extension GuideDefinition {
    /// Who issued it, under what title, number and date, and its grade.
    func citation(_ language: Language) -> String {
        let facts = [number, place?[language], date?[language], grade.title[language]]
        return language("\(issuer.zh)：\(title.zh)", "\(issuer.en): \(title.en)")
            + language.remark(facts.compactMap { $0 }.joined(separator: language("，", ", ")))
    }
}
