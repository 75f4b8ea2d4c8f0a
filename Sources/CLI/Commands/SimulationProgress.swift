import Foundation
import Workflow

/// How far it has come and how long it still takes, on a terminal.
final class SimulationProgress: Sendable {
    private let language: Language
    private let from = ContinuousClock.now
    private let isShown = isatty(2) == 1
    /// Runs that follow each other, of the same number of applicants.
    private let runs: Int

    init(runs: Int = 1, _ language: Language) { (self.runs, self.language) = (runs, language) }

    /// - Parameter run: which of the runs it is.
    func tell(_ done: Int, of each: Int, in run: Int = 0) {
        let (done, total) = (run * each + done, runs * each)
        guard isShown, done > 0 else { return }
        let passed = from.duration(to: .now) / .seconds(1)
        let left = Int((passed / Double(done) * Double(total - done)).rounded(.up))
        let text = language("\(done) / \(total) 人，约剩 \(left) 秒", "\(done) of \(total), about \(left) s left")
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    func end() { if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}
