/// What somebody filled in, and who may do so for him, as a store keeps them.
extension EventCoding {
    static func write(_ form: FilledForm, to writer: inout ByteWriter) {
        writer.write(form.digest) { $1.write($0) }
        writer.write(form.filled) { $1.write($0) }
        writer.write(form.mended) { $1.write($0) }
    }

    static func form(_ reader: inout ByteReader) throws(Unreadable) -> FilledForm {
        FilledForm(
            digest: try reader.list { reader throws(Unreadable) in try reader.byte() },
            filled: try reader.list { reader throws(Unreadable) in try reader.number() },
            mended: try reader.list { reader throws(Unreadable) in try reader.number() })
    }

    static func write(_ mandate: Mandate, to writer: inout ByteWriter) {
        writer.write(mandate.agent)
        writer.write(mandate.reference)
        writer.write(mandate.until) { $1.write($0.daysSince1970) }
        writer.write(mandate.items) { $1.write($0) }
    }

    static func mandate(_ reader: inout ByteReader) throws(Unreadable) -> Mandate {
        Mandate(
            agent: try reader.number(), reference: try reader.text(), until: try reader.optional(day),
            items: try reader.list { reader throws(Unreadable) in try reader.number() })
    }
}
