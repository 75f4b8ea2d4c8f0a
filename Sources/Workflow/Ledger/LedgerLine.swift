/// One paper that an item would ask for apart, and what becomes of it.
public struct LedgerLine: Sendable {
    /// Why the disposition is what it is; the words are in `Reason.swift`.
    enum Cause: Hashable, Sendable {
        case itemNotPart
        case lineNotPart
        case roleNotPart
        case notAsked(Int)
        case produced(item: Int, instance: Int?, licence: Int)
        case duplicate(of: Int)
        case licence(Int, until: Day?)
        case source(Int)
        case mergedIntoFields
        case oneForm
        case mergedForm
        case promised
        case follows(DueDay)
        case onlyThePaper
        case stays
        /// Nothing that could have spared it was there.
        case nothingHeld
    }

    /// Place of the item in the bundle.
    var item: Int
    /// Which of several, counted from 0; nil where there is one.
    var itemInstance: Int?
    /// The line's number in the item's own file; 0 for the form.
    public var number: Int
    /// Which paper of a list of alternatives, from 1; nil where there is one.
    var part: Int?
    var lineInstance: Int?
    var material: Int?
    var subjects: [Int]
    var ownTitle: Title?
    public var demand: Demand
    var guides: [Int]
    public var disposition: Disposition
    var cause: Cause
    /// The line of the item's definition; nil for a form.
    var line: Int?
    /// The list of alternatives that counts, and the paper's place in it.
    var alternative = 0
    var paper = 0
    /// The paper of another list serves instead of this one.
    var insteadOf: Int?

    public var isForm: Bool { number == 0 }
}
