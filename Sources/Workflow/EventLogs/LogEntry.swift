/// What an event log tells of: the object types of OCEL 2.0 as we use them.
public enum LogObjectType: String, Sendable, CaseIterable {
    case `case`, item, material, licence, department, person

    /// The same department stands in many cases, and so may a person.
    var isShared: Bool { self == .department || self == .person }

    /// The attributes that such an object may have.
    var attributes: [(name: String, type: LogValue.Kind)] {
        switch self {
        case .case: [("bundle", .text), ("due", .text)]
        case .item:
            [
                ("item", .text), ("process", .text), ("statutory", .text), ("promised", .text), ("waits-for", .text), ("decision", .text),
                ("end", .text),
            ]
        case .material:
            [
                ("material", .text), ("line", .text), ("subject", .text), ("originals", .number), ("copies", .number), ("form", .truth),
                ("disposition", .text), ("by", .text), ("until", .text),
            ]
        case .licence: [("type", .text), ("issuer", .text), ("standing", .text)]
        case .department: [("title-zh", .text), ("title-en", .text)]
        case .person: []
        }
    }
}

/// What stands in an attribute.
public enum LogValue: Sendable, Hashable {
    case text(String)
    case number(Int)
    case truth(Bool)

    /// Its type as OCEL names it.
    enum Kind: String, Sendable {
        case text = "string"
        case number = "integer"
        case truth = "boolean"
    }

    var kind: Kind {
        switch self {
        case .text: .text
        case .number: .number
        case .truth: .truth
        }
    }

    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .truth(let truth): truth ? "true" : "false"
        }
    }
}

/// A named value of an object or an event.
public struct LogAttribute: Sendable, Hashable {
    public var name: String
    public var value: LogValue
    /// Since when it holds; nil: from the beginning.
    public var since: Moment?

    /// What OCEL wants to read as the time of what holds from the beginning.
    static let beginning = "1970-01-01T00:00:00Z"

    var time: String { since?.rfc3339 ?? Self.beginning }
}

/// How an object or an event has to do with an object.
public struct LogRelation: Sendable, Hashable {
    public var object: String
    public var qualifier: String

    init(_ object: String, _ qualifier: String) { (self.object, self.qualifier) = (object, qualifier) }
}

/// A thing that events happen to.
public struct LogObject: Sendable, Hashable {
    public var id: String
    public var type: LogObjectType
    public var attributes: [LogAttribute] = []
    public var relations: [LogRelation] = []

    init(_ id: String, _ type: LogObjectType) { (self.id, self.type) = (id, type) }

    /// Sets an attribute that is there; in the order in which `LogObjectType` names them.
    mutating func set(_ name: String, _ value: LogValue?, since: Moment? = nil) {
        if let value { attributes.append(LogAttribute(name: name, value: value, since: since)) }
    }

    mutating func set(_ name: String, _ text: String?, since: Moment? = nil) { set(name, text.map(LogValue.text), since: since) }

    mutating func relate(_ object: String, _ qualifier: String) {
        let relation = LogRelation(object, qualifier)
        if !relations.contains(relation) { relations.append(relation) }
    }
}

/// Something that happened.
public struct LogEvent: Sendable, Hashable {
    public var id: String
    /// The activity: `birth-registration/accept`, or `submitted` where it is of the case.
    public var type: String
    public var time: Moment
    public var attributes: [LogAttribute] = []
    public var relations: [LogRelation] = []

    init(_ id: String, _ type: String, at time: Moment) { (self.id, self.type, self.time) = (id, type, time) }

    mutating func set(_ name: String, _ value: LogValue?) {
        if let value { attributes.append(LogAttribute(name: name, value: value)) }
    }

    mutating func set(_ name: String, _ text: String?) { set(name, text.map(LogValue.text)) }

    mutating func relate(_ object: String, _ qualifier: String) {
        let relation = LogRelation(object, qualifier)
        if !relations.contains(relation) { relations.append(relation) }
    }
}
