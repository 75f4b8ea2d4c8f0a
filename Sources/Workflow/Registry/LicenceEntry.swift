/// A licence as somebody hands it in to be issued: names and texts, as the columns of a table or the keys of a JSON object have them.
public struct LicenceEntry: Sendable {
    public var values: [String: String]

    public init(_ values: [String: String]) { self.values = values.filter { !$0.value.allSatisfy(\.isWhitespace) } }

    /// The names of what every type has; a holder's stand under his name in `held-by`, what a licence says under `KZ_` (GB/T 36903).
    enum Name: String, CaseIterable {
        case type, issuer, number, issuedOn, effectiveFrom, expiresOn
    }

    static let fieldPrefix = "KZ_"
    /// In place of the last day of what does not end.
    static let withoutEnd = ["long-term", "长期", "99991231", "9999-12-31"]
}

/// One thing that is wrong with an entry; it quotes nothing of it but the name of the value.
public struct LicenceMistake: Error, Sendable, Hashable {
    /// The column or key.
    public var name: String
    public var reason: Title
}

/// Everything that is wrong with an entry.
public struct LicenceMistakes: Error, Sendable, Hashable {
    public var all: [LicenceMistake]
}

/// An entry that was understood.
struct LicenceDraft {
    var type: CompiledLicence
    var typeCode: String
    var issuer: CreditCode
    var number: String?
    var holders: [Licence.Holder]
    var issued: Day
    var effective: Day
    var expires: Day?
    var fields: [String: String]

    func licence(_ identifier: LicenceIdentifier) -> Licence {
        Licence(
            identifier: identifier, type: type.definition.id.value, number: number, holders: holders, issued: issued, effective: effective,
            expires: expires, fields: fields)
    }
}

extension LicenceEntry {
    func read(_ shared: SharedDefinitions, on today: Day) throws(LicenceMistakes) -> LicenceDraft {
        var reading = EntryReading(values: values, shared: shared)
        guard let draft = reading.draft(on: today) else { throw LicenceMistakes(all: reading.mistakes) }
        return draft
    }
}

/// Collects what is wrong, so that all of it is told at once.
private struct EntryReading {
    let values: [String: String]
    let shared: SharedDefinitions
    var mistakes: [LicenceMistake] = []

    private mutating func fail(_ name: String, _ zh: String, _ en: String) {
        mistakes.append(LicenceMistake(name: name, reason: Title(zh: zh, en: en)))
    }

    mutating func draft(on today: Day) -> LicenceDraft? {
        guard let type = type() else { return nil }
        checkNames(of: type)
        let issuer = issuer(of: type)
        let holders = holders(of: type)
        let issued = day(.issuedOn) ?? today
        if issued > today { fail("issuedOn", "晚于今天", "lies in the future") }
        let effective = day(.effectiveFrom) ?? issued
        let expires = lastDay(of: type, from: effective)
        if Set(holders.map(\.code)).count < holders.count, let second = type.definition.heldBy.last {
            fail(second.holder.value, "与另一持证主体是同一人", "is the same person as the other holder")
        }
        let fields = fields(of: type)
        let number = values[LicenceEntry.Name.number.rawValue]
        if let number, number.utf8.count > 100 { fail("number", "过长", "is too long") }
        guard let typeCode = type.definition.typeCode else {
            fail(
                "type", "`\(type.definition.id.value)` 没有证照类型代码（type-code）",
                "`\(type.definition.id.value)` has no type-code in its definition")
            return nil
        }
        guard mistakes.isEmpty, let issuer else { return nil }
        return LicenceDraft(
            type: type, typeCode: typeCode, issuer: issuer, number: number, holders: holders, issued: issued, effective: effective,
            expires: expires, fields: fields)
    }

    private mutating func type() -> CompiledLicence? {
        let known = shared.types.map(\.definition.id.value)
        guard let name = values[LicenceEntry.Name.type.rawValue] else {
            fail("type", "没有填写", "is missing")
            return nil
        }
        guard let place = known.firstIndex(of: name) else {
            let nearest = nearestName(to: name, among: known)
            fail(
                "type", "没有这种证照" + (nearest.map { "，是不是 `\($0)`？" } ?? ""),
                "is no type of licence here" + (nearest.map { ": did you mean `\($0)`?" } ?? ""))
            return nil
        }
        return shared.types[place]
    }

    private mutating func checkNames(of type: CompiledLicence) {
        var known = Set(LicenceEntry.Name.allCases.map(\.rawValue))
        for (holder, _) in type.definition.heldBy { known.formUnion([holder.value, "\(holder.value).kind", "\(holder.value).name"]) }
        known.formUnion((shared.fields(of: type) + type.definition.names.map(\.from)).map { LicenceEntry.fieldPrefix + $0 })
        for name in values.keys.sorted() where !known.contains(name) {
            let nearest =
                known.contains(LicenceEntry.fieldPrefix + name)
                ? LicenceEntry.fieldPrefix + name : nearestName(to: name, among: known.sorted())
            fail(
                name, "没有此项" + (nearest.map { "，是不是 `\($0)`？" } ?? ""),
                "is nothing that such a licence has" + (nearest.map { ": did you mean `\($0)`?" } ?? ""))
        }
    }

