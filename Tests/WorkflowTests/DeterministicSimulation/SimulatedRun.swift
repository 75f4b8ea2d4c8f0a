import Foundation
import PowerCut
import TestSupport

@testable import Workflow

/// One office, its people, its clock and everything that goes wrong, for some steps; the seed says all of it.
///
/// The luck of a step is drawn from the seed and the number of the step, so that the others keep theirs when one is left out.
final class SimulatedRun {
    /// Most runs are short, so that there are many of them; what needs a longer life has its turn.
    static func steps(of seed: UInt64) -> Int { seed.isMultiple(of: 16) ? 40 : 8 }

    let seed: UInt64
    let cast: Cast
    let clock: SetClock
    let provider: MadeUpProvider
    private let chance: SeededChance
    private let folder: ScratchFolder
    private let scheduler: SeededScheduler
    private let fault: DeliberateFault?
    private var processes = 0
    private(set) var store: SimulatedStore
    private(set) var office: Office
    var watcher = Watcher()
    var client = Client()
    /// The latest moment that the clock has shown.
    private var latest: Int64
    private let secrets: [String]
    /// What has come to pass of all that should in some run: none of the promises is kept for want of an occasion.
    private(set) var seen: Set<String> = []
    /// Nil: nobody wants to read what happens.
    private(set) var trace: [String]?

    init(seed: UInt64, _ scheduler: SeededScheduler, fault: DeliberateFault? = nil, tracing: Bool) throws {
        var numbers = SeededNumbers(seed: Self.mix(seed, 0))
        (self.seed, self.scheduler, self.fault) = (seed, scheduler, fault)
        cast = try Cast(&numbers)
        secrets = cast.secrets
        trace = tracing ? [] : nil
        folder = try ScratchFolder()
        try FileManager.default.copyItem(atPath: Cast.template.path + "/onething.sqlite", toPath: folder.path + "/0.sqlite")
        clock = SetClock("2026-01-05 09:00")
        clock.advance(days: Int.random(in: 0..<280, using: &numbers))
        latest = clock.milliseconds
        chance = SeededChance(seed: numbers.next())
        let types = Set(cast.members.flatMap(\.licences.types)).sorted().filter { _ in Int.random(in: 0..<4, using: &numbers) > 0 }
        provider = MadeUpProvider(cast.members.map(\.licences), Set(types), clock)
        (store, office) = try Self.open(folder.path, 0, scheduler, fault, clock, chance, provider)
    }

    static func mix(_ seed: UInt64, _ step: Int) -> UInt64 {
        var numbers = SeededNumbers(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(step) &* 0xD1B5_4A32_D192_ED03)
        return numbers.next()
    }

    private static func open(
        _ folder: String, _ process: Int, _ scheduler: SeededScheduler, _ fault: DeliberateFault?, _ clock: SetClock,
        _ chance: SeededChance,
        _ provider: MadeUpProvider
    ) throws -> (SimulatedStore, Office) {
        let store = try SimulatedStore(at: "\(folder)/\(process).sqlite", scheduler, fault)
        let office = Office(
            store: store, clock: clock, chance: chance, keys: Cast.keys, providers: LicenceProviders([provider.known]),
            definitions: TryOffice.definitions)
        return (store, office)
    }

    func tell(_ line: @autoclosure () -> String) { if trace != nil { trace?.append(line()) } }

    // MARK: Steps

    /// - Throws: `Broken`, at the first promise that was not kept.
    func run(step: Int) async throws {
        var draw = Draw(SeededNumbers(seed: Self.mix(seed, step)), self)
        switch draw.weighted([("clock", 5), ("weather", 5), ("restart", 2), ("licence", 3), ("ask", 45)]) {
        case "clock":
            moveClock(draw.jump())
            try await carryOut([draw.system(.letTimePass)], nil)
        case "weather":
            provider.set(draw.weather(), luck: draw.next())
            tell("  weather \(provider.weather.rawValue)")
        case "restart": try await restart("stopped")
        case "licence":
            if draw.one(in: 2), let identifier = await draw.someLicence() {
                provider.close(identifier, as: .revoked)
                tell("  a licence elsewhere is revoked")
            } else if let asked = draw.registry() {
                try await carryOut([asked], nil)
            }
        default:
            if draw.one(in: 3) { moveClock(draw.minutes()) }
            let asked = (0..<(draw.one(in: 4) ? Int.random(in: 2...3, using: &draw.numbers) : 1)).compactMap { _ in draw.asked() }
            try await carryOut(asked, draw.one(in: 5) ? draw.trouble() : nil, losing: draw.one(in: 6))
        }
    }

    func begin(step: Int) { tell("\(step) \(clock.now)") }

    private func moveClock(_ seconds: Int) {
        clock.advance(seconds: seconds)
        latest = max(latest, clock.milliseconds)
        tell("  clock \(seconds < 0 ? "back" : "on") to \(clock.now)")
    }

