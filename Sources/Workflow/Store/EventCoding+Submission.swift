/// A case as it began, and what stands in for its papers.
extension EventCoding {
    static func write(_ submission: Submission, to writer: inout ByteWriter) {
        writer.write(submission.answers.values) { $1.write($0) }
        writer.write(submission.items) { item, writer in
            writer.write(item.item)
            writer.write(item.instance)
            writer.write(item.process)
            writer.write(item.event)
            writer.write(item.limits.statutory, write)
            writer.write(item.limits.promised, write)
            writer.write(item.limits.fromReceipt)
        }
        // Ids of items and persons come again and again: each is written once.
        var words = Words()
        writer.write(submission.papers) { paper, writer in
            let id = paper.id.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            words.write(String(id[0]), to: &writer)
            writer.write(id.count > 1 ? String(id[1]) : "")
            words.write(paper.subject, to: &writer)
            writer.write(paper.item)
            writer.write(paper.owner) { $1.write($0) }
            writer.write(paper.material) { $1.write($0) }
            writer.write(paper.demand.originals)
            writer.write(paper.demand.copies)
            writer.write(place(of: paper.disposition))
            writer.write(paper.by, write)
            writer.write(paper.until) { $1.write($0.daysSince1970) }
            writer.write(UInt8((paper.isForm ? 1 : 0) | (paper.isThere ? 2 : 0)))
        }
        writer.write(submission.due, write)
    }

    static func submission(_ reader: inout ByteReader) throws(Unreadable) -> Submission {
        let values: [Int8] = try reader.list { reader throws(Unreadable) in try reader.number() }
        var answers = Answers(questions: values.count)
        answers.values = values
        let items = try reader.list { reader throws(Unreadable) in
            OpenedItem(
                item: try reader.number(), instance: try reader.number(), process: try reader.number(), event: try reader.number(),
                limits: ItemLimits(
                    statutory: try reader.optional(span), promised: try reader.optional(span), fromReceipt: try reader.flag()))
        }
        var words = Words()
        let papers = try reader.list { reader throws(Unreadable) in try paper(&reader, &words) }
        return Submission(answers: answers, items: items, papers: papers, due: try reader.optional(due))
    }

    private static func paper(_ reader: inout ByteReader, _ words: inout Words) throws(Unreadable) -> CasePaper {
        let item = try words.read(&reader)
        let line = try reader.text()
        let subject = try words.read(&reader)
        let place: Int = try reader.number()
        let owner: Int? = try reader.optional { reader throws(Unreadable) in try reader.number() }
        let material: Int? = try reader.optional { reader throws(Unreadable) in try reader.number() }
        let demand = Demand(originals: try reader.number(), copies: try reader.number())
        let disposition: Disposition = try entry(&reader)
        let by = try reader.optional(by)
        let until = try reader.optional(day)
        let flags = try reader.byte()
        guard flags < 4 else { throw Unreadable() }
        return CasePaper(
            id: "\(item)/\(line)", item: place, owner: owner, material: material, subject: subject, demand: demand, isForm: flags & 1 != 0,
            disposition: disposition, by: by, until: until, isThere: flags & 2 != 0)
    }

    private static func write(_ by: CasePaper.By, to writer: inout ByteWriter) {
        switch by {
        case .licence(let licence):
            writer.write(UInt8(1))
            writer.write(licence)
        case .paper(let paper):
            writer.write(UInt8(2))
            writer.write(paper)
        case .item(let item, let instance):
            writer.write(UInt8(3))
            writer.write(item)
            writer.write(instance) { $1.write($0) }
        case .source(let source):
            writer.write(UInt8(4))
            writer.write(source)
        case .form: writer.write(UInt8(5))
        case .promise: writer.write(UInt8(6))
        case .bundle: writer.write(UInt8(7))
        }
    }

    private static func by(_ reader: inout ByteReader) throws(Unreadable) -> CasePaper.By {
        switch try reader.byte() {
        case 1: .licence(try reader.number())
        case 2: .paper(try reader.number())
        case 3: .item(try reader.number(), instance: try reader.optional { reader throws(Unreadable) in try reader.number() })
        case 4: .source(try reader.number())
        case 5: .form
        case 6: .promise
        case 7: .bundle
        default: throw Unreadable()
        }
    }

    /// Words that come again are written by their number.
    private struct Words {
        private var known: [String] = []

        mutating func write(_ word: String, to writer: inout ByteWriter) {
            if let place = known.firstIndex(of: word) { return writer.write(place) }
            writer.write(known.count)
            writer.write(word)
            known.append(word)
        }

        mutating func read(_ reader: inout ByteReader) throws(Unreadable) -> String {
            let place: Int = try reader.number()
            guard place >= 0, place <= known.count else { throw Unreadable() }
            if place == known.count { known.append(try reader.text()) }
            return known[place]
        }
    }
}
