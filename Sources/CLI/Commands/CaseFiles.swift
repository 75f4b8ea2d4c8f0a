import ArgumentParser
import Foundation
import Workflow

struct CaseAttach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Hand in a file (PDF, JPEG, PNG, OFD) for a paper of a draft or case; it is kept sealed.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    @Argument(help: "The line of the ledger: birth-registration/3.") var line: String

    @Argument(help: "The file; what it is is told by its ending: pdf, jpg, png, ofd.") var file: String

    func run() async throws {
        let (id, language) = (try one.caseID(), one.language)
        let endings: [String: FileCheck.Kind] = ["pdf": .pdf, "jpg": .jpeg, "jpeg": .jpeg, "png": .png, "ofd": .ofd]
        guard let kind = endings[URL(fileURLWithPath: file).pathExtension.lowercased()] else {
            throw Failure(FileRefusal.otherType)?.report(language) ?? FileRefusal.otherType
        }
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw Failure(.usage, Title(zh: "不能读取 `\(file)`", en: "cannot read `\(file)`")).report(language)
        }
        defer { try? handle.close() }
        let caller = caller.caller(.applicant)
        let pieces = AsyncStream<[UInt8]>(unfolding: { (try? handle.read(upToCount: 65_536)).flatMap { $0.isEmpty ? nil : [UInt8]($0) } })
        try await one.database.withOffice(language, .apply, by: caller.role) { office, _ in
            let answer = try await office.keepFile(pieces, kind, for: line, of: id, by: caller)
            switch one.format {
            case .json: try Console.print(json: FileAnswerMessage(answer))
            case .text: Console.print("\(answer.file.number)  \(answer.file.line)  \(answer.file.bytes)  \(answer.file.sha256)")
            }
        }
    }
}

struct CaseFiles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: "The files that were handed in for the papers of a case; for its applicant, or a department.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    func run() async throws {
        let (id, language) = (try one.caseID(), one.language)
        let caller = caller.caller(.applicant)
        try await one.database.withOffice(language, .look, by: caller.role) { office, _ in
            let files = try await office.files(of: id, by: caller).map(FileMessage.init)
            switch one.format {
            case .json: try Console.print(json: files)
            case .text:
                for file in files { Console.print("\(file.id)  \(file.line)  \(file.type.rawValue)  \(file.bytes)  \(file.sha256)") }
                if files.isEmpty { Console.error(language("没有文件", "no files")) }
            }
        }
    }
}
