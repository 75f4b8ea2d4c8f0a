import Foundation

/// When cases come: how many, how much denser at some times, and by which law the gaps between them go.
public struct ArrivalFit: Sendable {
    /// A way in which some times are denser than others.
    public enum Season: String, Sendable, CaseIterable {
        case hours = "by-hour"
        case weekdays, months
    }

    public let count: Int
    public let first: Day
    public let last: Day
    /// The hours of the scenario hold for these arrivals; else they come around the clock.
    public let keepsHours: Bool
    /// Its days do: nobody comes on days off.
    public let keepsDays: Bool
    /// How many came while by the scenario nobody can.
    public let outside: Int
    /// Gaps in time of the usual density.
    public let gaps: TimeFit
    /// Cases an hour that is open, with the interval of a Poisson number.
    public let perHour: Double
    public let perHourInterval: ClosedRange<Double>
    /// Whether they are as even from day to day as chance is: of Poisson arrivals the index of dispersion is 1.
    public let dispersion: ChiSquare
    public var dispersionIndex: Double { dispersion.freedom > 0 ? dispersion.statistic / Double(dispersion.freedom) : 1 }
    /// Of an index that is so far from 1 in either direction.
    public var dispersionP: Double { min(1, 2 * min(dispersion.p, 1 - dispersion.p)) }
    /// Those that are told apart, and those for which there is no reason to.
    public let seasons: [Season: (isTold: Bool, test: ChiSquare)]
    /// How much denser, for the seasons that are told apart; the usual density is 1.
    let factors: [Season: [Double]]

    /// A season is told apart where chance alone makes it so uneven in fewer cases than that.
    public static let told = 0.01
    /// So many in a hundred may come out of hours before the hours are given up, and on days off before the days are.
    static let strays = 0.01
    /// In less than a year of arrivals a month that is denser is not told from times that change.
    static let year = 365

    /// An hour of a day in which somebody may come.
    private struct Cell {
        var weekday: Int
        var month: Int
        var hour: Int
        var day: Int
        /// Seconds that are open.
        var open: Double
        var count: Double = 0

        func place(_ season: Season) -> Int {
            switch season {
            case .hours: hour
            case .weekdays: weekday
            case .months: month
            }
        }
    }

    /// Nil of fewer than two arrivals at different moments.
    /// - Parameter smallestCell: times in which fewer came are told as one with others.
    init?(_ moments: [Moment], _ clock: ObservationClock, smallestCell: Int, samples: Int = TimeFit.samples, _ draws: Draws) {
        let sorted = moments.sorted()
        guard let start = sorted.first, let end = sorted.last, start < end else { return nil }
        (count, first, last) = (sorted.count, start.day, end.day)
        let arrivals = clock.scenario.definition.arrivals
        let times = sorted.map(clock.time)
        // Of the minute that is stored some second is open.
        func outside(_ hours: OpenHours) -> Int { times.count { hours.opened(by: $0 + 60) == hours.opened(by: max(0, $0 - 60)) } }
        func holds(_ strays: Int) -> Bool { Double(strays) <= Self.strays * Double(times.count) }
        var hours = clock.hours(arrivals.hours, arrivals.days)
        let strays = outside(hours)
        (self.outside, keepsHours) = (strays, holds(strays))
        if !keepsHours { hours = clock.hours([], arrivals.days) }
        keepsDays = keepsHours || holds(outside(hours))
        if !keepsDays { hours = clock.hours([], .everyDay) }
        var cells = Self.cells(from: times[0], to: times[times.count - 1], hours, clock)
        let begin = times[0] / 3_600
        for time in times.dropFirst() {
            // Whoever comes at the very end of a time that is open came in it.
            let place = Int(time / 3_600 - begin)
            let isOpen = cells[place].open > 0 || place == 0
            cells[isOpen ? place : place - 1].count += 1
        }
        var told: [Season] = []
        var factors: [Season: [Double]] = [:]
        var seasons: [Season: (isTold: Bool, test: ChiSquare)] = [:]
        for season in Season.allCases {
            let test = Self.test(season, cells, factors)
            let isLong = season != .months || first.distance(to: last) >= Self.year
            let isTold = isLong && test.freedom > 0 && test.p < Self.told
            seasons[season] = (isTold, test)
            guard isTold else { continue }
            told.append(season)
            factors = Self.fit(told, cells, smallestCell: smallestCell)
        }
        (self.factors, self.seasons) = (factors, seasons)
        let densities = cells.map { Self.density($0, factors) }
        let weighted = zip(cells, densities).reduce(0) { $0 + $1.0.open * $1.1 }
        let came = Double(count - 1)
        perHour = came / (weighted / 3_600)
        perHourInterval = (perHour * exp(-SpecialFunctions.z / came.squareRoot()))...(perHour * exp(SpecialFunctions.z / came.squareRoot()))
        guard
            let gaps = TimeFit(
                Self.gaps(times, hours, densities), draws, samples: samples, at: clock.scenario.definition.arrivals.every.position)
        else { return nil }
        self.gaps = gaps
        var (seen, expected): ([Int: Double], [Int: Double]) = ([:], [:])
        for (cell, density) in zip(cells, densities) where cell.open > 0 {
            seen[cell.day, default: 0] += cell.count
            expected[cell.day, default: 0] += cell.open * density * came / weighted
        }
        let days = expected.keys.sorted()
        dispersion = ChiSquare(observed: days.map { seen[$0] ?? 0 }, expected: days.map { expected[$0] ?? 0 })
    }

