import Foundation
import Workflow

/// Where a document goes.
enum Output {
    /// Writes a document.
    /// - Parameter path: nil or `-`: standard output. A link is followed, and what is no file but a pipe or a device is written into as it is.
    static func write(_ text: String, to path: String?, _ language: Language) throws {
        guard let path, path != "-" else { return Console.print(text) }
        do {
            let (place, bytes) = (FilePlace(path), Data(Console.ended(text).utf8))
            guard place.isFile else {
                let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                try handle.write(contentsOf: bytes)
                return try handle.close()
            }
            let file = URL(fileURLWithPath: place.path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: file, options: .atomic)
        } catch {
            throw cannotWrite(path, language)
        }
    }

    /// Before something that takes long: whether a document can be written there.
    static func check(_ path: String?, _ language: Language) throws {
        guard let path, path != "-" else { return }
        let place = FilePlace(path)
        guard place.isFile else {
            if FileManager.default.isWritableFile(atPath: path), !place.isFolder { return }
            throw cannotWrite(path, language)
        }
        // What is not there yet is made in the nearest folder that is.
        var folder = URL(fileURLWithPath: place.path).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" { folder.deleteLastPathComponent() }
        guard FilePlace(folder.path).isFolder, FileManager.default.isWritableFile(atPath: folder.path) else {
            throw cannotWrite(path, language)
        }
    }

    private static func cannotWrite(_ path: String, _ language: Language) -> any Error {
        Failure(.fault, Title(zh: "无法写入 `\(path)`", en: "cannot write `\(path)`")).report(language)
    }
}
