import Foundation
import Synchronization
import Workflow

/// How far it has come and how long it still takes, on a terminal.
final class SimulationProgress: Sendable {
    private let language: Language
    private let from = ContinuousClock.now
    private let isTerminal = isatty(2) == 1
    /// Where there is no terminal, a line for each tenth of the way, if somebody wants that.
    private let isAsked: Bool
    private let tenths = Mutex(0)
    /// Runs that follow each other, of the same number of applicants.
    private let runs: Int

    init(runs: Int = 1, isAsked: Bool = false, _ language: Language) {
        (self.runs, self.isAsked, self.language) = (runs, isAsked, language)
    }

    /// - Parameter run: which of the runs it is.
    func tell(_ done: Int, of each: Int, in run: Int = 0) {
        let (done, total) = (run * each + done, runs * each)
        guard isTerminal || isAsked, done > 0 else { return }
        let passed = from.duration(to: .now) / .seconds(1)
        let left = Int((passed / Double(done) * Double(total - done)).rounded(.up))
        let text = language("\(done) / \(total) 人，约剩 \(left) 秒", "\(done) of \(total), about \(left) s left")
        if isTerminal { return FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }
        let isNext = tenths.withLock { told in
            let tenth = done * 10 / max(1, total)
            defer { told = max(told, tenth) }
            return tenth > told
        }
        if isNext { Console.error(text) }
    }

    func end() { if isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}