    /// Every hour from the first arrival to the last, with how much of it is open.
    private static func cells(from start: Int64, to end: Int64, _ hours: OpenHours, _ clock: ObservationClock) -> [Cell] {
        (start / 3_600...end / 3_600).map { hour in
            let (from, to) = (max(start, hour * 3_600), min(end, (hour + 1) * 3_600))
            let day = clock.epoch.adding(days: Int(hour / 24))
            return Cell(
                weekday: day.weekday.rawValue - 1, month: day.month - 1, hour: Int(hour % 24), day: Int(hour / 24),
                open: Double(hours.opened(by: to) - hours.opened(by: from)))
        }
    }

    private static func levels(_ season: Season) -> Int {
        switch season {
        case .hours: 24
        case .weekdays: 7
        case .months: 12
        }
    }

    private static func density(_ cell: Cell, _ factors: [Season: [Double]]) -> Double {
        factors.reduce(1) { $0 * $1.value[cell.place($1.key)] }
    }

    /// Whether the times of a season differ in what the others leave unexplained.
    private static func test(_ season: Season, _ cells: [Cell], _ factors: [Season: [Double]]) -> ChiSquare {
        var (observed, expected) = (Array(repeating: 0.0, count: levels(season)), Array(repeating: 0.0, count: levels(season)))
        for cell in cells {
            observed[cell.place(season)] += cell.count
            expected[cell.place(season)] += cell.open * density(cell, factors)
        }
        let scale = observed.reduce(0, +) / max(1, expected.reduce(0, +))
        return ChiSquare(observed: observed, expected: expected.map { $0 * scale })
    }

    /// The densities that make the sums of every season what they were, in turn until they stay (iterative proportional fitting, which is the
    /// maximum of the Poisson likelihood); scaled so that the usual density is 1.
    private static func fit(_ told: [Season], _ cells: [Cell], smallestCell: Int) -> [Season: [Double]] {
        let groups = Dictionary(uniqueKeysWithValues: told.map { ($0, Self.groups($0, cells, smallestCell)) })
        var factors = Dictionary(uniqueKeysWithValues: told.map { ($0, Array(repeating: 1.0, count: levels($0))) })
        let scale = cells.reduce(0) { $0 + $1.count } / max(1, cells.reduce(0) { $0 + $1.open })
        for _ in 0..<30 {
            for season in told {
                var (observed, expected) = (Array(repeating: 0.0, count: levels(season)), Array(repeating: 0.0, count: levels(season)))
                for cell in cells {
                    observed[cell.place(season)] += cell.count
                    expected[cell.place(season)] += cell.open * density(cell, factors) * scale
                }
                for group in groups[season]! {
                    let (came, awaited) = group.reduce((0, 0)) { ($0.0 + observed[$1], $0.1 + expected[$1]) }
                    // What was never open stays as it is.
                    if awaited > 0 { for level in group { factors[season]![level] *= came / awaited } }
                }
            }
        }
        for season in told {
            var (sum, open) = (0.0, Array(repeating: 0.0, count: levels(season)))
            for cell in cells {
                sum += cell.open * factors[season]![cell.place(season)]
                open[cell.place(season)] += cell.open
            }
            let scale = open.reduce(0, +) / sum
            // Of what was never open nothing is known.
            for level in open.indices { factors[season]![level] = open[level] > 0 ? factors[season]![level] * scale : 1 }
        }
        return factors
    }

    /// Times of a season that are told as one, each with nobody or with as many people as the smallest cell at least: those in which some came, but
    /// fewer, go together, and where they are still too few, with the next that has least.
    private static func groups(_ season: Season, _ cells: [Cell], _ smallestCell: Int) -> [[Int]] {
        var counts = Array(repeating: 0, count: levels(season))
        for cell in cells { counts[cell.place(season)] += Int(cell.count) }
        let order = counts.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
        var rare = order.filter { counts[$0] > 0 && counts[$0] < smallestCell }
        var rest = order.filter { !rare.contains($0) }
        var together = rare.reduce(0) { $0 + counts[$1] }
        while together > 0, together < smallestCell, let next = rest.firstIndex(where: { counts[$0] > 0 }) {
            together += counts[rest[next]]
            rare.append(rest.remove(at: next))
        }
        return rest.map { [$0] } + (rare.isEmpty ? [] : [rare])
    }

    /// From one arrival to the next, in seconds that are open, each counted as often as its time is denser.
    private static func gaps(_ times: [Int64], _ hours: OpenHours, _ densities: [Double]) -> [Double] {
        let begin = times[0] / 3_600
        var before = [0.0]
        for (place, density) in densities.enumerated() {
            let from = max(times[0], (begin + Int64(place)) * 3_600)
            let to = (begin + Int64(place) + 1) * 3_600
            before.append(before[place] + Double(hours.opened(by: to) - hours.opened(by: from)) * density)
        }
        func passed(_ time: Int64) -> Double {
            let place = Int(time / 3_600 - begin)
            let from = max(times[0], (begin + Int64(place)) * 3_600)
            return before[place] + Double(hours.opened(by: time) - hours.opened(by: from)) * densities[place]
        }
        return zip(times, times.dropFirst()).map { max(0, passed($1) - passed($0)) }
    }
}
