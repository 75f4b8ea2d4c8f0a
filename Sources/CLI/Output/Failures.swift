import Server
import Workflow

extension Failure {
    /// What an office throws where it is nobody's fault but that of what was asked, or of the keys; nil for anything else.
    init?(_ error: any Error) {
        switch error {
        case let error as UnknownWord: self.init(.usage, error.message, help: error.help)
        case let error as SituationRequest.Problem: self.init(.usage, error.message, help: error.help)
        case let error as NotAllowed: self.init(.notGood, error.message, help: error.help)
        case let error as ProviderNotConfigured: self.init(.usage, error.message, help: error.help(on: .commands))
        case let error as DraftProblem: self.init(.notGood, error.message, help: error.help(on: .commands))
        case let error as NothingPublished: self.init(.notGood, error.message, help: error.help(on: .commands))
        case let error as NumberedOtherwise: self.init(.notGood, error.message)
        case let error as IncompatibleEdit: self.init(.notGood, error.message, help: error.help)
        case let error as KeyProblem: self.init(error.kind, error.message, help: error.help)
        case let error as UnfitIdentity: self.init(.usage, error.message)
        case let error as FormMistakes: self.init(error.areMissing ? .notGood : .usage, error.lines, help: error.help)
        case let error as UnfitValue: self.init(.usage, error.message)
        case let error as LicenceMistake:
            self.init(.usage, Title(zh: "\(error.name)：\(error.reason.zh)", en: "\(error.name) \(error.reason.en)"))
        case let error as LicenceRefusal: self.init(error.kind, error.message, help: error.help(on: .commands))
        case let error as CopyIsSilent: self.init(.notGood, error.message, help: error.help(on: .commands))
        case let error as ReceiptProblem: self.init(error == .noKeys ? .usage : .notGood, error.message, help: error.help)
        case let error as FileRefusal: self.init(.notGood, error.message)
        case let error as FileNotHandedIn: self.init(.notGood, error.refused.message.title)
        case let error as RatingRefusal: self.init(.notGood, error.message, help: error.help)
        case let error as OtherRequest: self.init(.notGood, error.message)
        case let error as VersionConflict:
            self.init(
                .notGood,
                Title(
                    zh: "办件 \(error.caseID) 已到版本 \(error.found)，不是 \(error.expected)",
                    en: "case \(error.caseID) has come to version \(error.found), not \(error.expected)"),
                help: Title(zh: "先用 case show 查看", en: "look at it with case show first")
            )
        default: return nil
        }
    }
}

extension KeyProblem {
    fileprivate var kind: Failure.Kind {
        switch self {
        // What was typed, or given as keys, is none.
        case .unknownKey, .noKey: .usage
        case .inUse, .keptElsewhere: .notGood
        case .none, .sealedByAnother, .missing, .cannotRead, .cannotWrite, .exists, .needsGM, .gmFailed: .fault
        }
    }
}

extension LicenceRefusal {
    fileprivate var kind: Failure.Kind { if case .badAccount = self { .usage } else { .notGood } }
}

extension FormMistakes {
    fileprivate var lines: Title {
        Title(
            zh: ([message.zh] + all.map { "  \($0.field)  \($0.message.zh)" }).joined(separator: "\n"),
            en: ([message.en] + all.map { "  \($0.field)  \($0.message.en)" }).joined(separator: "\n"))
    }

    fileprivate var help: Title? {
        areMissing ? Title(zh: "case fill 草稿 --form 文件，再提交", en: "case fill DRAFT --form FILE, then hand it in again") : nil
    }
}
