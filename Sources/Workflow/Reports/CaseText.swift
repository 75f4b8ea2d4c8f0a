/// A case for people: where each item stands, what can be done, which papers are wanted.
public struct CaseText {
    private let language: Language

    /// Texts in one language.
    public init(language: Language) {
        self.language = language
    }

    public func render(_ message: CaseMessage) -> String {
        PassageText(language: language).render(
            [
                .heading("\(message.title) \(message.id)", level: 1), .list(head(message)), .table(items(message)),
            ] + (message.materials.isEmpty ? [] : [.table(materials(message))])
                + (message.licences.isEmpty ? [] : [.table(licences(message))])
                + (message.results.isEmpty ? [] : [.table(results(message))]))
    }

    private func head(_ message: CaseMessage) -> [String] {
        let phase = message.phase == "closed" ? language("已办结", "closed") : language("办理中", "open")
        let mark = message.late ? language("（逾期）", " (late)") : message.near ? language("（将到期）", " (near)") : ""
        let due = message.due.map { [language("全案截止：", "the whole is due: ") + $0 + mark] } ?? []
        let submitted = message.submitted.map { [language("提交：", "submitted: ") + $0.prefix(16).replacing("T", with: " ")] } ?? []
        let erased = message.erased.map { [language("个人数据已于 \($0) 销毁", "what was kept of people was destroyed on \($0)")] } ?? []
        return [phase + language("，版本 ", ", version ") + "\(message.version)"] + submitted + due + erased + message.mandates.map(mandate)
    }

    private func mandate(_ mandate: CaseMessage.Mandate) -> String {
        let until = mandate.until.map { language("，至 ", ", until ") + $0 } ?? ""
        let items = mandate.items.isEmpty ? "" : language("，仅限 ", ", only for ") + mandate.items.joined(separator: language("、", ", "))
        let agent = mandate.agent ?? language("受托人", "an agent")
        return language("\(agent) 可代办：委托书 ", "\(agent) may act for the applicant: mandate ") + mandate.reference + until + items
    }

    private func items(_ message: CaseMessage) -> PassageTable {
        let headings: [PassageTable.Column] = [
            (language("事项", "item"), .name), (language("部门", "department"), .name), (language("状态", "stands at"), .text),
            (language("承诺截止", "promised by"), .text), (language("法定截止", "due by law"), .text), (language("可做", "next"), .below),
        ]
        return PassageTable(
            language("事项", "Items"), headings,
            message.items.map { item in
                let late = item.overdue ? language("（逾期）", " (late)") : ""
                let stands = item.stage == "waiting" ? language("等待前序", "waits for others") : (item.endTitle ?? item.stateTitle) + late
                let moves = item.moves.filter { $0.by != ["time"] }.map { move in
                    let needs = move.needs.isEmpty ? "" : language("；须 ", "; needs ") + move.needs.map(option).joined(separator: ", ")
                    return "\(move.move) \(move.title)\(language("（", " ("))\(move.by.joined(separator: ", "))\(needs)\(language("）", ")"))"
                }
                return [
                    .init("\(item.title) \(item.item)"), .init(item.department), .init(stands), .init(item.promised ?? ""),
                    .init(item.statutory ?? ""), .init(moves),
                ]
            })
    }

    private func materials(_ message: CaseMessage) -> PassageTable {
        let headings: [PassageTable.Column] = [
            (language("行", "line"), .name), (language("材料", "paper"), .text), (language("谁的", "whose"), .name),
            (language("状态", "stands at"), .text),
        ]
        return PassageTable(
            language("要交的材料", "Papers to hand in"), headings,
            message.materials.map { paper in
                let until = paper.until.map { language("，最迟 ", ", by ") + $0 } ?? ""
                return [.init(paper.line), .init(paper.title), .init(paper.subject), .init(status(paper.status) + until)]
            })
    }

    private func results(_ message: CaseMessage) -> PassageTable {
        PassageTable(
            language("结果", "Results"),
            [(language("事项", "item"), .name), (language("证照", "licence"), .text), (language("库中编号", "number"), .text)],
            message.results.map { result in
                [
                    .init(result.item), .init(result.title),
                    .init(result.register.map { "\($0)" } ?? language("待制证（case result）", "to be made out (case result)")),
                ]
            })
    }

    private func licences(_ message: CaseMessage) -> PassageTable {
        let headings: [PassageTable.Column] = [
            (language("证照", "licence"), .text), (language("库中编号", "number"), .name), (language("代替", "instead of"), .name),
            (language("状态", "stands at"), .text),
        ]
        return PassageTable(
            language("调用的证照", "Licences read"), headings,
            message.licences.map { licence in
                let lines = licence.lines.isEmpty ? language("回答情形问题", "answers a question") : licence.lines.joined(separator: " ")
                let by = licence.authorisation.map { language("，依授权第 \($0) 号", ", by authorisation \($0)") } ?? ""
                let awaited = licence.awaitedFrom.map { language("等待 \($0)；也可提交材料本身", "awaited from \($0); the paper itself may come") }
                let lost = licence.lossTitle.map { title in
                    licence.register == nil
                        ? language("不能代替：\(title)", "does not stand in: \(title)") : language("已失效：\(title)", "holds no more: \(title)")
                }
                let destroyed = licence.destroyed.map { language("副本已于 \($0) 销毁", "its copy was destroyed on \($0)") }
                let stands = destroyed ?? awaited ?? lost ?? language("读取时有效", "held when it was read")
                let number = licence.register.map { "\($0)" } ?? "-"
                return [.init(licence.title), .init(number), .init(lines), .init(stands + by)]
            })
    }

    /// As the option of `case move` is called that says it: `expected-end`.
    private func option(_ need: String) -> String {
        need.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    }

    private func status(_ status: CaseMessage.Material.Status) -> String {
        switch status {
        case .disputed: language("数据异议待核实", "its data are in dispute")
        case .wanting: language("待补正", "to be mended")
        case .toCome: language("未交", "to come")
        case .verified: language("已核验", "verified")
        case .there: language("已交", "handed in")
        }
    }
}
