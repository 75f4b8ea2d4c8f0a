/// Licences that stand in for papers, as a store keeps them.
extension EventCoding {
    static func write(_ evidence: Evidence, to writer: inout ByteWriter) {
        writer.write(evidence.licence)
        writer.write(evidence.register)
        writer.write(evidence.use)
        writer.write(evidence.authorisation)
        writer.write(evidence.papers) { $1.write($0) }
    }

    static func evidence(_ reader: inout ByteReader) throws(Unreadable) -> Evidence {
        Evidence(
            licence: try reader.number(), register: try reader.number(), use: try reader.number(), authorisation: try reader.number(),
            papers: try reader.list { reader throws(Unreadable) in try reader.number() })
    }

    static func write(_ evidence: AwaitedEvidence, to writer: inout ByteWriter) {
        writer.write(evidence.licence)
        writer.write(evidence.provider)
        writer.write(evidence.fault)
        writer.write(evidence.authorisation)
        writer.write(evidence.holders) { holder, writer in
            writer.write(holder.role)
            writer.write(holder.instance)
        }
        writer.write(evidence.papers) { $1.write($0) }
        writer.write(evidence.otherwise) { $1.write(UInt8(Disposition.allCases.firstIndex(of: $0) ?? 0)) }
    }

    static func awaitedEvidence(_ reader: inout ByteReader) throws(Unreadable) -> AwaitedEvidence {
        AwaitedEvidence(
            licence: try reader.number(), provider: try reader.text(), fault: try reader.text(), authorisation: try reader.number(),
            holders: try reader.list { reader throws(Unreadable) in
                AwaitedEvidence.Holder(role: try reader.number(), instance: try reader.number())
            },
            papers: try reader.list { reader throws(Unreadable) in try reader.number() },
            otherwise: try reader.list { reader throws(Unreadable) in try entry(&reader) })
    }
}
