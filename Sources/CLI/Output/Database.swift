import ArgumentParser
import Foundation
import Workflow

/// The database of a command: `--database`, else ONETHING_DATABASE, else `onething.sqlite`.
struct DatabaseOptions: ParsableArguments {
    @Option(name: .customLong("database"), help: "The database; else ONETHING_DATABASE, else onething.sqlite.")
    var path: String?

    @Option(help: "A moment (2026-03-02 09:30) instead of the clock's, to try something out.")
    var now: String?

    var file: String {
        path ?? ProcessInfo.processInfo.environment["ONETHING_DATABASE"].flatMap { $0.isEmpty ? nil : $0 } ?? "onething.sqlite"
    }

    /// Opens the database, does something in its office, and closes it; what cannot be done is told in one line.
    func withOffice<Value>(
        _ language: Language, creating: Bool = false, _ body: (Office, any EventStore) async throws -> Value
    ) async throws -> Value {
        let clock = try clock(language)
        guard creating || FileManager.default.fileExists(atPath: file) else {
            throw Failure(
                .usage, Title(zh: "没有数据库 `\(file)`", en: "there is no database `\(file)`"),
                help: Title(
                    zh: "用 --database 指定，或先运行 onething case start", en: "name it with --database, or begin with onething case start")
            ).report(language)
        }
        do {
            let store = try SQLiteStore(at: file)
            let result: Result<Value, any Error>
            do { result = .success(try await body(Office(store: store, clock: clock), store)) } catch { result = .failure(error) }
            try store.close()
            return try result.get()
        } catch {
            throw told(error, language)
        }
    }

    private func clock(_ language: Language) throws -> any OfficeClock {
        guard let now else { return SystemClock() }
        return StandingClock(milliseconds: Int64(try Moment(typed: now, language).secondsSince1970) * 1_000)
    }

    /// What the office or the store throws, in one line and with its exit status.
    private func told(_ error: any Error, _ language: Language) -> any Error {
        switch error {
        case let error as UnknownWord: Failure(.usage, error.message, help: error.help).report(language)
        case let error as SituationRequest.Problem: Failure(.usage, error.message, help: error.help).report(language)
        case let error as NothingPublished: Failure(.notGood, error.message).report(language)
        case let error as NumberedOtherwise: Failure(.notGood, error.message).report(language)
        case let error as IncompatibleEdit: Failure(.notGood, error.message, help: error.help).report(language)
        case let error as OtherRequest: Failure(.notGood, error.message).report(language)
        case let error as VersionConflict:
            Failure(
                .notGood,
                Title(
                    zh: "办件 \(error.caseID) 已到版本 \(error.found)，不是 \(error.expected)",
                    en: "case \(error.caseID) has come to version \(error.found), not \(error.expected)"),
                help: Title(zh: "先用 case show 查看", en: "look at it with case show first")
            ).report(language)
        case let error as StoreFault:
            Failure(error.isDamage ? .notGood : .fault, Title(zh: "\(file)：\(error.message.zh)", en: "\(file): \(error.message.en)"))
                .report(language)
        default: error
        }
    }
}

extension StoreFault {
    /// What was looked at does not hold, rather than that looking failed.
    fileprivate var isDamage: Bool {
        switch self {
        case .damaged, .brokenEntry: true
        case .full, .busy, .inUse, .readOnly, .newer, .notADatabase, .cannotOpen, .failed: false
        }
    }
}

private struct StandingClock: OfficeClock {
    var milliseconds: Int64
}

extension Moment {
    /// What somebody typed: `2026-03-02 09:30`, or with a `T`; anything else is wrong usage.
    init(typed text: String, _ language: Language) throws {
        guard let moment = Moment(text.prefix(16).replacingOccurrences(of: "T", with: " ")) else {
            throw Failure(
                .usage, Title(zh: "`\(text)` 不是时刻（2026-03-02 09:30）", en: "`\(text)` is no moment (2026-03-02 09:30)")
            ).report(language)
        }
        self = moment
    }
}
