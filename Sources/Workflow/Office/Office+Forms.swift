import Foundation

/// What somebody has filled in: field → value, as `CaseForm` names the fields. Personal data: sealed wherever it is kept, and never printed.
public typealias FormValues = [String: String]

/// A field of the form of a case, and whether it is filled in; its value is not told.
public struct FieldState: Sendable, Hashable {
    public var field: CaseForm.Field
    /// The items of the case that want it, by name.
    public var items: [String]
    public var isFilled: Bool
    /// What was filled in was destroyed on that day.
    public var erasedOn: Day?
}

extension Office {
    /// Fills in fields of the form of a case; an empty value takes one away, what is not named stays.
    ///
    /// - Throws: `NotAllowed`, `UnknownWord`, `FormMistakes`, `KeyProblem`, `VersionConflict`, `OtherRequest`, `StoreFault`.
    public func fill(
        _ values: FormValues, in id: CaseID, by caller: Caller, expecting version: Int? = nil, key: String? = nil
    ) async throws -> CaseAnswer {
        try Rights.check(.act, by: caller.role)
        let asked = Asked(by: caller, on: id.description, form: key == nil ? nil : try await fingerprint(values))
        return try await answered(key, to: asked) { [self] store in
            let open = try load(id, store)
            do {
                if let version, version != open.state.version {
                    throw VersionConflict(caseID: id, expected: version, found: open.state.version)
                }
                return try fill(values, in: open, by: caller, store)
            } catch {
                cache.put(open, store.generation)
                throw error
            }
        }
    }

    private func fill(_ values: FormValues, in open: OpenCase, by caller: Caller, _ store: any StoreWriter) throws -> UnspokenAnswer {
        let form = try caseForm(of: open)
        try check(values, against: form, under: open.rules.bundle.shared)
        let kept = try store.form(of: open.id)
        let before = try self.values(of: kept, of: open.id)
        let after = before.typing(values)
        // Nothing new is nothing that happened.
        if after.isWritten(as: before) { return UnspokenAnswer(open, events: [], nil) }
        let changed = form.fields.filter { !after.isWritten(as: before, at: $0.id) }
        func decision(_ sealed: SealedForm?) throws -> Decision {
            var filled = FilledForm(digest: sealed?.digest ?? Digest.of([]))
            filled.filled = places(of: changed.filter { before[$0.id] == nil }.map { undecided($0, open) })
            filled.mended = places(of: changed.filter { before[$0.id] != nil }.map(\.items))
            let actor = try caller.actor(open.rules.bundle) { try number(of: $0, store) }
            return decide(
                CaseCommand(by: actor, .fill(filled)), on: open,
                standing: try standing(of: open.state, InquiryAnswers(), store, on: clock.now.day))
        }
        return try write(decision, of: open.id, sealing: { _ in after }, instead: kept, store)
    }

    /// Writes what a command comes to with what is filled in: decided once without it, so that nothing is sealed for what is refused, then with
    /// what commits to it.
    /// - Parameter values: what is filled in, once it is known what the case comes to; nil: there is no form.
    func write(
        _ decision: (SealedForm?) throws -> Decision, of id: CaseID, sealing values: (OpenCase) throws -> FormValues?,
        instead kept: SealedForm? = nil, _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let trial = try decision(nil)
        guard trial.refused == nil, let values = try values(trial.open) else { return try write(trial, store) }
        let sealed = try seal(values, of: id, instead: kept, store)
        try store.keep(sealed, of: id)
        return try write(decision(sealed), store)
    }

    /// Seals and keeps what something else than the applicant has filled in; nil where that is nothing new.
    func keep(
        _ after: FormValues, instead before: FormValues, in open: OpenCase, _ store: any StoreWriter
    ) throws -> FilledForm? {
        if after.isWritten(as: before) { return nil }
        let sealed = try seal(after, of: open.id, instead: store.form(of: open.id), store)
        try store.keep(sealed, of: open.id)
        var form = FilledForm(digest: sealed.digest)
        form.filled = places(
            of: try caseForm(of: open).fields.filter { !after.isWritten(as: before, at: $0.id) }.map { undecided($0, open) })
        return form
    }

    /// The items for which a field may still be filled in; where there is none, all that want it.
    private func undecided(_ field: CaseForm.Field, _ open: OpenCase) -> [Int] {
        let items = field.items.filter { open.state.items[$0].stage != .ended && open.state.items[$0].decision == nil }
        return items.isEmpty ? field.items : items
    }

    private func places(of items: [[Int]]) -> [Int32] { Set(items.joined()).sorted().map(Int32.init) }

