import TestSupport
import Testing

@testable import Workflow

/// A clock that nobody read for a while: what the law has made of the case in the meantime does not depend on when somebody looks.
@Suite struct `Time that passed unnoticed` {
    /// Random cases, once with the clock read every night and once with no reading but one at the end: the same case, and the same events on
    /// the same days, though recorded later.
    @Test(arguments: InEveryCase.bundles)
    func `comes to the same as the clock read every night`(id: String) throws {
        let rules = CaseRules(try #require(Checkout.compilation.bundle(id)))
        var caughtUp = 0
        for seed in 0..<40 {
            var commands = RandomCommands(rules: rules, numbers: SeededNumbers(seed: UInt64(seed)))
            let situation = rules.bundle.randomSituation(&commands.numbers)
            var unread = ReadClock(rules: rules, situation: situation, isReadEveryNight: false)
            var read = ReadClock(rules: rules, situation: situation, isReadEveryNight: true)
            let missing = rules.bundle.shared.materials.indices.filter { _ in commands.chance(4) }
            var command = CaseCommand(by: .applicant, .submit(Application(answers: situation.answers, without: Set(missing))))
            for _ in 0..<25 {
                unread.give(command)
                read.give(command)
                unread.wait(commands.pause())
                read.wait(unread.now)
                repeat { command = commands.next(on: unread.state) } while command.isOfTheClock
            }
            unread.wait(90 * 24 * 60)
            read.wait(unread.now)
            unread.give(CaseCommand(by: .system, .letTimePass))
            read.give(CaseCommand(by: .system, .letTimePass))
            #expect(unread.state == read.state, "seed \(seed)")
            #expect(unread.told == read.told, "seed \(seed)")
            caughtUp += unread.events.count { $0.on < $0.at.day }
        }
        #expect(caughtUp > 10, "something was caught up with")
    }

    /// 行政许可法 arts 32(4), 42: forty days of downtime, with the acceptance by silence and the limit that then passed.
    @Test func `takes effect on the days on which it fell due, in their order`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        #expect(
            try story.timePasses(on: "2026-04-11") == [
                "2026-03-10 permit: state limit passed", "2026-03-10 permit: deem-accepted → accepted",
                "2026-03-10 permit: clock from 2026-03-02, statutory 2026-03-30", "2026-03-31 permit: statutory limit passed",
            ])
        #expect(story.events.suffix(4).allSatisfy { $0.at.day == Day("2026-04-11") }, "it is recorded when it is noticed")
        #expect(try A_record.read(story.events, under: story.rules) == story.events)
    }

    /// 容缺受理: the day after a paper's last is a day like the others; the limit of the law that would have passed later never does.
    @Test func `has a paper that did not come among it, in its turn`() throws {
        var story = try CaseStory(
            .permit([paper("paper-a"), paper("paper-b", "follows: {within: 10 working days, basis: [{law: some-law}]}")]))
        try story.submit(on: "2026-03-02")
        let all = [
            "2026-03-10 permit: state limit passed", "2026-03-10 permit: deem-accepted → accepted",
            "2026-03-10 permit: clock from 2026-03-02, statutory 2026-03-30", "2026-03-17 permit/2 late",
            "2026-03-17 permit: lapse → lapsed", "2026-03-17 permit: ended lapsed", "2026-03-17 closed",
        ]
        var daily = story
        #expect(try story.timePasses(on: "2026-06-30") == all)
        #expect(try daily.timePasses(from: "2026-03-03", through: "2026-03-17") == all)
        #expect(story.state == daily.state)
    }

    /// A state that was entered because time had passed has its own limit, from the day after the last.
    @Test func `is followed by what it led to, each limit counted from its own day`() throws {
        var sample = try Sample.registration()
        sample.processes["registration"] = Self.chain
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        let all = [
            "2026-03-10 register: state limit passed", "2026-03-10 register: on → second, until 2026-03-16",
            "2026-03-17 register: state limit passed", "2026-03-17 register: on-again → third, until 2026-03-27",
            "2026-03-17 register: clock stops, 4 left",
            "2026-03-28 register: state limit passed", "2026-03-28 register: give-up → lapsed", "2026-03-28 register: ended lapsed",
            "2026-03-28 closed",
        ]
        var daily = story
        #expect(try story.timePasses(on: "2026-06-30") == all)
        #expect(try daily.timePasses(from: "2026-03-03", through: "2026-03-28") == all)
        #expect(story.state == daily.state)
    }

    /// 行政许可法 art. 32(4): on the sixth working day the application is accepted, whether or not somebody has noticed.
    @Test func `comes before a command that is late`() throws {
        var story = try CaseStory(.permit(), without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        let refusal = try story.refusal { try $0.officer("ask-correction", on: "2026-03-12", .because("too late", papers: [1])) }
        #expect(
            refusal.hasPrefix("“permit” is “accepted”, and cannot “ask for corrections” from there | “permit”: visit the site (officer)"))
        #expect(
            try story.officer("visit", on: "2026-03-12") == [
                "2026-03-10 permit: state limit passed", "2026-03-10 permit: deem-accepted → accepted",
                "2026-03-10 permit: clock from 2026-03-02, statutory 2026-03-30", "2026-03-12 permit: visit → site-visit",
            ])
    }

    @Test func `stays although the command that came after it was refused`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        #expect(throws: Refusal.self) { try story.officer("deliver", on: "2026-03-12") }
        #expect(story.standing == ["permit: accepted"])
        #expect(story.told.last == "2026-03-10 permit: clock from 2026-03-02, statutory 2026-03-30")
    }

    @Test func `is foretold by the first day on which something happens by itself`() throws {
        var story = try CaseStory(.permit())
        #expect(story.nextDay == nil)
        try story.submit(on: "2026-03-02")
        #expect(story.nextDay == "2026-03-10")
        try story.timePasses(on: "2026-03-09 23:59")
        #expect(story.nextDay == "2026-03-10")
        try story.timePasses(on: "2026-03-10 00:00")
        #expect(story.nextDay == "2026-03-31")
        try story.timePasses(on: "2026-03-31 00:00")
        #expect(story.nextDay == nil)
    }

    private static let chain = """
        process: registration
        title: {zh: 登记, en: Registration}
        states:
          received: {title: {zh: 一, en: first}, clock: running, at-most: 5 working days, overdue: on}
          second: {title: {zh: 二, en: second}, clock: running, at-most: 4 working days, overdue: on-again}
          third: {title: {zh: 三, en: third}, clock: stopped, waits-for: applicant, at-most: 10 days, overdue: give-up}
          done: {title: {zh: 完成, en: done}, end: granted}
          lapsed: {title: {zh: 终止, en: lapsed}, end: lapsed}
        moves:
          - {move: decide, title: {zh: 决定, en: decide}, from: [received, second], to: done, by: officer}
          - {move: answer, title: {zh: 答复, en: answer}, from: third, to: second, by: applicant}
          - {move: on, title: {zh: 往下, en: go on}, from: received, to: second, by: time}
          - {move: on-again, title: {zh: 再往下, en: go on again}, from: second, to: third, by: time}
          - {move: give-up, title: {zh: 终止, en: give up}, from: third, to: lapsed, by: time}
        """
}

