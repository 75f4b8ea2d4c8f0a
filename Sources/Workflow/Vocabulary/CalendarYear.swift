/// What the State Council's yearly notice changes in the plain week: the year's days off and its make-up working days (调休).
///
/// The notice of one year may name days of its neighbours: that of 2019 made 2018-12-29 a working day.
public struct CalendarYear: Hashable, Sendable {
    public var year: Int
    /// Days off; the weekends inside a holiday are listed too.
    public var off: [Day]
    /// Weekend days that are worked.
    public var makeUp: [Day]

    /// Where the State Council published it.
    public var notices: [String]

    public init(year: Int, off: [Day], makeUp: [Day], notices: [String] = []) {
        self.year = year
        self.off = off
        self.makeUp = makeUp
        self.notices = notices
    }
}
