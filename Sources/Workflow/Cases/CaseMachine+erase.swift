/// Why what a case keeps of people is not destroyed (yet).
public enum StillKept: Sendable, Hashable {
    /// The case is open.
    case open
    /// Its bundle says no period, so that nothing of it is ever destroyed.
    case noRetention
    /// The last day of the period; the day off on which it would have ended.
    case until(Day, insteadOf: Day?)
    /// What was given is no number of a receipt.
    case noReceipt
    /// It is the security administrator's to do.
    case notTheirs
}

extension CaseMachine {
    /// What is kept of people is destroyed once it is needed no more (个人信息保护法 arts 19, 47): the case is closed, the period that its bundle
    /// says has passed, and the archive has confirmed that it has what is to be kept. A second time nothing happens.
    static func erase(
        _ receipt: String, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard actor.role == .security else { throw Refusal(reason: .notErased(.notTheirs), canDo: [.askSecurity]) }
        guard isReceipt(receipt) else { throw Refusal(reason: .notErased(.noReceipt), canDo: [.nameReceipt]) }
        if state.erasedOn != nil { return }
        guard state.phase == .closed, let closed = state.closedOn else {
            throw Refusal(reason: .notErased(.open), canDo: [.closeFirst])
        }
        guard let retention = rules.bundle.definition.retention else {
            throw Refusal(reason: .notErased(.noRetention), canDo: [.nothingNeeded])
        }
        let last = CaseClock.due(from: closed, within: retention.keptFor, circumstances.calendar).due.day
        guard circumstances.today > last else {
            var dayOff: Day?
            if case .natural(let nominal) = circumstances.calendar.end(of: retention.keptFor, from: closed), nominal != last {
                dayOff = nominal
            }
            throw Refusal(reason: .notErased(.until(last, insteadOf: dayOff)), canDo: [.awaitEnd(of: last)])
        }
        events.append(circumstances.event(by: actor, .erased(receipt: receipt)))
    }

    /// An identifier that the archive has given, in one line; it stays in the log, so that no citizen's number may stand in it.
    static func isReceipt(_ text: String) -> Bool {
        text.contains { !$0.isWhitespace } && text.utf8.count <= mostBytesOfReceipt && !text.namesACitizen
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    static let mostBytesOfReceipt = 100
}

extension StillKept {
    var code: Refusal.Code {
        switch self {
        case .open: .notClosed
        case .noRetention: .noRetention
        case .until: .stillKept
        case .noReceipt: .noReceipt
        case .notTheirs: .notTheirsToErase
        }
    }

    func message(_ bundle: CompiledBundle) -> Title {
        switch self {
        case .open: Title(zh: "本案尚未办结", en: "the case is not closed")
        case .noRetention:
            Title(
                zh: "“\(bundle.title.zh)”没有写明保管期限（retention），不销毁",
                en: "“\(bundle.title.en)” does not say how long its cases are kept (retention), so nothing is destroyed")
        case .until(let day, let dayOff):
            Title(
                zh: "保管至 \(day)\(dayOff.map { "（\($0) 为休息日，顺延）" } ?? "")：\(bundle.definition.retention?.because.zh ?? "")",
                en:
                    "it is kept through \(day)\(dayOff.map { " (\($0) is a day off)" } ?? ""): \(bundle.definition.retention?.because.en ?? "")"
            )
        case .noReceipt:
            Title(
                zh: "归档回执须是档案部门给出的编号（不超过 \(CaseMachine.mostBytesOfReceipt) 字节，不含公民身份号码）",
                en: "the receipt is a number of the archive's (up to \(CaseMachine.mostBytesOfReceipt) bytes, no citizen's number)")
        case .notTheirs: Title(zh: "只有安全管理员可以销毁", en: "only the security administrator destroys what is kept")
        }
    }
}
