import Foundation
import GRDB

/// Files that were handed in, piece by piece.
extension SQLiteRegistry {
    func file(_ number: Int64) throws -> FileRow? { try db.first("\(Self.selectFiles) WHERE number = ?", [number], Self.file) }

    func files(of id: CaseID) throws -> [FileRow] {
        try db.all("\(Self.selectFiles) WHERE case_id = ? ORDER BY number", [id.number], Self.file)
    }

    func files(after number: Int64, limit: Int) throws -> [FileRow] {
        try db.all("\(Self.selectFiles) WHERE number > ? ORDER BY number LIMIT ?", [number, limit], Self.file)
            .inOrder("files", after: number) { $0.number }
    }

    func unfinishedFiles(before instant: Int64) throws -> [FileRow] {
        try db.all("\(Self.selectFiles) WHERE whole = 0 AND at < ? ORDER BY number", [instant], Self.file)
    }

    func piece(_ place: Int, of file: Int64) throws -> [UInt8]? {
        try db.first("SELECT file, place, body, seal FROM file_pieces WHERE file = ? AND place = ?", [file, place]) {
            try Self.piece($0).body
        }
    }

    /// Throws where a row is not as it was written, or a piece of a file is missing or too many.
    func readFiles() throws {
        var files: [Int64: FileRow] = [:]
        try db.each(Self.selectFiles) { row in
            let file = try Self.file(row)
            files[file.number] = file
        }
        var (number, place): (Int64, Int) = (0, 0)
        var digest = RunningDigest()
        func end() throws {
            guard number > 0 else { return }
            guard let file = files.removeValue(forKey: number), file.pieces == place, file.digest == digest.end() else {
                throw StoreFault.damaged("files \(number)")
            }
        }
        try db.each("SELECT file, place, body, seal FROM file_pieces ORDER BY file, place") { row in
            let piece = try Self.piece(row)
            if piece.file != number {
                try end()
                (number, place, digest) = (piece.file, 0, RunningDigest())
            }
            guard piece.place == place else { throw StoreFault.damaged("files \(number)") }
            digest.add(piece.seal)
            place += 1
        }
        try end()
        if let one = files.values.first(where: { $0.pieces > 0 }) { throw StoreFault.damaged("files \(one.number)") }
    }

    private static let selectFiles = "SELECT number, case_id, at, bytes, pieces, whole, key, body, digest, seal FROM files"

    private static func file(_ row: Row) throws -> FileRow {
        let file = FileRow(
            number: try row.decode(atIndex: 0), caseID: CaseID(number: try row.decode(atIndex: 1)), at: try row.decode(atIndex: 2),
            bytes: try row.decode(atIndex: 3), pieces: try row.decode(atIndex: 4), isWhole: try row.decode(atIndex: 5),
            key: try row.bytes(6), body: try row.bytes(7), digest: try row.bytes(8))
        guard RowSeal.of(file) == (try row.bytes(9)) else { throw StoreFault.damaged("files \(file.number)") }
        return file
    }

    private static func piece(_ row: Row) throws -> (file: Int64, place: Int, body: [UInt8], seal: [UInt8]) {
        let (file, place, body): (Int64, Int, [UInt8]) = (try row.decode(atIndex: 0), try row.decode(atIndex: 1), try row.bytes(2))
        let seal = RowSeal.of(piece: body, place, of: file)
        guard seal == (try row.bytes(3)) else { throw StoreFault.damaged("files \(file)") }
        return (file, place, body, seal)
    }
}

extension SQLiteRegistryWriter {
    func keep(_ file: FileRow) throws -> Int64 {
        var row = file
        if row.number == 0 {
            row.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM files", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        try run(
            """
            INSERT OR REPLACE INTO files (number, case_id, at, bytes, pieces, whole, key, body, digest, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.number, row.caseID.number, row.at, row.bytes, row.pieces, row.isWhole, Data(row.key), Data(row.body), Data(row.digest),
                Data(RowSeal.of(row)),
            ])
        return row.number
    }

    func keep(piece: [UInt8], _ place: Int, of file: Int64) throws {
        try run(
            "INSERT INTO file_pieces (file, place, body, seal) VALUES (?, ?, ?, ?)",
            [file, place, Data(piece), Data(RowSeal.of(piece: piece, place, of: file))])
    }

    func forgetFile(_ number: Int64) throws {
        try run("DELETE FROM file_pieces WHERE file = ?", [number])
        try run("DELETE FROM files WHERE number = ?", [number])
    }
}
