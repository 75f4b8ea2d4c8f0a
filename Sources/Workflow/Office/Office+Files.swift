import Foundation

/// Files that are handed in for papers. They come piece by piece, and each piece is sealed before it is kept: no more of a file than a piece or two
/// is held at a time, and nothing of it lies open anywhere.
extension Office {
    /// What is told of a file.
    public struct FileInfo: Sendable, Hashable {
        public var number: Int64
        /// The line of the ledger for which it is.
        public var line: String
        public var kind: FileCheck.Kind
        public var bytes: Int
        /// SHA-256
        public var sha256: String
        /// When it had come, in milliseconds since 1970.
        public var at: Int64
    }

    /// What came of handing in a file.
    public struct FileAnswer: Sendable {
        public var file: FileInfo
        /// Of a case that is in, where its paper was wanting: what happened.
        public var answer: CaseAnswer?
    }

    /// Bytes of a piece.
    private static let pieceBytes = 256 * 1_024

    /// Keeps a file for a paper of a draft or case; where the paper was wanting, it is handed in with it.
    /// - Parameters:
    ///   - pieces: the file as it comes.
    ///   - key: under which it is done once, from the SHA-256 of the file.
    /// - Throws: `NotAllowed`, `UnknownWord`, `FileRefusal`, `FileNotHandedIn`, `DraftProblem`, `VersionConflict`, `KeyProblem`, `StoreFault`, and
    ///   whatever the pieces throw; then nothing of it is kept.
    public func keepFile<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, _ kind: FileCheck.Kind, for line: String, of id: CaseID, by caller: Caller, expecting version: Int? = nil,
        under key: @Sendable (String) async throws -> RequestKey<FileAnswer>? = { _ in nil }
    ) async throws -> FileAnswer where Pieces.Element == [UInt8] {
        try Rights.check(.apply, by: caller.role)
        try await compare(pieces, kind, under: key)
        var (row, sealing) = try await store.write { [self] store in try begin(line, id, caller, store) }
        do {
            var check = FileCheck(kind)
            var (waiting, seals): ([UInt8], RunningDigest) = ([], RunningDigest())
            for try await piece in pieces {
                try check.take(piece)
                if check.bytes > fileRules.mostBytes { throw FileRefusal.tooLarge(fileRules.mostBytes) }
                waiting += piece
                while waiting.count >= Self.pieceBytes {
                    row = try await keep(Array(waiting.prefix(Self.pieceBytes)), of: row, by: sealing, &seals)
                    waiting.removeFirst(Self.pieceBytes)
                }
            }
            if !waiting.isEmpty { row = try await keep(waiting, of: row, by: sealing, &seals) }
            if check.bytes == 0 { throw FileRefusal.empty }
            try check.end()
            let info = FileInfo(number: row.number, line: line, kind: kind, bytes: check.bytes, sha256: check.sha256, at: row.at)
            return try await end(row, info, sealing, of: id, by: caller, expecting: version, under: key(info.sha256))
        } catch {
            let number = row.number
            try? await store.write { try $0.registryWriter.forgetFile(number) }
            throw error
        }
    }

    /// What was handed in before under its key is not kept again, nor counted: it only has to be the same.
    /// - Throws: `AnsweredBefore`, `OtherRequest` where something was.
    private func compare<Pieces: AsyncSequence & Sendable>(
        _ pieces: Pieces, _ kind: FileCheck.Kind, under key: @Sendable (String) async throws -> RequestKey<FileAnswer>?
    ) async throws where Pieces.Element == [UInt8] {
        guard let name = try await key("")?.name, try await store.read({ try $0.answer(to: name) }) != nil else { return }
        var check = FileCheck(kind)
        for try await piece in pieces {
            try check.take(piece)
            if check.bytes > fileRules.mostBytes { throw FileRefusal.tooLarge(fileRules.mostBytes) }
        }
        try await recall(key(check.sha256))
        throw OtherRequest()
    }

    private func begin(_ line: String, _ id: CaseID, _ caller: Caller, _ store: any StoreWriter) throws -> (FileRow, SealKey) {
        let lines: [(id: String, unwanted: Disposition?)]
        if try store.draft(id) != nil {
            lines = try papers(of: theirs(id, caller, store), store)
        } else {
            let open = try opened(id, store)
            if open.state.phase == .closed { throw FileRefusal.closed }
            lines = zip(open.state.submission?.papers ?? [], open.state.papers).map { paper, now in
                (paper.id, now.isLacking || (now.wantsPaper && !paper.isForm) ? nil : now.disposition)
            }
        }
        guard let found = lines.first(where: { $0.id == line }) else {
            throw UnknownWord(.line, line, known: lines.filter { $0.unwanted == nil }.map(\.id))
        }
        if let disposition = found.unwanted { throw FileRefusal.notWanted(disposition) }
        guard try store.registry.files(of: id).count < fileRules.mostFiles else { throw FileRefusal.tooMany(fileRules.mostFiles) }
        let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
        let sealing = secrets.masters.makeKey()
        var row = FileRow(
            number: 0, caseID: id, at: clock.milliseconds, bytes: 0, pieces: 0, isWhole: false, key: [], body: [], digest: [])
        row.number = try store.registryWriter.keep(row)
        row.key = try secrets.masters.wrap(sealing, at: row.sealedAt)
        _ = try store.registryWriter.keep(row)
        return (row, sealing)
    }

    private func keep(_ piece: [UInt8], of row: FileRow, by sealing: SealKey, _ seals: inout RunningDigest) async throws -> FileRow {
        let sealed = try sealing.seal(piece, at: row.place(ofPiece: row.pieces))
        seals.add(RowSeal.of(piece: sealed, row.pieces, of: row.number))
        var after = row
        after.pieces += 1
        after.bytes += piece.count
        after.digest = seals.end()
        let most = fileRules.mostBytesOfCase
        return try await store.write { [self, after] store in
            try checkWanted(row, store)
            // Others of the same case may be on their way.
            let others = try store.registry.files(of: after.caseID).filter { $0.number != after.number }
            guard others.reduce(after.bytes, { $0 + $1.bytes }) <= most else { throw FileRefusal.tooMuchOfCase(most) }
            try store.registryWriter.keep(piece: sealed, row.pieces, of: row.number)
            _ = try store.registryWriter.keep(after)
            return after
        }
    }

    /// Meanwhile its draft may have been thrown away, or its case erased: then nothing of it is kept.
    private func checkWanted(_ row: FileRow, _ store: any StoreReader) throws {
        guard try store.registry.file(row.number) != nil else { throw UnknownWord(.case, row.caseID.description) }
    }

    private func end(
        _ row: FileRow, _ info: FileInfo, _ sealing: SealKey, of id: CaseID, by caller: Caller, expecting version: Int?,
        under key: RequestKey<FileAnswer>?
    ) async throws -> FileAnswer {
        try await asking(by: caller) { [self] known in
            try await write(under: key) { [self] store in
                try checkWanted(row, store)
                // It has come now, and not when it began to.
                var (row, info) = (row, info)
                info.at = clock.milliseconds
                let body = FileBody(line: info.line, kind: info.kind, sha256: info.sha256, cameAt: info.at)
                row.body = try sealing.seal(body.canonicalJSON(), at: row.sealedAt)
                row.isWhole = true
                _ = try store.registryWriter.keep(row)
                guard try store.draft(id) == nil else { return FileAnswer(file: info) }
                let open = try load(id, store)
                if open.state.phase == .closed {
                    cache.put(open, store.generation)
                    throw FileRefusal.closed
                }
                let place = open.state.submission?.papers.firstIndex { $0.id == info.line }
                guard let place, open.state.papers[place].isLacking else {
                    cache.put(open, store.generation)
                    return FileAnswer(file: info)
                }
                let command: CaseCommand
                do {
                    command = try self.command(.handIn(line: info.line), on: open, by: caller, expecting: version) {
                        try number(of: $0, store)
                    }
                } catch {
                    cache.put(open, store.generation)
                    throw error
                }
                let answer = CaseAnswer(try carryOut(command, on: open, known, store))
                if let refused = answer.refused { throw FileNotHandedIn(refused: refused) }
                return FileAnswer(file: info, answer: answer)
            }
        }
    }

    // MARK: Looking

    /// The files of a case or draft that somebody may see: its applicant all, a department those of its own lines, others none.
    public func files(of id: CaseID, by caller: Caller) async throws -> [FileInfo] {
        try Rights.check(.look, by: caller.role)
        let today = clock.now.day
        return try await store.read { [self] store in
            let isSeen = try seesFiles(caller, id, today, store)
            return try wholeFiles(of: id, store).filter { isSeen($0.line) }
        }
    }

    /// A file, of which the log of uses says who opened it before he has any of it.
    /// - Returns: what it is, and its pieces one after the other.
    public func file(
        _ number: Int64, of id: CaseID, by caller: Caller
    ) async throws -> (info: FileInfo, pieces: Int, piece: @Sendable (Int) async throws -> [UInt8]) {
        try Rights.check(.look, by: caller.role)
        let today = clock.now.day
        let (row, info, sealing) = try await store.write { [self] store in
            let isSeen = try seesFiles(caller, id, today, store)
            guard let row = try store.registry.file(number), row.caseID == id, row.isWhole else { throw UnknownWord(.file, "\(number)") }
            let (info, sealing) = try open(row, store)
            guard isSeen(info.line) else { throw UnknownWord(.file, "\(number)") }
            try noteReading(info, of: id, by: caller, store)
            return (row, info, sealing)
        }
        return (
            info, row.pieces,
            { [store] place in
                try await store.read { store in
                    do {
                        guard let piece = try store.registry.piece(place, of: row.number) else { throw BrokenSeal() }
                        return try sealing.open(piece, at: row.place(ofPiece: place))
                    } catch is BrokenSeal { throw StoreFault.damaged("files \(row.number)") }
                }
            }
        )
    }

    /// Takes a file of a draft away again.
    public func removeFile(_ number: Int64, of id: CaseID, by caller: Caller) async throws {
        try Rights.check(.apply, by: caller.role)
        try await store.write { [self] store in
            guard let row = try store.registry.file(number), row.caseID == id else { throw UnknownWord(.file, "\(number)") }
            if try store.draft(id) == nil { throw FileRefusal.handedIn }
            _ = try theirs(id, caller, store)
            try store.registryWriter.forgetFile(number)
        }
        try await store.scrub()
    }

    /// Forgets files of which the rest has not come within a day.
    func forgetUnfinishedFiles(_ store: any StoreWriter) throws {
        for row in try store.registry.unfinishedFiles(before: clock.milliseconds - 86_400_000) {
            try store.registryWriter.forgetFile(row.number)
        }
    }

    // MARK: Parts

    private func opened(_ id: CaseID, _ store: any StoreReader) throws -> OpenCase {
        var events: [CaseEvent] = []
        guard let open = try OpenCase(id, store, shelf, into: &events) else { throw UnknownWord(.case, id.description) }
        return open
    }

    /// Those that are whole, in the order of their numbers.
    func wholeFiles(of id: CaseID, _ store: any StoreReader) throws -> [FileInfo] {
        try store.registry.files(of: id).filter(\.isWhole).map { try open($0, store).info }
    }

    /// Of which lines somebody sees the files.
    private func seesFiles(
        _ caller: Caller, _ id: CaseID, _ today: Day, _ store: any StoreReader
    ) throws -> (String) -> Bool {
        // On the command line a case may be nobody's in particular.
        if !caller.role.isOfOffice, caller.person == nil, try store.row(of: id) != nil, try store.parties(of: id).isEmpty {
            return { _ in true }
        }
        guard let sight = try Self.sight(of: caller, on: id, today, store, shelf) else { throw UnknownWord(.case, id.description) }
        if sight == .own { return { _ in true } }
        guard let department = caller.department, try store.draft(id) == nil else { return { _ in false } }
        let seen = CaseView(try opened(id, store)).items(seenWith: .items(of: department)) ?? []
        return { line in seen.contains { line.hasPrefix($0 + "/") } }
    }

    private func open(_ row: FileRow, _ store: any StoreReader) throws -> (info: FileInfo, key: SealKey) {
        do {
            let key = try keys.keys(creating: false).unwrap(row.key, at: row.sealedAt)
            let body = try JSONDecoder().decode(FileBody.self, from: Data(try key.open(row.body, at: row.sealedAt)))
            return (
                FileInfo(
                    number: row.number, line: body.line, kind: body.kind, bytes: row.bytes, sha256: body.sha256, at: body.cameAt ?? row.at),
                key
            )
        } catch is BrokenSeal { throw StoreFault.damaged("files \(row.number)") }
    }

    private func noteReading(_ info: FileInfo, of id: CaseID, by caller: Caller, _ store: any StoreWriter) throws {
        try noteReading(
            [info.line], for: String(info.line.prefix { $0 != "/" }), as: "file \(info.number)", of: id, by: caller, store)
    }

    /// Writes into the log of uses of data that somebody read what people have handed in or typed, under each of them.
    func noteReading(
        _ fields: [String], for item: String?, as purpose: String, of id: CaseID, by caller: Caller, _ store: any StoreWriter
    ) throws {
        let bundle: CompiledBundle
        if let draft = try store.draft(id) {
            bundle = try version(of: draft, store).rules(of: draft.application.bundle).bundle
        } else {
            bundle = try opened(id, store).editions[0].bundle
        }
        let people = try values(of: store.form(of: id), of: id).applying.people
        let codes = try self.people(of: Applying(people: people), in: bundle).all.values
        let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
        let subjects = Set(codes.map { secrets.fingerprint(of: $0) }).sorted { $0.lexicographicallyPrecedes($1) }
        _ = try store.registryWriter.note(
            DataUse(
                at: clock.milliseconds, act: .read, by: caller.asUser, subjects: subjects.map(Digest.text), caseID: id.description,
                item: item, fields: fields, purpose: purpose,
                basis: caller.role.isOfOffice ? "statutory-duty" : "holder-requests"))
    }
}

/// As it is sealed beside a file.
private struct FileBody: Codable {
    var line: String
    var kind: FileCheck.Kind
    var sha256: String
    /// When it was whole, in milliseconds since 1970; nil of old ones: when it began to come.
    var cameAt: Int64?
}

/// The case does not take the paper, so that its file is not kept.
public struct FileNotHandedIn: Error, Sendable {
    public var refused: CaseAnswer.Refused
}

extension Actor.Role {
    /// Whoever has it works for the office.
    fileprivate var isOfOffice: Bool { self != .applicant && self != .agent }
}
