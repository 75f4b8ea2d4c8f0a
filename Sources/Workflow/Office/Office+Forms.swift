import Foundation

/// What somebody has filled in: field → value, as `CaseForm` names the fields. Personal data: sealed wherever it is kept, and never printed.
public typealias FormValues = [String: String]

/// A field of the form of a case, and whether it is filled in; its value is not told.
public struct FieldState: Sendable, Hashable {
    public var field: CaseForm.Field
    public var isFilled: Bool
}

extension Office {
    /// Fills in fields of the form of a case; an empty value takes one away, what is not named stays.
    ///
    /// - Throws: `NotAllowed`, `UnknownWord`, `UnfitValue`, `KeyProblem`, `VersionConflict`, `OtherRequest`, `StoreFault`.
    public func fill(
        _ values: FormValues, in id: CaseID, by caller: Caller, expecting version: Int? = nil, key: String? = nil
    ) async throws -> CaseAnswer {
        try Rights.check(.act, by: caller.role)
        let asked = Asked(by: caller, on: id.description, form: key == nil ? nil : try fingerprint(values))
        return try await answered(key, to: asked) { [self] store in
            let open = try load(id, store)
            do {
                if let version, version != open.state.version {
                    throw VersionConflict(caseID: id, expected: version, found: open.state.version)
                }
                let form = try caseForm(of: open)
                try check(values, against: form)
                let kept = try store.form(of: id)
                let before = try self.values(of: kept, of: id)
                let sealed = try seal(before.filling(in: values), of: id, instead: kept)
                func places(_ isMeant: (String) -> Bool) -> [Int32] {
                    let fields = form.fields.filter { values[$0.id] != nil && values[$0.id] != before[$0.id] && isMeant($0.id) }
                    return Set(fields.flatMap(\.items)).sorted().map(Int32.init)
                }
                let filled = FilledForm(
                    digest: sealed.digest, filled: places { before[$0] == nil }, mended: places { before[$0] != nil })
                let command = CaseCommand(by: try caller.actor(open.rules.bundle) { try number(of: $0, store) }, .fill(filled))
                let answer = try write(decide(command, on: open), store)
                if answer.refused == nil { try store.keep(sealed, of: id) }
                return answer
            } catch {
                cache.put(open, store.generation)
                throw error
            }
        }
    }

    /// The fields of a case, and which are filled in.
    public func form(of id: CaseID) async throws -> [FieldState] {
        try await store.read { [self] store in
            var events: [CaseEvent] = []
            guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
            let values = try values(of: store.form(of: id), of: id)
            return try caseForm(of: open).fields.map { FieldState(field: $0, isFilled: values[$0.id] != nil) }
        }
    }

    // MARK: Parts

    func caseForm(of open: OpenCase) throws -> CaseForm {
        guard let submission = open.state.submission else { throw StoreFault.damaged("cases \(open.id)") }
        return CaseForm(of: submission, under: open.rules, on: open.state.latest)
    }

    /// Only fields that are typed: what a licence or source fills in is not asked for again (政务数据共享条例).
    func check(_ values: FormValues, against form: CaseForm) throws {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard form.typed.contains(name) else { throw UnknownWord(.field, name, known: form.typed) }
            try check(value, of: name)
        }
    }

    func check(_ value: String, of name: String) throws(UnfitValue) {
        let isText = value.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }
        guard isText, value.utf8.count <= UnfitValue.mostBytes else { throw UnfitValue(field: name) }
    }

    /// What was filled in so far.
    func values(of form: SealedForm?, of id: CaseID) throws -> FormValues {
        guard let form else { return [:] }
        do {
            let bytes = try keys.keys(creating: false).unwrap(form.key, of: id).open(form.body, at: Self.place(id))
            return try JSONDecoder().decode(FormValues.self, from: Data(bytes))
        } catch is BrokenSeal {
            throw StoreFault.damaged("forms \(id)")
        }
    }

    /// Under the key of the case, or a new one.
    func seal(_ values: FormValues, of id: CaseID, instead before: SealedForm? = nil) throws -> SealedForm {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let masters = try keys.keys(creating: true)
        do {
            let key = try before.map { try masters.unwrap($0.key, of: id) } ?? SealKey()
            let body = try key.seal([UInt8](try encoder.encode(values)), at: Self.place(id))
            return SealedForm(key: try before?.key ?? masters.wrap(key, of: id), body: body)
        } catch is BrokenSeal {
            throw StoreFault.damaged("forms \(id)")
        }
    }

    /// What tells the same values from others, and tells nothing of them to who has not the keys (an unkeyed digest of an identity number is
    /// found by trying).
    func fingerprint(_ values: FormValues) throws -> String? {
        if values.isEmpty { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Digest.text(try keys.keys(creating: true).fingerprint([UInt8](try encoder.encode(values))))
    }

    private static func place(_ id: CaseID) -> String { "form \(id)" }
}

extension FormValues {
    func filling(in values: FormValues) -> FormValues { merging(values) { $1 }.filter { !$0.value.isEmpty } }
}

/// A value that no field takes; it is not told which.
public struct UnfitValue: Error, Sendable, Hashable {
    public var field: String
    public static let mostBytes = 2_000

    public var message: Title {
        Title(
            zh: "字段 `\(field)` 的内容过长（不超过 \(Self.mostBytes) 字节）或含有控制字符",
            en: "the value of `\(field)` is too long (up to \(Self.mostBytes) bytes), or has control characters")
    }
}
