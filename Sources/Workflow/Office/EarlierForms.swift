/// What somebody typed in an earlier case, and need not type again in this form (一次提交、多次复用).
public struct TypedBefore: Sendable, Hashable {
    public var caseID: CaseID
    public var on: Day
    /// `freely` or `ask-again`.
    public var policy: ReusePolicy
    /// Only where it was asked for.
    public var value: String?
}

/// What the people of an application typed in earlier cases: in their own fields, in those of their things, and in the fields of others who have
/// authorised it for this case.
struct EarlierForms {
    /// A value that was found, and where.
    struct Found {
        var row: TypedRow
        var basis: ReadingBasis
        var field: FieldDefinition

        var on: Day { Moment(milliseconds: row.at).day }
    }

    private let office: Office
    private let store: any StoreReader
    private let bundle: CompiledBundle
    /// The case or draft that it is for.
    private let id: CaseID
    private let secrets: OfficeSecrets
    private let people: [LicenceGathering.RolePlace: HolderCode]
    private let own: Set<HolderCode>

    /// Nil where nothing is kept of anybody.
    init?(_ office: Office, of applying: Applying, for id: CaseID, in bundle: CompiledBundle, _ store: any StoreReader) throws {
        do { secrets = try OfficeSecrets(office.keys, store) } catch is NothingKept { return nil }
        (self.office, self.store, self.bundle, self.id) = (office, store, bundle, id)
        (people, own) = try office.people(of: applying, in: bundle)
    }

    /// The last time that a field was typed, by its name in the form: `child#2.name`. Nil: never, it is never reused, or it is somebody else's.
    func find(_ name: String) throws -> Found? {
        guard let (code, field) = try whose(name), field.reuse != .never, let basis = try basis(of: code, field.dataClass) else {
            return nil
        }
        let holder = secrets.fingerprint(of: code)
        let rows = try Set(typists + [code]).flatMap { try store.registry.typed(by: secrets.fingerprint(of: $0), about: holder) }
        return rows.filter { $0.field == field.id.value && $0.caseID != id }.max { ($0.at, $0.caseID.number) < ($1.at, $1.caseID.number) }
            .map { Found(row: $0, basis: basis, field: field) }
    }

    /// What was typed then; nil where it is no longer there. Of two places in one case the first counts.
    func value(of found: Found) throws -> String? {
        let values = try office.values(of: store.form(of: found.row.caseID), of: found.row.caseID)
        return values.keys.sorted().lazy.filter { $0.hasSuffix(".\(found.row.field)") }.first { name in
            values.codes(named: String(name.prefix { $0 != "." })).contains { secrets.fingerprint(of: $0) == found.row.holder }
        }.flatMap { values[$0] }
    }

    /// That fields were typed in a case, as its rows have it.
    func rows(for names: some Sequence<String>, at instant: Int64) throws -> Set<TypedRow> {
        var rows: Set<TypedRow> = []
        for name in names {
            guard let (code, field) = try whose(name), field.reuse != .never, own.contains(code) else { continue }
            for typist in isThing(code) ? typists : [code] {
                rows.insert(
                    TypedRow(
                        holder: secrets.fingerprint(of: code), typist: secrets.fingerprint(of: typist), field: field.id.value, caseID: id,
                        at: instant))
            }
        }
        return rows
    }

    private func whose(_ name: String) throws -> (HolderCode, FieldDefinition)? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let field = bundle.shared.fields.first(where: { $0.id.value == parts[1] }) else { return nil }
        let (role, instance) = try bundle.holder(parts[0])
        return people[.init(role: role, instance: instance)].map { ($0, field) }
    }

    /// The persons and firms whose request it is: what they typed of a thing is theirs, not the next owner's.
    private var typists: [HolderCode] { own.filter { !isThing($0) } }

    private func isThing(_ code: HolderCode) -> Bool { people.contains { $0.value == code && bundle.roles[$0.key.role].kind.isThing } }

    /// His own request, or his authorisation for this case; what is sensitive only where that says so.
    private func basis(of code: HolderCode, _ dataClass: DataClass) throws -> ReadingBasis? {
        if own.contains(code) { return .holderRequests }
        let today = office.clock.now.day
        let given = try store.registry.authorisations(by: secrets.fingerprint(of: code), for: id).last {
            $0.holds(on: today) && ($0.isSensitive || dataClass != .sensitive)
        }
        return given.map { .holderAuthorises($0.number) }
    }
}

extension FormValues {
    /// The codes that somebody of a form may have, by the name that its fields begin with; of which kind a code is, the form does not say.
    fileprivate func codes(named label: String) -> [HolderCode] {
        let name = label.hasSuffix("#1") ? String(label.dropLast(2)) : label
        guard let text = self["@\(label)"] ?? self["@\(name)"] ?? self["@\(name)#1"] else { return [] }
        return RoleKind.allCases.compactMap { try? HolderCode(typed: text, for: $0) }
    }

    /// Where a value that was not typed anew comes from, beside it under a name that no field has: `=mother.phone`.
    private static func origin(of name: String) -> String { "=\(name)" }

    /// The case and the day in and on which it was typed; nil: in this one.
    func origin(of name: String) -> String? { self[Self.origin(of: name)] }

    mutating func take(_ value: String, as name: String, typedIn id: CaseID, on day: Day) {
        self[name] = value
        self[Self.origin(of: name)] = "\(id) \(day)"
    }

    /// What somebody types, which then comes from nowhere else.
    func typing(_ values: FormValues) -> FormValues {
        var all = filling(in: values)
        for name in values.keys where !all.isWritten(as: self, at: name) { all[Self.origin(of: name)] = nil }
        return all
    }

    /// Only these fields, each with where it comes from.
    func only(_ names: Set<String>) -> FormValues { filter { names.contains($0.key.hasPrefix("=") ? String($0.key.dropFirst()) : $0.key) } }
}
