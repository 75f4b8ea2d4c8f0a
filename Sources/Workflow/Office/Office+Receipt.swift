/// Receipts of what was handed in and done.
extension Office {
    /// The receipt of a step of a case, signed by the office.
    /// - Parameters:
    ///   - step: the place of an event in its case, from 1; the application is the first.
    ///   - seen: nothing of other items than these; nil: of all. The application and what is of no one item is of the case itself.
    /// - Throws: `UnknownWord` where there is no such step, or none that is to be seen, or with which papers came whose files were destroyed since;
    ///   `KeyProblem`, `StoreFault`.
    public func receipt(of id: CaseID, step: Int = 1, seen: Set<String>? = nil) async throws -> SignedReceipt {
        do { return try await signedReceipt(of: id, step, seen) } catch is NothingKept {
            try await prepare()
            return try await signedReceipt(of: id, step, seen)
        }
    }

    private func signedReceipt(of id: CaseID, _ step: Int, _ seen: Set<String>?) async throws -> SignedReceipt {
        try await reading(id) { [self] open, events, store in
            let records = EventRecord.records(of: events, under: open.editions)
            let entries = try store.entries(of: id)
            guard records.indices.contains(step - 1), let first = entries.first,
                let entry = entries.first(where: { $0.seq <= step && step <= $0.version })
            else { throw UnknownWord(.step, "\(step)") }
            let record = records[step - 1]
            if let seen, let item = record.item, !seen.contains(item) { throw UnknownWord(.step, "\(step)") }
            // One command is one entry: what came with it is in the same.
            let together = records[(entry.seq - 1)..<entry.version]
            let papers = together.flatMap { $0.ledger ?? [] }
            let handed = HandedPapers(with: together, files: try wholeFiles(of: id, store).filter { $0.at <= entry.at })
            // Which files there were nobody knows any more.
            if open.state.erasedOn != nil, !handed.isEmpty { throw UnknownWord(.step, "\(step)") }
            let receipt = CaseReceipt(
                form: CaseReceipt.form, case: id.description, step: step, type: record.type, at: record.at, by: record.by,
                item: record.item,
                files: handed.files, onPaper: handed.onPaper, announced: handed.announced,
                toCome: papers.filter { $0.there == false }.map(\.line), application: Digest.text(Digest.of(first.payload)),
                version: entry.version, seal: Digest.text(entry.seal))
            return SignedReceipt(receipt, try OfficeSecrets(keys, store).sign(receipt.canonicalJSON()))
        }
    }
}
