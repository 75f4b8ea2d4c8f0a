import Foundation

/// What stands at the path of a file that is to be written.
public struct FilePlace: Sendable {
    /// With links followed, so that what is written anew takes the place of the file and not of the link.
    public let path: String
    /// There is a file, or nothing yet.
    public let isFile: Bool
    public let isFolder: Bool

    public init(_ path: String) {
        var status = stat()
        let kind = stat(path, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
        (isFile, isFolder) = (kind == S_IFREG, kind == S_IFDIR)
        var place = URL(fileURLWithPath: path)
        // A link may be one to a file that is not there yet; links in a circle are no file.
        for _ in 0..<40 {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place.path) else { break }
            place = URL(fileURLWithPath: target, relativeTo: place.deletingLastPathComponent()).absoluteURL.standardizedFileURL
        }
        self.path = place.path
    }
}