private typealias InEveryCase = `In every case`
private typealias A_record = `A record`

/// A case whose clock is read at midnight, or never.
private struct ReadClock {
    let rules: CaseRules
    let situation: Situation
    let isReadEveryNight: Bool
    private(set) var now: Moment
    private(set) var state = CaseState()
    private(set) var events: [CaseEvent] = []

    init(rules: CaseRules, situation: Situation, isReadEveryNight: Bool) {
        self.rules = rules
        self.situation = situation
        self.isReadEveryNight = isReadEveryNight
        now = Moment(day: situation.starts, minuteOfDay: 9 * 60)!
    }

    /// Everything but the moments of recording.
    var told: [String] { events.map { "\($0.on) \($0.by) \($0.fact)" } }

    mutating func give(_ command: CaseCommand) {
        let circumstances = Circumstances(of: situation, at: now, calendar: rules.bundle.shared.calendar)
        try? CaseMachine.handle(command, on: &state, under: rules, given: circumstances, into: &events)
    }

    mutating func wait(_ minutes: Int) { wait(now.adding(minutes: minutes)) }

    mutating func wait(_ until: Moment) {
        while isReadEveryNight, now.day < until.day {
            now = Moment(day: now.day.adding(days: 1), minuteOfDay: 0)!
            give(CaseCommand(by: .system, .letTimePass))
        }
        now = until
    }
}

extension CaseCommand {
    fileprivate var isOfTheClock: Bool { if case .letTimePass = action { true } else { false } }
}

extension CaseStory {
    /// The first day on which time alone makes something happen.
    var nextDay: String? { CaseMachine.nextDay(of: state, under: rules, rules.bundle.shared.calendar)?.description }
}
