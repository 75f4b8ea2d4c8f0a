import Foundation
import GRDB

/// An event log as OCEL 2.0 in a database of SQLite: a table for every type of event and object.
public final class SQLiteEventLog: EventLogWriter {
    private let path: String
    private let database: DatabaseQueue
    private var told = ToldObjects()
    /// For each type of event, its table and the columns that it has.
    private var tables: [String: (name: String, columns: [String])] = [:]
    private var names: Set<String> = []
    private var waiting: [(CaseLog, [LogObject])] = []
    /// So many cases go into one transaction.
    private static let most = 64
    public private(set) var counts = EventLogCounts()

    /// - Throws: `StoreFault.alreadyThere` where there is a file: it may be the database of an office.
    public init(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw StoreFault.alreadyThere(path) }
        self.path = path
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        Self.remove(LogFile.part(of: path))
        SQLiteStore.makePrivate(LogFile.part(of: path))
        var configuration = Configuration()
        // What relations point at is written with them; nothing is looked up once more.
        configuration.foreignKeysEnabled = false
        // A file that is not whole has no name, so nothing need be kept of it.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") }
        do {
            database = try DatabaseQueue(path: LogFile.part(of: path), configuration: configuration)
            try database.write { db in
                try db.execute(sql: Self.schema)
                for type in LogObjectType.allCases { try Self.make(type, db) }
            }
        } catch {
            throw StoreFault(error, path: path)
        }
    }

    public func write(_ logged: LoggedCase) throws {
        guard let log = CaseLog(logged) else { return }
        let objects = told.new(log, of: logged.applicant)
        counts.cases += 1
        counts.objects += objects.count
        counts.events += log.events.count
        waiting.append((log, objects))
        if waiting.count >= Self.most { try flush() }
    }

    private func flush() throws {
        do {
            try database.write { db in
                for (log, objects) in waiting {
                    for object in objects { try insert(object, db) }
                    for event in log.events { try insert(event, db) }
                }
            }
        } catch {
            throw StoreFault(error, path: path)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    public func finish() throws {
        try flush()
        do { try database.close() } catch { throw StoreFault(error, path: path) }
        let part = LogFile.part(of: path)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: part))
        try file.synchronize()
        try file.close()
        guard rename(part, path) == 0 else { throw StoreFault.failed(String(cString: strerror(errno))) }
    }

    public func discard() {
        try? database.close()
        Self.remove(LogFile.part(of: path))
    }

    private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    // MARK: Tables

    private static let schema = """
        CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
        CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
        CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT, FOREIGN KEY (ocel_type) REFERENCES event_map_type (ocel_type));
        CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT, FOREIGN KEY (ocel_type) REFERENCES object_map_type (ocel_type));
        CREATE TABLE event_object (
            ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier),
            FOREIGN KEY (ocel_event_id) REFERENCES event (ocel_id), FOREIGN KEY (ocel_object_id) REFERENCES object (ocel_id));
        CREATE TABLE object_object (
            ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier),
            FOREIGN KEY (ocel_source_id) REFERENCES object (ocel_id), FOREIGN KEY (ocel_target_id) REFERENCES object (ocel_id));
        """

    /// `BirthRegistrationAccept` for `birth-registration/accept`.
    private static func plain(_ type: String) -> String {
        type.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

    private static func make(_ type: LogObjectType, _ db: Database) throws {
        let name = plain(type.rawValue)
        try db.run("INSERT INTO object_map_type VALUES (?, ?)", [type.rawValue, name])
        let columns = type.attributes.map { ", \(quoted($0.name)) \(column($0.type))" }.joined()
        try db.execute(
            sql: "CREATE TABLE \(quoted("object_" + name)) (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT\(columns), "
                + "FOREIGN KEY (ocel_id) REFERENCES object (ocel_id))")
    }

    private static func column(_ kind: LogValue.Kind) -> String {
        switch kind {
        case .text: "TEXT"
        case .number: "INTEGER"
        case .truth: "BOOLEAN"
        }
    }

    /// The table of a type of event, with columns for these attributes.
    private func table(of event: LogEvent, _ db: Database) throws -> String {
        if tables[event.type] == nil {
            var (name, number) = (Self.plain(event.type), 1)
            // SQLite does not tell A from a.
            while !names.insert(name.lowercased()).inserted {
                number += 1
                name = "\(Self.plain(event.type))\(number)"
            }
            tables[event.type] = (Self.quoted("event_" + name), [])
            try db.run("INSERT INTO event_map_type VALUES (?, ?)", [event.type, name])
            try db.execute(
                sql: "CREATE TABLE \(Self.quoted("event_" + name)) (ocel_id TEXT PRIMARY KEY, ocel_time TIMESTAMP, "
                    + "FOREIGN KEY (ocel_id) REFERENCES event (ocel_id))")
        }
        let table = tables[event.type]!
        for attribute in event.attributes where !table.columns.contains(attribute.name) {
            let kind = Self.column(attribute.value.kind)
            try db.execute(sql: "ALTER TABLE \(table.name) ADD COLUMN \(Self.quoted(attribute.name)) \(kind)")
            tables[event.type]!.columns.append(attribute.name)
        }
        return table.name
    }

    // MARK: Rows

    private func insert(_ object: LogObject, _ db: Database) throws {
        try db.run("INSERT INTO object VALUES (?, ?)", [object.id, object.type.rawValue])
        let table = Self.quoted("object_" + Self.plain(object.type.rawValue))
        let first = object.attributes.filter { $0.since == nil }
        try insert(
            into: table, ["ocel_id", "ocel_time"] + first.map(\.name),
            [object.id, LogAttribute.beginning] + first.map(\.value.database), db)
        for attribute in object.attributes where attribute.since != nil {
            try insert(
                into: table, ["ocel_id", "ocel_time", "ocel_changed_field", attribute.name],
                [object.id, attribute.time, attribute.name, attribute.value.database], db)
        }
        for relation in object.relations {
            try db.run("INSERT INTO object_object VALUES (?, ?, ?)", [object.id, relation.object, relation.qualifier])
        }
    }

    private func insert(_ event: LogEvent, _ db: Database) throws {
        let table = try table(of: event, db)
        try db.run("INSERT INTO event VALUES (?, ?)", [event.id, event.type])
        try insert(
            into: table, ["ocel_id", "ocel_time"] + event.attributes.map(\.name),
            [event.id, event.time.rfc3339] + event.attributes.map(\.value.database), db)
        for relation in event.relations {
            try db.run("INSERT INTO event_object VALUES (?, ?, ?)", [event.id, relation.object, relation.qualifier])
        }
    }

    private func insert(into table: String, _ columns: [String], _ values: [any DatabaseValueConvertible], _ db: Database) throws {
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        try db.run(
            "INSERT INTO \(table) (\(columns.map(Self.quoted).joined(separator: ", "))) VALUES (\(places))", StatementArguments(values))
    }
}

extension LogValue {
    fileprivate var database: any DatabaseValueConvertible {
        switch self {
        case .text(let text): text
        case .number(let number): number
        case .truth(let truth): truth
        }
    }
}
