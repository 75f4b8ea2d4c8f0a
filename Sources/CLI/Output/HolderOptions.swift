import ArgumentParser
import Foundation
import Workflow

/// A person or firm by his code.
struct HolderOptions: ParsableArguments {
    @Option(help: "Who: a citizen's number or a credit code; - reads it from standard input, where nobody else sees it.")
    var person: String

    @Option(help: "The kind of another code (GB/T 36903).") var kind: String?

    func holder(_ language: Language) throws -> HolderCode { try Self.holder(person, kind: kind, language) }

    /// Nothing of what was typed is told.
    static func holder(_ person: String, kind: String? = nil, _ language: Language) throws -> HolderCode {
        let typed = person == "-" ? readLine(strippingNewline: true) ?? "" : person
        let text = typed.trimmingCharacters(in: .whitespaces)
        do throws(HolderCode.Problem) {
            if let kind { return try HolderCode(kind: kind, text: text) }
            if let code = CreditCode(text) { return .organisation(code) }
            return try HolderCode(kind: "111", text: text)
        } catch {
            throw Failure(.usage, Title(zh: "--person \(error.reason.zh)", en: "--person \(error.reason.en)")).report(language)
        }
    }
}
