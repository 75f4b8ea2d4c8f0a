import ArgumentParser
import Foundation
import Workflow

/// What somebody fills in, from a file: on the command line others could read it.
struct FormFile: ParsableArguments {
    @Option(help: "A JSON file of what is filled in: {\"child.name\": \"…\"}; - is standard input.") var form: String?

    func values(_ language: Language) throws -> FormValues {
        try form.map {
            try TextFile.values($0, help: Title(zh: "onething case form 列出字段", en: "onething case form names the fields"), language)
        } ?? [:]
    }
}

/// Who the people of an application are, from a file: on the command line others could read it.
struct PeopleFile: ParsableArguments {
    @Option(help: "A JSON file of who is who: {\"mother\": \"9900…\"}; the registry is then asked for their licences. - is standard input.")
    var people: String?

    @Option(name: .customLong("applicant"), help: "A role of who applies: his own request opens his licences. May be given several times.")
    var applicants: [String] = []

    @Option(
        name: .customLong("accept"),
        help: "A licence that is used only where the applicant says so: ROLE:LICENCE. May be given several times.")
    var accepted: [String] = []

    @Option(
        name: .customLong("decline"),
        help: "A licence that is not to be used, the paper is handed in: ROLE:LICENCE. May be given several times.")
    var declined: [String] = []

    func applying(_ language: Language) throws -> Applying {
        guard people != nil || applicants.isEmpty else {
            throw Failure(
                .usage, Title(zh: "--applicant 须与 --people 一起使用", en: "--applicant goes with --people"),
                help: Title(zh: "--people 文件 写明谁是谁", en: "--people FILE says who is who")
            ).report(language)
        }
        let help = Title(zh: "角色 → 代码", en: "role → code")
        return Applying(
            people: try people.map { try TextFile.values($0, help: help, language) } ?? [:], applicants: Set(applicants),
            accepted: Set(accepted), declined: Set(declined))
    }
}

/// A JSON file of names and texts. Nothing that stands in it is told.
enum TextFile {
    static func values(_ file: String, help: Title, _ language: Language) throws -> [String: String] {
        let data = file == "-" ? (try? FileHandle.standardInput.readToEnd()) ?? Data() : FileManager.default.contents(atPath: file)
        guard let data else {
            throw Failure(.usage, Title(zh: "无法读取 `\(file)`", en: "`\(file)` cannot be read")).report(language)
        }
        if (try? StrictJSON.check([UInt8](data))) == nil, data.count <= 1_000_000, (try? JSONSerialization.jsonObject(with: data)) != nil {
            throw Failure(
                .usage, Title(zh: "`\(file)` 中有重复的名称", en: "`\(file)` says the same name twice"), help: help
            ).report(language)
        }
        guard data.count <= 1_000_000, let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw Failure(
                .usage,
                Title(
                    zh: "`\(file)` 不是不超过 1 MB 的 JSON 对象（名称 → 文字）", en: "`\(file)` is no JSON object of names and texts, up to 1 MB"),
                help: help
            ).report(language)
        }
        var values: [String: String] = [:]
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard let text = value as? String else {
                throw Failure(.usage, Title(zh: "`\(name)` 的内容不是文字", en: "the value of `\(name)` is no text")).report(language)
            }
            values[name] = text
        }
        return values
    }
}

struct CaseFill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Fill in fields of the form, or mend them; an empty text takes one away.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who
    @OptionGroup var file: FormFile

    func run() async throws {
        let id = try one.caseID()
        let values = try file.values(one.language)
        guard !values.isEmpty else {
            throw Failure(.usage, Title(zh: "没有要填写的内容", en: "there is nothing to fill in"), help: Title(zh: "--form 文件", en: "--form FILE"))
                .report(one.language)
        }
        let caller = who.caller.caller(.applicant)
        try await one.database.withOffice(one.language, .act, by: caller.role) { office, _ in
            if try await office.draft(id) != nil {
                let output = CaseOutput(language: one.language, format: one.format)
                return try output.print(try await office.change(id, to: NewCase(bundle: ""), filling: values, by: caller))
            }
            let answer = try await office.fill(values, in: id, by: caller, expecting: who.expecting, key: who.key)
            try await CaseOutput(language: one.language, format: one.format).print(answer, office)
        }
    }
}

struct CaseFormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract:
            "The fields of the form, where each comes from, and which are filled in; of a draft, too, what was typed in earlier cases.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions
    @OptionGroup var people: PeopleFile

    @Option(help: "A field of a draft that is filled in with what was typed before; all: every one. May be given several times.")
    var take: [String] = []

    @Flag(help: "Show what was typed before, to the applicant; that stands in the log of uses of data.") var values = false

    func run() async throws {
        let id = try one.caseID()
        let applying = try people.applying(one.language)
        let caller = caller.caller(.applicant)
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let draft = try await office.draft(id)?.draft
            if !take.isEmpty {
                _ = try await office.take(take == ["all"] ? nil : take, in: id, of: applying, by: caller)
            }
            var before: [String: TypedBefore] = [:]
            // Another's draft can be looked at, as ever.
            if let draft, values || !take.isEmpty || draft.person == nil || draft.person == caller.person {
                before = try await office.typedBefore(id, of: applying, showing: values, by: caller)
            }
            let fields = try await office.form(of: id).map { FieldMessage($0, before[$0.field.id], one.language) }
            switch one.format {
            case .json: try Console.print(json: Form(fields: fields))
            case .text: Console.print(fields.map { $0.text(one.language) }.joined(separator: "\n"))
            }
        }
    }

    private struct Form: Encodable {
        var fields: [FieldMessage]
    }
}

extension FieldMessage {
    fileprivate func text(_ language: Language) -> String {
        let now = typed ? (filled ? language("已填", "filled in") : language("待填", "to fill in")) : origin
        let stands = erased.map { language("已于 \($0) 销毁", "destroyed on \($0)") } ?? now
        var line = "\(id)  \(title)  \(stands)" + (items.isEmpty ? "" : "  \(items.joined(separator: " "))")
        if typed, filled, origin.hasPrefix("typed:") { line += "  \(origin)" }
        guard let before else { return line }
        let how = before.reuse == ReusePolicy.freely.rawValue ? language("提交时自动填入", "filled in by itself") : "--take \(id)"
        line += language("  \(before.on) 在办件 \(before.case) 填过（\(how)）", "  typed on \(before.on) in case \(before.case) (\(how))")
        return line + (before.value.map { language("：\($0)", ": \($0)") } ?? "")
    }
}
