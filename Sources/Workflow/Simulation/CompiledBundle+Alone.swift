extension CompiledBundle {
    /// One of its items applied for by itself, as if there were no one thing: nothing is spared, promised or brought later, nobody's licence is
    /// read, and no other item comes before it. Items keep their places.
    func alone(_ place: Int) -> CompiledBundle {
        having(
            items: items.enumerated().map { number, item in
                var item = item
                (item.after, item.before, item.batch, item.within) = ([], [], 0, nil)
                if number == place {
                    item.item = item.item.having(lines: item.item.lines.map(\.plain))
                    item.routes = item.routes.map { $0.map { $0.map { _ in PaperRoutes() } } }
                } else {
                    item.onlyIf = .never
                }
                return item
            })
    }
}

extension CompiledLine {
    /// The paper itself, at once.
    fileprivate var plain: CompiledLine {
        CompiledLine(
            number: number, onlyIf: onlyIf, each: each, alternatives: alternatives, paperItself: paperItself, stays: stays, merged: [],
            promise: nil, follows: nil, position: position)
    }
}

extension CompiledCondition {
    /// Never holds.
    static let never = CompiledCondition(alternatives: [])
}
