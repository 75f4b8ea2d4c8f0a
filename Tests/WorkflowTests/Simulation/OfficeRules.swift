import Testing

@testable import Workflow

/// What is worked on first, what is done for many at once, and where officers go together; nothing is left to chance here.
@Suite struct `Officers of the simulation` {
    /// The items of the first cases in the order in which they ended, each with minutes from the beginning.
    private func ends(_ stations: Stations, _ arm: LoggedArm = .together, cases: Int = 1) async throws -> [String] {
        var logs: [LoggedCase] = []
        _ = try await Simulation(stations.compile(), seed: 1).run(logging: arm) { if logs.count < cases { logs.append($0) } }
        return logs.flatMap { log -> [String] in
            var (opened, began): ([OpenedItem], Moment?) = ([], nil)
            return log.events.compactMap { event -> String? in
                if case .submitted(let submission) = event.fact { (opened, began) = (submission.items, event.at) }
                guard case .ended(let item, _) = event.fact, let began else { return nil }
                return "\(log.editions[0].bundle.items[Int(opened[Int(item)].item)].item.id) \(began.distance(to: event.at))"
            }
        }
    }

    private func line(_ stations: [Stations.Station], first: [String] = [], more: String = "", bundle: String = "") -> Stations {
        Stations(stations: stations, every: "1 hours", journeys: 4, block: 4, first: first, more: more, bundle: bundle)
    }

    /// The first piece of work is begun before anything else has come; of what waits, that comes next which the office puts first.
    @Test(arguments: [([], ["a 5", "b 8", "c 10"]), (["c"], ["a 5", "c 7", "b 10"]), (["c", "b"], ["a 5", "c 7", "b 10"])])
    func `work on what comes first there`(first: [String], expected: [String]) async throws {
        let stations = line(
            [
                .init(item: "a", work: "5 minutes"), .init(item: "b", work: "3 minutes", with: "a"),
                .init(item: "c", work: "2 minutes", with: "a"),
            ],
            first: first)
        #expect(try await ends(stations) == expected)
    }

    /// Three come at nine to an officer who is there for an hour a day and takes forty minutes with each: the second is served until the next
    /// morning, the third goes home and comes again.
    @Test func `send nobody to sleep at the window`() async throws {
        let stations = Stations(
            stations: [.init(item: "a", work: "0 minutes")], every: "30 days, batches: [{on: 2026-03-02, count: 3}]",
            open: "hours: 09:00-10:00, days: every-day", journeys: 3, block: 3, visits: 1, window: "40 minutes")
        let tally = try await stations.run()
        func figure(_ figure: SimulatedFigure) throws -> Distribution {
            try #require(tally.apart.figures[figure.rawValue].distribution(scale: figure.scale))
        }
        let (visits, minutes) = (try figure(.visits), try figure(.minutes))
        #expect(visits.mean == 4.0 / 3 && visits.p99 == 2, "\(visits)")
        #expect(minutes.mean == 80 && minutes.p50 == 80 && minutes.p99 == 120, "40, 40 + 40 and 60 + 20 + 40: \(minutes)")
    }

    private func batch(of count: Int, after time: String) -> Stations {
        Stations(
            stations: [.init(item: "a", work: "2 minutes")], every: "10 minutes", journeys: 400, block: 400,
            more: "batches: {grade: constructed, because: {zh: 检验, en: a test}, moves: {serve: {of: \(count), after: \(time)}}}")
    }

