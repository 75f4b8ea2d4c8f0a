extension EventCoding {
    static func write(_ migration: Migration, to writer: inout ByteWriter) {
        writer.write(migration.from)
        writer.write(migration.to)
        write(migration.submission, to: &writer)
        writer.write(migration.standings) { standing, writer in
            writer.write(standing.state)
            writer.write(standing.untilOf)
            writer.write(Int64(bitPattern: standing.made))
            writer.write(standing.keepsLimit)
        }
        writer.write(migration.papers) { $1.write($0) }
        writer.write(migration.makers) { maker, writer in
            writer.write(maker.item)
            writer.write(maker.move)
            writer.write(maker.person)
        }
        writer.write(Int64(bitPattern: migration.happened))
    }

    static func migration(_ reader: inout ByteReader) throws(Unreadable) -> Migration {
        Migration(
            from: try reader.text(), to: try reader.text(), submission: try submission(&reader),
            standings: try reader.list { reader throws(Unreadable) in
                Migration.Standing(
                    state: try reader.number(), untilOf: try reader.number(), made: UInt64(bitPattern: try reader.number()),
                    keepsLimit: try reader.flag())
            },
            papers: try reader.list { reader throws(Unreadable) in try reader.number() },
            makers: try reader.list { reader throws(Unreadable) in
                Maker(item: try reader.number(), move: try reader.number(), person: try reader.number())
            },
            happened: UInt64(bitPattern: try reader.number()))
    }
}
