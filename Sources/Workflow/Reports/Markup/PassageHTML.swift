/// Passages as HTML; headings of level 1 become `h2`, under the title of the page.
struct PassageHTML {
    /// Begins every id, so that several reports can stand on one page.
    let prefix: String

    func markup(_ passages: [Passage]) -> [Markup] {
        var pictures = 0
        // What stands just before: a table of that name does not say it once more.
        var said: String?
        var all: [Markup] = []
        for passage in passages {
            switch passage {
            case .heading(let title, 1): all.append(.element("h2", ["id": "\(prefix)-title"], title))
            case .heading(let title, _):
                said = title
                all.append(.element("h3", [:], title))
            case .paragraph(let text): all.append(.element("p", [:], text))
            case .list(let entries): all.append(.element("ul", [:], entries.map { .element("li", [:], $0) }))
            case .table(let table): all.append(markup(table, isSaid: table.caption == said))
            case .picture(let picture):
                pictures += 1
                said = picture.caption.title
                all.append(.element("figure", [:], [caption(picture), picture.markup(id: "\(prefix)-\(pictures)")]))
            }
        }
        return all
    }

    private func caption(_ picture: Picture) -> Markup {
        let (title, legend) = picture.caption
        return .element("figcaption", [:], [.text(title)] + (legend.map { [.element("small", [:], $0)] } ?? []))
    }

    /// Roles are written out because a narrow screen shows the rows of a wide table as cards, which would lose them.
    private func markup(_ table: PassageTable, isSaid: Bool) -> Markup {
        let headings = table.headings.map { heading -> Markup in
            let kind = heading.kind == .number ? "number" : "words"
            return .element("th", ["scope": "col", "role": "columnheader", "class": kind], heading.title)
        }
        let head = Markup.element("thead", ["role": "rowgroup"], [.element("tr", ["role": "row"], headings)])
        let bodies = table.groups.map { group in
            Markup.element("tbody", ["role": "rowgroup"], title(of: group, columns: headings.count) + group.rows.map { row($0, table) })
        }
        let content = Markup.element(
            "table", ["role": "table", "class": table.isWide ? "wide" : "narrow"],
            [.element("caption", isSaid ? ["class": "said"] : [:], table.caption), head] + bodies)
        return .element("div", ["class": "scroll", "role": "region", "aria-label": table.caption, "tabindex": "0"], [content])
    }

    private func title(of group: PassageTable.Group, columns: Int) -> [Markup] {
        guard let title = group.title else { return [] }
        let cell = Markup.element("th", ["scope": "rowgroup", "role": "rowheader", "colspan": "\(columns)"], title)
        return [.element("tr", ["role": "row", "class": "group"], [cell])]
    }

    private func row(_ cells: [PassageTable.Cell], _ table: PassageTable) -> Markup {
        .element("tr", ["role": "row"], zip(cells, table.headings).map { cell, heading in self.cell(cell, heading) })
    }

    private func cell(_ cell: PassageTable.Cell, _ heading: PassageTable.Heading) -> Markup {
        let lines = cell.lines.count > 1 ? cell.lines.map { Markup.element("div", [:], $0) } : cell.lines.map(Markup.text)
        let content = cell.sum.map { [Markup.element("span", ["class": "sum \($0)"], lines)] } ?? lines
        switch heading.kind {
        case .name: return .element("th", ["scope": "row", "role": "rowheader"], content)
        case .number: return .element("td", ["role": "cell", "class": "number", "data-label": heading.title], content)
        case .text, .below: return .element("td", ["role": "cell", "data-label": heading.title], content)
        }
    }
}
