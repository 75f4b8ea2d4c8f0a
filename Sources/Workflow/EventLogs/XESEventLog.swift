/// An event log as XES (IEEE 1849-2016): flat, for tools that know one kind of case.
public final class XESEventLog: EventLogWriter {
    /// What is one trace.
    public enum Trace: String, Sendable, CaseIterable {
        case `case`, item
    }

    private let file: LogFile
    private let trace: Trace
    public private(set) var counts = EventLogCounts()

    /// - Parameter path: nil: standard output.
    public init(_ path: String?, trace: Trace = .case) throws {
        (file, self.trace) = (try LogFile(path), trace)
        try file.add(Self.head)
    }

    public func write(_ logged: LoggedCase) throws {
        guard let log = CaseLog(logged) else { return }
        counts.cases += 1
        let bundle = logged.editions[0].bundle.id
        switch trace {
        case .case: try write([("concept:name", logged.id), ("bundle", bundle)], log.events)
        case .item:
            for item in log.objects where item.type == .item {
                let events = log.events.filter { $0.relations.contains(LogRelation(item.id, "item")) }
                let name = item.attributes.first { $0.name == "item" }?.value.text ?? ""
                try write([("concept:name", item.id), ("bundle", bundle), ("case", logged.id), ("item", name)], events)
            }
        }
    }

    private func write(_ attributes: [(String, String)], _ events: [LogEvent]) throws {
        counts.objects += 1
        try file.add("<trace>\n")
        for (key, value) in attributes { try file.add(Self.string(key, value)) }
        for event in events {
            try file.add(Self.text(event))
            counts.events += 1
        }
        try file.add("</trace>\n")
    }

    public func finish() throws {
        try file.add("</log>\n")
        try file.finish()
    }

    public func discard() { file.discard() }

    // MARK: Text

    private static let head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
        <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
        <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
        <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
        <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
        <global scope="trace">
        <string key="concept:name" value=""/>
        </global>
        <global scope="event">
        <string key="concept:name" value=""/>
        <string key="lifecycle:transition" value="complete"/>
        <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
        </global>
        <classifier name="Activity" keys="concept:name"/>

        """

    private static func text(_ event: LogEvent) -> String {
        var text = "<event>\n" + string("concept:name", event.type) + string("lifecycle:transition", "complete")
        text += "<date key=\"time:timestamp\" value=\"\(event.time.rfc3339)\"/>\n"
        func first(_ prefix: String, _ qualifiers: [String]) -> String? {
            qualifiers.lazy.compactMap { qualifier in
                event.relations.first { $0.qualifier == qualifier && $0.object.hasPrefix(prefix) }?.object
            }.first
        }
        if let person = first("person-", ["by"]) { text += string("org:resource", person) }
        if let department = first("department:", ["by", "holder"]) { text += string("org:group", department) }
        for attribute in event.attributes {
            switch attribute.value {
            case .text(let value): text += string(attribute.name == "by" ? "org:role" : attribute.name, value)
            case .number(let value): text += "<int key=\"\(attribute.name)\" value=\"\(value)\"/>\n"
            case .truth(let value): text += "<boolean key=\"\(attribute.name)\" value=\"\(value)\"/>\n"
            }
        }
        return text + "</event>\n"
    }

    private static func string(_ key: String, _ value: String) -> String { "<string key=\"\(key)\" value=\"\(escaped(value))\"/>\n" }

    /// Without the characters that XML 1.0 has no place for.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(character.value);"
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": continue
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
