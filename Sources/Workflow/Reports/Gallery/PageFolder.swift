import Foundation

/// A folder of generated pages on disk. A page is known by its first line; nothing else in the folder is touched.
public struct PageFolder: Sendable {
    private let path: String
    private let mark: String

    public init(at path: String, mark: String = Gallery.mark) {
        self.path = path
        self.mark = mark
    }

    /// Whether it can be a folder of pages: it is one, or nothing is there yet.
    public var isPossible: Bool { kind(of: "").map { $0 == .typeDirectory } ?? true }

    /// Pages on disk that are no longer made.
    public func stale(besides pages: [String: String]) -> [String] { generated.filter { pages[$0] == nil } }

    /// Pages that are missing on disk, or are others there.
    public func outdated(against pages: [String: String]) -> [String] {
        pages.keys.sorted().filter { text(of: $0) != pages[$0] }
    }

    /// What stands in the place of a page and was not generated: another file, or a link.
    public func foreign(among pages: [String: String]) -> [String] {
        let taken = pages.keys.sorted().flatMap { page -> [String] in
            let parts = page.split(separator: "/")
            let folders = parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
            if let folder = folders.first(where: { kind(of: $0).map { $0 != .typeDirectory } ?? false }) { return [folder] }
            guard let kind = kind(of: page) else { return [] }
            return kind == .typeRegular && isGenerated(page) ? [] : [page]
        }
        return Set(taken).sorted()
    }

    /// Writes what is missing or other, then removes these stale pages and the folders that they leave empty.
    public func write(_ pages: [String: String], removing stale: [String]) throws {
        for page in outdated(against: pages) {
            let file = url(page)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((pages[page] ?? "").utf8).write(to: file, options: .atomic)
        }
        for page in stale {
            try FileManager.default.removeItem(at: url(page))
            try removeIfEmpty(String(page.prefix(upTo: page.lastIndex(of: "/") ?? page.startIndex)))
        }
    }

    private func removeIfEmpty(_ folder: String) throws {
        guard !folder.isEmpty, try FileManager.default.contentsOfDirectory(atPath: url(folder).path).isEmpty else { return }
        try FileManager.default.removeItem(at: url(folder))
        try removeIfEmpty(String(folder.prefix(upTo: folder.lastIndex(of: "/") ?? folder.startIndex)))
    }

    /// Every generated page below the folder; links are not followed.
    private var generated: [String] {
        guard let walk = FileManager.default.enumerator(atPath: path) else { return [] }
        var found: [String] = []
        while let file = walk.nextObject() as? String {
            if kind(of: file) == .typeSymbolicLink { walk.skipDescendants() }
            if file.hasSuffix(".md"), kind(of: file) == .typeRegular, isGenerated(file) { found.append(file) }
        }
        return found.sorted()
    }

    private func isGenerated(_ file: String) -> Bool {
        text(of: file)?.prefix { !$0.isNewline } == mark[...]
    }

    private func text(of file: String) -> String? { try? String(contentsOf: url(file), encoding: .utf8) }

    /// Of the thing itself, not of what a link leads to, but for the folder as it was named.
    private func kind(of file: String) -> FileAttributeType? {
        let place = file.isEmpty ? url("").resolvingSymlinksInPath().path : url(file).path
        return (try? FileManager.default.attributesOfItem(atPath: place))?[.type] as? FileAttributeType
    }

    private func url(_ file: String) -> URL {
        let root = URL(fileURLWithPath: path)
        return file.isEmpty ? root : root.appendingPathComponent(file)
    }
}
