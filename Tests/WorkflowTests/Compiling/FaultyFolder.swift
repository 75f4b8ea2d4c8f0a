import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// One folder of `Tests/BadDefinitions`: the files in which it differs from `_sound`, and the text that the program must say.
///
/// A file `.remove` lists paths to take away. Faults that git or an editor would not keep are made here.
struct FaultyFolder: Sendable, CustomTestStringConvertible {
    var name: String

    var testDescription: String { name }

    static let sound = Checkout.path("Tests/BadDefinitions/_sound")

    static let all: [FaultyFolder] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Checkout.path("Tests/BadDefinitions"))) ?? []
        return names.filter { !$0.hasPrefix("_") && !$0.hasPrefix(".") }.sorted().map(FaultyFolder.init)
    }()

    /// The code that the folder's name begins with, the longest where there are two.
    var code: DiagnosticCode? {
        DiagnosticCode.allCases.filter { name == $0.rawValue || name.hasPrefix($0.rawValue + "-") }.max {
            $0.rawValue.count < $1.rawValue.count
        }
    }

    var isFirstOfItsCode: Bool { name == code?.rawValue }

    /// What the program says of the folder; each is checked once for all tests.
    func check() throws -> DefinitionCheck {
        guard let once = Self.checked[name] else { return try checkAnew() }
        return try once.withLock { known in
            let check = try known ?? checkAnew()
            known = check
            return check
        }
    }

    private final class Once: Sendable {
        private let check = Mutex<DefinitionCheck?>(nil)

        func withLock<Value: Sendable>(_ body: (inout sending DefinitionCheck?) throws -> sending Value) rethrows -> Value {
            try check.withLock(body)
        }
    }

    private static let checked = Dictionary(uniqueKeysWithValues: all.map { ($0.name, Once()) })

    /// Checks a copy of the sound folder with this folder's files laid over it.
    private func checkAnew() throws -> DefinitionCheck {
        try TemporaryFolder.with { folder in
            let own = Checkout.path("Tests/BadDefinitions/\(name)")
            try FileManager.default.copyItem(atPath: Self.sound, toPath: folder + "/definitions")
            for file in FileManager.default.enumerator(atPath: own)?.compactMap({ $0 as? String }) ?? [] {
                var isDirectory: ObjCBool = false
                guard FileManager.default.fileExists(atPath: own + "/" + file, isDirectory: &isDirectory), !isDirectory.boolValue,
                    !file.hasPrefix("expected."), file != ".remove"
                else { continue }
                try TemporaryFolder.write(Data(contentsOf: URL(fileURLWithPath: own + "/" + file)), folder + "/definitions/" + file)
            }
            if let list = try? String(contentsOfFile: own + "/.remove", encoding: .utf8) {
                for path in list.split(separator: "\n") { try FileManager.default.removeItem(atPath: folder + "/definitions/" + path) }
            }
            try Self.made[name]?(folder + "/definitions/")
            return try DefinitionCheck.run(at: folder + "/definitions")
        }
    }

    static func text(_ check: DefinitionCheck, _ language: Language) -> String {
        DiagnosticText(sources: check.folder.sources, language: language).render(check.diagnostics)
    }

    /// The faults that are made here; each gets the path of the folder, ending in `/`.
    static let made: [String: @Sendable (String) throws -> Void] = [
        "unreadable-file": {
            try FileManager.default.createSymbolicLink(atPath: $0 + "licences/lost.yaml", withDestinationPath: "nowhere.yaml")
        },
        "unreadable-file-folder": {
            try FileManager.default.createDirectory(atPath: $0 + "sources/folder.yaml", withIntermediateDirectories: true)
        },
        "unreadable-file-link-to-a-folder": {
            try FileManager.default.createSymbolicLink(atPath: $0 + "items/linked", withDestinationPath: "transport")
        },
        "file-too-large": { try write(bus($0) + "#" + String(repeating: "x", count: FileLimits.bytes), $0) },
        "wrong-encoding": { folder in
            // 学生公交卡 in GBK.
            let bytes: [UInt8] = [0xD1, 0xA7, 0xC9, 0xFA, 0xB9, 0xAB, 0xBD, 0xBB, 0xBF, 0xA8]
            var data = Data("item: bus-card\ntitle: {zh: ".utf8)
            data += bytes + Data(", en: Bus card}\n".utf8)
            try TemporaryFolder.write(data, folder + busPath)
        },
        "wrong-encoding-utf-16": { try TemporaryFolder.write([0xFF, 0xFE] + utf16(bus($0)), $0 + busPath) },
        "wrong-encoding-utf-16-without-mark": { try TemporaryFolder.write(utf16("item: bus-card\ntitle: {en: Bus card}\n"), $0 + busPath) },
        "byte-order-mark": { try TemporaryFolder.write([0xEF, 0xBB, 0xBF] + Data(bus($0).utf8), $0 + busPath) },
        "control-character": { try write(bus($0).replacingOccurrences(of: "Bus card", with: "Bus\u{8} card"), $0) },
        "control-character-nul": { try write(bus($0).replacingOccurrences(of: "Bus card", with: "Bus\0card"), $0) },
        "control-character-return": { try write(bus($0).replacingOccurrences(of: "\n", with: "\r"), $0) },
        "tab": { try write(bus($0).replacingOccurrences(of: "    of: pupil", with: "\tof: pupil"), $0) },
        "tab-after-text": { try write(bus($0).replacingOccurrences(of: "department: transport", with: "department: transport\t# 部门"), $0) },
        "too-deep": { try write(bus($0) + "place: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "\n", $0) },
        "too-deep-block": { folder in
            let steps = (0..<80).map { String(repeating: " ", count: $0) + "a:\n" }
            try write(bus(folder) + "place:\n" + steps.map { " " + $0 }.joined(), folder)
        },
        "too-many-values": { try write(bus($0) + "place: [" + String(repeating: "x, ", count: FileLimits.values) + "x]\n", $0) },
        "empty-file": { try write("", $0) },
        "empty-file-comments": { try write("# 待补充\n\n   # later\n", $0) },
    ]

    private static let busPath = "items/transport/bus-card.yaml"

    private static func bus(_ folder: String) throws -> String { try String(contentsOfFile: folder + busPath, encoding: .utf8) }

    private static func write(_ text: String, _ folder: String) throws { try TemporaryFolder.write(Data(text.utf8), folder + busPath) }

    private static func utf16(_ text: String) -> Data { Data(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) }
}

/// A folder that is gone when the test ends.
enum TemporaryFolder {
    static func with<Value>(_ body: (String) throws -> Value) throws -> Value {
        let path = NSTemporaryDirectory() + "onething-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    /// Writes a file, and the folders that it stands in.
    static func write(_ data: Data, _ path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }
}
