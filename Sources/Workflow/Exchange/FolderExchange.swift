import Foundation

/// Messages as files, for departments whose systems exchange nothing else (前置机): a folder for each department, in it `to` with what it is
/// told, `from` with what it says, and `refused` with what could not be taken in, and why.
///
/// A file appears whole or not at all. Who reads one takes it away once it is kept; what was told and is not acknowledged is written again at
/// the next exchange.
public struct FolderExchange: Sendable {
    /// What one exchange did.
    public struct Report: Codable, Sendable, Hashable {
        public var told = 0
        public var taken = 0
        public var refused = 0
        /// The files that were refused, with why.
        public var refusals: [String: Why] = [:]
    }

    /// Why a message was not taken in.
    public struct Why: Codable, Sendable, Hashable {
        public var code: String
        public var zh: String
        public var en: String
        public var canDo: [CaseAnswer.Words]
    }

    /// A message is small; a larger file is none.
    static let mostBytes = 1_000_000

    private let folder: URL
    private let office: Office
    private var files: FileManager { .default }

    public init(in folder: String, for office: Office) {
        self.folder = URL(fileURLWithPath: folder, isDirectory: true)
        self.office = office
    }

    /// Takes in everything that is there, then tells everything that is not known.
    /// - Throws: `CopyIsSilent` in a copy of the office's database.
    public func run() async throws -> Report {
        if try await office.store.read({ try $0.origin() }) != nil { throw CopyIsSilent() }
        guard files.fileExists(atPath: folder.path) else { throw UnknownWord(.folder, folder.path) }
        var report = Report()
        for department in try departments() { try await takeIn(department, &report) }
        var last: ItemPlace?
        while true {
            let page = try await office.store.read { [last] in try $0.untold(to: nil, after: last, limit: 200) }
            guard let end = page.last else { break }
            for handOver in try await office.handOvers(after: last, limit: 200) where try await tell(handOver) { report.told += 1 }
            last = ItemPlace(of: end)
        }
        return report
    }

    private func departments() throws -> [String] {
        return try files.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
    }

    // MARK: What is told

    /// - Returns: whether the message was written; it may still lie there.
    private func tell(_ handOver: HandOver) async throws -> Bool {
        let to = folder.appendingPathComponent(handOver.department).appendingPathComponent("to")
        try files.createDirectory(at: to, withIntermediateDirectories: true)
        let file = to.appendingPathComponent(handOver.message + ".json")
        if files.fileExists(atPath: file.path) { return false }
        // What it needs of people is read when it is written, and not each time that it lies there.
        guard let id = CaseID(handOver.case), let whole = try await office.handOver(of: handOver.item, of: id) else { return false }
        try write(whole, to: to.appendingPathComponent(whole.message + ".json"))
        return true
    }

    private func write(_ value: some Encodable, to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        try encoder.encode(value).write(to: file, options: .atomic)
    }

    // MARK: What is said

    private func takeIn(_ department: String, _ report: inout Report) async throws {
        let from = folder.appendingPathComponent(department).appendingPathComponent("from")
        let names = (try? files.contentsOfDirectory(atPath: from.path)) ?? []
        for name in names.sorted() where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let file = from.appendingPathComponent(name)
            if let why = try await why(file, department) {
                try refuse(file, why)
                report.refused += 1
                report.refusals["\(department)/refused/\(name)"] = why
            } else {
                // Were we to die before this, the same message would have the same answer again.
                try files.removeItem(at: file)
                report.taken += 1
            }
        }
    }

    /// Why a file cannot be taken in; nil where it was.
    private func why(_ file: URL, _ department: String) async throws -> Why? {
        let size = try files.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        guard size <= Self.mostBytes else {
            return Why("too-large", Title(zh: "文件大于 \(Self.mostBytes) 字节", en: "the file is larger than \(Self.mostBytes) bytes"))
        }
        do {
            let message = try DepartmentMessage(reading: try Data(contentsOf: file))
            guard let refused = try await office.take(message, of: department)?.refused else { return nil }
            return Why(
                code: refused.code, zh: refused.message.zh, en: refused.message.en, canDo: refused.canDo.map { CaseAnswer.Words($0.title) })
        } catch let error as MalformedMessage {
            return Why("unreadable", error.message)
        } catch let error as UnknownWord {
            let message = error.message
            return Why(
                code: "unknown-\(error.kind.rawValue)", zh: message.zh, en: message.en,
                canDo: error.help.map { [CaseAnswer.Words($0)] } ?? [])
        } catch let error as UnfitPerson {
            return Why("unfit-person", error.message)
        } catch let error as OtherRequest {
            return Why("message-used", error.message)
        }
    }

    private func refuse(_ file: URL, _ why: Why) throws {
        let refused = file.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("refused")
        try files.createDirectory(at: refused, withIntermediateDirectories: true)
        let kept = refused.appendingPathComponent(file.lastPathComponent)
        try write(why, to: kept.deletingPathExtension().appendingPathExtension("why.json"))
        try? files.removeItem(at: kept)
        try files.moveItem(at: file, to: kept)
    }
}

extension FolderExchange.Why {
    fileprivate init(_ code: String, _ message: Title) { self.init(code: code, zh: message.zh, en: message.en, canDo: []) }
}
