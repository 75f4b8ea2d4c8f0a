/// What was handed in with one command, told apart by what has really come.
struct HandedPapers: Sendable, Hashable {
    var files: [CaseReceipt.File] = []
    var onPaper: [String] = []
    var announced: [String] = []

    init(files: [CaseReceipt.File], onPaper: [String], announced: [String]) {
        (self.files, self.onPaper, self.announced) = (files, onPaper, announced)
    }

    /// - Parameters:
    ///   - together: the events of one command.
    ///   - files: those that had come by then.
    init(with together: some Sequence<EventRecord>, files known: [Office.FileInfo]) {
        for record in together {
            let isApplication = record.type == EventRecord.Kind.submitted.rawValue
            let settled = (isApplication ? record.ledger ?? [] : []).filter {
                // A form was filled in here: there is nothing to bring.
                $0.disposition == Disposition.handedIn.rawValue && $0.there != false && $0.form != true
            }.map(\.line)
            let came = record.type == EventRecord.Kind.handedIn.rawValue ? [record.paper].compactMap { $0 } : []
            for line in settled + came {
                let digests = known.filter { $0.line == line }.map { CaseReceipt.File(line: line, sha256: $0.sha256) }
                if !digests.isEmpty {
                    files += digests
                } else if record.by == Actor.Role.counter.name {
                    onPaper.append(line)
                } else {
                    announced.append(line)
                }
            }
        }
    }

    func of(_ seen: Set<String>?) -> HandedPapers {
        guard let seen else { return self }
        func isSeen(_ line: String) -> Bool { seen.contains { line.hasPrefix($0 + "/") } }
        return HandedPapers(files: files.filter { isSeen($0.line) }, onPaper: onPaper.filter(isSeen), announced: announced.filter(isSeen))
    }

    var isEmpty: Bool { files.isEmpty && onPaper.isEmpty && announced.isEmpty }

    /// For people.
    func lines(_ language: Language) -> [String] {
        func line(_ reception: PaperReception, _ names: [String]) -> String? {
            names.isEmpty ? nil : reception.title[language] + language("：", ": ") + names.joined(separator: language("、", ", "))
        }
        return [
            line(.file, files.map { "\($0.line) (SHA-256 \($0.sha256))" }), line(.paper, onPaper), line(.announced, announced),
        ].compactMap { $0 }
    }
}

/// What has come of each paper of a case.
public struct ReceivedPapers: Sendable {
    /// By the place of the event with which it was handed in, from 1.
    var handed: [Int: HandedPapers] = [:]
    /// By line, as it is now.
    var now: [String: (reception: PaperReception, sha256: [String])] = [:]

    init(_ records: [EventRecord], entries: [Entry], files: [Office.FileInfo]) {
        for entry in entries {
            let known = files.filter { $0.at <= entry.at }
            for record in records where (entry.seq...entry.version).contains(record.seq) {
                let papers = HandedPapers(with: [record], files: known)
                if !papers.isEmpty { handed[record.seq] = papers }
            }
        }
        let seen = Set(records.filter { $0.type == EventRecord.Kind.verified.rawValue }.compactMap(\.paper))
        for papers in handed.values {
            for line in papers.announced where now[line] == nil { now[line] = (seen.contains(line) ? .paper : .announced, []) }
            for line in papers.onPaper { now[line] = (.paper, []) }
        }
        for file in files {
            now[file.line] = (.file, (now[file.line]?.sha256 ?? []) + [file.sha256])
        }
    }

    /// What is told beside an event of what came with it.
    /// - Parameter seen: of no other items than these; nil: of all.
    func words(withEvent place: Int, of seen: Set<String>?, _ language: Language) -> [String] {
        handed[place]?.of(seen).lines(language) ?? []
    }
}

extension Office {
    /// What has come of the papers of a case, by its events and its files; nothing of files that were destroyed with what a case keeps of people.
    func received(of open: OpenCase, _ events: [CaseEvent], _ store: any StoreReader) throws -> ReceivedPapers {
        ReceivedPapers(
            EventRecord.records(of: events, under: open.editions), entries: try store.entries(of: open.id),
            files: try wholeFiles(of: open.id, store))
    }
}
