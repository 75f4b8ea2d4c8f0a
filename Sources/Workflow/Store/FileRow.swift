/// A file that somebody handed in for a paper of a case or draft, as a store keeps it: what it is and what stands in it cannot be read without the
/// master keys. It is sealed in pieces, so that none of it need be held whole.
public struct FileRow: Sendable, Hashable {
    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    public var caseID: CaseID
    /// Milliseconds since 1970.
    public var at: Int64
    /// Of the file itself, as far as it has come.
    public var bytes: Int
    /// How many pieces there are.
    var pieces: Int
    /// It is whole; what is not is forgotten again.
    var isWhole: Bool
    /// Its own key, sealed by a master key, and what that key has sealed: line, type, digest.
    var key: [UInt8]
    var body: [UInt8]
    /// Over the seals of its pieces, one after the other.
    var digest: [UInt8]

    func place(ofPiece piece: Int) -> String { "\(sealedAt) piece \(piece)" }
    var sealedAt: String { "file \(caseID) \(at) \(number)" }
}

extension RowSeal {
    static func of(_ file: FileRow) -> [UInt8] {
        var writer = ByteWriter()
        for number in [
            file.number, file.caseID.number, file.at, Int64(file.bytes), Int64(file.pieces), file.isWhole ? 1 : 0,
        ] {
            writer.write(number)
        }
        for part in [file.key, file.body, file.digest] { writer.write(part) { $1.write($0) } }
        return Digest.of(writer.bytes)
    }

    static func of(piece: [UInt8], _ place: Int, of file: Int64) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(file)
        writer.write(Int64(place))
        writer.write(piece) { $1.write($0) }
        return Digest.of(writer.bytes)
    }
}
