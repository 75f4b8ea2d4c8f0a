/// Typed once, used again (一次提交、多次复用): by the policy of each field, the people's own, each use in the log of uses of data.
extension Office {
    /// What may fill in the empty fields of a draft, by their names in the form.
    ///
    /// - Parameters:
    ///   - applying: who is who, where the draft does not say so.
    ///   - showing: the values, too; they are then read, and that is in the log.
    public func typedBefore(
        _ id: CaseID, of applying: Applying = Applying(), showing: Bool = false, by caller: Caller
    ) async throws -> [String: TypedBefore] {
        try Rights.check(.apply, by: caller.role)
        // An agent may use them; to see them is the applicant's.
        if showing { try Rights.check(.apply, by: caller.role, but: [.agent, .counter]) }
        if showing {
            return try await store.write { [self] store in
                try typedBefore(id, of: applying, by: caller, store) { found, name, earlier, bundle in
                    let value = try earlier.value(of: found)
                    if value != nil { try note(.read, found, name, for: id, bundle, by: caller, store) }
                    return value
                }
            }
        }
        return try await store.read { [self] store in try typedBefore(id, of: applying, by: caller, store) { _, _, _, _ in nil } }
    }

    private func typedBefore(
        _ id: CaseID, of applying: Applying, by caller: Caller, _ store: any StoreReader,
        value: (EarlierForms.Found, String, EarlierForms, CompiledBundle) throws -> String?
    ) throws -> [String: TypedBefore] {
        let (draft, form, values, bundle) = try open(id, by: caller, store)
        guard
            let earlier = try EarlierForms(
                self, of: said(applying, after: self.applying(of: draft, store), in: bundle, by: caller), for: id, in: bundle, store)
        else {
            return [:]
        }
        var all: [String: TypedBefore] = [:]
        for name in form.typed where values[name] == nil {
            guard let found = try earlier.find(name) else { continue }
            all[name] = TypedBefore(
                caseID: found.row.caseID, on: found.on, policy: found.field.reuse, value: try value(found, name, earlier, bundle))
        }
        return all
    }

    /// Fills in empty fields of a draft with what was typed before.
    /// - Parameter names: nil: all that there are.
    /// - Returns: the names of those that are filled in now.
    public func take(
        _ names: [String]?, in id: CaseID, of applying: Applying = Applying(), by caller: Caller
    ) async throws -> [String] {
        try Rights.check(.apply, by: caller.role)
        return try await store.write { [self] store in
            let (draft, form, kept, bundle) = try open(id, by: caller, store)
            let empty = form.typed.filter { kept[$0] == nil }
            for name in names ?? [] where !empty.contains(name) { throw UnknownWord(.field, name, known: empty) }
            let applying = try said(applying, after: self.applying(of: draft, store), in: bundle, by: caller)
            guard let earlier = try EarlierForms(self, of: applying, for: id, in: bundle, store) else { return [] }
            var values = kept
            let taken = try (names ?? empty).filter { name in
                guard let found = try earlier.find(name) else { return false }
                return try take(found, as: name, into: &values, earlier, for: id, bundle, by: caller, store)
            }
            if !taken.isEmpty {
                try store.keep(try seal(values, of: id, instead: store.form(of: id), store), of: id)
                try keep(draft, store)
            }
            return taken
        }
    }

    /// Fills in what was left empty and is reused freely, when an application is handed in.
    func reusing(
        _ values: FormValues, in form: CaseForm, of applying: Applying, for id: CaseID, _ bundle: CompiledBundle, by caller: Caller,
        _ store: any StoreWriter
    ) throws -> FormValues {
        guard let earlier = try EarlierForms(self, of: applying, for: id, in: bundle, store) else { return values }
        var values = values
        for name in form.typed where values[name] == nil {
            guard let found = try earlier.find(name), found.field.reuse == .freely else { continue }
            _ = try take(found, as: name, into: &values, earlier, for: id, bundle, by: caller, store)
        }
        return values
    }

    /// Keeps that fields were typed in a case that was handed in; what was typed stays in its form.
    func remember(
        _ values: FormValues, in form: CaseForm, of applying: Applying, for id: CaseID, _ bundle: CompiledBundle, _ store: any StoreWriter
    ) throws {
        guard let earlier = try EarlierForms(self, of: applying, for: id, in: bundle, store) else { return }
        let typed = form.typed.filter { values[$0] != nil && values.origin(of: $0) == nil }
        for row in try earlier.rows(for: typed, at: clock.milliseconds) { try store.registryWriter.keep(row) }
    }

    // MARK: Parts

    private func open(
        _ id: CaseID, by caller: Caller, _ store: any StoreReader
    ) throws -> (draft: Draft, form: CaseForm, values: FormValues, bundle: CompiledBundle) {
        let draft = try theirs(id, caller, store)
        let bundle = try version(of: draft, store).rules(of: draft.application.bundle).bundle
        return (
            draft: draft, form: try form(of: draft, store), values: try values(of: store.form(of: id), of: id), bundle: bundle
        )
    }

    private func take(
        _ found: EarlierForms.Found, as name: String, into values: inout FormValues, _ earlier: EarlierForms, for id: CaseID,
        _ bundle: CompiledBundle, by caller: Caller, _ store: any StoreWriter
    ) throws -> Bool {
        guard let value = try earlier.value(of: found) else { return false }
        values.take(value, as: name, typedIn: found.row.caseID, on: found.on)
        try note(.reused, found, name, for: id, bundle, by: caller, store)
        return true
    }

    private func note(
        _ act: DataUse.Act, _ found: EarlierForms.Found, _ name: String, for id: CaseID, _ bundle: CompiledBundle, by caller: Caller,
        _ store: any StoreWriter
    ) throws {
        _ = try store.registryWriter.note(
            DataUse(
                at: clock.milliseconds, act: act, by: caller.asUser, subjects: [Digest.text(found.row.holder)], caseID: id.description,
                fields: [name], highest: found.field.dataClass, purpose: bundle.purposeOfReading, basis: found.basis.text,
                origin: found.row.caseID.description))
    }
}
