import Foundation

/// What a department's own system is told of an item that it decides: everything, or what happened since it last said that it knows.
///
/// A message is repeated until it is acknowledged. It says from which version of the case to which it tells, so that whoever gets it twice,
/// or in another order, can tell.
public struct HandOver: Codable, Sendable, Hashable {
    public var message: String
    public var `case`: String
    public var item: String
    public var department: String
    public var bundle: String
    public var definitions: String
    public var after: Int
    public var through: Int
    public var state: String
    public var end: String?
    public var statutory: String?
    public var promised: String?
    public var answers: [String: String]
    public var materials: [EventRecord.Paper]
    public var form: [Field]
    public var people: [Person]?
    public var licences: [Licence]?
    public var events: [EventRecord]

    public struct Field: Codable, Sendable, Hashable {
        public var field: String
        public var origin: String
        public var value: String?
    }
}

extension HandOver {
    /// What is to be told of an item; nil where its department knows everything.
    /// - Parameters:
    ///   - form: the fields of the case's form.
    ///   - contents: what was read of people for it; nil: nothing is told of them.
    init?(
        of place: Int, in open: OpenCase, _ events: [CaseEvent], form: [CaseForm.Field], contents: Contents?, department: String,
        definitions: String
    ) {
        let item = open.state.items[place]
        guard item.news > item.known, let submission = open.state.submission else { return nil }
        let records = EventRecord.records(of: events, under: open.editions)
        let name = open.rules.name(of: item.opened)
        let lines = submission.papers.indices.filter { CaseMachine.concerns(place, open.state.papers[$0]) }
        let ids = Set(lines.map { submission.papers[$0].id })
        // As it began, or as it went on after the last migration.
        let begun = records.last { $0.ledger != nil }
        self.init(
            message: "\(open.id)-\(name.replacing("#", with: "-"))-v\(item.news)", case: open.id.description, item: name,
            department: department, bundle: open.rules.bundle.id, definitions: definitions, after: Int(item.known), through: Int(item.news),
            state: open.rules.process(of: item).definition.states[Int(item.state)].name.value, end: item.end?.name,
            statutory: item.statutory?.due.day.description, promised: item.promised?.due.day.description,
            answers: begun?.answers ?? [:],
            materials: lines.compactMap { line in
                guard var paper = begun?.ledger?[line] else { return nil }
                let now = open.state.papers[line]
                paper.disposition = now.disposition.rawValue
                paper.there = now.isThere ? nil : false
                return paper
            },
            form: form.filter { $0.items.contains(place) }.map {
                Field(field: $0.id, origin: $0.origin, value: contents?.values[$0.id])
            },
            people: contents?.people, licences: contents?.licences,
            events: records.filter { record in
                record.seq > item.known && record.seq <= item.news
                    && (record.type == EventRecord.Kind.migrated.rawValue || record.item == name
                        || ((record.formItems ?? []) + (record.mendedItems ?? [])).contains(name)
                        || record.paper.map(ids.contains) ?? (record.papers?.contains(where: ids.contains) ?? false))
            })
    }
}

/// What a department's own system says of an item: that it has taken it in, or what it has decided.
public struct DepartmentMessage: Codable, Sendable, Hashable {
    public var message: String
    public var `case`: String
    public var item: String
    public var seen: Int?
    public var verified: [String]?
    public var move: String?
    public var note: CaseRequest.Note?
    public var person: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case message, `case`, item, seen, verified, move, note, person
    }

    public init(
        message: String, case: String, item: String, seen: Int? = nil, verified: [String]? = nil, move: String? = nil,
        note: CaseRequest.Note? = nil, person: String? = nil
    ) {
        (self.message, self.case, self.item, self.seen, self.verified) = (message, `case`, item, seen, verified)
        (self.move, self.note, self.person) = (move, note, person)
    }
}