    /// Four that come every ten minutes wait 30, 20, 10 and 0 minutes for the fourth; two wait 15 and 5 where the first waits 15 at most.
    @Test(arguments: [(4, "3 hours", 17.0, 100), (4, "15 minutes", 12.0, 200), (1, "3 hours", 2.0, 400)])
    func `do many at once`(count: Int, after: String, mean: Double, batches: Int64) async throws {
        let tally = try await batch(of: count, after: after).run(arms: .together)
        let distribution = try #require(tally.together.figures[SimulatedFigure.elapsedHours.rawValue].distribution(scale: 60))
        #expect(distribution.mean == mean && tally.together.unfinished == 0 && tally.together.refused == 0)
        // The work on a batch is that of one; those who come after the last that counts may be in one more.
        #expect(
            (batches...batches + 1).contains(tally.together.offices[0].jobs)
                && tally.together.offices[0].worked == tally.together.offices[0].jobs * 120)
    }

    private var together: Stations {
        line(
            [.init(item: "a", work: "5 minutes"), .init(item: "b", work: "20 minutes"), .init(item: "c", work: "1 minutes")],
            bundle: "joint-visits: [{visit: both, title: {zh: 联合踏勘, en: both}, moves: {a: serve, b: serve}}]")
    }

    /// Whoever has come so far waits for the others; an item that takes no part does not.
    @Test func `go together where the bundle says so`() async throws {
        #expect(try await ends(together) == ["c 1", "a 20", "b 20"])
        #expect(try await ends(together, .apart, cases: 3) == ["c 1", "a 5", "b 20"], "apart nobody waits for another")
        var visits = 0
        _ = try await Simulation(together.compile(), seed: 1).run(logging: .together) { log in
            for event in log.events { if case .visited = event.fact { visits += 1 } }
        }
        #expect(visits == 4, "one visit for each case")
    }

    /// Nobody waits for an item that needs the result of the other.
    @Test func `do not wait for whoever cannot come`() async throws {
        var stations = together
        stations.stations[1].after = ["a"]
        #expect(try await ends(stations) == ["c 1", "a 5", "b 25"])
    }

    /// Times that stand in a file of their own.
    private func measured(_ name: String, _ values: String?) -> DefinitionFolder {
        var files = Stations(stations: [.init(item: "a", work: "{measured: \(name)}")], every: "10 minutes", journeys: 1_000, block: 100)
            .sources
        let head = "times: window\ntitle: {zh: 窗口, en: window}\ngrade: constructed\nbecause: {zh: 检验, en: a test}\nunit: minutes\n"
        if let values { files["times/window.yaml"] = head + "values: \(values)\n" }
        return DefinitionFolder.read(files)
    }

    @Test func `take as long as was measured`() async throws {
        let scenario = try #require(measured("window", "[1, 2.5, 7]").definitions.compile().scenarios.first)
        let tally = await Simulation(scenario, seed: 1, arms: .together).run()
        let hours = try #require(tally.together.figures[SimulatedFigure.elapsedHours.rawValue].distribution(scale: 60))
        #expect(abs(hours.mean - 3.5) < 0.2 && (hours.p50, hours.p99) == (2.5, 7), "\(hours)")
    }

    /// Somebody must be there now and then.
    @Test func `are not all away for ever`() throws {
        var files = Stations(stations: [.init(item: "a", work: "1 minutes")], every: "10 minutes").sources
        files["scenarios/line/world.yaml"] = files["scenarios/line/world.yaml"]?.replacing(
            "officers: 1,", with: "officers: 1, leave: 100%,")
        let compilation = DefinitionFolder.read(files).definitions.compile()
        #expect(compilation.scenarios.isEmpty && compilation.diagnostics.map(\.code) == [.noOfficers])
    }

    @Test(arguments: [
        ("windov", "[1]" as String?, "wrong-choice scenarios/line/world.yaml"), ("window", nil, "wrong-choice scenarios/line/world.yaml"),
        ("window", "[]", "impossible-time times/window.yaml"), ("window", "[one]", "wrong-number times/window.yaml"),
    ])
    func `cannot take what nobody measured`(name: String, values: String?, expected: String) {
        let folder = measured(name, values)
        let compilation = folder.definitions.compile()
        #expect(compilation.scenarios.isEmpty)
        let all = folder.diagnostics + compilation.diagnostics
        #expect(all.map { "\($0.code.rawValue) \($0.position.file)" } == [expected], "\(all.map(\.message.en))")
    }
}
