/// An event log as OCEL 2.0 in JSON. Objects go to the file as they come; events go to a file beside it that has no name, and are put after the
/// objects in the end, for the format wants the two in lists of their own.
public final class JSONEventLog: EventLogWriter {
    private let file: LogFile
    private let spool: LogFile
    private var told = ToldObjects()
    /// The event types that came, with their attributes.
    private var types: [String: [String: LogValue.Kind]] = [:]
    public private(set) var counts = EventLogCounts()

    /// - Parameter path: nil: standard output.
    public init(_ path: String?) throws {
        file = try LogFile(path)
        spool = try LogFile(beside: path)
        let types = LogObjectType.allCases.map { Self.type($0.rawValue, $0.attributes.map { ($0.name, $0.type) }) }
        try file.add("{\"objectTypes\":[\n\(types.joined(separator: ",\n"))\n],\n\"objects\":[")
    }

    public func write(_ logged: LoggedCase) throws {
        guard let log = CaseLog(logged) else { return }
        counts.cases += 1
        for object in told.new(log, of: logged.applicant) {
            try file.add(counts.objects == 0 ? "\n" : ",\n")
            try file.add(Self.text(object))
            counts.objects += 1
        }
        for event in log.events {
            try spool.add(counts.events == 0 ? "\n" : ",\n")
            try spool.add(Self.text(event))
            counts.events += 1
            for attribute in event.attributes { types[event.type, default: [:]][attribute.name] = attribute.value.kind }
        }
    }

    public func finish() throws {
        try file.add("\n],\n\"events\":[")
        try file.add(spool)
        let types = types.sorted { $0.key < $1.key }.map { type, attributes in
            Self.type(type, attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
        try file.add("\n],\n\"eventTypes\":[\n\(types.joined(separator: ",\n"))\n]}\n")
        try file.finish()
    }

    public func discard() { file.discard() }

    // MARK: Text

    private static func type(_ name: String, _ attributes: [(name: String, type: LogValue.Kind)]) -> String {
        let attributes = attributes.map { "{\"name\":\(quoted($0.name)),\"type\":\"\($0.type.rawValue)\"}" }
        return "{\"name\":\(quoted(name)),\"attributes\":[\(attributes.joined(separator: ","))]}"
    }

    private static func text(_ object: LogObject) -> String {
        let attributes = object.attributes.map {
            "{\"name\":\(quoted($0.name)),\"time\":\"\($0.time)\",\"value\":\(quoted($0.value.text))}"
        }
        return
            "{\"id\":\(quoted(object.id)),\"type\":\(quoted(object.type.rawValue)),\"attributes\":[\(attributes.joined(separator: ","))],"
            + "\"relationships\":[\(text(object.relations))]}"
    }

    private static func text(_ event: LogEvent) -> String {
        let attributes = event.attributes.map { "{\"name\":\(quoted($0.name)),\"value\":\(quoted($0.value.text))}" }
        return "{\"id\":\(quoted(event.id)),\"type\":\(quoted(event.type)),\"time\":\"\(event.time.rfc3339)\","
            + "\"attributes\":[\(attributes.joined(separator: ","))],\"relationships\":[\(text(event.relations))]}"
    }

    private static func text(_ relations: [LogRelation]) -> String {
        relations.map { "{\"objectId\":\(quoted($0.object)),\"qualifier\":\(quoted($0.qualifier))}" }.joined(separator: ",")
    }

    /// The schema of OCEL 2.0 wants every value as text; its type stands with the type of the object or event.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{0}"..<" ":
                let code = String(character.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }
}
