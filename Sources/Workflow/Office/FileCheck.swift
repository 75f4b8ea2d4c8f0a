/// What a file is by what stands in it, looked at as it comes: its beginning, its end and, of an archive, its list of contents. What is two things at
/// once is none.
public struct FileCheck: Sendable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case pdf = "application/pdf"
        case jpeg = "image/jpeg"
        case png = "image/png"
        /// GB/T 33190
        case ofd = "application/ofd"

        fileprivate var beginning: [UInt8] {
            switch self {
            case .pdf: Array("%PDF-".utf8)
            case .jpeg: [0xFF, 0xD8, 0xFF]
            case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            case .ofd: [0x50, 0x4B, 0x03, 0x04]
            }
        }
    }

    private static let headMost = 1_024
    /// The list of contents of an archive is looked for in so many bytes at its end.
    private static let tailMost = 1_024 * 1_024
    /// Entries of an archive, bytes that it would come to, and how many times as large as it is.
    private static let (mostEntries, mostUnpacked, mostTimes) = (10_000, 512 * 1_024 * 1_024, 200)

    private let kind: Kind
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    public private(set) var bytes = 0
    private var digest = RunningDigest()

    public init(_ kind: Kind) { self.kind = kind }

    /// - Throws: `FileRefusal.otherType` as soon as it is seen.
    public mutating func take(_ piece: [UInt8]) throws(FileRefusal) {
        digest.add(piece)
        bytes += piece.count
        if head.count < Self.headMost { head += piece.prefix(Self.headMost - head.count) }
        tail += piece
        if tail.count > 2 * Self.tailMost { tail.removeFirst(tail.count - Self.tailMost) }
        if bytes >= kind.beginning.count, !head.starts(with: kind.beginning) { throw .otherType }
    }

    /// SHA-256 of the whole.
    public var sha256: String { Digest.text(digest.end()) }

    /// - Throws: `FileRefusal.otherType`, `.unsound`
    public func end() throws(FileRefusal) {
        guard head.starts(with: kind.beginning) else { throw .otherType }
        switch kind {
        case .pdf:
            guard tail.suffix(1_024).firstRange(of: Array("%%EOF".utf8)) != nil else { throw .unsound }
        case .jpeg: guard tail.suffix(2) == [0xFF, 0xD9] else { throw .unsound }
        case .png:
            guard tail.suffix(12) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82] else { throw .unsound }
        case .ofd: return try checkArchive()
        }
        if kind != .pdf, head.firstRange(of: Kind.pdf.beginning) != nil { throw .unsound }
        // Readers of archives begin at the end.
        if endOfArchive() != nil { throw .unsound }
    }

    // MARK: Archives (APPNOTE 6.3)

    /// Where in the tail an archive's own end stands.
    private func endOfArchive() -> Int? {
        guard tail.count >= 22 else { return nil }
        for place in stride(from: tail.count - 22, through: max(0, tail.count - 22 - 65_535), by: -1)
        where tail[place] == 0x50 && tail[place + 1] == 0x4B && tail[place + 2] == 5 && tail[place + 3] == 6 {
            if place + 22 + number(place + 20, 2) == tail.count { return place }
        }
        return nil
    }

    private func number(_ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(tail[place + $1]) << (8 * $1) }
    }

    private func checkArchive() throws(FileRefusal) {
        guard let end = endOfArchive() else { throw .unsound }
        let (count, size, offset) = (number(end + 10, 2), number(end + 12, 4), number(end + 16, 4))
        let first = bytes - tail.count
        // In one part, of the usual size, its list right before its end and wholly in sight.
        guard number(end + 4, 2) == 0, number(end + 6, 2) == 0, number(end + 8, 2) == count, number(end + 20, 2) == 0,
            count > 0, count <= Self.mostEntries, offset + size == first + end, offset >= first
        else { throw .unsound }
        var (place, packed, unpacked) = (offset - first, 0, 0)
        var parts: [Range<Int>] = []
        var isOFD = false
        for _ in 0..<count {
            guard place + 46 <= end, number(place, 4) == 0x0201_4B50 else { throw .unsound }
            let (name, extra, remark) = (number(place + 28, 2), number(place + 30, 2), number(place + 32, 2))
            guard place + 46 + name + extra + remark <= end else { throw .unsound }
            let text = String(decoding: tail[(place + 46)..<(place + 46 + name)], as: UTF8.self)
            let isEncrypted = number(place + 8, 2) & 1 == 1
            guard [0, 8].contains(number(place + 10, 2)), !isEncrypted, !text.hasPrefix("/"), !text.contains("\\"),
                !text.split(separator: "/").contains("..")
            else { throw .unsound }
            if text == "OFD.xml" { isOFD = true }
            let (from, length) = (number(place + 42, 4), number(place + 20, 4))
            parts.append(from..<(from + 30 + name + length))
            packed += length
            unpacked += number(place + 24, 4)
            place += 46 + name + extra + remark
        }
        parts.sort { $0.lowerBound < $1.lowerBound }
        // Entries that lie on each other come to more than there is.
        let areApart = zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
        guard place == end, isOFD, areApart, parts.first?.lowerBound == 0, parts.last.map({ $0.upperBound <= offset }) ?? false,
            unpacked <= Self.mostUnpacked, unpacked <= Self.mostTimes * max(packed, 1_024)
        else { throw .unsound }
    }
}

/// How much may be handed in.
public struct FileRules: Sendable, Hashable {
    /// Bytes of a file, and of all files of a case.
    public var mostBytes: Int
    public var mostBytesOfCase: Int
    /// Files of a case.
    public var mostFiles: Int

    public init(mostBytes: Int = 20 * 1_024 * 1_024, mostBytesOfCase: Int = 200 * 1_024 * 1_024, mostFiles: Int = 100) {
        (self.mostBytes, self.mostBytesOfCase, self.mostFiles) = (mostBytes, mostBytesOfCase, mostFiles)
    }
}

/// Why a file is not taken; nothing is kept of it.
public enum FileRefusal: Error, Sendable, Hashable {
    case otherType
    case unsound
    case tooLarge(Int)
    case tooMuchOfCase(Int)
    case tooMany(Int)
    case empty
    case handedIn
    /// The case is over.
    case closed
    /// Something else stands in for the paper, or nobody asks for it.
    case notWanted(Disposition)

    public var message: Title {
        switch self {
        case .otherType:
            Title(zh: "内容与声明的类型不符；可用 PDF、JPEG、PNG、OFD", en: "it is not what it is said to be; PDF, JPEG, PNG and OFD are taken")
        case .unsound: Title(zh: "文件不完整、带有其他内容或不安全", en: "the file is not whole, has something else in it, or is not safe")
        case .tooLarge(let most): Title(zh: "每个文件至多 \(most) 字节", en: "a file has at most \(most) bytes")
        case .tooMuchOfCase(let most): Title(zh: "每件的文件合计至多 \(most) 字节", en: "the files of a case have at most \(most) bytes together")
        case .tooMany(let most): Title(zh: "每件至多 \(most) 个文件", en: "a case has at most \(most) files")
        case .empty: Title(zh: "文件为空", en: "the file is empty")
        case .handedIn: Title(zh: "已提交的文件不能撤走", en: "what was handed in is not taken back")
        case .notWanted(let disposition):
            Title(
                zh: "此行不需要材料（\(disposition.title.zh)），文件不收", en: "no paper is wanted for this line (\(disposition.title.en)), and no file")
        case .closed: Title(zh: "办件已办结，不再收文件", en: "the case is closed and takes no more files")
        }
    }
}
