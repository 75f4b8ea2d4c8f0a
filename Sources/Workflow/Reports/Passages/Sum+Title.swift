extension Disposition.Sum {
    /// In the order in which the balance is written.
    static let inOrder: [Disposition.Sum] = [.eliminated, .shifted, .deferred, .handedIn]

    var title: Title {
        switch self {
        case .eliminated: Title(zh: "减免", en: "eliminated")
        case .shifted: Title(zh: "转化", en: "shifted")
        case .deferred: Title(zh: "后补", en: "deferred")
        case .handedIn: Title(zh: "提交", en: "handed in")
        }
    }

    func count(in balance: Balance) -> Int {
        switch self {
        case .eliminated: balance.eliminated
        case .shifted: balance.shifted
        case .deferred: balance.deferred
        case .handedIn: balance.handedIn
        }
    }
}

extension Disposition {
    /// As a reader follows them from everything apart down to what is handed in.
    static let downward: [Disposition] = [
        .duplicate, .licence, .shared, .produced, .notAsked, .merged, .promised, .follows, .handedIn, .notApplicable,
    ]
}

extension Plan {
    /// `15 eliminated + 3 shifted + 0 deferred + 3 handed in = 21 apart`; with ≠ where it does not close.
    func equation(_ language: Language) -> String {
        let terms = Disposition.Sum.inOrder.map { sum in
            let count = sum.count(in: balance)
            return language("\(sum.title.zh) \(count)", "\(count) \(sum.title.en)")
        }
        let sign = balance.total == apart.materials ? "=" : "= \(balance.total) ≠"
        return "\(terms.joined(separator: " + ")) \(sign) " + language("分别办 \(apart.materials) 行", "\(apart.materials) lines apart")
    }
}
