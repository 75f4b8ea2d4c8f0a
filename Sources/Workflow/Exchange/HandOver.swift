import Foundation

/// What a department's own system is told of an item that it decides: everything, or what happened since it last said that it knows.
///
/// A message is repeated until it is acknowledged. It says from which version of the case to which it tells, so that whoever gets it twice,
/// or in another order, can tell.
public struct HandOver: Codable, Sendable, Hashable {
    /// The same for the same content: `0001-…-birth-registration-v9`.
    public var message: String
    public var `case`: String
    public var item: String
    public var department: String
    public var bundle: String
    /// SHA-256 of the definitions to which the case is pinned.
    public var definitions: String
    /// It tells what happened after that version of the case (0: from the beginning) through this one.
    public var after: Int
    public var through: Int
    /// Where the item stands in its process, and how it ended.
    public var state: String
    public var end: String?
    public var statutory: String?
    public var promised: String?
    public var answers: [String: String]
    /// The lines of the ledger that concern the item, as they stand now: handed in, read from a licence, shared.
    public var materials: [EventRecord.Paper]
    /// The fields of the one form that the item wants, with what was typed or filled in from licences.
    public var form: [Field]
    /// Whom the item is about, and whose request it is; nil where nothing of people is told.
    public var people: [Person]?
    /// What stands in for its papers, with what its form reads there.
    public var licences: [Licence]?
    public var events: [EventRecord]

    public struct Field: Codable, Sendable, Hashable {
        /// `child#2.name`
        public var field: String
        /// `typed`, or what fills it in: `licence:resident-identity-card`.
        public var origin: String
        /// Nil: it was not filled in, or is filled in from elsewhere.
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
    /// Its own name of the message; the same message again has no second effect.
    public var message: String
    public var `case`: String
    public var item: String
    /// The version of the case through which it knows what happened to the item.
    public var seen: Int?
    /// Lines of the ledger that it looked at and found right.
    public var verified: [String]?
    /// A move of the item's process, by name, with what must be written.
    public var move: String?
    public var note: CaseRequest.Note?
    /// Who decided, under a staff number or another pseudonym; never a name.
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
