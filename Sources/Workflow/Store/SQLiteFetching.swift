import Foundation
import GRDB

/// Reading by statements that are prepared once.
extension Database {
    func all<Value>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value) throws -> [Value] {
        let cursor = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: arguments)
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try value(row)) }
        return values
    }

    func first<Value>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value) throws -> Value? {
        let cursor = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: arguments)
        return try cursor.next().map(value)
    }

    /// Reads every row, and keeps none.
    func each<Value>(_ sql: String, _ value: (Row) throws -> Value) throws {
        let cursor = try Row.fetchCursor(try cachedStatement(sql: sql))
        while let row = try cursor.next() { _ = try value(row) }
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws { try cachedStatement(sql: sql).execute(arguments: arguments) }
}

extension Row {
    func bytes(_ place: Int) throws -> [UInt8] { [UInt8](try decode(Data.self, atIndex: place)) }
}

extension Array {
    /// A page of rows, each of which comes after the one before and after the place where the page begins. Where the pages of a file are out of
    /// order that is damage, and whoever reads page after page would never come to an end.
    func inOrder<Place: Comparable>(_ table: String, after start: Place?, _ place: (Element) -> Place) throws -> [Element] {
        var last = start
        for row in self {
            let next = place(row)
            if let last, next <= last { throw StoreFault.damaged(table) }
            last = next
        }
        return self
    }
}

/// Where a row stands, by several columns.
struct RowPlace: Comparable {
    private let columns: [Int64]

    init(_ columns: Int64...) { self.columns = columns }

    static func < (one: RowPlace, other: RowPlace) -> Bool { one.columns.lexicographicallyPrecedes(other.columns) }
}