    /// Somebody asks, several at once where there are several; then everything is looked at.
    /// - Parameter losing: nobody hears what came of it.
    private func carryOut(_ asked: [Asked], _ trouble: StoreTrouble?, losing: Bool = false) async throws {
        if let trouble { tell("  trouble: \(trouble.kind) at \(trouble.nth)\(trouble.lasts ? " and after" : "")") }
        store.trouble(trouble)
        let outcomes = await answers(to: asked)
        store.trouble(nil)
        latest = max(latest, clock.milliseconds)
        if losing { tell("  nobody hears it") }
        try await check(asked, outcomes, losing: losing)
        if store.isDead { return try await restart("died") }
        // Whoever was refused anyway has not heard of it.
        guard await hasFailed() else { return }
        let after = Asked(number: client.next(), what: .letTimePass, by: .system)
        let silence = await answers(to: [after])
        if !silence.allSatisfy(\.isFailureOfDisk) { throw Broken(promise: .silentAfterFailure, what: "\(after): \(silence)") }
        try await restart("failed")
    }

    private func hasFailed() async -> Bool {
        do {
            _ = try await store.write { $0.generation }
            return false
        } catch {
            return error as? StoreFault != .busy
        }
    }

    private func answers(to asked: [Asked]) async -> [Asked.Outcome] {
        await withTaskGroup(of: (Int, Asked.Outcome).self) { [office] group in
            for (place, one) in asked.enumerated() { group.addTask { (place, await one.ask(office)) } }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    // MARK: The process

    /// The process ends where it stands; another begins on what lies on disk.
    private func restart(_ why: String) async throws {
        let before = "\(folder.path)/\(processes).sqlite"
        processes += 1
        let after = "\(folder.path)/\(processes).sqlite"
        try FileManager.default.copyItem(atPath: before, toPath: after)
        if fault != .losesTheLog, FileManager.default.fileExists(atPath: before + "-wal") {
            try FileManager.default.copyItem(atPath: before + "-wal", toPath: after + "-wal")
        }
        try? store.close()
        (store, office) = try Self.open(folder.path, processes, scheduler, fault, clock, chance, provider)
        seen.insert("process \(why)")
        tell("  restarted: \(why)")
        if let broken = try await watcher.begin(again: store.real).first { throw broken }
        try await check([], [], losing: false, afterRestart: true)
    }

    func close() { try? store.close() }

    // MARK: What must hold

    private func check(_ asked: [Asked], _ outcomes: [Asked.Outcome], losing: Bool, afterRestart: Bool = false) async throws {
        let written = store.takeWritten()
        let news = try await watcher.look(at: store.real, office, Cast.rules, now: Moment(milliseconds: latest))
        for (one, outcome) in zip(asked, outcomes) { tell("  \(one) → \(outcome)") }
        tell(news)
        note(outcomes, news)
        var broken = news.broken + watcher.count(provider.takeCalls())
        broken += client.take(asked, outcomes, written, news, watcher, at: clock.milliseconds, losing: losing, afterRestart: afterRestart)
        for outcome in outcomes { broken += checkTold(outcome) }
        if let generation = try? await store.write({ $0.generation }) {
            broken += watcher.memory(of: office, generation: generation)
            _ = store.takeWritten()
        }
        broken += try await checkLicences(news)
        if case .letTimePass? = asked.first?.what, asked.count == 1, case .done? = outcomes.first {
            let today = clock.now.day
            let due = try await store.real.read { try $0.waking(by: today, limit: 1) }
            broken += due.map { Broken(promise: .timers, what: "\($0) is due still") }
            for (id, one) in watcher.cases.sorted(by: { $0.key < $1.key }) where one.state.phase == .open {
                if let next = CaseMachine.nextDay(of: one.state, under: one.rules, Cast.shared.calendar), next <= today {
                    broken.append(Broken(promise: .timers, what: "\(id) is due since \(next)"))
                }
            }
        }
        if let first = broken.first { throw first }
    }

    private func tell(_ news: Watcher.News) {
        guard trace != nil else { return }
        for entry in news.entries {
            guard let watched = watcher.cases[entry.caseID], let submission = watched.state.submission else { continue }
            let line = EventLine(rules: watched.rules, submission: submission)
            for event in watched.events[(entry.seq - 1)..<entry.version] {
                tell("    \(entry.position) \(entry.caseID) \(event.at) \(event.by.role.name): \(line.text(event))")
            }
        }
        for logged in news.uses {
            let use = logged.use
            let what = [use.type, use.licence.map { "\($0)" }, use.item, use.provider].compactMap { $0 }.joined(separator: " ")
            tell("    use \(logged.position) \(use.act.rawValue) \(what) for \(use.caseID ?? "-") by \(use.by.role) on \(use.basis)")
        }
    }

    private func note(_ outcomes: [Asked.Outcome], _ news: Watcher.News) {
        for outcome in outcomes {
            switch outcome {
            case .done: break
            case .answered(let answer): if answer.refused != nil { seen.insert("refused") }
            case .failed(let error as StoreFault): seen.insert("store \("\(error)".prefix { $0 != "(" })")
            case .failed(let error): seen.insert("\(type(of: error))")
            }
        }
        for entry in news.entries {
            for event in watcher.events(at: entry.position) {
                switch event.fact {
                case .closed: seen.insert("closed")
                case .erased: seen.insert("erased")
                case .limitPassed: seen.insert("limit passed")
                case .clockResumed: seen.insert("clock resumed")
                case .evidenceChecked: seen.insert("licence checked")
                case .evidenceAwaited: seen.insert("licence awaited")
                case .evidenceArrived: seen.insert("licence arrived")
                case .evidenceLost(_, let loss): seen.insert("licence \(loss.name)")
                default: break
                }
            }
        }
        for logged in news.uses { seen.insert("use \(logged.use.act.rawValue)") }
    }

    /// Neither an error nor a refusal tells anything of anybody.
    private func checkTold(_ outcome: Asked.Outcome) -> [Broken] {
        let text: String
        switch outcome {
        case .done: return []
        case .failed(let error): text = "\(error)"
        case .answered(let answer):
            guard let refused = answer.refused else { return [] }
            text = "\(refused)"
        }
        guard secrets.contains(where: { text.contains($0) }) else { return [] }
        return [Broken(promise: .nobodyTold, what: "in words of \(text.prefix { $0 != "(" })")]
    }

    /// Licences that were read are those of the other office and of people of the case; what was granted rests on those that hold.
    private func checkLicences(_ news: Watcher.News) async throws -> [Broken] {
        let read = news.uses.map(\.use).filter { $0.act == .read && $0.provider != nil && $0.licence != nil }
        var granted: [(CaseID, Int64)] = []
        for entry in news.entries {
            guard let watched = watcher.cases[entry.caseID] else { continue }
            for event in watched.events[(entry.seq - 1)..<entry.version] {
                guard case .evidenceChecked(_, let places) = event.fact else { continue }
                granted += places.map { (entry.caseID, watched.state.evidence[Int($0)].register) }
            }
        }
        let wanted = Set(read.compactMap(\.licence) + granted.map(\.1)).sorted()
        if wanted.isEmpty { return [] }
        let opened = try await store.real.write { [office] store in
            let registry = office.registry(under: Cast.shared, by: try OfficeSecrets(Cast.keys, store), store)
            return try wanted.reduce(into: [Int64: (row: LicenceRow, shown: ShownLicence)]()) { all, number in
                guard let row = try store.registry.licence(number), !row.isErased else { return }
                all[number] = (row, try registry.open(row))
            }
        }
        var broken: [Broken] = []
        for (id, number) in granted {
            guard let one = opened[number] else { continue }
            let status = one.row.provider == nil ? one.row.status : provider.status(of: one.shown.licence.identifier)
            if status != .valid { broken.append(Broken(promise: .validWhenDecided, what: "licence \(number) of \(id) is \(status.name)")) }
        }
        for use in read {
            guard let number = use.licence, let one = opened[number], let id = use.caseID.flatMap({ CaseID($0) }) else { continue }
            var truth: ShownLicence?
            if let type = Cast.shared.types.first(where: { $0.definition.id.value == one.row.type }).flatMap({ SharedType($0) }) {
                truth = await provider.truth(one.shown.licence.identifier, type)
            }
            let people = try await people(of: id)
            let isTheirs = people.isEmpty || one.shown.licence.holders.contains { people.contains($0.code.text) }
            if truth?.licence != one.shown.licence || !isTheirs {
                broken.append(Broken(promise: .rightHolder, what: "licence \(number) of \(id)"))
            }
        }
        return broken
    }

    /// The codes of the people of a case or draft; none where nothing is kept of them any more.
    private func people(of id: CaseID) async throws -> Set<String> {
        let people = try await store.real.read { [office] store in try office.values(of: store.form(of: id), of: id) }
            .filter { $0.key.hasPrefix("@") && $0.key.count > 1 }
        return Set(people.values.flatMap { $0.split(separator: " ").map(String.init) })
    }

    // MARK: The end

    /// All trouble is over, and the clock is right: the office catches up, and serves.
    func end() async throws {
        provider.set(.fair, luck: 0)
        moveClock(Int(latest - clock.milliseconds) / 1_000)
        for _ in 0..<2 {
            moveClock(120)
            try await carryOut([Asked(number: client.next(), what: .catchUp, by: .system)], nil)
            try await carryOut([Asked(number: client.next(), what: .letTimePass, by: .system)], nil)
        }
        let open = try await store.real.read { try $0.registry.incidents(openOnly: true, after: 0, limit: 9) }
        if let one = open.first { throw Broken(promise: .liveness, what: "\(one.caseID) waits for \(one.provider): \(one.fault)") }
        // It finds hardly more than was looked at after every step, and takes as long as all of it.
        if seed.isMultiple(of: 16), let bad = try await office.verify(rebuilding: true).firstBad {
            throw Broken(promise: .replay, what: "\(bad.what) \(bad.caseID ?? "")")
        }
        tell("end \(watcher.entryCount) entries, \(watcher.useCount) uses, \(watcher.cases.count) cases")
    }
}

extension Asked.Outcome {
    /// After this nothing is acknowledged.
    fileprivate var isFailureOfDisk: Bool {
        guard case .failed(let error) = self, case StoreFault.failed = error else { return false }
        return true
    }
}
