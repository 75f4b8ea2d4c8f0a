/// What stored cases say of the world in which they were handled: counts and lengths of time, and nothing of whom they are.
struct Observations {
    /// A move of an item.
    struct Move: Hashable, Comparable {
        var item: String
        var move: String

        static func < (one: Move, other: Move) -> Bool { (one.item, one.move) < (other.item, other.move) }
    }

    /// Seconds from where something could be done until it was, and how often it was still to be done when the cases were read.
    struct Times {
        var done: [Double] = []
        var open = 0
    }

    /// How much there is to get wrong in an item, as it was handed in.
    struct Handed: Hashable {
        var item: String
        var fields: Int
        var papers: Int
    }

    /// Answers by the name of the question, and how many cases gave just these.
    var answers: [[String: String]: Int] = [:]
    /// The moments at which cases were handed in.
    var arrivals: [Moment] = []
    /// While the office is open, by the move that was made; moves of officers and the counter.
    var work: [Move: Times] = [:]
    /// Moves of the office at times at which by the scenario it is not open.
    var outOfHours = 0
    /// By the clock: until the applicant mended something or paid.
    var answersAfter = Times()
    /// For so much to get wrong: how many items, and of how many something was asked to be mended.
    var asked: [Handed: (items: Int, asked: Int)] = [:]
    /// Of those who were asked to mend something and whose item has ended: how many never did.
    var askedAndEnded = 0
    var gaveUp = 0
    /// By item, of those that can be refused.
    var granted: [String: Int] = [:]
    var refused: [String: Int] = [:]
    /// By licence: people of whom it stood in for a paper, and people who handed in a paper for which it could have stood in.
    var held: [String: Int] = [:]
    var lacking: [String: Int] = [:]
    /// Licences that could have spared a paper of people who in the example of the scenario have none of that kind: of how many.
    var notInExample: [String: Int] = [:]
    var cases = 0
    /// Cases that are not closed.
    var openCases = 0

    var days: (first: Day, last: Day)? {
        guard let first = arrivals.min()?.day, let last = arrivals.max()?.day else { return nil }
        return (first, last)
    }
}

/// The clock against which cases are read: hours of the offices of a scenario, from a day before all of them.
final class ObservationClock {
    let scenario: CompiledScenario
    let epoch: Day
    private var known: [Int: OpenHours] = [:]

    init(_ scenario: CompiledScenario) {
        self.scenario = scenario
        let year = scenario.bundle.shared.calendars.map(\.year).min().flatMap { Day(year: $0, month: 1, day: 1) }
        epoch = min(year ?? scenario.definition.starts, scenario.definition.starts)
    }

    func time(_ moment: Moment) -> Int64 { Int64(epoch.distance(to: moment.day)) * OpenHours.day + Int64(moment.minuteOfDay) * 60 }

    func hours(_ hours: [Located<ScenarioDefinition.Hours>], _ days: ScenarioDefinition.Days) -> OpenHours {
        OpenHours(hours.map(\.value), days, from: epoch, scenario.bundle.shared.calendar, days: SimulatedWorld.horizon)
    }

    /// Of the office that has the files of a department; around the clock where the scenario knows none.
    func hours(ofDepartment name: String) -> OpenHours {
        let department = scenario.bundle.shared.departments.firstIndex { $0.id.value == name }
        let place = department.map { scenario.officeOf[$0] } ?? -1
        if let one = known[place] { return one }
        let made = place < 0 ? hours([], .everyDay) : hours(scenario.offices[place].hours, scenario.offices[place].days)
        known[place] = made
        return made
    }
}