    /// The fields of a case, or of a draft whose questions are all answered, and which are filled in.
    public func form(of id: CaseID) async throws -> [FieldState] {
        try await store.read { [self] store in
            let form: CaseForm
            var names: [String] = []
            var erasedOn: Day?
            if let draft = try store.draft(id) {
                form = try self.form(of: draft, store)
            } else {
                var events: [CaseEvent] = []
                guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
                form = try caseForm(of: open)
                erasedOn = open.state.erasedOn
                names = open.state.items.map { open.rules.name(of: $0.opened) }
            }
            let values = try values(of: store.form(of: id), of: id)
            return form.fields.map { field in
                var field = field
                if let origin = values.origin(of: field.id) { field.origin = "typed:\(origin)" }
                // What answers a question stands in the events, and stays.
                return FieldState(
                    field: field, items: field.items.map { names[$0] }, isFilled: values[field.id] != nil,
                    erasedOn: field.isAnswer ? nil : erasedOn)
            }
        }
    }

    // MARK: Parts

    func caseForm(of open: OpenCase) throws -> CaseForm {
        guard let submission = open.state.submission else { throw StoreFault.damaged("cases \(open.id)") }
        return CaseForm(of: submission, under: open.rules, on: open.state.latest)
    }

    /// Only fields that are typed: what a licence or source fills in is not asked for again (政务数据共享条例).
    func check(_ values: FormValues, against form: CaseForm, under shared: SharedDefinitions) throws {
        for name in values.keys.sorted() where !form.typed.contains(name) { throw UnknownWord(.field, name, known: form.typed) }
        try check(values, under: shared)
    }

    /// What is typed is what its field holds.
    func check(_ values: FormValues, under shared: SharedDefinitions) throws {
        if let mistakes = FormMistakes(unfitIn: values, under: shared) { throw mistakes }
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
    func seal(_ values: FormValues, of id: CaseID, instead before: SealedForm? = nil, _ store: any StoreReader) throws -> SealedForm {
        let masters = try masters(store)
        do {
            let key = try before.map { try masters.unwrap($0.key, of: id) } ?? masters.makeKey()
            return SealedForm(
                key: try before?.key ?? masters.wrap(key, of: id), body: try key.seal(try values.canonicalJSON(), at: Self.place(id)))
        } catch is BrokenSeal {
            throw StoreFault.damaged("forms \(id)")
        }
    }

    private func masters(_ store: any StoreReader) throws -> MasterKeys { try keys.masters(for: store, creating: true) }

    /// What tells the same values from others, and tells nothing of them to who has not the keys (an unkeyed digest of an identity number is
    /// found by trying).
    func fingerprint(_ values: FormValues) async throws -> String? {
        if values.isEmpty { return nil }
        let known: MasterKeys = try await store.read { [self] store in try masters(store) }
        return Digest.text(known.fingerprint(try values.canonicalJSON()))
    }

    private static func place(_ id: CaseID) -> String { "form \(id)" }
}

extension FormValues {
    /// The same with whose request it is: another applicant is another request.
    func asking(_ applying: Applying) -> FormValues {
        var asked = naming(applying)
        if !applying.accepted.isEmpty { asked["@accepted"] = applying.accepted.sorted().joined(separator: " ") }
        if !applying.declined.isEmpty { asked["@declined"] = applying.declined.sorted().joined(separator: " ") }
        return asked
    }

    /// Who the people are, and who of them applies, is kept beside what is filled in, under names that no field has.
    func naming(_ applying: Applying, and named: [String: String] = [:]) -> FormValues {
        guard applying.saysWho else { return self }
        var names = merging(applying.people.merging(named) { $1 }.map { ("@\($0.key)", $0.value) }) { $1 }
        names["@"] = applying.applicants.sorted().joined(separator: " ")
        return names
    }

    /// As `naming` has kept it.
    var applying: Applying {
        var applying = Applying(applicants: Set((self["@"] ?? "").split(separator: " ").map(String.init)))
        for (name, code) in self where name.hasPrefix("@") && name.count > 1 { applying.people[String(name.dropFirst())] = code }
        return applying
    }

    /// Whether the same is written, to the letter: two ways to write 瑩 (U+7469, U+F9AE) are equal to Swift, and two names to a register.
    func isWritten(as other: FormValues) -> Bool { count == other.count && keys.allSatisfy { isWritten(as: other, at: $0) } }

    func isWritten(as other: FormValues, at name: String) -> Bool {
        self[name].map { Array($0.utf8) } == other[name].map { Array($0.utf8) }
    }

    func filling(in values: FormValues) -> FormValues { merging(values) { $1 }.filter { !$0.value.allSatisfy(\.isWhitespace) } }
}

/// A value that no field takes; it is not told which.
public struct UnfitValue: Error, Sendable, Hashable {
    /// How long it may be.
    public enum Length: Sendable, Hashable {
        case bytes(Int), characters(Int)

        fileprivate var words: Title {
            switch self {
            case .bytes(let most): Title(zh: "不超过 \(most) 字节", en: "up to \(most) bytes")
            case .characters(let most): Title(zh: "不超过 \(most) 个字符", en: "up to \(most) characters")
            }
        }
    }

    /// As people call it.
    public var field: Title
    public var most = Length.bytes(mostBytes)
    /// Of a field of a form.
    public static let mostBytes = 2_000

    public var message: Title {
        Title(
            zh: "“\(field.zh)”的内容过长（\(most.words.zh)）或含有控制字符",
            en: "“\(field.en)” is too long (\(most.words.en)), or has control characters")
    }
}
