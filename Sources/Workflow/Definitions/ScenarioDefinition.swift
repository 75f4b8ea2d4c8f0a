/// A world in which a bundle is tried: who comes, how often which answer, who works when and how long. Nothing of it is in the bundle.
public struct ScenarioDefinition: Sendable {
    /// What stands behind the values of a section.
    public struct Assumed: Sendable {
        public var grade: Grade
        public var because: Title
        public var position: SourcePosition
    }

    /// A part of a hundred, in parts of a million.
    public typealias Share = Located<Int>

    /// From when to when on a day, in minutes after midnight.
    public struct Hours: Sendable, Hashable {
        public var from: Int
        public var to: Int
    }

    /// On which days something goes on.
    public enum Days: String, Sendable, CaseIterable {
        case workingDays = "working-days"
        case everyDay = "every-day"
    }

    public struct Arrivals: Sendable {
        public var assumed: Assumed
        /// The time between two of them, while it is open.
        public var every: Spread
        /// Empty: around the clock.
        public var hours: [Located<Hours>]
        public var days: Days
        /// How much denser they are than usual, in millionths; by weekday (1 is Monday), month, hour of the day.
        public var weekdays: [(Located<String>, Share)]
        public var months: [(Located<String>, Share)]
        public var byHour: [(Located<String>, Share)]
        /// So many at once on a day.
        public var batches: [(on: Located<Day>, count: Int)]
    }

    /// How often which answer.
    public struct AnswerShares: Sendable {
        public var assumed: Assumed
        /// Question → answer → share, in the order of the file; where `when` holds, or always.
        public var tables: [Table]
        /// Whole combinations of answers.
        public var combinations: [Combination]

        public struct Table: Sendable {
            public var question: Name
            public var when: Condition?
            public var shares: [(answer: Located<String>, share: Share)]
        }

        public struct Combination: Sendable {
            public var share: Share
            public var answers: [(question: Name, answer: Name)]
        }
    }

    /// How good the licences are that people hold.
    public struct LicenceQuality: Sendable {
        public var licence: Name
        public var missing: Share?
        public var expired: Share?
        public var nameDiffers: Share?
        public var revoked: Share?
    }

    public struct SourceQuality: Sendable {
        public var source: Name
        /// From the end of one outage to the beginning of the next, and how long one lasts.
        public var downEvery: Spread?
        public var downFor: Spread?
        /// How long an answer takes.
        public var answersIn: Spread?
    }

    public struct Applicants: Sendable {
        public var assumed: Assumed
        public var typedField: Spread
        public var paper: Spread
        public var copy: Spread
        /// There and back, without the wait.
        public var visit: Spread
        public var answersAfter: Spread
        /// Of the things that each is asked for, how many are wrong.
        public var wrongField: Share
        public var wrongPaper: Share
        /// Of those who are asked to mend something, how many never do.
        public var givesUp: Share
    }

    public struct Office: Sendable {
        public var name: Name
        public var officers: Located<Int>
        public var hours: [Located<Hours>]
        public var days: Days
        /// Of the officers, how many are away on a day.
        public var leave: Share?
        /// Departments that share these officers; empty: the one of that name.
        public var departments: [Name]
        /// Items that they work on before all others, the first of them first.
        public var first: [Name]
    }

    /// Work that is done for many at once, as the printing of cards.
    public struct Batch: Sendable, Hashable {
        /// It begins when so many have come together,
        public var of: Int
        /// or when the first of them has waited so long.
        public var after: TimeSpan
    }

    /// Which moves are made in batches, by move and by item.
    public struct Batches: Sendable {
        public var assumed: Assumed
        public var moves: [(move: Name, batch: Batch)]
        public var items: [(item: Name, moves: [(move: Name, batch: Batch)])]
    }

    /// How long something takes: usually, and by item and move.
    public struct Times: Sendable {
        public var assumed: Assumed
        /// Nil: moves that are not named take no time.
        public var any: Spread?
        public var moves: [(move: Name, spread: Spread)]
        public var items: [(item: Name, moves: [(move: Name, spread: Spread)])]
    }

    public struct Refusals: Sendable {
        public var assumed: Assumed
        public var any: Share
        public var items: [(item: Name, share: Share)]
    }

    /// The tariff of the Standard Cost Model, in hundredths of a yuan.
    public struct Tariff: Sendable {
        public var assumed: Assumed
        public var hour: Int
        public var copy: Int
        public var visit: Int
    }

    public var id: Name
    public var title: Title
    public var bundle: Name
    /// The first day.
    public var starts: Day
    /// The example whose people these are like; nil: the base journey.
    public var like: Name?
    /// How many are simulated where nothing else is said.
    public var journeys: Int
    /// How many of them share one world of offices.
    public var block: Int
    /// What comes in that time is not counted.
    public var warmUp: TimeSpan?
    public var arrivals: Arrivals
    public var answers: AnswerShares?
    public var licences: (assumed: Assumed, each: [LicenceQuality])?
    /// Of those who must let their licences be read, how many do.
    public var authorised: (assumed: Assumed, share: Share)?
    public var sources: (assumed: Assumed, each: [SourceQuality])?
    public var applicants: Applicants
    /// With the time that an officer takes with somebody at a window.
    public var offices: (assumed: Assumed, window: Spread, each: [Office])
    /// What an officer does.
    public var work: Times
    /// What passes before a move without anybody's work.
    public var waits: Times?
    /// Moves that officers make for many applications at once; the work is that of one.
    public var batches: Batches?
    public var refusals: Refusals?
    public var tariff: Tariff?
    public var position: SourcePosition
}

extension ScenarioDefinition {
    /// Changes every time that is spread.
    mutating func eachSpread(_ change: (inout Spread) -> Void) {
        change(&arrivals.every)
        change(&applicants.typedField)
        change(&applicants.paper)
        change(&applicants.copy)
        change(&applicants.visit)
        change(&applicants.answersAfter)
        change(&offices.window)
        work.eachSpread(change)
        waits?.eachSpread(change)
        for place in sources?.each.indices ?? 0..<0 {
            func changeSome(_ spread: inout Spread?) {
                guard var some = spread else { return }
                change(&some)
                spread = some
            }
            changeSome(&sources!.each[place].downEvery)
            changeSome(&sources!.each[place].downFor)
            changeSome(&sources!.each[place].answersIn)
        }
    }
}

extension ScenarioDefinition.Times {
    fileprivate mutating func eachSpread(_ change: (inout Spread) -> Void) {
        if var some = any {
            change(&some)
            any = some
        }
        for move in moves.indices { change(&moves[move].spread) }
        for item in items.indices { for move in items[item].moves.indices { change(&items[item].moves[move].spread) } }
    }
}

extension ScenarioDefinition {
    /// A share as it is written: `12.5%`.
    static func percent(_ millionths: Int) -> String {
        let (whole, part) = (millionths / 10_000, String(millionths % 10_000))
        let digits = String(repeating: "0", count: 4 - part.count) + part
        let significant = digits.replacing(/0+$/, with: "")
        return significant.isEmpty ? "\(whole)%" : "\(whole).\(significant)%"
    }
}

extension ScenarioDefinition.Hours {
    /// `09:00-17:00`.
    var text: String {
        [from, to].map { "\(Digits.padded($0 / 60, to: 2)):\(Digits.padded($0 % 60, to: 2))" }.joined(separator: "-")
    }
}
