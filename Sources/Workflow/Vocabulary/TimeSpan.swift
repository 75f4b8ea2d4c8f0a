/// A length of time as laws and promises state it: a decimal amount with its unit, or `immediate` (当场办结).
public struct TimeSpan: Hashable, Sendable {
    /// The amount in thousandths of the unit, 0…9,999,000; 0 where immediate.
    public var thousandths: Int { Int(amount) }
    private let amount: Int32
    /// The unit; nil where immediate.
    public let unit: Unit?

    /// At once, while the applicant waits.
    public static let immediate = TimeSpan(thousandths: 0, of: nil)

    /// A whole amount within 0…9,999; traps beyond it.
    public init(_ amount: Int, _ unit: Unit) {
        precondition(Self.amounts.contains(amount * 1_000), "a time span has 0 to 9,999 of its unit")
        self.init(thousandths: amount * 1_000, of: unit)
    }

    /// An amount in thousandths; throws `outOfRange` beyond 9,999 units, `negative`, and `notWhole` for a part of a month or year.
    public init(thousandths: Int, unit: Unit) throws(Problem) {
        guard thousandths >= 0 else { throw .negative }
        guard Self.amounts.contains(thousandths) else { throw .outOfRange }
        guard unit.isDivisible || thousandths.isMultiple(of: 1_000) else { throw .notWhole(unit) }
        self.init(thousandths: thousandths, of: unit)
    }

    private init(thousandths: Int, of unit: Unit?) {
        amount = Int32(thousandths)
        self.unit = unit
    }

    /// Whether it ends where it begins.
    public var isZero: Bool { thousandths == 0 }

    /// The amount, a begun unit counting whole.
    public var wholeUnits: Int { (thousandths + 999) / 1_000 }

    private static let amounts = 0...9_999_000

    /// What an amount of time is counted in.
    public enum Unit: Hashable, Sendable, CaseIterable {
        case minutes, hours
        /// Natural days (日), every day counting.
        case days
        /// Working days (工作日) by 行政许可法 art. 82.
        case workingDays
        case months, years

        var isDivisible: Bool { self != .months && self != .years }
    }
}
