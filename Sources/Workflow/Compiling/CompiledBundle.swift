/// A role of a bundle, resolved.
struct CompiledRole: Sendable {
    enum Binding: Sendable {
        case one
        /// As many as the answer to a question of a number.
        case counted(question: Int)
        case group([Int])
        /// Another role, by the answer to a question.
        case by(question: Int, roles: [Int?])
    }

    var id: String
    var kind: RoleKind
    var binding: Binding
    var onlyIf: CompiledCondition
    var namedBy: Naming?
    var representedBy: [Representation] = []

    /// The licence that says who it is.
    struct Naming: Sendable {
        var licence: Int
        var of: Int
        /// What of the licence is his number; nil: he is its other holder.
        var from: String?
    }

    /// Somebody who may act for it.
    struct Representation: Sendable {
        enum Shown: Sendable {
            case licence(Int, from: String)
            case mandate
            case declared
        }

        var role: Int
        var shown: Shown
    }
}

/// A way in which a paper may be spared, found once when the bundle is compiled.
struct PaperRoutes: Sendable {
    struct Producer: Sendable {
        var item: Int
        var issue: Int
        var licence: Int
        var onlyIf: CompiledCondition
    }

    var notAsked: [Int] = []
    var producers: [Producer] = []
    var licences: [(licence: Int, onlyIf: CompiledCondition)] = []
    var sources: [(source: Int, onlyIf: CompiledCondition)] = []

    var isEmpty: Bool { notAsked.isEmpty && producers.isEmpty && licences.isEmpty && sources.isEmpty }
}

/// What is different about an item in some situations.
struct CompiledVariant: Sendable {
    var onlyIf: CompiledCondition
    var timeLimit: TimeLimit?
    var department: Int?
    var visits: GradedCount?
    var process: CompiledProcess?
}

struct CompiledWait: Sendable {
    var onlyIf: CompiledCondition
    var event: Int
    var brings: [(role: Int, licences: [Int])]
}

/// An item at its place in a bundle.
struct BundleItem: Sendable {
    var item: CompiledItem
    /// Bundle role for each of the item's roles.
    var bindings: [Int]
    var each: Int?
    var onlyIf: CompiledCondition
    var after: [Int]
    /// All items that come before it, directly or not.
    var before: Set<Int>
    /// 0 for items that come after none, else one more than the latest before it.
    var batch: Int
    var within: Int?
    var variants: [CompiledVariant]
    var waitsFor: CompiledWait?
    /// For each line, alternative and paper: how it may be spared.
    var routes: [[[PaperRoutes]]]

    var isWholeList: Bool { item.id == CompiledItem.wholeList }
}

struct CompiledNotAsked: Sendable {
    var material: Int
    var of: [Int]
    var onlyIf: CompiledCondition
    var because: Title
    var basis: [CompiledBasis]
}

struct CompiledStop: Sendable {
    var onlyIf: CompiledCondition
    var because: Title
    var basis: [CompiledBasis]
}

struct CompiledPrefill: Sendable {
    enum From: Sendable {
        case licence(Int)
        case source(Int)
    }

    var from: From
    var role: Int
    var because: Title
}

/// Applications that the office fills in and offers.
public struct CompiledOffers: Sendable {
    /// The sources that tell who is entitled.
    public var from: [Int]
    public var openFor: TimeSpan
    public var because: Title
    public var basis: [CompiledBasis]
}

/// By how much the limit for the whole may be made longer.
struct CompiledExtension: Sendable {
    var by: TimeSpan
    var basis: [CompiledBasis]
    var paper: Int?
}

/// A bundle that can be run: names resolved, order known, every mistake found before.
public final class CompiledBundle: Sendable {
    public let definition: BundleDefinition
    public let shared: SharedDefinitions
    public let leadDepartment: Int
    let roles: [CompiledRole]
    /// Questions that it asks, in its order, with the answers that it allows.
    let questions: [(question: Int, allowed: UInt64)]
    let stops: [CompiledStop]
    /// In the bundle's order; its own list is the last.
    let items: [BundleItem]
    /// Items in the order of use.
    let order: [Int]
    /// For the whole, where permits of several departments are joined.
    let timeLimit: TimeLimit?
    let notAsked: [CompiledNotAsked]
    let prefills: [CompiledPrefill]
    /// The guide that counts for each item under the default baseline.
    let chosenGuides: [Int?]
    /// The official paper that is given for the whole when it is handed in.
    let receipt: Int?
    /// Nil: nobody is offered it, everybody applies.
    let offers: CompiledOffers?
    /// Nil: the limit for the whole stays as it is.
    let `extension`: CompiledExtension?

    init(
        definition: BundleDefinition,
        shared: SharedDefinitions,
        leadDepartment: Int,
        roles: [CompiledRole],
        questions: [(question: Int, allowed: UInt64)],
        stops: [CompiledStop],
        items: [BundleItem],
        order: [Int],
        timeLimit: TimeLimit?,
        notAsked: [CompiledNotAsked],
        prefills: [CompiledPrefill],
        chosenGuides: [Int?],
        receipt: Int?,
        offers: CompiledOffers?,
        extension: CompiledExtension?
    ) {
        self.definition = definition
        self.shared = shared
        self.leadDepartment = leadDepartment
        self.roles = roles
        self.questions = questions
        self.stops = stops
        self.items = items
        self.order = order
        self.timeLimit = timeLimit
        self.notAsked = notAsked
        self.prefills = prefills
        self.chosenGuides = chosenGuides
        self.receipt = receipt
        self.offers = offers
        self.extension = `extension`
    }

    /// The same bundle with other items at the same places, or with its questions narrowed.
    func having(
        items: [BundleItem]? = nil, questions: [(question: Int, allowed: UInt64)]? = nil, shared: SharedDefinitions? = nil
    ) -> CompiledBundle {
        CompiledBundle(
            definition: definition, shared: shared ?? self.shared, leadDepartment: leadDepartment, roles: roles,
            questions: questions ?? self.questions,
            stops: stops,
            items: items ?? self.items, order: order, timeLimit: timeLimit, notAsked: notAsked, prefills: prefills,
            chosenGuides: chosenGuides, receipt: receipt, offers: offers, extension: `extension`)
    }

    public var id: String { definition.id.value }
    public var title: Title { definition.title }

    func role(_ name: String) -> Int? { roles.firstIndex { $0.id == name } }
}

extension BundleItem {
    /// The names of the moves that it may know: of its process, and of those of its variants.
    var moveNames: [String] { ([item.process] + variants.map(\.process)).compactMap { $0 }.flatMap(\.moveNames) }
}
