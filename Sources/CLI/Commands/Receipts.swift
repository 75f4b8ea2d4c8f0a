import ArgumentParser
import Foundation
import Workflow

struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Receipts of applications, checked without a database.",
        subcommands: [ReceiptVerify.self, ReceiptKeys.self])
}

struct ReceiptVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Whether a receipt is what the office signed, byte for byte; nothing is looked up.")

    @OptionGroup var languages: LanguageOptions

    @Option(help: "A file of the office's public keys, as receipt keys prints them.") var keys: String

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "The file of the receipt; -: standard input.") var file: String

    func run() throws {
        let language = languages.language
        do {
            let known = try PublicKeyMessage.keys(in: try Self.bytes(of: keys, language))
            let receipt = try SignedReceipt.check(try Self.bytes(of: file, language), by: known)
            switch format {
            case .json: try Console.print(json: receipt)
            case .text:
                Console.print(
                    language(
                        "回执有效：办件 \(receipt.case) 第 \(receipt.step) 步（\(receipt.type)），\(receipt.at)",
                        "the receipt holds: case \(receipt.case), step \(receipt.step) (\(receipt.type)), \(receipt.at)"))
                for line in receipt.papers(language) ?? [] { Console.print("  \(line)") }
            }
        } catch {
            throw Failure(error)?.report(language) ?? error
        }
    }

    private static func bytes(of file: String, _ language: Language) throws -> [UInt8] {
        let data = file == "-" ? try? FileHandle.standardInput.readToEnd() : FileManager.default.contents(atPath: file)
        guard let data else {
            throw Failure(.usage, Title(zh: "不能读取 `\(file)`", en: "cannot read `\(file)`")).report(language)
        }
        return [UInt8](data)
    }
}

struct ReceiptKeys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The public keys by which receipts of this office are checked.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.withOffice(languages.language, .look, by: .officer) { office, _ in
            try Console.print(json: try await office.publicKeys().map(PublicKeyMessage.init))
        }
    }
}