extension DepartmentMessage {
    /// Reads what a department wrote; what is wrong is told by its place, without what stands there.
    init(reading data: Data) throws(MalformedMessage) {
        guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw MalformedMessage(Title(zh: "不是 JSON 对象", en: "it is no JSON object"))
        }
        let known = CodingKeys.allCases.map(\.stringValue)
        for key in object.keys.sorted() where !known.contains(key) {
            throw MalformedMessage(
                Title(
                    zh: "没有名为 `\(key.prefix(40))` 的键（有：\(known.joined(separator: "、"))）",
                    en: "there is no key `\(key.prefix(40))` (the keys are: \(known.joined(separator: ", ")))"))
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: data)
        } catch let DecodingError.keyNotFound(key, context) {
            throw MalformedMessage(at: context.codingPath + [key], Title(zh: "缺少", en: "is missing"))
        } catch let DecodingError.typeMismatch(type, context) {
            throw MalformedMessage(at: context.codingPath, Title(zh: "类型应为 \(type)", en: "must be of the type \(type)"))
        } catch {
            throw MalformedMessage(Title(zh: "无法读取", en: "it cannot be read"))
        }
        guard !message.isEmpty else { throw MalformedMessage(Title(zh: "`message` 为空", en: "`message` is empty")) }
        guard seen != nil || verified != nil || move != nil else {
            throw MalformedMessage(Title(zh: "须有 seen、verified 或 move", en: "it says nothing: seen, verified or move is missing"))
        }
    }
}

/// Why something is no message of a department.
struct MalformedMessage: Error {
    let message: Title

    init(_ message: Title) { self.message = message }

    fileprivate init(at path: [any CodingKey], _ what: Title) {
        let place = path.map(\.stringValue).joined(separator: ".")
        message = Title(zh: "`\(place)` \(what.zh)", en: "`\(place)` \(what.en)")
    }
}

extension HandOver: Described {
    public static let about: Meaning =
        """
        交换：告知部门系统由其决定的事项，全部，或自其上次回报已知以后的部分 · \
        What a department's own system is told of an item that it decides: everything, or what happened since it last said that it knows.
        """
    public static let meanings: [String: Meaning] = [
        "message": "消息编号，内容相同则相同：`0001-…-birth-registration-v9` · The same for the same content: `0001-…-birth-registration-v9`.",
        "case": .caseNumber,
        "item": .item,
        "department": .department,
        "bundle": .bundle,
        "definitions": .digest.and("办件所依据的定义 · Of the definitions to which the case is pinned."),
        "after": "告知办件该版本之后的事；0：从头 · It tells what happened after that version of the case; 0: from the beginning.",
        "through": "告知到办件的哪一版本：答复中 `seen` 所指 · Through which version of the case it tells: what `seen` of the answer names.",
        "state": "事项所处的流程环节 · The state of its process in which the item is.",
        "end": .words(ItemEnd.words, "如何结束；没有：尚未结束 · How it ended; not there: it has not."),
        "statutory": .day("法定时限的最后一日 · The last day by law."),
        "promised": .day("承诺时限的最后一日 · The last day that was promised."),
        "answers": .answers,
        "materials": "材料：与该事项有关的账目行的现状 · The lines of the ledger that concern the item, as they stand now.",
        "form": "事项需要的表单字段 · The fields that the item wants.",
        "people": "事项涉及的人和申请人；不告知个人情况的没有 · Whom the item is about, and whose request it is; not there where nothing of people is told.",
        "licences": "所依据的电子证照，及为其读取的内容；同上，不告知个人情况的没有 · On which it rests, with what is read of them for it; not there as before.",
        "events": "该事项的事件，按先后 · What happened to it, in order.",
    ]
}

extension HandOver.Field: Described {
    public static let about: Meaning = "表单的一个字段 · A field of the form."
    public static let meanings: [String: Meaning] = [
        "field": "谁的哪个字段：`child#2.name` · Whose and which: `child#2.name`.",
        "origin": "`typed`（填写），或填入的来源：`licence:resident-identity-card` · `typed`, or what fills it in: `licence:resident-identity-card`.",
        "value": "所填内容；没有：未填，或由别处填入 · What was typed; not there: nothing was, or it is filled in from elsewhere.",
    ]
}

extension DepartmentMessage: Described {
    public static let about: Meaning =
        """
        部门系统对事项的回报：已知、已核验或动作；`seen`、`verified`、`move` 至少有一项 · \
        What a department's own system says of an item: that it has seen it, what it has verified, or a move. At least one of `seen`, \
        `verified`, `move` stands in it.
        """
    public static let meanings: [String: Meaning] = [
        "message": "部门系统的消息编号；同一消息再来不重复生效 · Its own name of the message; the same message again has no second effect.",
        "case": .caseNumber,
        "item": .item,
        "seen": "已知到办件的哪一版本：交换消息的 `through` · The version of the case through which it knows what happened: `through` of the hand-over.",
        "verified": "已核验无误的账目行 · Lines of the ledger that it looked at and found right.",
        "move": "动作，事项流程中的名称 · A move of the item's process, by name.",
        "note": "随动作写明的内容 · What is written with the move.",
        "person": "经办人，用工号或其他化名，不用姓名 · Who decided, under a staff number or another pseudonym; never a name.",
    ]
}
