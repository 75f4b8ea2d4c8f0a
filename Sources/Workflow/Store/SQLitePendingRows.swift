import Foundation
import GRDB

/// Rows of cases that wait to be written many at a time: most of what a row costs is the statement that carries it.
struct SQLitePendingRows {
    var entries: [Entry] = []
    var cases: [(row: CaseRow, bundle: Int64)] = []
    var items: [(row: ItemRow, item: Int64, department: Int64, state: Int64)] = []

    /// Writes them in their order; later rows of a case stand in for earlier ones.
    mutating func write(to db: Database) throws {
        try Self.write(&entries, to: db, Self.insertEntries) { entry in
            [
                entry.caseID.number.databaseValue, entry.seq.databaseValue, entry.count.databaseValue, entry.definitions.databaseValue,
                entry.position.databaseValue, entry.at.databaseValue, Data(entry.payload).databaseValue, Data(entry.seal).databaseValue,
            ]
        }
        try Self.write(&cases, to: db, Self.insertCases) { row, bundle in
            [
                row.caseID.number.databaseValue, bundle.databaseValue, row.definitions.databaseValue, row.phase.rawValue.databaseValue,
                day(row.submitted), day(row.due), day(row.wakes),
            ]
        }
        try Self.write(&items, to: db, Self.insertItems) { row, item, department, state in
            [
                row.caseID.number.databaseValue, row.place.databaseValue, item.databaseValue, department.databaseValue,
                row.stage.rawValue.databaseValue, state.databaseValue, day(row.statutory), day(row.promised), day(row.until),
                row.isOverdue.databaseValue, day(row.nextDue ?? .distant), row.news.databaseValue, row.known.databaseValue,
            ]
        }
    }

    private static func write<Row>(
        _ rows: inout [Row], to db: Database, _ statements: Statements, _ values: (Row) -> [DatabaseValue]
    ) throws {
        var rest = rows[...]
        for (number, sql) in statements.bySize {
            while rest.count >= number {
                try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(rest.prefix(number).flatMap(values)))
                rest = rest.dropFirst(number)
            }
        }
        rows.removeAll(keepingCapacity: true)
    }

    /// One statement for each number of rows that is written at a time.
    private struct Statements {
        let bySize: [(Int, String)]

        init(_ insert: String, columns: Int, _ conflict: String = "") {
            let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
            bySize = [64, 16, 4, 1].map { number in
                (number, insert + " VALUES " + Array(repeating: row, count: number).joined(separator: ", ") + " " + conflict)
            }
        }
    }

    private static let insertEntries = Statements(
        "INSERT INTO entries (case_id, seq, count, definitions, position, at, payload, seal)", columns: 8)

    private static let insertCases = Statements(
        "INSERT INTO cases (case_id, bundle, definitions, phase, submitted, due, wakes)", columns: 7,
        """
        ON CONFLICT (case_id) DO UPDATE SET bundle = excluded.bundle, definitions = excluded.definitions, phase = excluded.phase,
            submitted = excluded.submitted, due = excluded.due, wakes = excluded.wakes
        """)

    private static let insertItems = Statements(
        "INSERT INTO items (case_id, place, item, department, stage, state, statutory, promised, until, overdue, next_due, news, known)",
        columns: 13,
        """
        ON CONFLICT (case_id, place) DO UPDATE SET item = excluded.item, department = excluded.department, stage = excluded.stage,
            state = excluded.state, statutory = excluded.statutory, promised = excluded.promised, until = excluded.until,
            overdue = excluded.overdue, next_due = excluded.next_due, news = excluded.news, known = excluded.known
        """)
}

private func day(_ day: Day?) -> DatabaseValue { day?.daysSince1970.databaseValue ?? .null }