    private mutating func issuer(of type: CompiledLicence) -> CreditCode? {
        let department = shared.departments[type.issuer]
        let bodies = department.codes
        guard let text = values[LicenceEntry.Name.issuer.rawValue] else {
            if bodies.count == 1 { return bodies[0] }
            fail("issuer", "没有填写颁发机构代码", "is missing: the credit code of the body that issues it")
            return nil
        }
        guard let body = bodies.first(where: { $0.text == text }) else {
            fail(
                "issuer", "不是“\(department.title.zh)”的机构（departments.yaml 的 codes）",
                "is no body of `\(department.id.value)` (codes in departments.yaml)")
            return nil
        }
        return body
    }

    private mutating func holders(of type: CompiledLicence) -> [Licence.Holder] {
        type.definition.heldBy.compactMap { holder, kind in
            let name = holder.value
            guard let text = values[name] else {
                fail(name, "没有填写持证主体代码", "is missing: the code of who holds it")
                return nil
            }
            do throws(HolderCode.Problem) {
                let code = try HolderCode(kind: values["\(name).kind"] ?? kind.holderCodeKind, text: text)
                return Licence.Holder(code: code, name: values["\(name).name"])
            } catch {
                mistakes.append(LicenceMistake(name: name, reason: error.reason))
                return nil
            }
        }
    }

    private mutating func day(_ name: LicenceEntry.Name) -> Day? {
        guard let text = values[name.rawValue] else { return nil }
        if let day = Day(registered: text) { return day }
        fail(name.rawValue, "不是日期（应如 2026-03-02）", "is no day such as 2026-03-02 or 20260302")
        return nil
    }

    /// The one that is said; else as long as such licences last.
    private mutating func lastDay(of type: CompiledLicence, from effective: Day) -> Day? {
        guard let text = values[LicenceEntry.Name.expiresOn.rawValue] else { return type.definition.lasts.map { effective.ending($0) } }
        if LicenceEntry.withoutEnd.contains(text) { return nil }
        let last = day(.expiresOn)
        if let last, last < effective { fail("expiresOn", "早于生效日", "lies before the first day") }
        return last
    }

    /// What forms and rules read of it must be there.
    private mutating func fields(of type: CompiledLicence) -> [String: String] {
        var fields: [String: String] = [:]
        for name in shared.fields(of: type) {
            let column = LicenceEntry.fieldPrefix + name
            guard let value = values[column] else {
                fail(column, "没有填写", "is missing")
                continue
            }
            if !Licence.maySay(value) { fail(column, "过长或含有控制字符", "is too long, or has control characters") }
            fields[name] = value
        }
        for (_, from) in type.definition.names {
            let column = LicenceEntry.fieldPrefix + from
            guard let value = values[column] else { continue }
            // Whom it names is known by his number, or not at all.
            if (try? HolderCode(kind: HolderCode.citizen, text: value)) == nil { fail(column, "不是公民身份号码", "is no citizen's number") }
            fields[from] = value
        }
        for fill in type.fillsIn where type.codes.contains(fill.from) {
            let holder = type.definition.heldBy[fill.holder].holder.value
            if let value = fields[fill.from], let code = values[holder], value != code {
                fail(LicenceEntry.fieldPrefix + fill.from, "与 \(holder) 的代码不符", "is not the code of `\(holder)`")
            }
        }
        return fields
    }
}

extension SharedDefinitions {
    /// What a form or a rule reads of licences of a type, under its own names; nothing else is kept or handed over (最小必要).
    func fields(of type: CompiledLicence) -> [String] {
        var names: [String] = []
        for fill in type.fillsIn where !names.contains(fill.from) { names.append(fill.from) }
        for question in questions {
            guard let source = question.source, licences[source.licence].definition.id.value == type.definition.id.value else { continue }
            if !names.contains(source.field) { names.append(source.field) }
        }
        return names
    }
}

extension RoleKind {
    /// The kind of code that names such a holder where nothing else is said.
    var holderCodeKind: String {
        switch self {
        case .person, .deceasedPerson: HolderCode.citizen
        case .organisation: HolderCode.credit
        case .vehicle, .household: HolderCode.unspecified
        }
    }
}

extension Day {
    /// As registers write it: `20260302` or `2026-03-02`.
    init?(registered text: String) {
        if let day = Day(text) {
            self = day
            return
        }
        guard text.utf8.count == 8, CodeAlphabet.digits.firstForeign(in: text) == nil else { return nil }
        let digits = Array(text)
        self.init("\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))")
    }
}
