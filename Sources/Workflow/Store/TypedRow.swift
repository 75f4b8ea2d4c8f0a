/// That somebody typed a field in a case, so that he need not type it again (一次提交、多次复用). What he typed stands in the form of the case, sealed under
/// the key of the case, and nowhere else: it is gone with it.
public struct TypedRow: Sendable, Hashable {
    /// Keyed fingerprints of whose field it is, and of whose request the case was: his own, unless the field is of a thing.
    var holder: [UInt8]
    var typist: [UInt8]
    /// A field of fields.yaml, without the role: `phone`.
    public var field: String
    public var caseID: CaseID
    /// Milliseconds since 1970.
    public var at: Int64
}

extension RowSeal {
    static func of(_ typed: TypedRow) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(typed.holder) { $1.write($0) }
        writer.write(typed.typist) { $1.write($0) }
        writer.write(typed.field)
        writer.write(typed.caseID.number)
        writer.write(typed.at)
        return Digest.of(writer.bytes)
    }
}
